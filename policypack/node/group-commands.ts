/** Somebody whom a command puts into a group. */
export interface JoinedGroup {
    readonly user: string;
    readonly group: string;
}

/** Options of adduser before a value, Debian's and busybox'. */
const VALUED = /^(?:--(?:gecos|comment|home|shell|uid|gid|conf|firstuid|lastuid|firstgid|lastgid)|-[hgsuk])$/;

/**
 * Who joins which group by one command: `usermod -aG`, `useradd -G`, `gpasswd -a`, `adduser USER GROUP`, `groupmems`. A primary group
 * (`-g`) counts as any other.
 *
 * @param program its name without folders
 */
export function joinedGroups(program: string, words: readonly string[]): readonly JoinedGroup[] {
    switch (program) {
        case "usermod":
        case "useradd": {
            const user = words.at(-1) ?? "";
            const named = [
                ...(valueOf(words, /^-\w*G$|^--groups$/, /^--groups=|^-G(?=.)/) ?? "").split(","),
                valueOf(words, /^-\w*g$|^--gid$/, /^--gid=|^-g(?=.)/) ?? "",
            ];
            return named.filter((group) => group !== "").map((group) => ({ user, group }));
        }
        case "gpasswd": {
            const group = words.at(-1) ?? "";
            const added = valueOf(words, /^(?:-a|--add)$/, /^--add=/);
            const all = valueOf(words, /^(?:-M|--members)$/, /^--members=/)?.split(",") ?? [];
            return [...(added === undefined ? [] : [added]), ...all].map((user) => ({ user, group }));
        }
        case "groupmems": {
            const user = valueOf(words, /^(?:-a|--add)$/, /^--add=/);
            const group = valueOf(words, /^(?:-g|--group)$/, /^--group=/);
            return user === undefined || group === undefined ? [] : [{ user, group }];
        }
        case "adduser":
        case "addgroup": {
            // busybox' adduser takes -G GROUP; Debian's takes the names of a user and a group.
            const option = valueOf(words, /^-G$|^--ingroup$/, /^--ingroup=/);
            if (option !== undefined) return [{ user: words.at(-1) ?? "", group: option }];
            const names = words.filter((word, i) => !word.startsWith("-") && !VALUED.test(words[i - 1] ?? ""));
            return names.length === 2 ? [{ user: names[0]!, group: names[1]! }] : [];
        }
        default:
            return [];
    }
}

/** The value of an option: the next word after one that matches `apart`, or the rest of one that begins with `joined`. */
export function valueOf(words: readonly string[], apart: RegExp, joined: RegExp): string | undefined {
    const position = words.findLastIndex((word) => apart.test(word));
    if (position >= 0) return words[position + 1];
    return words.find((word) => joined.test(word))?.replace(joined, "");
}
