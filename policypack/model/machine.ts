/** A file, a folder or a socket as it lies on a machine. */
export interface MachineFile {
    /** Where the machine itself has it: `/etc/kubernetes/manifests/etcd.yaml`. */
    readonly path: string;
    readonly kind: "file" | "folder";
    /** What stands in a file; absent where it was not read (a key), or could not be (`unread`). */
    readonly text?: string;
    /** Permission bits; absent for a second name of a file, where those of the first are told. */
    readonly mode?: number;
    /** By name, or by number where the machine has no name for it. */
    readonly owner?: string;
    readonly group?: string;
    /** Why its content is not known, third person: `may not be read`. */
    readonly unread?: string;
}

/** A link by which systemd knows a unit: in a folder of what another one wants, or under a second name. */
export interface UnitLink {
    readonly path: string;
    /** The name of the unit that it leads to. */
    readonly unit: string;
}

/** Somebody who has an account on a machine. Of a password there is no more than that there is one. */
export interface MachineUser {
    readonly name: string;
    /** The line that makes the account: `/etc/passwd › line 3`. */
    readonly at: string;
    readonly number: number;
    readonly home: string;
    /** Where its password stands, if it has one that lets anybody in. */
    readonly passwordAt?: string;
    readonly groups: readonly { readonly name: string; readonly at: string }[];
}

/** What a machine has on its disk of what makes a node of it. */
export interface Machine {
    readonly files: readonly MachineFile[];
    readonly unitLinks: readonly UnitLink[];
    readonly users: readonly MachineUser[];
}
