import type { MachineUser } from "../../model/machine";

/** Texts of the files that say who has an account; "" for one that is not there. */
export interface AccountFiles {
    readonly passwd: string;
    readonly group: string;
    readonly shadow: string;
}

const PASSWD = "/etc/passwd";
const GROUP = "/etc/group";
const SHADOW = "/etc/shadow";

interface Entry {
    readonly fields: readonly string[];
    readonly at: string;
}

/** passwd(5), group(5), shadow(5): names, numbers, and of a password that there is one. Nothing else of it is kept. */
export function usersOf({ passwd, group, shadow }: AccountFiles): MachineUser[] {
    const groups = entriesOf(group, GROUP);
    const byNumber = new Map(groups.map(({ fields }) => [fields[2], fields[0]!]));
    const passwords = new Map(entriesOf(shadow, SHADOW).map((entry) => [entry.fields[0], entry]));
    return entriesOf(passwd, PASSWD).map(({ fields, at }) => {
        const [name = "", , number = "", primary = "", , home = ""] = fields;
        const password = passwords.get(name);
        const own = byNumber.get(primary);
        const member = groups.flatMap((entry) =>
            entry.fields[3]?.split(",").includes(name) === true ? [{ name: entry.fields[0]!, at: entry.at }] : [],
        );
        return {
            name,
            at,
            number: Number(number),
            home,
            ...(password !== undefined && isPassword(password.fields[1]) && { passwordAt: password.at }),
            groups: [...(own === undefined || own === name ? [] : [{ name: own, at }]), ...member],
        };
    });
}

/** `user` and `group` by number. */
export function namesOf({ passwd, group }: AccountFiles): {
    readonly users: ReadonlyMap<number, string>;
    readonly groups: ReadonlyMap<number, string>;
} {
    const named = (text: string) => {
        const names = new Map<number, string>();
        for (const { fields } of entriesOf(text, "")) if (!names.has(Number(fields[2]))) names.set(Number(fields[2]), fields[0]!);
        return names;
    };
    return { users: named(passwd), groups: named(group) };
}

/** More accounts than any node has. */
const MAX_ENTRIES = 2_000;

const entriesOf = (text: string, path: string): Entry[] =>
    text
        .split("\n")
        .slice(0, MAX_ENTRIES)
        .map((line, i) => ({ fields: line.split(":"), at: `${path} › line ${i + 1}` }))
        .filter(({ fields }) => fields.length > 3 || (path === SHADOW && fields.length > 1));

/** `!` and `*` begin what no password makes. */
const isPassword = (field: string | undefined): boolean => field !== undefined && field.length > 1 && !/^[!*x]/.test(field);
