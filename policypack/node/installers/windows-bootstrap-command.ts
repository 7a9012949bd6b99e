import type { Word } from "../../parse/word";

/** Whether a command is the script that joins an EKS image of Windows to its cluster. */
export const isWindowsBootstrap = (argv: readonly Word[]): boolean =>
    /(?:^|[\\/])start-eksbootstrap\.ps1$/i.test(argv[0]?.text ?? "");

/** The value of a parameter: `-Name value` or `-Name:value`, in any case; of several the last counts. */
export function parameter(argv: readonly Word[], name: string): Word | undefined {
    const position = argv.findLastIndex(
        ({ text }) => text.toLowerCase() === `-${name}` || text.toLowerCase().startsWith(`-${name}:`),
    );
    const found = argv[position];
    if (found === undefined) return undefined;
    const colon = found.text.indexOf(":");
    return colon < 0 ? argv[position + 1] : { ...found, text: found.text.slice(colon + 1) };
}
