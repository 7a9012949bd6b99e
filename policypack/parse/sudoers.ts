import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";

/** What one rule of sudoers lets somebody run. */
export interface SudoGrant {
    /** A command's path with its arguments, a folder, `ALL`; with `!` in front where it is taken away. Aliases are resolved. */
    readonly command: string;
    /** Whom it runs as: users and, after a colon, groups; empty is root alone. */
    readonly runAs: readonly string[];
    /** It asks for no password. */
    readonly isFree: boolean;
}

/** One user specification, for the users of one line. */
export interface SudoRule {
    /** Users, `%groups`, `ALL`, `#uid`; with `!` in front where they are left out. Aliases are resolved. */
    readonly users: readonly string[];
    /** In the order in which sudo reads them: of those that match a command the last counts. */
    readonly grants: readonly SudoGrant[];
    /** As it is written, without the blanks around it. */
    readonly text: string;
    /** From 1: the line that it begins in. */
    readonly line: number;
}

const MAX_LINES = 10_000;
/** Members of all aliases together, resolved; an alias may name aliases. */
const MAX_MEMBERS = 2_000;
const ALIAS = /^(User|Runas|Host|Cmnd|Cmd)_Alias[ \t]+(.*)$/s;
const TAGS = /^(?:NO)?(?:EXEC|FOLLOW|INTERCEPT|LOG_INPUT|LOG_OUTPUT|MAIL|PASSWD|SETENV)[ \t]*:[ \t]*/;
const OPTIONS = /^(?:ROLE|TYPE|APPARMOR_PROFILE|PRIVS|LIMITPRIVS|NOTBEFORE|NOTAFTER|TIMEOUT|CWD|CHROOT)=(?:"[^"]*"|\S+)[ \t]+/;

type Aliases = ReadonlyMap<string, readonly string[]>;

/**
 * The rules of a sudoers(5) file, or of one in sudoers.d: tags and `(runas)` hold for the commands after them in a list, backslashes join
 * lines, and aliases of the file are put in. Lines that sudo would refuse are left out; `Defaults` and includes are not rules.
 */
export function sudoers(text: string): Read<readonly SudoRule[]> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    const lines = [...joinedLines(text)];
    if (lines.length > MAX_LINES) return unread(`has more than ${MAX_LINES} lines`);
    const aliases = new Map<string, readonly string[]>();
    for (const { text: line } of lines) {
        const [, , definitions] = ALIAS.exec(line) ?? [];
        for (const definition of definitions === undefined ? [] : split(definitions, ":")) {
            const [, name, members] = /^([A-Z][A-Z0-9_]*)[ \t]*=([^]*)$/.exec(definition) ?? [];
            if (name !== undefined) aliases.set(name, split(members!, ","));
        }
    }
    const rules = lines.flatMap(({ text: line, number }): SudoRule[] => {
        if (ALIAS.test(line) || /^(?:Defaults|@include)/.test(line)) return [];
        const rule = ruleOf(line, number, aliases);
        return rule === undefined ? [] : [rule];
    });
    return read(rules);
}

/** Without comments; `#` with digits is a user's number, and an `#include` is none of a file's own rules. */
function* joinedLines(text: string): Generator<{ text: string; number: number }> {
    let pieces = "";
    let start = 1;
    for (const [index, physical] of text.split(/\r\n|\n/).entries()) {
        if (pieces === "") start = index + 1;
        if (/(?:^|[^\\])(?:\\\\)*\\$/.test(physical)) {
            pieces += `${physical.slice(0, -1)} `;
            continue;
        }
        const line = `${pieces}${physical}`.replace(/(^|[^\\])#(?!-?\d)[^]*$/, "$1").trim();
        pieces = "";
        if (line !== "") yield { text: line, number: start };
    }
    const rest = pieces.trim();
    if (rest !== "" && !rest.startsWith("#")) yield { text: rest, number: start };
}

function ruleOf(line: string, number: number, aliases: Aliases): SudoRule | undefined {
    // Users, hosts, an equals sign, commands; more hosts and commands after a colon, for the same users.
    const [, users, rest] =
        /^((?:"[^"]*"|\\.|[^\s,"\\])+(?:[ \t]*,[ \t]*(?:"[^"]*"|\\.|[^\s,"\\])+)*)[ \t]+([^]*)$/.exec(line) ?? [];
    const equals = rest === undefined ? -1 : rest.indexOf("=");
    if (users === undefined || equals <= 0) return undefined;
    const lists = [rest!.slice(equals + 1)];
    for (let i = 0; i < 100; i++) {
        const list = lists.at(-1)!;
        const next = /(?<!\\)[ \t]:[\w.!*,@+ \t/-]+=(?=[ \t]*[(/A-Z!])/.exec(list);
        if (next === null) break;
        lists.splice(-1, 1, list.slice(0, next.index), list.slice(next.index + next[0].length));
    }
    const grants = lists.flatMap((list) => grantsOf(list, aliases));
    const named = split(users, ",").map((user) => user.replace(/^(!*)"([^"]*)"$/, "$1$2").replace(/\\(.)/g, "$1"));
    if (grants.length === 0) return undefined;
    return { users: resolved(named, aliases), grants, text: line, line: number };
}

function grantsOf(list: string, aliases: Aliases): SudoGrant[] {
    let runAs: readonly string[] = [];
    let isFree = false;
    return split(list, ",").flatMap((item): SudoGrant[] => {
        let rest = item;
        const given = /^\(([^)]*)\)[ \t]*/.exec(rest);
        if (given !== null) {
            rest = rest.slice(given[0].length);
            const [asUsers = "", asGroups] = given[1]!.split(":");
            const groups = asGroups === undefined ? [] : split(asGroups, ",").map((group) => `:${group}`);
            runAs = [...resolved(split(asUsers, ","), aliases), ...groups];
        }
        for (let option = OPTIONS.exec(rest); option !== null; option = OPTIONS.exec(rest)) rest = rest.slice(option[0].length);
        for (let tag = TAGS.exec(rest); tag !== null; tag = TAGS.exec(rest)) {
            if (/^(?:NO)?PASSWD/.test(tag[0])) isFree = tag[0].startsWith("NO");
            rest = rest.slice(tag[0].length);
        }
        const as = { runAs, isFree };
        return rest === "" ? [] : resolved([rest], aliases).map((command) => ({ command, ...as }));
    });
}

/** Each name that is an alias as what it stands for; two negations are none. */
function resolved(names: readonly string[], aliases: Aliases): string[] {
    let left = MAX_MEMBERS;
    const membersOf = (name: string, isNegated: boolean, path: readonly string[]): string[] => {
        if (--left < 0) return [];
        const [, marks = "", bare = ""] = /^((?:![ \t]*)*)([^]*)$/.exec(name) ?? [];
        const isOut = isNegated !== (marks.replace(/[^!]/g, "").length % 2 === 1);
        const members = path.includes(bare) ? undefined : aliases.get(bare);
        if (members === undefined) return [`${isOut ? "!" : ""}${bare}`];
        return members.flatMap((member) => membersOf(member, isOut, [...path, bare]));
    };
    return names.flatMap((name) => membersOf(name, false, []));
}

/** The parts between separators that no backslash, quote or parenthesis guards. */
function split(text: string, separator: "," | ":"): string[] {
    const parts: string[] = [];
    let part = "";
    let depth = 0;
    let isQuoted = false;
    for (let i = 0; i < text.length; i++) {
        const character = text[i]!;
        if (character === "\\") {
            part += character + (text[++i] ?? "");
            continue;
        }
        if (character === '"') isQuoted = !isQuoted;
        else if (character === "(") depth++;
        else if (character === ")") depth = Math.max(0, depth - 1);
        if (character === separator && !isQuoted && depth === 0) {
            parts.push(part.trim());
            part = "";
        } else part += character;
    }
    return [...parts, part.trim()].filter((one) => one !== "");
}
