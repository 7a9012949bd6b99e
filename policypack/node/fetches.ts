import { basename } from "node:path/posix";
import type { BootCommand, NodeBoot } from "../model/node-boot";
import { s3Place, type S3Place } from "../parse/s3-url";
import { readShell, type ShellCommand } from "../parse/shell";
import { once } from "../parse/once";
import { shownText } from "../parse/word";
import { kubeletsOf } from "./installers";
import { startsOfUnit } from "./service";

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
/** What runs whatever it is given. */
const RUNS: ReadonlySet<string> = new Set(["cloud-init", "Ignition"]);
const TAKES = new Set(["cp", "sync", "mv", "get", "get-object", "cat"]);
const WEB = new Set(["curl", "wget", "aria2c"]);
const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh", "source", "."]);

/** What a boot takes from buckets of S3, in whichever way: `aws s3`, a URL, the kubelet itself. Computed once for each boot. */
export const fetchesOf = once((boot: NodeBoot): readonly Fetch[] => {
    const commands = [...boot.commands, ...(boot.substitutions ?? []), ...commandsOfUnits(boot)];
    return [...commands.flatMap((command) => [...ofCommand(command, boot)]), ...ofParts(boot), ...staticPodFetches(boot)];
});

const UNIT = /\/systemd\/system\/([^/]+\.service)$/;

type Started = Pick<BootCommand, "argv" | "at"> & { readonly outputs?: ShellCommand["outputs"] };

/** What the services that a boot writes run, also in a shell of their own. */
function* commandsOfUnits(boot: NodeBoot): Generator<Started> {
    for (const { path, kind, isBase } of boot.files) {
        const name = UNIT.exec(path)?.[1];
        if (name === undefined || kind === "folder" || isBase) continue;
        for (const { argv, at } of startsOfUnit(boot, name, undefined, ["ExecStartPre", "ExecStart", "ExecStartPost"])) {
            yield { argv, at };
            const [program, option, script] = argv;
            if (program === undefined || script === undefined || !SHELLS.has(basename(program.text))) continue;
            if (/^-\w*c$/.test(option!.text))
                for (const command of readShell(script.text).commands) yield { argv: command.argv, at, outputs: command.outputs };
        }
    }
}

/** What cloud-init and Ignition themselves fetch: the source of a file, and what it is to run. */
function* ofParts(boot: NodeBoot): Generator<Fetch> {
    for (const { at, from } of boot.unread) {
        for (const url of from?.urls ?? []) {
            const place = s3Place(url);
            if (place !== undefined)
                yield { ...place, target: from!.to, at, isConfiguration: decides(place, from!.to, at, boot) };
        }
    }
}

/** Whether it decides what the node runs. */
const decides = ({ key }: S3Place, path: string, at: string, boot: NodeBoot): boolean =>
    RUNS.has(path) || CONFIGURATION.test(path) || CONFIGURATION_KEY.test(key) || isRun(path, at, boot);

function* staticPodFetches(boot: NodeBoot): Generator<Fetch> {
    for (const kubelet of kubeletsOf(boot)) {
        const setting = ifTold(() => kubelet.staticPodURL);
        const place = setting && s3Place(setting.value);
        if (place !== undefined) yield { ...place, target: "staticPodURL", isConfiguration: true, at: setting!.at };
    }
}

function* ofCommand(command: Started, boot: NodeBoot): Generator<Fetch> {
    const [program = "", ...words] = command.argv.map(({ text }) => text);
    const name = basename(program);
    const places = WEB.has(name) ? ofWeb(words) : ofStore(words);
    for (const { place, target } of places) {
        const files = boot.files.filter(({ at, kind }) => at === command.at && kind === "file").map(({ path }) => path);
        const path = target ?? command.outputs?.[0]?.path.text ?? files[0] ?? "a shell";
        yield {
            ...place,
            target: shownText(path),
            at: command.at,
            isConfiguration: [path, ...files].some((one) => decides(place, one, command.at, boot)),
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
    const option = words.findIndex((word) => /^(?:-[A-Za-z]*[oO]|--output|--output-document)$/.test(word));
    const target = option < 0 ? undefined : words[option + 1];
    return words.flatMap((word) => {
        const place = s3Place(word);
        return place === undefined ? [] : [{ place, target: target === "-" || s3Place(target ?? "") ? undefined : target }];
    });
}

/** `aws s3 cp FROM TO` and the like, and `aws s3api get-object --bucket NAME --key KEY TO`. */
function ofStore(words: readonly string[]): Taken[] {
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
    if (words.slice(verb + 1, from).some((word) => /^\.{0,2}\//.test(word) || word === "-")) return [];
    const to = words.slice(from + 1).find((word) => !word.startsWith("-"));
    if (to?.startsWith("s3://") === true) return [];
    return [{ place, target: to === "-" ? undefined : to }];
}

/** Whether the boot runs what it has fetched: through a pipe, or later from its file. */
function isRun(path: string, at: string, boot: NodeBoot): boolean {
    const { unread } = boot;
    if (unread.some((part) => isScriptAt(part, at))) return true;
    return (
        path.startsWith("/") && (programsOf(boot).has(path) || unread.some(({ reason }) => reason.startsWith(`runs ${path},`)))
    );
}

/** What the commands of a boot run: a program, or the script that a shell is given. */
const programsOf = once(
    ({ commands }: NodeBoot) =>
        new Set(commands.map(({ argv: [program, script] }) => (SHELLS.has(basename(program!.text)) ? script : program)?.text)),
);

/** A script that is not in the text, told at its line, or of it: `bash -c "$(…)"`. */
function isScriptAt(part: NodeBoot["unread"][number], at: string): boolean {
    const [, line] = /^runs a script(?: in line (\d+))?/.exec(part.reason) ?? [];
    return line === undefined ? part.at === at && part.reason.startsWith("runs a script") : at === `${part.at} › line ${line}`;
}

function ifTold<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}
