import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../policypack/cli/run";
import type { Unreadable, Violation } from "../../../policypack/cli/verdict";

/** What a call of the command came to. */
export interface Called {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** Calls the command in this process. */
export async function called(...args: readonly string[]): Promise<Called> {
    let [out, err] = ["", ""];
    const io = {
        out: (text: string) => Promise.resolve(void (out += text)),
        err: (text: string) => void (err += text),
        isErrTerminal: false,
    };
    const code = await run(args, io);
    return { code, out, err };
}

/** The JSON report of a call. */
export async function audited(...args: readonly string[]): Promise<{
    readonly code: number;
    readonly violations: readonly Violation[];
    readonly unreadable: readonly Unreadable[];
    readonly resources: number;
}> {
    const { code, out } = await called("audit", "--format", "json", ...args);
    return { code, ...(JSON.parse(out) as { violations: Violation[]; unreadable: Unreadable[]; resources: number }) };
}

/** A folder that is gone after the tests of a file. */
export interface Folder {
    readonly path: string;
    /** Writes a file, with its folders; an object as JSON. Returns its path. */
    write(name: string, content: string | Buffer | object): string;
}

/** Makes a folder for a test file. */
export function temporaryFolder(): Folder {
    const path = mkdtempSync(join(tmpdir(), "kbg-cli-"));
    afterAll(() => rmSync(path, { recursive: true, force: true }));
    return {
        path,
        write(name, content) {
            const file = join(path, name);
            mkdirSync(dirname(file), { recursive: true });
            const isText = typeof content === "string" || Buffer.isBuffer(content);
            writeFileSync(file, isText ? content : JSON.stringify(content));
            return file;
        },
    };
}

/** A workload that mounts Docker's socket, on the lines that `lineOf` tests expect. */
export const SOCKET = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: agents
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - { name: agent, image: example.com/agent:1, volumeMounts: [{ name: run, mountPath: /run/d.sock, readOnly: true }] }
      volumes:
        - name: run
          hostPath:
            path: /var/run/docker.sock
`;
/** What is said of it. */
export const SOCKET_FIX =
    "Remove the volume (a read-only mount of a socket still commands the runtime), or name the workload in the setting systemWorkloads.";
export const SOCKET_MESSAGE = `mounts "/var/run/docker.sock", the socket of Docker. ${SOCKET_FIX}`;

export const NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: { name: agents }\n";

const CIPHERTEXT = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc:def==" };
/** A secret as a state has it: its ciphertext, or with `--show-secrets` its JSON. */
export const secret = (plaintext?: unknown) =>
    plaintext === undefined
        ? CIPHERTEXT
        : {
              "4dabf18193072939515e22adb298388d": CIPHERTEXT["4dabf18193072939515e22adb298388d"],
              plaintext: JSON.stringify(plaintext),
          };

/** A resource in a state. */
export interface InState {
    readonly type: string;
    readonly name?: string;
    readonly inputs: object;
    readonly outputs?: object;
    readonly delete?: boolean;
    readonly [field: string]: unknown;
}

export const urnOf = (type: string, name: string) => `urn:pulumi:dev::program::${type}::${name}`;

const inState = ({ type, name = "it", inputs, outputs = inputs, ...rest }: InState) => ({
    urn: urnOf(type, name),
    custom: true,
    type,
    inputs,
    outputs,
    ...rest,
});

/** What `pulumi stack export` writes. */
export const exported = (...resources: readonly InState[]) => ({
    version: 3,
    deployment: { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.200.0" }, resources: resources.map(inState) },
});

/** What a self-managed backend keeps. */
export const checkpoint = (...resources: readonly InState[]) => ({
    version: 3,
    checkpoint: { stack: "organization/program/dev", latest: exported(...resources).deployment },
});

/** What `pulumi preview --json` writes. */
export const previewed = (...steps: readonly (InState & { readonly op?: string })[]) => ({
    config: {},
    steps: steps.map(({ op = "create", ...resource }) => {
        const state = inState(resource);
        return { op, urn: state.urn, ...(op === "delete" ? { oldState: state } : { newState: state }) };
    }),
    duration: 1,
    changeSummary: { create: steps.length },
});

/** A security group that opens the kubelet's port, and a launch template's type. */
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const OPEN = { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }] };

/** A Pod that is advised against, and no more. */
export const ADVISED = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a" },
    spec: { containers: [], hostNetwork: true },
};

export const base64 = (text: string) => Buffer.from(text).toString("base64");

/** The violations of one policy. */
export const about = (policy: string, { violations }: Awaited<ReturnType<typeof audited>>) =>
    violations.filter((one) => one.policy === policy);
