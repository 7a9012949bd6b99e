import { parse, type TomlTable } from "smol-toml";
import model from "./bottlerocket-model.json";

/**
 * Bottlerocket as far as its settings decide what a kubelet does: the published model of settings, by which its API refuses what is misspelt or of
 * another type (bottlerocket-settings-sdk; `scripts/bottlerocket-model.mjs` reads it), and the kubelet's configuration that they become.
 */
type Structs = Readonly<Record<string, Readonly<Record<string, string>>>>;
const STRUCTS: Structs = model.structs;
const EXTENSIONS: Readonly<Record<string, string>> = model.extensions;

/** What a scalar of the model takes (bottlerocket-settings-models/modeled-types). Integers come as bigint, so that 58.0 is none. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
    bool: (value) => typeof value === "boolean",
    u8: whole(0n, 255n),
    u32: whole(0n, 2n ** 32n - 1n),
    i32: whole(-(2n ** 31n), 2n ** 31n - 1n),
    i64: whole(-(2n ** 63n), 2n ** 63n - 1n),
    String: (value) => typeof value === "string",
    Identifier: matching(/^[A-Za-z0-9-]{0,76}$/),
    ValidBase64: matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
    Lockdown: matching(/^(?:none|integrity|confidentiality)$/),
};

function whole(least: bigint, most: bigint) {
    return (value: unknown) => typeof value === "bigint" && value >= least && value <= most;
}

function matching(pattern: RegExp) {
    return (value: unknown) => typeof value === "string" && pattern.test(value);
}

/**
 * What Bottlerocket's API refuses in user data.
 * @returns one line for each: `settings.kubernetes.max-pod: no such setting`
 * @throws Error where the model has a type that is not known here
 */
export function faultsOf(userData: string): string[] {
    const { settings, ...others } = parse(userData, { integersAsBigInt: true });
    return [
        ...Object.keys(others).map((name) => `${name}: no such table`),
        ...Object.entries(settings as TomlTable).flatMap(([name, value]) => {
            const type = EXTENSIONS[name];
            return type === undefined ? [`settings.${name}: no such setting`] : faults(type, value, `settings.${name}`);
        }),
    ];
}

function faults(type: string, value: unknown, path: string): string[] {
    const list = /^Vec<(.+)>$/.exec(type);
    if (list !== null)
        return Array.isArray(value)
            ? value.flatMap((item, i) => faults(list[1]!, item, `${path}[${i}]`))
            : [`${path}: no list of ${list[1]!}`];
    const map = /^HashMap<(\w+), (.+)>$/.exec(type);
    const struct = STRUCTS[type];
    if (map === null && struct === undefined) {
        const accepts = SCALARS[type];
        if (accepts === undefined) throw new Error(`${path}: the type ${type} is not known here`);
        return accepts(value) ? [] : [`${path}: no ${type}`];
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: no table`];
    return Object.entries(value).flatMap(([name, item]) => {
        const at = `${path}.${name}`;
        if (map !== null) return [...faults(map[1]!, name, at), ...faults(map[2]!, item, at)];
        const field = struct![name];
        return field === undefined ? [`${at}: no such setting`] : faults(field, item, at);
    });
}

/**
 * The kubelet's configuration that Bottlerocket makes of its settings, as far as it decides who gets past the API server. Source:
 * packages/kubernetes-1.31/kubelet-config of bottlerocket-core-kit; that of 1.34 has no debugging handlers beside.
 *
 * @param authority the file of the cluster's authority, which is elsewhere on a Bottlerocket node
 */
export function kubeletOf(userData: string, authority: string): object {
    const { kubernetes } = parse(userData)["settings"] as { readonly kubernetes: Readonly<Record<string, unknown>> };
    const isAlone = kubernetes["standalone-mode"] === true;
    return {
        ...(isAlone
            ? {
                  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
                  authorization: { mode: "AlwaysAllow" },
              }
            : {
                  authentication: {
                      anonymous: { enabled: false },
                      webhook: { enabled: true, cacheTTL: "2m0s" },
                      x509: { clientCAFile: authority },
                  },
                  authorization: { mode: "Webhook", webhook: { cacheAuthorizedTTL: "5m0s", cacheUnauthorizedTTL: "30s" } },
              }),
        readOnlyPort: 0,
        protectKernelDefaults: true,
        seccompDefault: kubernetes["seccomp-default"] ?? false,
        serverTLSBootstrap: kubernetes["server-tls-bootstrap"] ?? true,
        eventRecordQPS: kubernetes["event-qps"],
        maxPods: kubernetes["max-pods"] ?? 110,
        staticPodPath: "/etc/kubernetes/static-pods/",
    };
}
