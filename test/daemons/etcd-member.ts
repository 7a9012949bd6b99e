import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { EtcdCluster } from "../../components";
import { type Registered, registered } from "../components/registered";
import { program } from "./programs";
import { type Daemon, folderIn, type Machine, openMachine } from "./proofs/machine";
import type { Room } from "./room";
import { Signer, USES } from "./signer";

/** One member of `EtcdCluster`, on a machine that has booted with its user data. */
export interface EtcdMember {
    readonly machine: Machine;
    readonly userData: string;
    readonly signer: Signer;
    /** The authorities that the component makes, by their names in `signer`. */
    readonly clients: string;
    readonly peers: string;
    /** A certificate with the names and uses that the component asks for under a name: `store-apiserver-etcd-client`. */
    issued(name: string, by: string): string;
    /**
     * Starts etcd as its unit does: as its own user, on its configuration.
     * @param change what differs in the configuration
     */
    start(change?: (configuration: string) => string): Promise<Daemon>;
}

const CONFIGURATION = "/etc/etcd/etcd.yaml";
/** What of the script of the first boot needs no disk, no packages and no systemd. */
const ORDINARY = /^(?:id etcd|mkdir -p|chown|chmod) /;

/**
 * Boots one: its files are written, its folders and user made, and its keys fetched by its own scripts. openssl signs in the place of the tls
 * provider, and a stand-in for the AWS CLI answers with the secret that Secrets Manager would keep.
 */
export async function bootMember(folder: string, room: Room): Promise<EtcdMember> {
    const resources = await registered(
        () =>
            new EtcdCluster("store", {
                clusterName: "shop",
                vpcId: "vpc-0c0ffee0",
                subnetIds: ["subnet-1"],
                domain: "etcd.shop.internal",
                amiId: "ami-0c0ffee0c0ffee000",
                auditLogGroupName: "/shop/nodes",
                apiServerRole: "arn:aws:iam::123456789012:role/control-plane",
                apiServerSecurityGroupIds: ["sg-0c0ffee0c0ffee000"],
                backupRole: "arn:aws:iam::123456789012:role/backups",
            }),
    );
    const propsOf = (name: string): Registered["props"] => resources.find((one) => one.name === name)!.props;
    const signer = new Signer(folder);
    const clients = signer.authority("clients-ca");
    const peers = signer.authority("peers-ca");
    const issued = (name: string, by: string): string => {
        const { dnsNames = [], ipAddresses = [] } = propsOf(`${name}-request`);
        const [usage, ...extended] = propsOf(`${name}-certificate`)["allowedUses"] as string[];
        if (usage !== "digital_signature") throw new Error(`${name} is for ${usage}`);
        const names = [...dnsNames.map((one: string) => `DNS:${one}`), ...ipAddresses.map((one: string) => `IP:${one}`)];
        return signer.sign(by, [
            "keyUsage=digitalSignature",
            `extendedKeyUsage=${extended.map((use) => USES[use]!).join(",")}`,
            ...(names.length === 0 ? [] : [`subjectAltName=${names.join(",")}`]),
        ]);
    };
    const [server, peer] = [issued("store-etcd-0-server", clients), issued("store-etcd-0-peer", peers)].map((name) =>
        signer.read(name),
    );
    const secret = {
        "ca.crt": signer.text(`${clients}.crt`),
        "server.crt": server!.cert,
        "server.key": server!.key,
        "peer-ca.crt": signer.text(`${peers}.crt`),
        "peer.crt": peer!.cert,
        "peer.key": peer!.key,
    };

    const machine = await openMachine(folder, room);
    const bin = folderIn(folder, "bin");
    writeFileSync(join(folder, "secret.json"), JSON.stringify(secret));
    writeFileSync(join(bin, "aws"), `#!/bin/sh\ncat ${join(folder, "secret.json")}\n`, { mode: 0o755 });
    const userData = propsOf("store-etcd-0")["userData"] as string;
    const files = parse(userData).write_files as readonly {
        readonly path: string;
        readonly permissions: string;
        readonly content: string;
    }[];
    const contentOf = (path: string) => files.find((file) => file.path === path)!.content;
    const put = async (path: string, content: string, permissions: string) => {
        writeFileSync(join(folder, "put"), content);
        await machine.output("install", "-D", "-m", permissions, join(folder, "put"), path);
    };
    // What is not below /etc would be this machine's.
    for (const { path, content, permissions } of files.filter(({ path }) => path.startsWith("/etc/")))
        await put(path, content, permissions);
    const setUp = contentOf("/usr/local/sbin/etcd-setup")
        .split("\n")
        .filter((line) => ORDINARY.test(line));
    await machine.output("bash", "-euc", ["mkdir -p /var/lib/etcd", ...setUp].join("\n"));
    await machine.output("chown", "etcd:etcd", "/var/lib/etcd");
    writeFileSync(join(folder, "etcd-keys"), contentOf("/usr/local/sbin/etcd-keys"));
    await machine.output("env", `PATH=${bin}:${process.env["PATH"]}`, "bash", join(folder, "etcd-keys"));
    await machine.output("install", "-m", "0755", program("ETCD"), "/run/etcd");

    return {
        machine,
        userData,
        signer,
        clients,
        peers,
        issued,
        async start(change = (configuration) => configuration) {
            await put(CONFIGURATION, change(contentOf(CONFIGURATION)), "0644");
            const asUser = ["--reuid=etcd", "--regid=etcd", "--clear-groups"];
            return machine.start("setpriv", ...asUser, "/run/etcd", `--config-file=${CONFIGURATION}`);
        },
    };
}
