import { dirname } from "node:path/posix";
import type { BootFile, NodeBoot, UnreadPart } from "../../model/node-boot";
import { scalarText } from "../../parse/scalar";
import { word } from "../../parse/word";
import { yaml } from "../../parse/yaml";
import { lastStateOf } from "../configuration-layer";
import type { Argument } from "../invocation";

interface Value {
    readonly text: string;
    readonly at: string;
}

/**
 * A configuration file with its drop-ins (`config.yaml.d`, by name) as words of a command line (pkg/configfilearg/parser.go of k3s): a key
 * of a later file replaces that of an earlier one, `key+` adds to it.
 *
 * @param path `/etc/rancher/k3s/config.yaml`
 */
export function k3sArguments(boot: NodeBoot, path: string, unread: UnreadPart[]): readonly Argument[] {
    const values = new Map<string, readonly Value[]>();
    for (const file of filesOf(boot, path)) {
        for (const [written, own] of entriesOf(file, unread)) {
            const key = written.replace(/\+$/, "");
            values.set(key, [...(key === written ? [] : (values.get(key) ?? [])), ...own]);
        }
    }
    return [...values].flatMap(([key, own]) => own.map(({ text, at }) => ({ ...word(`--${key}=${text}`), at })));
}

function filesOf(boot: NodeBoot, path: string): readonly BootFile[] {
    const dropIns = [...new Set(boot.files.map((file) => file.path))]
        .filter((one) => dirname(one) === `${path}.d` && /\.ya?ml$/i.test(one))
        .sort();
    return [path, ...dropIns].flatMap((one) => lastStateOf(boot, one) ?? []);
}

function entriesOf(
    { content, at, unread: why, isAppended }: BootFile,
    unread: UnreadPart[],
): readonly (readonly [string, readonly Value[]])[] {
    const note = (reason: string): [] => {
        unread.push({ at, reason });
        return [];
    };
    if (why !== undefined) return note(why);
    if (isAppended) unread.push({ at, reason: "adds to a configuration that is not here" });
    const document = yaml(content.text);
    if (!document.ok) return note(document.reason);
    if (document.value === undefined) return [];
    if (typeof document.value !== "object" || document.value === null || Array.isArray(document.value))
        return note("is no map of settings");
    return Object.entries(document.value).map(([key, value]) => {
        const place = `${at} › ${key}`;
        const own = Array.isArray(value)
            ? value.map((one: unknown, i) => ({ text: scalarText(one), at: `${place}[${i}]` }))
            : [{ text: scalarText(value), at: place }];
        return [key, own] as const;
    });
}
