import type { MachineEvidence } from "./machine-evidence";

/** One option of an instance metadata service that is on. */
export interface MetadataSetting<T> extends MachineEvidence {
    readonly at: string;
    /** Undefined where nobody sets it, so that the image's default or the account's applies. */
    readonly value: T | undefined;
    /** A machine's own, or the default of a whole account in one region. */
    readonly scope: "machine" | "account";
}
