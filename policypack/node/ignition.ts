import { Unreadable } from "../model/unreadable";
import { type Read, read, unread } from "../model/read";
import { BELOW, Cursor } from "../parse/cursor";
import { fromBase64, fromGzip } from "../parse/encodings";
import { MAX_TEXT } from "../parse/limits";
import { HOLE, word, words } from "../parse/word";
import type { BootReader } from "./boot-reader";

/** What Ignition takes (its specification 3.5, and 2.x where that differs): the first boot of Flatcar, Fedora CoreOS and OpenShift. */
interface Config {
    ignition: { config: { merge: Source[]; append: Source[]; replace: Source } };
    storage: { files: IgnitionFile[]; directories: Placed[]; links: { path: string; target: string }[] };
    systemd: { units: Unit[] };
    passwd: { users: User[] };
}
interface Source {
    source: string;
    compression: string;
}
interface Placed {
    path: string;
    mode: number;
    user: { id: number; name: string };
    group: { id: number; name: string };
}
interface IgnitionFile extends Placed {
    contents: Source;
    /** Sources in 3.x, a switch in 2.x. */
    append: Source[] | boolean;
}
interface Unit {
    name: string;
    enabled: boolean;
    enable: boolean;
    mask: boolean;
    contents: string;
    dropins: { name: string; contents: string }[];
}
interface User {
    name: string;
    passwordHash: string;
    sshAuthorizedKeys: string[];
    groups: string[];
    primaryGroup: string;
}

const MAX_NESTING = 4;
const FOLDER = "/etc/systemd/system";

/** Whether a text is an Ignition configuration; nothing is parsed for it. */
export const isIgnition = (text: string): boolean => /^\s*\{/.test(text) && /"ignition"\s*:\s*\{/.test(text);

/** Reads an Ignition configuration into a boot; what one part of it throws hides no other. Never throws. */
export function readIgnition(reader: BootReader, text: string, at: string, nesting = 0): void {
    const value = parsed(text);
    if (!value.ok) return reader.unreadable(at, value.reason);
    const config = Cursor.of<Config>(value.value, at + BELOW);
    const guard = <T>(items: () => Iterable<T>, step: (item: T) => void) => {
        attempt(reader, () => {
            for (const item of items()) attempt(reader, () => step(item));
        });
    };
    const others = config.field("ignition").field("config");
    const included = () => [...others.field("merge").items(), ...others.field("append").items(), others.field("replace")];
    guard(included, (source) => include(reader, source, nesting));
    guard(
        () => config.field("storage").field("directories").items(),
        (folder) => {
            const path = folder.field("path").text();
            if (path !== undefined)
                reader.disk.makeFolder(path, change(folder), {
                    ...attributesOf(folder),
                    mode: folder.field("mode").number() ?? 0o755,
                });
        },
    );
    guard(
        () => config.field("storage").field("files").items(),
        (file) => readFile(reader, file),
    );
    guard(
        () => config.field("storage").field("links").items(),
        (link) => {
            const [path, target] = [link.field("path").text(), link.field("target").text()];
            if (path === undefined || target === undefined) return;
            if (target === "/dev/null") reader.disk.write(path, word(""), change(link));
            else reader.disk.link(path, target);
        },
    );
    guard(
        () => config.field("systemd").field("units").items(),
        (unit) => readUnit(reader, unit),
    );
    guard(
        () => config.field("passwd").field("users").items(),
        (user) => readUser(reader, user),
    );
}

function parsed(text: string): Read<unknown> {
    if (text.length > MAX_TEXT) return unread("is larger than 1 MiB");
    try {
        return read(JSON.parse(text) as unknown);
    } catch {
        return unread("is no valid JSON");
    }
}

function attempt(reader: BootReader, step: () => void): void {
    try {
        step();
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reader.unreadable(error.at, error.reason);
    }
}

const change = ({ path }: Cursor<unknown>) => ({ at: path, isConditional: false });

/** Another configuration, which stands in the text or is fetched. */
function include(reader: BootReader, place: Cursor<Source>, nesting: number): void {
    const url = place.field("source").text();
    if (url === undefined) return;
    const content = contentOf(url, place.field("compression").text());
    if (content === undefined)
        return reader.unreadable(place.path, "fetches what it runs from elsewhere", { urls: [url], to: "Ignition" });
    if (!content.ok) return reader.unreadable(place.path, content.reason);
    if (nesting >= MAX_NESTING) return reader.unreadable(place.path, "is nested too deep");
    readIgnition(reader, content.value, place.path, nesting + 1);
}

function readFile(reader: BootReader, file: Cursor<IgnitionFile>): void {
    const path = file.field("path").text();
    if (path === undefined) return;
    const append = file.field("append") as Cursor<unknown>;
    const isOld = append.raw() === true;
    if (file.field("contents").isPresent()) write(reader, path, file.field("contents"), file, isOld);
    if (Array.isArray(append.raw()))
        for (const source of (append as Cursor<Source[]>).items()) write(reader, path, source, file, true);
}

function write(reader: BootReader, path: string, place: Cursor<Source>, file: Cursor<IgnitionFile>, isAppended: boolean): void {
    const url = place.field("source").text() ?? "data:,";
    const content = contentOf(url, place.field("compression").text());
    const at = place.path;
    const common = { at, isAppended, ...attributesOf(file) };
    if (content?.ok === true) return reader.file(path, word(content.value), common);
    reader.file(path, word(HOLE), common);
    if (content === undefined) reader.unreadable(at, `fetches ${path} from elsewhere`, { urls: [url], to: path });
    else reader.unreadable(at, content.reason);
}

/** What a `data:` URL holds (RFC 2397); undefined for an address to fetch. */
function contentOf(url: string, compression: string | undefined): Read<string> | undefined {
    const [, parameters, data] = /^data:([^,]*),([^]*)$/i.exec(url) ?? [];
    if (parameters === undefined || data === undefined) return undefined;
    const bytes = decoded(data, /;\s*base64\s*$/i.test(parameters));
    if (bytes === undefined) return unread("is no data URL that can be read");
    if (compression !== "gzip") return read(bytes.toString("utf8"));
    const inner = fromGzip(bytes);
    return inner.ok ? read(inner.value.toString("utf8")) : inner;
}

function decoded(data: string, isBase64: boolean): Buffer | undefined {
    try {
        return isBase64 ? fromBase64(decodeURIComponent(data)) : Buffer.from(decodeURIComponent(data), "utf8");
    } catch {
        return undefined;
    }
}

const DEFAULT = { mode: 0o644, isModeDefault: true } as const;

/** Modes are decimal numbers; a file without one is 0644. */
function attributesOf(place: Cursor<Placed>): { mode?: number; isModeDefault?: true; owner?: string; group?: string } {
    const mode = place.field("mode").number();
    const name = (who: "user" | "group") => place.field(who).field("name").text() ?? place.field(who).field("id").number();
    const [owner, group] = [name("user") ?? "root", name("group") ?? "root"];
    return { ...(mode === undefined ? DEFAULT : { mode }), owner: String(owner), group: String(group) };
}

function readUnit(reader: BootReader, unit: Cursor<Unit>): void {
    const name = unit.field("name").text();
    if (name === undefined) return;
    const contents = unit.field("contents");
    const root = { mode: 0o644, owner: "root", group: "root" };
    if (unit.field("mask").flag() === true) reader.file(`${FOLDER}/${name}`, word(""), { at: unit.path, ...root });
    else if (contents.isPresent()) reader.file(`${FOLDER}/${name}`, word(contents.text() ?? ""), { at: contents.path, ...root });
    for (const dropIn of unit.field("dropins").items()) {
        const text = dropIn.field("contents");
        const file = `${FOLDER}/${name}.d/${dropIn.field("name").text() ?? ""}`;
        if (text.isPresent()) reader.file(file, word(text.text() ?? ""), { at: text.path, ...root });
    }
    const enabled = unit.field("enabled").flag() ?? unit.field("enable").flag();
    if (enabled === true)
        reader.command({
            argv: words(["systemctl", "enable", "--now", name]),
            environment: new Map(),
            isConditional: false,
            at: unit.path,
        });
}

function readUser(reader: BootReader, user: Cursor<User>): void {
    const name = user.field("name").text() ?? "";
    const ways = [
        { field: user.field("passwordHash"), value: "password" as const },
        { field: [...user.field("sshAuthorizedKeys").items()][0], value: "ssh key" as const },
    ];
    reader.user({
        name,
        at: user.path,
        logsInBy: ways.flatMap(({ field, value }) =>
            field?.isPresent() === true ? [{ value, at: field.path, isDefault: false }] : [],
        ),
        groups: [...user.field("groups").items(), user.field("primaryGroup")].flatMap((group) => {
            const value = group.text();
            return value === undefined ? [] : [{ value, at: group.path, isDefault: false }];
        }),
    });
}
