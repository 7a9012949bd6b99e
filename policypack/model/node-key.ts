import type { MachineEvidence } from "./machine-evidence";

/** What EC2 or EKS puts on a machine so that somebody can log in. */
export interface NodeKey extends MachineEvidence {
    readonly at: string;
    /** The public half of an SSH key pair, or a Windows administrator's password. */
    readonly kind: "key pair" | "password";
    /** The key pair's name; "" where only its public half is written. @throws what reading it throws: it may have no name yet */
    name(): string;
    /** The same for a message; undefined where it has none yet. */
    readonly shown: string | undefined;
}
