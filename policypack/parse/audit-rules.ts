import { wordsOf } from "./systemd-words";

/** The four kinds of access that the kernel's audit tells apart. */
export type AuditPermission = "r" | "w" | "x" | "a";

/** What one rule has the kernel record. */
export interface AuditWatch {
    /** A file, or a folder with everything below it. */
    readonly path: string;
    readonly permissions: ReadonlySet<AuditPermission>;
    /** `never`: what matches is not recorded, whatever a later rule says. */
    readonly isNever: boolean;
    /** From 1. */
    readonly line: number;
}

const ALL: readonly AuditPermission[] = ["r", "w", "x", "a"];
const MAX_LINES = 5_000;

/** A file of rules: its watches, and whether it switches audit on or off where it says either. */
export interface AuditRules {
    readonly watches: readonly AuditWatch[];
    /** `-D`: what other files said before does not count. */
    readonly isFresh: boolean;
    readonly isEnabled: boolean | undefined;
}

/**
 * The rules of a file of audit rules, in order (auditctl(8), audit.rules(7)): `-w PATH -p rwxa`, and `-a always,exit` with `-F dir=` or
 * `-F path=`. Without permissions a rule covers all four. `-D` takes away what stands before it, `-e 0` switches audit off. Rules about anything else are left out.
 */
export function auditRules(text: string): AuditRules {
    let watches: AuditWatch[] = [];
    let isFresh = false;
    let isEnabled: boolean | undefined;
    for (const [index, written] of text.split("\n").slice(0, MAX_LINES).entries()) {
        const line = written.trim();
        if (line.startsWith("#")) continue;
        const words = wordsOf(line);
        if (!words.ok) continue;
        const [option, value] = words.value;
        if (option === "-D") [watches, isFresh] = [[], true];
        else if (option === "-e") isEnabled = value !== "0";
        else watches.push(...auditWatch(words.value, index + 1));
    }
    return { watches, isFresh, isEnabled };
}

/** The watch of one rule's words; none for a rule that watches no path. */
function auditWatch(words: readonly string[], line: number): AuditWatch[] {
    let path: string | undefined;
    let permissions: string | undefined;
    let isNever = false;
    let narrowed = false;
    for (let i = 0; i < words.length; i++) {
        const next = words[i + 1] ?? "";
        switch (words[i]) {
            case "-w":
                path = next;
                i++;
                break;
            case "-p":
                permissions = next;
                i++;
                break;
            case "-a":
            case "-A":
                if (!/\bexit\b/.test(next)) return [];
                isNever = /\bnever\b/.test(next);
                i++;
                break;
            case "-F": {
                const [, field, value] = /^(\w+)=(.*)$/.exec(next) ?? [];
                if (field === "dir" || field === "path") path = value;
                else if (field === "perm") permissions = value;
                // A rule for some users, programs or results says nothing of the others.
                else if (field !== undefined ? !["arch", "key", "success"].includes(field) : !/^(?:auid|uid)!=/.test(next))
                    narrowed = true;
                i++;
                break;
            }
            case "-S":
                narrowed ||= next !== "all";
                i++;
                break;
            case "-k":
                i++;
                break;
            case "-W":
            case "-d":
                return [];
        }
    }
    if (path === undefined || !path.startsWith("/") || narrowed) return [];
    const letters = permissions === undefined ? ALL : ALL.filter((letter) => permissions.toLowerCase().includes(letter));
    return [{ path, permissions: new Set(letters), isNever, line }];
}
