import { basename } from "node:path/posix";
import type { BootCommand, BootFile, BootUser, NodeBoot } from "../model/node-boot";
import type { LoginDoor, NodeLogin } from "../model/node-login";
import { once } from "../parse/once";
import { shownText } from "../parse/word";
import { joinedGroups, valueOf } from "./group-commands";
import { sshdOpenings } from "./sshd";
import { superusersOf } from "./sudo";
import { placeOfLine } from "./units";

interface Opened {
    readonly at: string;
    readonly door: LoginDoor;
}

/** Groups that the images' sudoers give everything to. */
const ADMINISTRATORS = new Set(["wheel", "sudo", "admin", "root", "Administrators"]);
/** Root's folder has its user's name, as the others have. */
const AUTHORIZED_KEYS = /\/([^/]+)\/\.ssh\/authorized_keys2?$/;
const SUDOERS = /^\/etc\/sudoers(?:\.d\/[^/]+)?$/;

/**
 * Whom a boot lets in beside what the image does: keys and passwords of users, root's rights without a password, and what sshd is told to
 * accept. The same user may stand there several times, once for each way. Computed once for each boot.
 */
export const loginsOf = once((boot: NodeBoot): readonly NodeLogin[] =>
    [...openedBy(boot)].map((opened) => ({ ...opened, evidence: boot.evidence })),
);

function* openedBy(boot: NodeBoot): Generator<Opened> {
    const { users, files, commands, hostContainers } = boot;
    for (const { name, at } of hostContainers ?? []) yield { at, door: { kind: "container", name } };
    for (const user of users) yield* ofUser(user);
    for (const file of files) if (file.kind === "file" && !file.isBase) yield* ofFile(file);
    for (const { setting, at } of sshdOpenings(boot)) yield { at, door: { kind: "sshd", setting } };
    for (const command of commands) yield* ofCommand(command);
}

function* ofUser({ name, at: own, logsInBy, sudo, groups, isRootByNumber }: BootUser): Generator<Opened> {
    for (const { value, at } of logsInBy) yield { at, door: { kind: value, user: name } };
    if (isRootByNumber === true) yield { at: own, door: { kind: "superuser", user: name, by: "user number 0" } };
    if (sudo !== undefined) {
        // cloud-init writes the rules as they are, each after the name.
        const rules = sudo.value.split("; ").map((rule) => `user ${rule}`);
        if (superusersOf(rules.join("\n")).length > 0)
            yield { at: sudo.at, door: { kind: "superuser", user: name, by: `the sudo rule ${JSON.stringify(sudo.value)}` } };
    }
    for (const { value, at } of groups)
        if (ADMINISTRATORS.has(value)) yield { at, door: { kind: "superuser", user: name, by: `group ${value}` } };
}

function* ofFile(file: BootFile): Generator<Opened> {
    const { path, content, at } = file;
    const user = AUTHORIZED_KEYS.exec(path)?.[1];
    if (user !== undefined && letsIn(content.text)) yield { at, door: { kind: "ssh key", user } };
    if (!SUDOERS.test(path)) return;
    for (const { user, rule, line } of superusersOf(content.text))
        yield {
            at: placeOfLine(file, line),
            door: { kind: "superuser", user: shownText(user), by: `the sudo rule ${JSON.stringify(shownText(rule))}` },
        };
}

/** Whether a line of authorized_keys is more than a comment, and than cloud-init's word that somebody else logs in here (cc_ssh.py). */
const letsIn = (text: string): boolean =>
    text.split("\n").some((line) => /^\s*[^#\s]/.test(line) && !/\bcommand="echo 'Please login as the user /.test(line));

function* ofCommand({ argv, stdin, at }: BootCommand): Generator<Opened> {
    const [path, ...words] = argv.map(({ text }) => text);
    const program = basename(path!);
    const user = words.at(-1) ?? "";
    for (const joined of joinedGroups(program, words))
        if (ADMINISTRATORS.has(joined.group))
            yield { at, door: { kind: "superuser", user: joined.user, by: `group ${joined.group}` } };
    switch (program) {
        case "usermod":
        case "useradd": {
            const password = valueOf(words, /^-\w*p$|^--password$/, /^--password=|^-p(?=.)/);
            if (password !== undefined && !/^[!*]/.test(password)) yield { at, door: { kind: "password", user } };
            if (valueOf(words, /^-\w*u$|^--uid$/, /^--uid=|^-u(?=.)/) === "0")
                yield { at, door: { kind: "superuser", user, by: "user number 0" } };
            return;
        }
        case "chpasswd": {
            const names = (stdin?.text ?? "")
                .split("\n")
                .flatMap((line) => (line.includes(":") ? [line.split(":")[0]!.trim()] : []));
            for (const name of names.length > 0 ? names : ["a user"]) yield { at, door: { kind: "password", user: name } };
            return;
        }
        case "ssh-import-id":
        case "ssh-import-id-gh":
        case "ssh-import-id-lp":
            yield { at, door: { kind: "ssh key", user: "the user of the script" } };
            return;
        case "passwd": {
            if (words.includes("--stdin") || words.includes("-d") || words.includes("-u"))
                yield { at, door: { kind: "password", user: words.findLast((word) => !word.startsWith("-")) ?? "root" } };
            return;
        }
    }
}
