import type { BootUser } from "../model/node-boot";
import type { Sourced } from "../model/sourced";
import { Cursor } from "../parse/cursor";
import { scalarText } from "../parse/scalar";
import type { BootReader } from "./boot-reader";

export interface CloudUsers {
    groups: unknown;
    users: CloudUser[];
    ssh_authorized_keys: string[];
    ssh_import_id: string[];
    password: string;
    chpasswd: { list: unknown; users: { name: string; password: string; type: string }[] };
    ssh_pwauth: unknown;
    disable_root: boolean;
}

interface CloudUser {
    name: string;
    sudo: unknown;
    groups: unknown;
    ssh_authorized_keys: unknown;
    "ssh-authorized-keys": unknown;
    ssh_import_id: unknown;
    passwd: string;
    hashed_passwd: string;
    plain_text_passwd: string;
    lock_passwd: unknown;
    "lock-passwd": unknown;
    primary_group: string;
}

/** The user whom `password` and the keys at the top of a cloud-config are for: whatever the image calls its own. */
const DEFAULT_USER = "the image's default user";

/**
 * The users that a cloud-config makes or lets in (cloudinit/config/cc_users_groups.py, cc_ssh.py, cc_set_passwords.py). A password counts only
 * where it is not locked, which it is by default.
 */
export function readUsers(
    reader: BootReader,
    config: Cursor<CloudUsers>,
    guard: (step: () => void) => void,
    placeOf: (path: string) => string,
): void {
    const at = (cursor: Cursor<unknown>) => placeOf(cursor.path);
    guard(() => readGroups(reader, config.field("groups"), at));
    guard(() => {
        for (const user of config.field("users").items()) guard(() => readUser(reader, user, at));
    });
    guard(() => {
        const keys = [...config.field("ssh_authorized_keys").items(), ...config.field("ssh_import_id").items()];
        const [first] = keys;
        if (first !== undefined) reader.user(letIn(DEFAULT_USER, at(first), "ssh key"));
    });
    guard(() => {
        const password = config.field("password");
        if (password.isPresent()) reader.user(letIn(DEFAULT_USER, at(password), "password"));
    });
    guard(() => {
        for (const user of config.field("chpasswd").field("users").items())
            reader.user(letIn(user.field("name").text() ?? "", at(user), "password"));
    });
    guard(() => {
        const list = config.field("chpasswd").field("list");
        const raw = list.raw();
        const lines = Array.isArray(raw) ? raw.map(scalarText) : typeof raw === "string" ? raw.split("\n") : [];
        for (const line of lines) {
            const name = line.split(":")[0]!.trim();
            if (line.includes(":") && name !== "") reader.user(letIn(name, at(list), "password"));
        }
    });
    // Both become what sshd reads: a file of cloud-init's own, which comes before the image's.
    guard(() => {
        const place = config.field("ssh_pwauth");
        const value = scalarText(place.raw()).toLowerCase();
        if (/^(?:true|yes|1|on)$/.test(value)) sshd(reader, "PasswordAuthentication yes", at(place));
    });
    guard(() => {
        const place = config.field("disable_root");
        if (place.flag() === false) reader.user(letIn("root", at(place), "ssh key"));
    });
}

/** `groups` names groups, each alone or with members: `- docker: [ubuntu, ci]` (cc_users_groups.py). */
function readGroups(reader: BootReader, groups: Cursor<unknown>, at: (cursor: Cursor<unknown>) => string): void {
    const raw = groups.raw();
    for (const item of Array.isArray(raw) ? (raw as unknown[]) : [raw]) {
        if (typeof item !== "object" || item === null) continue;
        for (const [group, written] of Object.entries(item)) {
            const members: unknown[] = Array.isArray(written) ? written : typeof written === "string" ? written.split(",") : [];
            for (const member of members) {
                const joined = { value: group, at: at(groups), isDefault: false };
                reader.user({ name: scalarText(member).trim(), at: at(groups), logsInBy: [], groups: [joined] });
            }
        }
    }
}

function readUser(reader: BootReader, user: Cursor<CloudUser>, at: (cursor: Cursor<unknown>) => string): void {
    const raw = user.raw();
    // `default` is the image's own user; a bare name makes one without keys.
    if (typeof raw === "string") return;
    const name = user.field("name").text() ?? DEFAULT_USER;
    const logsInBy: Sourced<"ssh key" | "password">[] = [];
    for (const key of ["ssh_authorized_keys", "ssh-authorized-keys", "ssh_import_id"] as const) {
        const place = user.field(key);
        if (isFilled(place.raw())) logsInBy.push({ value: "ssh key", at: at(place), isDefault: false });
    }
    const isUnlocked = [user.field("lock_passwd").raw(), user.field("lock-passwd").raw()].some(isOff);
    for (const key of ["plain_text_passwd", "hashed_passwd", "passwd"] as const) {
        const place = user.field(key);
        if (isUnlocked && place.isPresent()) logsInBy.push({ value: "password", at: at(place), isDefault: false });
    }
    const sudo = user.field("sudo");
    const rules = (Array.isArray(sudo.raw()) ? (sudo.raw() as unknown[]) : [sudo.raw()]).filter(
        (rule) => typeof rule === "string",
    );
    const groups = (["groups", "primary_group"] as const).flatMap((key) => {
        const place = user.field(key);
        return groupsIn(place.raw()).map((value) => ({ value, at: at(place), isDefault: false }));
    });
    reader.user({
        name,
        at: at(user),
        logsInBy,
        groups,
        ...(rules.length > 0 && { sudo: { value: rules.join("; "), at: at(sudo), isDefault: false } }),
    });
}

const letIn = (name: string, at: string, by: "ssh key" | "password"): BootUser => ({
    name,
    at,
    logsInBy: [{ value: by, at, isDefault: false }],
    groups: [],
});

/** A text with commas, a list, or an object whose keys they are (cloudinit/distros/__init__.py). */
function groupsIn(written: unknown): readonly string[] {
    const named = typeof written === "object" && !Array.isArray(written) ? Object.keys(written ?? {}) : [written].flat();
    return named
        .filter((group) => group !== undefined)
        .flatMap((group) => scalarText(group).split(","))
        .map((group) => group.trim());
}

/** What Python takes for false, and what people write for it. */
const isOff = (value: unknown): boolean =>
    value === false || value === 0 || (typeof value === "string" && /^(?:false|no|off|0|)$/i.test(value));

const isFilled = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== "" && value !== false;

function sshd(reader: BootReader, line: string, at: string): void {
    const text = `${line}\n`;
    reader.file(
        "/etc/ssh/sshd_config.d/50-cloud-init.conf",
        { text, isLiteral: true },
        { at, mode: 0o600, owner: "root", group: "root" },
    );
}
