import { parse } from "yaml";
import { type NodePoolRole, SelfManagedNodePool } from "../../components";
import { registered } from "../components/registered";
import { LEAST, type Options } from "../components/self-managed-cases";
import { atTheStrictest, raised } from "../components/strictest";
import type { GivenInStack } from "../policypack/judge";
import type { KubeadmNode } from "./kubeadm-node";
import { type Daemon, NODE_ADDRESS } from "./proofs/machine";
import { until } from "./until";

/** What a machine of `SelfManagedNodePool` boots with. */
export const userDataOf = async (role: NodePoolRole, options: Options = {}): Promise<string> => {
    const resources = await registered(() => new SelfManagedNodePool("pool", { ...LEAST[role], ...options }));
    const { props } = resources.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate")!;
    return Buffer.from(props["userData"] as string, "base64").toString();
};

/** What the pack reports of an API server's static Pod, as far as it is about API servers. */
export const saidOfApiServer = (manifest: string): string[] =>
    raised(atTheStrictest([{ type: "kubernetes:core/v1:Pod", name: "api", props: parse(manifest) as object }])).filter((name) =>
        name.startsWith("kube-apiserver-"),
    );

/** What the pack reports of the kubelet of a worker with this configuration. */
export function saidOfKubelet(configuration: string): string[] {
    const files = [{ path: "/var/lib/kubelet/config.yaml", content: configuration, permissions: "0600" }];
    const document = { write_files: files, runcmd: [["kubeadm", "join", "api.shop.internal:6443"]] };
    const userData = `#cloud-config\n${JSON.stringify(document)}`;
    const instance: GivenInStack = { type: "aws:ec2/instance:Instance", name: "worker", props: { userData } };
    return raised(atTheStrictest([instance])).filter((name) => name.startsWith("kubelet-"));
}

/** The files below a folder with their modes and owners. */
export const filesIn = async (machine: KubeadmNode, folder: string): Promise<Record<string, string>> => {
    const listed = await machine.run("find", folder, "-type", "f", "-printf", "%p %m %u %g\\n");
    return Object.fromEntries(
        listed
            .trim()
            .split("\n")
            .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
    );
};

/** The ports on which something in a machine's network listens beyond its loopback. */
export async function listening(machine: KubeadmNode): Promise<number[]> {
    const rows = (await machine.run("cat", "/proc/net/tcp", "/proc/net/tcp6")).split("\n").map((row) => row.trim().split(/\s+/));
    const ports = rows.flatMap(([, local = "", , state]) => {
        const [address = "", port = ""] = local.split(":");
        const isLoopback = address === "0100007F" || address === "00000000000000000000000001000000";
        return state === "0A" && !isLoopback ? [parseInt(port, 16)] : [];
    });
    return [...new Set(ports)].sort((a, b) => a - b);
}

/** Answers in a kubelet's place with a certificate of its own, and tells who asked. */
export async function startImpostor(machine: KubeadmNode, port: number): Promise<Daemon> {
    const files = ["-keyout", "/run/impostor.key", "-out", "/run/impostor.crt"];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    await machine.run(
        "openssl",
        "req",
        "-x509",
        ...curve,
        ...files,
        "-days",
        "2",
        "-subj",
        `/CN=${NODE_ADDRESS}`,
        "-addext",
        `subjectAltName=IP:${NODE_ADDRESS}`,
    );
    const program = [
        'const [key, cert] = ["key", "crt"].map((kind) => require("fs").readFileSync(`/run/impostor.${kind}`));',
        'require("https").createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, (request, response) =>',
        "response.end(JSON.stringify({ asked: request.socket.getPeerCertificate().subject.CN })))",
        `.listen(${port}, "${NODE_ADDRESS}", () => console.log("ready"))`,
    ].join("\n");
    const impostor = await machine.start(process.execPath, "-e", program);
    await until("the impostor", 10_000, () => impostor.log().includes("ready"));
    return impostor;
}
