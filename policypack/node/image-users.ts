import { superusersOf } from "./sudo";

/** Users that images of distributions bring, as their own administrators: whoever gives them a key or a password is told of. */
const USERS = new Set([
    ...["ec2-user", "ubuntu", "admin", "debian", "fedora", "centos", "rocky", "almalinux", "cloud-user", "core", "opc"],
    ...["azureuser", "ssm-user"],
]);
/** Groups of administrators, in which images put them. */
const ADMINISTRATORS = new Set(["wheel", "sudo", "admin", "adm"]);

/**
 * Files of sudoers that programs of the image write, with the users whom their rules are for: cloud-init's, for the image's own user, beside whom
 * a cloud-config may name others; the SSM agent's, for whoever a session is opened to; the guest agent's of Google.
 */
const RULES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
    ["/etc/sudoers.d/90-cloud-init-users", USERS],
    ["/etc/sudoers.d/ssm-agent-users", USERS],
    ["/etc/sudoers.d/google_sudoers", new Set(["%google-sudoers"])],
]);

/** A file of sudoers with its rules, each on its line, but those that come with the image. */
export function withoutRulesOfImage(path: string, text: string): string {
    const users = RULES.get(path);
    if (users === undefined) return text;
    const isOfImage = (line: string) => {
        const named = superusersOf(line);
        return named.length > 0 && named.every(({ user }) => users.has(user));
    };
    return text
        .split("\n")
        .map((line) => (isOfImage(line) ? "" : line))
        .join("\n");
}

/** Whether an image itself puts a user into a group. */
export const isMemberInImage = (user: string, group: string): boolean =>
    user === "root" || (USERS.has(user) && ADMINISTRATORS.has(group));
