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

/**
 * How sshd asks the cloud for keys: EC2 Instance Connect, which EKS' images have, and OS Login of Google. Whom the cloud then lets in is a matter of
 * its own access control.
 */
const ASKS_CLOUD =
    /^\s*AuthorizedKeysCommand[\s=]+"?\/(?:opt\/aws\/bin\/eic_run_authorized_keys|usr\/share\/ec2-instance-connect\/eic_run_authorized_keys|usr\/bin\/google_authorized_keys(?:_sk)?)(?=["\s]|$)|^\s*TrustedUserCAKeys[\s=]+\/etc\/ssh\/oslogin_trustedca\.pub\s*$/i;
const SSHD = /^\/etc\/ssh\/sshd_config(?:\.d\/[^/]+\.conf)?$/;

/** A file of sudoers or sshd with its lines, each where it was, but those that come with the image. */
export function withoutThoseOfImage(path: string, text: string): string {
    const isOfImage = testOf(path);
    if (isOfImage === undefined) return text;
    return text
        .split("\n")
        .map((line) => (isOfImage(line) ? "" : line))
        .join("\n");
}

function testOf(path: string): ((line: string) => boolean) | undefined {
    if (SSHD.test(path)) return (line) => ASKS_CLOUD.test(line);
    const users = RULES.get(path);
    return (
        users &&
        ((line) => {
            const named = superusersOf(line);
            return named.length > 0 && named.every(({ user }) => users.has(user));
        })
    );
}

/** Whether an image itself puts a user into a group. */
export const isMemberInImage = (user: string, group: string): boolean =>
    user === "root" || (USERS.has(user) && ADMINISTRATORS.has(group));
