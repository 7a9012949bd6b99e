import { basename } from "node:path/posix";
import type { BootCommand, BootFile, BootUser, NodeBoot } from "../model/node-boot";
import type { LoginDoor, NodeLogin } from "../model/node-login";

interface Opened {
    readonly at: string;
    readonly door: LoginDoor;
}

/** Groups that the images' sudoers give everything to. */
const ADMINISTRATORS = new Set(["wheel", "sudo", "admin", "root", "Administrators"]);
const AUTHORIZED_KEYS = /^(?:\/root|\/home\/([^/]+)|.*\/([^/]+))\/\.ssh\/authorized_keys2?$/;
const SUDOERS = /^\/etc\/sudoers(?:\.d\/[^/]+)?$/;
const SSHD = /^\/etc\/ssh\/sshd_config(?:\.d\/[^/]+\.conf)?$/;

/**
 * Whom a boot lets in beside what the image does: keys and passwords of users, root's rights without a password, and what sshd is told to
 * accept. The same user may stand there several times, once for each way.
 */
export function loginsOf(boot: NodeBoot): NodeLogin[] {
    return [...openedBy(boot)].map((opened) => ({ ...opened, evidence: boot.evidence }));
}

function* openedBy({ users, files, commands, hostContainers }: NodeBoot): Generator<Opened> {
    for (const { name, at } of hostContainers ?? []) yield { at, door: { kind: "container", name } };
    for (const user of users) yield* ofUser(user);
    for (const file of files) if (file.kind === "file" && !file.isBase) yield* ofFile(file);
    for (const command of commands) yield* ofCommand(command);
}

function* ofUser({ name, logsInBy, sudo, groups }: BootUser): Generator<Opened> {
    for (const { value, at } of logsInBy) yield { at, door: { kind: value, user: name } };
    // What nobody logs in to is a daemon's account.
    if (sudo !== undefined && grantsAll(sudo.value))
        yield { at: sudo.at, door: { kind: "superuser", user: name, by: `the sudo rule ${JSON.stringify(sudo.value)}` } };
    for (const { value, at } of groups)
        if (ADMINISTRATORS.has(value)) yield { at, door: { kind: "superuser", user: name, by: `group ${value}` } };
}

function* ofFile({ path, content, at }: BootFile): Generator<Opened> {
    const keys = AUTHORIZED_KEYS.exec(path);
    const user = keys === null ? undefined : (keys[1] ?? keys[2] ?? "root");
    if (user !== undefined && content.text.trim() !== "") yield { at, door: { kind: "ssh key", user } };
    if (SUDOERS.test(path)) yield* ofSudoers(content.text, at);
    if (SSHD.test(path)) yield* ofSshd(content.text, at);
}

function* ofSudoers(text: string, at: string): Generator<Opened> {
    for (const line of text.replaceAll("\\\n", " ").split("\n")) {
        const match = /^\s*(%?[\w.+-]+)\s+\S+\s*=\s*(.+)$/.exec(line);
        if (match === null || /^(?:root|Defaults|%wheel|%sudo)$/.test(match[1]!) || !grantsAll(`ALL=${match[2]!}`)) continue;
        yield { at, door: { kind: "superuser", user: match[1]!, by: `the sudo rule ${JSON.stringify(line.trim())}` } };
    }
}

/** `ALL=(ALL) NOPASSWD:ALL`: every command without a password. */
const grantsAll = (rule: string): boolean => /\bNOPASSWD\s*:\s*(?:[A-Z]+\s*:\s*)*ALL\b/.test(rule);

/** Settings that let in whom sshd's defaults do not; of each the first occurrence counts. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
    permitrootlogin: /^(?:yes|without-password|prohibit-password|forced-commands-only)$/i,
    passwordauthentication: /^yes$/i,
    permitemptypasswords: /^yes$/i,
};

function* ofSshd(text: string, at: string): Generator<Opened> {
    const seen = new Set<string>();
    for (const line of text.split("\n")) {
        const match = /^\s*(\w+)(?:\s+|\s*=\s*)"?([^"#\s]+)/.exec(line);
        if (match === null) continue;
        const keyword = match[1]!.toLowerCase();
        if (seen.has(keyword)) continue;
        seen.add(keyword);
        if (SETTINGS[keyword]?.test(match[2]!) === true)
            yield { at, door: { kind: "sshd", setting: `${match[1]!} ${match[2]!}` } };
    }
}

function* ofCommand({ argv, stdin, at }: BootCommand): Generator<Opened> {
    const [program, ...words] = argv.map(({ text }) => text);
    const user = words.at(-1) ?? "";
    switch (basename(program!)) {
        case "usermod":
        case "useradd": {
            const groups = after(words, /^-\w*[Gg]$|^--groups?$/) ?? inWord(words, /^--groups?=/);
            for (const group of groups?.split(",") ?? [])
                if (ADMINISTRATORS.has(group)) yield { at, door: { kind: "superuser", user, by: `group ${group}` } };
            const password = after(words, /^-\w*p$|^--password$/) ?? inWord(words, /^--password=/);
            if (password !== undefined && !/^[!*]/.test(password)) yield { at, door: { kind: "password", user } };
            return;
        }
        case "gpasswd": {
            const member = after(words, /^(?:-a|--add)$/);
            if (member !== undefined && ADMINISTRATORS.has(user))
                yield { at, door: { kind: "superuser", user: member, by: `group ${user}` } };
            return;
        }
        case "adduser": {
            const names = words.filter((word) => !word.startsWith("-"));
            if (names.length === 2 && ADMINISTRATORS.has(names[1]!))
                yield { at, door: { kind: "superuser", user: names[0]!, by: `group ${names[1]!}` } };
            return;
        }
        case "chpasswd": {
            const names = (stdin?.text ?? "")
                .split("\n")
                .flatMap((line) => (line.includes(":") ? [line.split(":")[0]!.trim()] : []));
            for (const name of names.length > 0 ? names : ["a user"]) yield { at, door: { kind: "password", user: name } };
            return;
        }
        case "passwd": {
            if (words.includes("--stdin") || words.includes("-d") || words.includes("-u"))
                yield { at, door: { kind: "password", user: words.findLast((word) => !word.startsWith("-")) ?? "root" } };
            return;
        }
    }
}

function after(words: readonly string[], option: RegExp): string | undefined {
    const position = words.findIndex((word) => option.test(word));
    return position < 0 ? undefined : words[position + 1];
}

const inWord = (words: readonly string[], option: RegExp): string | undefined =>
    words.find((word) => option.test(word))?.replace(/^[^=]*=/, "");
