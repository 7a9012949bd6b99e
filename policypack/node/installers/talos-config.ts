import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { word } from "../../parse/word";
import { yamlDocuments } from "../../parse/yaml";
import type { BootReader } from "../boot-reader";

/** Talos' machine configuration (v1alpha1), as far as it is read. */
export interface TalosConfig {
    machine: {
        type: string;
        kubelet: {
            extraArgs: Record<string, unknown>;
            extraConfig: Record<string, unknown>;
            disableManifestsDirectory: boolean;
            skipNodeRegistration: boolean;
            defaultRuntimeSeccompProfileEnabled: boolean;
        };
        pods: object[];
        files: { path: string; content: string; permissions: unknown; op: string }[];
    };
    cluster: { etcd: { extraArgs: Record<string, unknown> }; apiServer: { extraArgs: Record<string, unknown> } };
}

/** Whether a text is a machine configuration, before it is parsed: in YAML, or in JSON, which may be one line. */
export const isTalosConfig = (text: string): boolean =>
    /^\s*\{/.test(text)
        ? /[{,]\s*"machine"\s*:\s*\{/.test(text) && /[{,]\s*"(?:cluster|version)"\s*:/.test(text)
        : text.includes("machine") && /^["']?machine["']?:/m.test(text) && /^["']?(?:cluster|version)["']?:/m.test(text);

/** Takes a machine configuration, of a stream of documents the one that has a machine. */
export function readTalosConfig(reader: BootReader, text: string, at: string): void {
    const documents = yamlDocuments(text);
    if (!documents.ok) {
        reader.isNode = true;
        return reader.unreadable(at, documents.reason);
    }
    const value = documents.value.find((one) => typeof one === "object" && one !== null && "machine" in one);
    if (value === undefined) return;
    const place = at + BELOW;
    reader.document("talos", value, at);
    try {
        readFiles(reader, Cursor.of<TalosConfig>(value, place));
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reader.unreadable(error.at, error.reason);
    }
}

/** `machine.files`, and static Pods, which Talos serves to the kubelet itself. */
function readFiles(reader: BootReader, config: Cursor<TalosConfig>): void {
    const machine = config.field("machine");
    for (const [i, pod] of [...machine.field("pods").items()].entries()) {
        const content = word(JSON.stringify(pod.raw() ?? {}));
        reader.file(`/etc/kubernetes/manifests/talos-${i}.yaml`, content, {
            at: pod.path,
            mode: 0o600,
            owner: "root",
            group: "root",
        });
    }
    for (const file of machine.field("files").items()) {
        const path = file.field("path").text();
        if (path === undefined) continue;
        const permissions = file.field("permissions").raw();
        const mode =
            typeof permissions === "number"
                ? permissions
                : Number.parseInt(typeof permissions === "string" ? permissions.replace(/^0o/, "") : "644", 8);
        reader.file(path, word(file.field("content").text() ?? ""), {
            at: file.field("content").path,
            isAppended: file.field("op").text() === "append",
            mode,
            owner: "root",
            group: "root",
        });
    }
}
