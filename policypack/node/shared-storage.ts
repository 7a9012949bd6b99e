import { basename, resolve } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { readUnit, unitValue } from "../parse/systemd-unit";
import { HOLE, shownText } from "../parse/word";
import { localPlacesOf } from "./kubelet-places";
import { linesOf } from "./lines";

/** Something that a boot brings to a path: a file system, a folder that is there already, a link. */
interface Mount {
    readonly at: string;
    readonly source: string;
    /** As `nodePath` gives it. */
    readonly target: string;
    readonly type: string;
    readonly kind: "mount" | "bind" | "link";
}

/** A place of the kubelet that lies on a file system which other machines write too. */
export interface SharedPlace {
    readonly at: string;
    readonly path: string;
    readonly by: string;
    readonly isGuess: boolean;
}

const SHARED_TYPES =
    /^(?:nfs4?|efs|cifs|smb3?|smbfs|glusterfs|ceph|lustre|beegfs|gpfs|ocfs2|gfs2|9p|virtiofs|fuse\.(?:s3fs|sshfs|glusterfs|ceph|goofys|rclone|mount-s3)|s3fs|sshfs|mount-s3|goofys)$/;
/** `server:/export`, `//server/share`, `fs-0123…`. */
const SHARED_SOURCES = /^(?:[\w.-]+:\/|\[[\da-f:]+\]:\/|\/\/[\w.-]+\/|fs-[\da-f]{8,})/i;
const SHARED_NAMES = /(?:^|[/_-])(?:efs|nfs|cifs|smb|share|shared)(?=[/_-]|$)/i;

/** Every place of the kubelet that a boot puts on shared storage. */
export function sharedPlacesOf(boot: NodeBoot): SharedPlace[] {
    const mounts = [...ofCommands(boot), ...ofFiles(boot)];
    const shared = mounts.filter(
        ({ kind, type, source }) => kind === "mount" && (SHARED_TYPES.test(type) || SHARED_SOURCES.test(source)),
    );
    const { places, folders } = localPlacesOf(boot);
    const isKubelets = (path: string) =>
        path !== "/" && (places.some((place) => isWithin(place, path)) || folders.some((folder) => isWithin(path, folder)));
    return mounts
        .filter(({ target }) => isKubelets(target))
        .flatMap((mount): SharedPlace[] => {
            const { at, source, target: path, type, kind } = mount;
            if (kind === "mount")
                return shared.includes(mount)
                    ? [{ at, path, by: type === "" ? "a network file system" : type, isGuess: false }]
                    : [];
            const by = `${kind === "link" ? "a link into" : "a bind mount of"} ${shownText(source)}`;
            const origin = nodePath(source);
            if (shared.some(({ target }) => isWithin(origin, target))) return [{ at, path, by, isGuess: false }];
            return SHARED_NAMES.test(source) ? [{ at, path, by, isGuess: true }] : [];
        });
}

function* ofCommands({ commands }: NodeBoot): Generator<Mount> {
    for (const { argv, at } of commands) {
        const program = basename(argv[0]!.text);
        const words = argv.slice(1).map(({ text }) => text);
        if (program === "ln") {
            const [source, path] = words.filter((text) => !text.startsWith("-"));
            const isSymbolic = words.some((text) => /^-\w*s|^--symbolic$/.test(text));
            if (isSymbolic && source !== undefined && path?.startsWith("/") === true)
                yield { at, source: resolve(path, "..", source), target: nodePath(path), type: "", kind: "link" };
            continue;
        }
        const [, own = program === "mount" ? "" : program] = /^mount\.([\w-]+)$/.exec(program) ?? [];
        if (program !== "mount" && !SHARED_TYPES.test(own)) continue;
        const mount = mounted(words, own);
        if (mount !== undefined) yield { at, ...mount };
    }
}

/** Options of mount(8) that take a value, in the same word or the next. */
const VALUED = /^(?:-([to])|--(types|options|source|target)(?:=|$))(.*)/s;
const LONG: Readonly<Record<string, string>> = { t: "types", o: "options" };

/** `mount -t nfs -o hard server:/export /target`. */
function mounted(words: readonly string[], program: string): Omit<Mount, "at"> | undefined {
    const given = new Map([["types", program]]);
    const options: string[] = [];
    const rest: string[] = [];
    for (let i = 0; i < words.length; i++) {
        const text = words[i]!;
        const [, letter = "", word, inWord] = VALUED.exec(text) ?? [];
        const name = word ?? LONG[letter];
        if (name !== undefined) {
            const value = inWord === "" ? words[++i] : inWord;
            given.set(name, value ?? "");
            if (name === "options") options.push(value ?? "");
        } else if (/^(?:--r?bind|-[BR])$/.test(text)) options.push("bind");
        else if (!text.startsWith("-")) rest.push(text);
    }
    const target = given.get("target") ?? rest.pop();
    const source = given.get("source") ?? rest.pop();
    return source === undefined || target === undefined ? undefined : entry(source, target, given.get("types")!, options.join());
}

function entry(source: string, target: string, type: string, options: string): Omit<Mount, "at"> | undefined {
    if (!target.startsWith("/") || target.includes(HOLE)) return undefined;
    const kind = /(?:^|,)r?bind(?:,|$)/.test(options) ? "bind" : "mount";
    return { source, target: nodePath(target), type: type === "auto" ? "" : type, kind };
}

function* ofFiles({ files }: NodeBoot): Generator<Mount> {
    for (const file of files) {
        if (file.path === "/etc/fstab") {
            for (const { text, at } of linesOf(file)) {
                const [source, target = "", type = "", options = ""] = text.trim().split(/\s+/);
                const mount = entry(source!, target, type, options);
                if (mount !== undefined) yield { at, ...mount };
            }
        } else if (/\/systemd\/system\/[^/]+\.mount$/.test(file.path)) {
            const unit = readUnit(file.content.text);
            if (!unit.ok) continue;
            const value = (key: string) => unitValue(unit.value, "Mount", key)?.value ?? "";
            const mount = entry(value("What"), value("Where"), value("Type"), value("Options"));
            if (mount !== undefined) yield { at: file.at, ...mount };
        }
    }
}
