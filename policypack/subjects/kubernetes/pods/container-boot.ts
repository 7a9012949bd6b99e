import { basename, join } from "node:path/posix";
import { ifKnown } from "../../../lib/read-all";
import { imageRepository } from "../../../model/image-repository";
import type { NodeBoot } from "../../../model/node-boot";
import { BootReader } from "../../../node/boot-reader";
import type { Cursor } from "../../../parse/cursor";
import { HOLE, word } from "../../../parse/word";
import type { Container, ReferredEntry, ReferredKind } from "./container";
import { API_SERVER } from "./effective-api-server";
import { ETCD } from "./effective-etcd";
import type { Program } from "./invocation";
import { K3S } from "./k3s-pod";
import { KUBELET } from "./kubelet-pod";
import { objectMountsOf, type ObjectSource, type ObjectVolume } from "./object-mounts";
import type { Pod } from "./pod";

/** What is looked for: a container that names none of them starts none. */
const PROGRAMS: readonly Program[] = [ETCD, API_SERVER, KUBELET, ...K3S];
const HINT = /etcd|kube-?apiserver|kubelet|k3s|rke2|hyperkube/i;

/**
 * A container as a machine of its own: the files that ConfigMaps and Secrets bring it, its variables, and its command line, as a script. What is
 * not known yet is left out, or a `HOLE`.
 *
 * @returns undefined where nothing of a control plane or kubelet is in sight
 */
export function bootOfContainer(container: Container, pod: Pod): NodeBoot | undefined {
    const files = [...filesOf(container, pod)];
    const script = scriptOf(container);
    if (script === undefined || ![...script.map(({ text }) => text), ...files.map(({ text }) => text)].some(isHint))
        return undefined;
    const reader = new BootReader();
    for (const { path, text, at } of files) reader.file(path, word(text), { at });
    const places = script.flatMap(({ text, at }) => text.split("\n").map(() => at));
    reader.script(script.map(({ text }) => text).join("\n"), container.path, (line) => places[line - 1] ?? container.path);
    return reader.boot({ verdict: "node", why: "a container that runs a part of a cluster" });
}

const isHint = (text: string): boolean => HINT.test(text);

interface Line {
    readonly text: string;
    readonly at: string;
}

/** Its variables, each on a line, and then its command line. */
function scriptOf(container: Container): readonly Line[] | undefined {
    return ifKnown(() => {
        const words = [...container.argv()].map(({ at, text }) => ({ at, text: ifKnown(text) ?? HOLE }));
        const [first] = words;
        const program = programOfImage(container, first?.text);
        if (program === undefined && first === undefined) return undefined;
        const variables = [...container.env()]
            .filter(({ name }) => /^[A-Za-z_]\w*$/.test(name))
            .map(({ name, at, value }) => ({ at, text: `export ${name}=${quoted(ifKnown(value) ?? HOLE)}` }));
        const command = [...(program === undefined ? [] : [program]), ...words.map(({ text }) => text)].map(quoted).join(" ");
        return [...variables, { text: command, at: first?.at ?? container.path }];
    });
}

/** What the image starts by itself, where the container says no program. */
function programOfImage(container: Container, first: string | undefined): string | undefined {
    if (container.hasCommand) return undefined;
    const image = basename(imageRepository(container.image));
    return PROGRAMS.find(
        (program) =>
            program.image.test(image) &&
            (first === undefined || first.startsWith("-") || program.subcommands?.includes(first) === true),
    )?.name;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

interface File extends Line {
    readonly path: string;
}

function* filesOf(container: Container, pod: Pod): Generator<File> {
    for (const { mountPath, subPath, volume } of objectMountsOf(container, pod)) {
        for (const [path, entry] of entriesOf(container, volume)) {
            const below = belowSubPath(path, subPath);
            const text = below === undefined ? undefined : ifKnown(() => entry.text());
            if (text !== undefined) yield { path: join(mountPath, below!), text, at: entry.at };
        }
    }
}

function belowSubPath(path: string, subPath: string): string | undefined {
    if (subPath === "") return path;
    if (path === subPath) return "";
    return path.startsWith(`${subPath}/`) ? path.slice(subPath.length) : undefined;
}

/** The files of a volume by their paths in it: a key for each, or those that its items name. */
function* entriesOf(container: Container, volume: Cursor<ObjectVolume>): Generator<readonly [string, ReferredEntry]> {
    const projected = ifKnown(() => [...volume.field("projected").field("sources").items()]) ?? [];
    for (const source of [volume, ...projected] as Cursor<ObjectVolume>[]) {
        yield* named(container, "ConfigMap", source.field("configMap"), "name");
        yield* named(container, "Secret", source.field("secret"), source === volume ? "secretName" : "name");
    }
}

function* named(
    container: Container,
    kind: ReferredKind,
    source: Cursor<ObjectSource>,
    property: "name" | "secretName",
): Generator<readonly [string, ReferredEntry]> {
    if (ifKnown(() => source.isPresent()) !== true || container.objects === undefined) return;
    const entries = ifKnown(() => container.objects!.entriesOf(kind, source.field(property), source));
    const items = ifKnown(() => [...source.field("items").items()]) ?? [];
    if (items.length === 0) return yield* entries ?? [];
    for (const item of items) {
        const [key, path] = (["key", "path"] as const).map((part) => ifKnown(() => item.field(part).text()));
        const entry = entries?.get(key ?? "");
        if (entry !== undefined && path !== undefined) yield [path, entry];
    }
}
