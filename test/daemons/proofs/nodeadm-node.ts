import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { multipart, type Part } from "../../../components/hardened-node-group/mime";
import { mimeParts } from "../../../policypack/parse/mime";
import { API_SERVER_PORT } from "../api-server";
import { startMetadataService } from "../metadata-service";
import { program } from "../programs";
import { folderIn, NODE_ADDRESS } from "./machine";
import { type Boot, machineSettings, NODE, NODE_TOKEN, type NodeKind, runtimePlugin, SHORT_MEMORY } from "./node-kind";

const NODE_CONFIG = "application/node.eks.aws";
const DROP_INS = "/etc/kubernetes/kubelet/config.json.d";

/**
 * A node of Amazon Linux 2023 with this user data: nodeadm reads it from the metadata service, beside what EKS adds, and writes the configurations,
 * flags and environment with which containerd and the kubelet start. Beside these they have a file each with what this machine cannot be (it has
 * no systemd), of which no setting is about who gets in.
 *
 * @param userData the whole user data of the launch template
 */
export const nodeadmNode = (userData: string): NodeKind => ({
    async containerd(boot, addition) {
        await runNodeadm(boot, addition === undefined ? userData : withContainerd(userData, addition));
        const own = join(boot.folder, "machine.toml");
        writeFileSync(own, runtimePlugin(addition));
        await put(boot, own, "/etc/containerd/config.d/99-machine.toml");
        return "/etc/containerd/config.toml";
    },
    async kubelet(boot, settings) {
        await runNodeadm(boot, withSettings(userData, settings));
        const own = join(boot.folder, "machine.json");
        const type = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
        writeFileSync(own, JSON.stringify({ ...type, ...SHORT_MEMORY, ...machineSettings(boot) }));
        await put(boot, own, `${DROP_INS}/99-machine.conf`);
        // As systemd reads it for the unit that starts the kubelet with $NODEADM_KUBELET_ARGS.
        const environment = await boot.machine.output("cat", "/etc/eks/kubelet/environment");
        const variables = new Map([...environment.matchAll(/^(\w+)="(.*)"$/gm)].map(([, name, value]) => [name!, value!]));
        const words = variables.get("NODEADM_KUBELET_ARGS")!.split(" ");
        const given = [...variables].map(([name, value]) => `${name}=${value}`);
        return ["env", `PATH=${folderIn(boot.folder, "bin")}:${process.env["PATH"]}`, ...given, program("KUBELET"), ...words];
    },
});

interface NodeConfigSpec {
    readonly kubelet: { readonly config: object };
    containerd?: { readonly config: string };
}

function changed(userData: string, change: (spec: NodeConfigSpec) => void): string {
    return multipart(
        partsOf(userData).map(({ type, text }) => {
            if (type !== NODE_CONFIG) return { type, text };
            const document = parse(text) as { spec: NodeConfigSpec };
            change(document.spec);
            return { type, text: stringify(document) };
        }),
    );
}

/** User data whose kubelet differs in these settings. */
export const withSettings = (userData: string, settings: object): string =>
    changed(userData, ({ kubelet }) => Object.assign(kubelet.config, settings));

/** User data whose containerd has more in its configuration: text in TOML. */
export const withContainerd = (userData: string, config: string): string =>
    changed(userData, (spec) => (spec.containerd = { config }));

function partsOf(userData: string): Part[] {
    const parts = mimeParts(Buffer.from(userData));
    if (!parts.ok) throw new Error(parts.reason);
    return parts.value.map(({ type, body }) => ({ type, text: body.toString("utf8") }));
}

/** What EKS adds for a managed node group, here for this cluster. */
const ofEks = (authority: string): string =>
    stringify({
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: {
            cluster: {
                name: "shop",
                apiServerEndpoint: `https://127.0.0.1:${API_SERVER_PORT}`,
                certificateAuthority: readFileSync(authority).toString("base64"),
                cidr: "10.96.0.0/16",
            },
            kubelet: { flags: [`--hostname-override=${NODE}`, "--node-labels=eks.amazonaws.com/nodegroup=web"] },
        },
    });

/** Everything that nodeadm does but starting the daemons, with stand-ins for what it finds on an instance. */
export async function runNodeadm({ machine, folder, door, authority }: Omit<Boot, "manifests">, userData: string): Promise<void> {
    const bin = folderIn(folder, "bin");
    copyFileSync(program("KUBELET"), join(bin, "kubelet"));
    const credential = {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        kind: "ExecCredential",
        status: { token: NODE_TOKEN },
    };
    // `aws eks get-token`, and what the kubelet would ask for registries' passwords.
    for (const [name, answer] of [
        ["aws", JSON.stringify(credential)],
        ["ecr-credential-provider", "{}"],
    ] as const)
        writeFileSync(join(bin, name), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });

    const whole = multipart([...partsOf(userData), { type: NODE_CONFIG, text: ofEks(authority) }]);
    const service = await startMetadataService(whole, { socket: door, address: NODE_ADDRESS });
    const systemd = await startSystemd(join(folder, "systemd.sock"));
    try {
        await machine.output("sh", "-c", `mkdir -p /run/systemd; ln -sf ${join(folder, "systemd.sock")} /run/systemd/private`);
        await machine.output(
            "env",
            `PATH=${bin}:${process.env["PATH"]}`,
            "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:6443",
            `ECR_CREDENTIAL_PROVIDER_BIN_PATH=${join(bin, "ecr-credential-provider")}`,
            program("NODEADM"),
            "init",
            "--config-source=imds://user-data",
            "--skip=run",
        );
    } finally {
        await systemd();
        await service.stop();
    }
}

/**
 * systemd's own socket, as far as a greeting and an empty answer to the first call: nodeadm connects before it writes files, and asks for nothing
 * more where it starts nothing. Sources: D-Bus Specification, "Authentication Protocol" and "Message Format"; go-systemd `dbus/dbus.go`.
 */
async function startSystemd(socket: string): Promise<() => Promise<void>> {
    const server = createServer((client) => {
        client.on("error", () => client.destroy());
        let hasBegun = false;
        client.on("data", (bytes) => {
            const greeting = hasBegun ? "" : bytes.toString("latin1");
            for (const [command] of greeting.matchAll(/\b(?:AUTH EXTERNAL|AUTH|NEGOTIATE_UNIX_FD|BEGIN)\b/g)) {
                if (command === "BEGIN") hasBegun = true;
                else client.write(`${GREETINGS[command]!}\r\n`);
            }
            const call = greeting.includes("BEGIN") ? bytes.subarray(greeting.indexOf("BEGIN") + 7) : bytes;
            if (hasBegun && call.length >= 12) client.write(emptyAnswer(call.readUInt32LE(8)));
        });
    });
    await new Promise<void>((done) => server.listen(socket, done));
    return () => new Promise((done) => server.close(() => done()));
}

const GREETINGS: Readonly<Record<string, string>> = {
    AUTH: "REJECTED EXTERNAL",
    "AUTH EXTERNAL": "OK 0c0ffee0c0ffee000c0ffee0c0ffee00",
    NEGOTIATE_UNIX_FD: "ERROR",
};

/** A method's return without a body: little-endian, with the one header field that names the call's serial. */
function emptyAnswer(serial: number): Buffer {
    const answer = Buffer.from([0x6c, 2, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 5, 1, 0x75, 0, 0, 0, 0, 0]);
    answer.writeUInt32LE(serial, 20);
    return answer;
}

async function put({ machine }: Boot, file: string, path: string): Promise<void> {
    await machine.output("sh", "-c", `mkdir -p ${dirname(path)} && cp ${file} ${path}`);
}
