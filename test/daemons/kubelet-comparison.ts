import { Unreadable } from "../../policypack/model/unreadable";
import { type ConfigLayer, effectiveKubelet } from "../../policypack/node/effective-kubelet";
import { type DocumentUse, kubeletDocument } from "../../policypack/node/kubelet-document";
import { dropInOrder } from "../../policypack/node/kubelet-drop-ins";
import { kubeletFlags } from "../../policypack/node/kubelet-flags";
import { SETTINGS } from "../../policypack/node/kubelet-settings";
import { parseDuration } from "../../policypack/parse/flags";
import { word } from "../../policypack/parse/word";
import type { Fields, KubeletConfig, KubeletOutcome } from "./kubelet";

/** Stands for the folder of a kubelet's file, which is another for each. */
const HOME = "/HOME";
const NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
type Settings = Record<string, unknown>;

/** A sentence for a disagreement; undefined when both say the same. */
export function disagreement(config: KubeletConfig, outcome: KubeletOutcome): string | undefined {
    const mine = ours(config);
    const shown = JSON.stringify(config);
    if (outcome.kind === "refused") {
        if (typeof mine === "string") return undefined;
        const lines = outcome.log.split("\n").filter((line) => /^(?:E\d|Error|panic|.*"command failed")/.test(line));
        return `the kubelet refuses, we do not: ${shown}\n${lines.slice(-3).join("\n").slice(0, 1200)}`;
    }
    if (typeof mine === "string") return `the kubelet runs, we say ${mine}: ${shown}`;
    const isServed = outcome.kind === "serves";
    const real = theirs(isServed ? outcome.configz : outcome.logged, outcome.home);
    if (!isServed) {
        // The log masks what the headers say.
        mine["staticPodURLHeader"] = Object.keys(mine["staticPodURLHeader"] as object).sort();
        real["staticPodURLHeader"] = Object.keys(real["staticPodURLHeader"] as object).sort();
    }
    // The flag has a field of its own, and no /configz tells it (--seccomp-default is or-ed later).
    if (kubeletFlags(argumentsOf(config)).last("seccomp-default") !== undefined) {
        delete mine["seccompDefault"];
        delete real["seccompDefault"];
    }
    const different = NAMES.filter((name) => stable(mine[name]) !== stable(real[name]));
    if (different.length > 0) {
        const each = different.map((name) => `${name} is ${stable(real[name])}, we say ${stable(mine[name])}`);
        return `${each.join("; ")}: ${shown}`;
    }
    const mayServe =
        mine["enableServer"] === true &&
        mine["enableDebuggingHandlers"] === true &&
        (mine["anonymousAuth"] === true || mine["webhookAuth"] === true || mine["clientCAFile"] !== "") &&
        (mine["tlsCertFile"] === "") === (mine["tlsPrivateKeyFile"] === "") &&
        (mine["serverTLSBootstrap"] === false || mine["tlsCertFile"] !== "");
    return mayServe === isServed ? undefined : `${isServed ? "it answers" : "it does not answer"}, we say otherwise: ${shown}`;
}

const argumentsOf = ({ flags }: KubeletConfig) => flags.map((text, i) => ({ ...word(text), at: `flags[${i}]` }));

/** What our model says: the settings, or why the kubelet would not start. */
function ours(config: KubeletConfig): Settings | string {
    const { file, dropIns } = config;
    const layer = (text: string, at: string, use: DocumentUse): ConfigLayer => {
        const document = kubeletDocument(text, use);
        if (!document.ok) throw new Unreadable(at, document.reason);
        return { value: document.value, at, path: `${HOME}/${at}` };
    };
    try {
        const paths = Object.keys(dropIns ?? {}).map((path) => `/d/${path}`);
        const layers = dropInOrder(paths, "/d").map((path) => layer(dropIns![path.slice("/d/".length)]!, path, "drop-in"));
        if (file !== undefined) layers.unshift(layer(file, "kubelet.yaml", "file"));
        const kubelet = effectiveKubelet({
            at: "command",
            layers,
            hasFile: file !== undefined,
            argv: argumentsOf(config),
            distribution: "unknown",
            evidence: { verdict: "node", why: "test" },
        });
        // Everything of these configurations is there to read, so that what is unread is what the kubelet refuses.
        const [unread] = kubelet.unread;
        if (unread !== undefined) return `${unread.at}: ${unread.reason}`;
        return Object.fromEntries(NAMES.map((name) => [name, kubelet[name].value]));
    } catch (error) {
        if (error instanceof Unreadable) return error.message;
        throw error;
    }
}

/** The kubelet's own words, as our settings. A field that is zero is left out of /configz, and self-signed files are no files of anybody. */
function theirs(fields: Fields, home: string): Settings {
    const settings = Object.fromEntries(
        NAMES.map((name) => {
            const value = SETTINGS[name].path.reduce<unknown>(fieldOf, fields) ?? SETTINGS[name].type.zero;
            // A header without a list of values is nil in Go.
            if (name === "staticPodURLHeader") return [name, mapped(value as Fields, (list) => list ?? [])];
            if (typeof value !== "string") return [name, value];
            if (value.startsWith(`${home}/pki/`)) return [name, ""];
            return [name, name === "streamingConnectionIdleTimeout" ? parseDuration(value) : value.replace(home, HOME)];
        }),
    );
    return settings;
}

/** /configz has the names of the file, the log those of Go. */
function fieldOf(fields: unknown, name: string): unknown {
    const entries = Object.entries((fields ?? {}) as Fields);
    return entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

const mapped = (object: Fields, change: (value: unknown) => unknown): Fields =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** One text for equal values, whatever the order of their keys. */
const stable = (value: unknown): string =>
    JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
    );
