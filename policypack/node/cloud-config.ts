import { resolve } from "node:path/posix";
import { Cursor } from "../parse/cursor";
import { HOLE, word } from "../parse/word";
import { yaml } from "../parse/yaml";
import { Unreadable } from "../model/unreadable";
import type { Read } from "../model/read";
import type { BootReader } from "./boot-reader";
import { type CloudUsers, readUsers } from "./cloud-config-users";
import { readContent } from "./file-content";

interface WriteFile {
    path: string;
    content: unknown;
    encoding: string;
    owner: string;
    permissions: unknown;
    append: boolean;
    source: { uri: string };
}

interface CloudConfig extends CloudUsers {
    write_files: WriteFile[];
    bootcmd: unknown[];
    runcmd: unknown[];
    mounts: unknown[];
}

/** The parts of a cloud-config that write files and run commands, in the order in which cloud-init does. */
export function readCloudConfig(reader: BootReader, text: string, at: string): void {
    const document = yaml(text);
    if (!document.ok) return reader.unreadable(at, document.reason);
    const config = Cursor.of<CloudConfig>(document.value, at);
    // Said once: every part of it would say it again.
    let isConfig = false;
    guarded(reader, () => {
        config.entries().next();
        isConfig = true;
    });
    if (!isConfig) return;
    guarded(reader, () => readCommands(reader, config, "bootcmd", at));
    guarded(reader, () => {
        for (const file of config.field("write_files").items()) guarded(reader, () => readFile(reader, file));
    });
    guarded(reader, () => readMounts(reader, config));
    readUsers(reader, config, (step) => guarded(reader, step), placeOf);
    guarded(reader, () => readCommands(reader, config, "runcmd", at));
}

function guarded(reader: BootReader, step: () => void): void {
    try {
        step();
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reader.unreadable(placeOf(error.at), error.reason);
    }
}

/** Below a document the path goes on after an arrow: `userData › write_files[0]`. */
const placeOf = (path: string): string =>
    path.replace(
        /\.(?=(?:write_files|runcmd|bootcmd|mounts|groups|users|ssh_authorized_keys|ssh_import_id|password|chpasswd|ssh_pwauth|disable_root)\b)/,
        " › ",
    );

function readFile(reader: BootReader, file: Cursor<WriteFile>): void {
    const path = file.field("path").text();
    if (path === undefined) return;
    const owner = file.field("owner").text();
    const place = file.field("content");
    const at = placeOf(place.path);
    const target = resolve("/", path);
    const [user = "", group = ""] = (owner ?? "root:root").split(":");
    const common = {
        isAppended: file.field("append").flag() === true,
        ...modeOf(file.field("permissions").raw()),
        owner: user,
        group,
        at,
    };
    const uri = file.field("source").field("uri");
    if (uri.isPresent()) {
        reader.file(target, word(HOLE), common);
        return reader.unreadable(placeOf(file.path), `fetches ${target} from elsewhere`, {
            urls: [textOf(uri.raw())],
            to: target,
        });
    }
    const content = decoded(place.raw(), file.field("encoding").text() ?? "");
    if (!content.ok) {
        reader.file(target, word(HOLE), common);
        return reader.unreadable(at, content.reason);
    }
    reader.file(target, word(content.value), common);
}

/** cc_mounts.py makes a line of /etc/fstab of each, with the fields that are missing; swap and ephemeral disks are of no interest. */
function readMounts(reader: BootReader, config: Cursor<CloudConfig>): void {
    const defaults = ["", "", "auto", "defaults,nofail,x-systemd.after=cloud-init-network.service", "0", "2"];
    for (const mount of config.field("mounts").items()) {
        const fields = mount.raw();
        if (!Array.isArray(fields) || fields.length < 2) continue;
        const line = defaults.map((own, i) => (fields[i] === undefined || fields[i] === null ? own : textOf(fields[i])));
        reader.file("/etc/fstab", word(`${line.join("\t")}\n`), { at: placeOf(mount.path), isAppended: true });
    }
}

const decoded = (content: unknown, encoding: string): Read<string> =>
    readContent(content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(textOf(content)), encoding);

const textOf = (value: unknown): string =>
    typeof value === "string"
        ? value
        : value === undefined || value === null
          ? ""
          : typeof value === "object"
            ? HOLE
            : `${value as number}`;

/** A number counts as it is, text is octal, anything else is 0644. */
function modeOf(permissions: unknown): { readonly mode: number; readonly isModeDefault?: true } {
    if (typeof permissions === "number") return { mode: Math.trunc(permissions) };
    if (typeof permissions === "string" && /^(?:0o)?[0-7]{1,7}$/.test(permissions.trim())) {
        return { mode: Number.parseInt(permissions.trim().replace(/^0o/, ""), 8) };
    }
    return { mode: 0o644, isModeDefault: true };
}

/** cloud-init makes one script of the list: a text is a line as it is, a list a command whose words are quoted. */
function readCommands(reader: BootReader, config: Cursor<CloudConfig>, key: "runcmd" | "bootcmd", at: string): void {
    const starts: number[] = [];
    const lines: string[] = [];
    for (const item of config.field(key).items()) {
        starts.push(lines.length + 1);
        const command = item.raw();
        const text = Array.isArray(command)
            ? command.map((part) => `'${textOf(part).replaceAll("'", "'\\''")}'`).join(" ")
            : textOf(command);
        lines.push(...text.split("\n"));
    }
    if (lines.length === 0) return;
    const place = (line: number) =>
        `${at} › ${key}[${Math.max(
            0,
            starts.findLastIndex((start) => start <= line),
        )}]`;
    reader.script(lines.join("\n"), `${at} › ${key}`, place);
}
