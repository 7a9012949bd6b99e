import type { Policy } from "../../policypack/lib/define-policy";
import { NODE_FILES } from "../../policypack/subjects/node-files";
import { USER_DATA_FILE } from "../../policypack/subjects/user-data-file";
import { AWS_CARRIERS } from "./carriers-aws";
import type { PolicyTable } from "./table";

/** What takes a node's configuration in somebody's program. */
export interface Carrier {
    /** The type token. */
    readonly type: string;
    /** The path at which the text is told to stand: `userDataBase64`. */
    readonly at: string;
    /** `user data`: everything that cloud-init and nodeadm know. `script`: lines of a shell and nothing else. */
    readonly admits: "user data" | "script";
    /** The path of a line of a script. */
    line(number: number): string;
    /** The properties that hold it. Bytes are put in base64 where the property takes text. */
    props(text: string | Buffer): object;
}

/** A file that no resource carries, which `kube-bypass-guard audit` was given. */
const FILE: Carrier = {
    type: USER_DATA_FILE,
    at: "userData",
    admits: "user data",
    line: (number) => `userData › line ${number}`,
    props: (text) => ({ userData: typeof text === "string" ? text : text.toString("base64") }),
};

const PER_BOOT = "/var/lib/cloud/scripts/per-boot/node.sh";
/** A script on a node's own disk, which runs whenever that boots. */
const ON_DISK: Carrier = {
    type: NODE_FILES,
    at: PER_BOOT,
    admits: "script",
    line: (number) => `${PER_BOOT} › line ${number}`,
    props: (text) => ({
        machine: JSON.stringify({
            files: [{ path: PER_BOOT, kind: "file", text: text.toString(), mode: 0o700, owner: "root", group: "root" }],
            unitLinks: [],
            users: [],
        }),
    }),
};

/** Every carrier that is no Kubernetes object; those are in carriers-kubernetes.ts. */
export const CARRIERS: readonly Carrier[] = [...AWS_CARRIERS, FILE, ON_DISK];

/** A failing row for every carrier that the policy reads. Spread it into `fails`. */
export function everyCarrier(
    policy: Policy,
    reason: string,
    row: (carrier: Carrier) => { readonly text: string; readonly reports: readonly string[] },
): PolicyTable["fails"] {
    return Object.fromEntries(
        CARRIERS.filter(({ type }) => policy.reads.includes(type)).map((carrier) => {
            const { text, reports } = row(carrier);
            return [`${reason} in ${carrier.at} of ${carrier.type}`, { type: carrier.type, props: carrier.props(text), reports }];
        }),
    );
}

/** A script that writes one file, which then stands at `line(2)`. */
export const written = (path: string, content: string): string => `#!/bin/bash\ncat > ${path} <<'EOF'\n${content}\nEOF\n`;
