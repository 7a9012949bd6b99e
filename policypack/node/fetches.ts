import { basename } from "node:path/posix";
import type { BootCommand, NodeBoot } from "../model/node-boot";
import { s3Place, type S3Place } from "../parse/s3-url";
import { HOLE } from "../parse/word";
import { kubeletsOf } from "./installers";

/** Something that a boot takes from a bucket. */
export interface Fetch extends S3Place {
    /** Where it lands, or what takes it: `/etc/kubernetes/manifests/web.yaml`, `staticPodURL`, `a shell`. */
    readonly target: string;
    /** It decides what the node runs: static Pods, configuration of a daemon, a script. */
    readonly isConfiguration: boolean;
    /** `userData › line 4`. */
    readonly at: string;
}

/** Files that decide what a node runs. */
const CONFIGURATION =
    /^\/etc\/(?:kubernetes|eks|rancher|etcd|containerd|docker|crio|systemd|cron[^/]*)(?:\/|$)|^\/var\/lib\/(?:kubelet|rancher|cloud)(?:\/|$)|^\/etc\/(?:default|sysconfig)\/(?:kubelet|etcd)$|\/systemd\/system(?:\/|$)|\/s?bin\/kubelet$/;
/** Names under which people keep such files. */
export const CONFIGURATION_KEY =
    /(?:^|[/._-])(?:static-?pods?|kubelet(?:-?config(?:uration)?)?|kubeadm(?:-?config)?|nodeadm|node-?config|nodeup(?:config)?)(?:$|[/._-])/i;
const TAKES = new Set(["cp", "sync", "mv", "get", "get-object", "cat"]);
const WEB = new Set(["curl", "wget", "aria2c"]);
const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh", "source", "."]);

/** What a boot takes from buckets of S3, in whichever way: `aws s3`, a URL, the kubelet itself. */
export function fetchesOf(boot: NodeBoot): Fetch[] {
    return [...boot.commands.flatMap((command) => [...ofCommand(command, boot)]), ...staticPodFetches(boot)];
}

function* staticPodFetches(boot: NodeBoot): Generator<Fetch> {
    for (const kubelet of kubeletsOf(boot)) {
        const setting = ifTold(() => kubelet.staticPodURL);
        const place = setting && s3Place(setting.value);
        if (place !== undefined) yield { ...place, target: "staticPodURL", isConfiguration: true, at: setting!.at };
    }
}

function* ofCommand(command: BootCommand, boot: NodeBoot): Generator<Fetch> {
    const [program = "", ...words] = command.argv.map(({ text }) => text);
    const name = basename(program);
    const places = WEB.has(name) ? ofWeb(words) : ofStore(name, words);
    for (const { place, target } of places) {
        const files = boot.files.filter(({ at, kind }) => at === command.at && kind === "file").map(({ path }) => path);
        const path = target ?? files[0] ?? "a shell";
        yield {
            ...place,
            target: path.replaceAll(HOLE, "…"),
            at: command.at,
            isConfiguration:
                CONFIGURATION.test(path) ||
                CONFIGURATION_KEY.test(place.key) ||
                files.some((file) => CONFIGURATION.test(file)) ||
                isRun(path, command.at, boot),
        };
    }
}

interface Taken {
    readonly place: S3Place;
    /** Undefined for the standard output. */
    readonly target: string | undefined;
}

/** `curl -o TARGET URL`; what it sends is no fetch. */
function ofWeb(words: readonly string[]): Taken[] {
    if (words.some((word) => /^(?:-T|--upload-file|--post-file)/.test(word) || word === "PUT")) return [];
    const after = (...names: readonly string[]) => words[words.findIndex((word) => names.includes(word)) + 1];
    const named = words.some((word) => /^(?:-o|--output|-O|--output-document)$/.test(word));
    const target = named ? after("-o", "--output", "-O", "--output-document") : undefined;
    return words.flatMap((word) => {
        const place = s3Place(word);
        return place === undefined ? [] : [{ place, target: target === "-" || s3Place(target ?? "") ? undefined : target }];
    });
}

/** `aws s3 cp FROM TO` and the like, and `aws s3api get-object --bucket NAME --key KEY TO`. */
function ofStore(program: string, words: readonly string[]): Taken[] {
    if (!words.some((word) => TAKES.has(word))) return [];
    const option = (name: string) => {
        const i = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
        return i < 0 ? undefined : words[i]!.startsWith(`${name}=`) ? words[i]!.slice(name.length + 1) : words[i + 1];
    };
    if (words.includes("get-object")) {
        const [bucket, key = ""] = [option("--bucket"), option("--key")];
        const last = words.at(-1);
        return bucket === undefined
            ? []
            : [{ place: { bucket, key }, target: last === key || last === bucket ? undefined : last }];
    }
    const from = words.findIndex((word) => word.startsWith("s3://"));
    const place = from < 0 ? undefined : s3Place(words[from]!);
    if (place === undefined) return [];
    // What stands before the bucket is sent to it.
    const verb = words.findIndex((word) => TAKES.has(word));
    if (words.slice(verb + 1, from).some((word) => /^\.{0,2}\//.test(word) || word === "-") && program !== "s3cat") return [];
    const to = words.slice(from + 1).find((word) => !word.startsWith("-"));
    if (to?.startsWith("s3://") === true) return [];
    return [{ place, target: to === "-" ? undefined : to }];
}

/** Whether the boot runs what it has fetched: through a pipe, or later from its file. */
function isRun(path: string, at: string, { commands, unread }: NodeBoot): boolean {
    if (unread.some((part) => part.at === at && /^runs a script/.test(part.reason))) return true;
    return (
        path.startsWith("/") &&
        (commands.some(({ argv: [program, script] }) =>
            SHELLS.has(basename(program!.text)) ? script?.text === path : program!.text === path,
        ) ||
            unread.some(({ reason }) => reason.startsWith(`runs ${path},`)))
    );
}

function ifTold<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}
