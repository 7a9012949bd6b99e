import { runtimeAccessesOf } from "../../../../policypack/node/runtime/runtime-accesses";
import { bootOfUserData } from "../../../../policypack/node/user-data";

export type Files = Readonly<Record<string, string>>;

/** What a boot with these files and commands opens: where, whose, how. Files come in their order. */
export function opened(files: Files, runcmd: readonly string[] = [], more: object = {}): string[] {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    return runtimeAccessesOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd, ...more })}`, "u")).map(
        ({ at, runtime, door }) => `${at}: ${runtime} ${Object.values(door).join(" ")}`,
    );
}

/** Where a file is written, and a line of it. */
export const file = (index = 0): string => `u › write_files[${index}].content`;
export const line = (number: number, index = 0): string => `${file(index)} › line ${number}`;
