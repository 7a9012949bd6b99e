import { CAPABILITIES, type Shared } from "../model/host-share";
import { type Allowance, Allowances } from "./allowances";
import { type HostShareAllowance, HostShareAllowances } from "./host-share-allowances";
import { listOf, partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

/** What workloads of the system may have of their nodes: what ships, and what is configured. */
export interface SystemWorkloads {
    readonly paths: Allowances;
    readonly shares: HostShareAllowances;
}

/** What ordinary clusters run, which a policy allows without configuration. */
export interface ShippedWorkloads {
    readonly paths?: () => readonly Allowance[];
    readonly shares?: () => readonly HostShareAllowance[];
}

const SHARES: readonly Shared[] = [
    "hostPID",
    "hostNetwork",
    "hostIPC",
    "privileged",
    "hostProcess",
    "procMount",
    ...CAPABILITIES,
];
/** Who is meant; every part must match. */
const WHO = ["namespace", "serviceAccount", "image"] as const;
const PARTS = [...WHO, "paths", "shares", "reason"] as const;

const texts = { type: "array", items: { type: "string" } } as const;

const SCHEMA: Setting<SystemWorkloads>["schema"] = {
    type: "array",
    items: {
        type: "object",
        properties: {
            ...Object.fromEntries([...WHO, "reason"].map((part) => [part, { type: "string" }])),
            paths: texts,
            shares: texts,
        },
        required: [...WHO, "reason"],
    },
    default: [],
    description:
        "Workloads of the system, and what they may have of their nodes: namespace, serviceAccount, image repository, paths that they may " +
        "mount (each itself and nothing below it), shares (hostPID, hostNetwork, hostIPC, privileged, hostProcess, procMount or a capability such as " +
        "SYS_ADMIN) and reason; * stands for any letters but a slash.",
};

/**
 * The setting `systemWorkloads`: what is configured is added to what ships. A policy about mounts uses the paths and one about what Pods
 * share the shares, so that a list can be given once for all of them.
 */
export function systemWorkloads(shipped: ShippedWorkloads = {}): Setting<SystemWorkloads> {
    const { paths = () => [], shares = () => [] } = shipped;
    let made: readonly HostShareAllowance[] | undefined;
    const shippedShares = () => (made ??= shares());
    const unconfigured = { paths: new Allowances(paths), shares: new HostShareAllowances(shippedShares) };
    return {
        schema: SCHEMA,
        read(value, at) {
            if (value === undefined) return unconfigured;
            const own = listOf(value, at, '{ "namespace": "agents", "serviceAccount": "agent", … }').map((one, i) =>
                workload(one, `${at}[${i}]`),
            );
            // The engine fills in the default, so that an empty list is what nobody configured; and this is read for every resource.
            if (own.length === 0) return unconfigured;
            return {
                paths: new Allowances(
                    () => own.flatMap(({ paths, ...who }) => paths.map((path) => ({ ...who, path }))),
                    unconfigured.paths,
                ),
                shares: new HostShareAllowances(() => [...shippedShares(), ...own]),
            };
        },
    };
}

interface Workload extends Omit<Allowance, "path" | "onlyReads">, HostShareAllowance {
    readonly paths: readonly string[];
}

function workload(value: unknown, at: string): Workload {
    const part = partsOf(value, at, PARTS);
    const given = {
        namespace: part("namespace"),
        serviceAccount: part("serviceAccount"),
        images: [part("image")],
        reason: part("reason"),
        paths: list(value, "paths", at, "/opt/agent").map((path, i) => pathOf(path, `${at}.paths[${i}]`)),
        shares: list(value, "shares", at, "hostPID").map((share, i) => shareOf(share, `${at}.shares[${i}]`)),
    };
    for (const name of WHO) notEverything(part(name), `${at}.${name}`);
    if (given.paths.length + given.shares.length === 0)
        throw new SettingError(`${at} allows nothing. Give paths (["/opt/agent"]) or shares (["hostPID"])`);
    return given;
}

function list(value: unknown, name: "paths" | "shares", at: string, example: string): string[] {
    const given = (value as Readonly<Record<string, unknown>>)[name];
    if (given === undefined) return [];
    return listOf(given, `${at}.${name}`, JSON.stringify(example)).map((one, i) => {
        if (typeof one !== "string" || one.trim() === "")
            throw new SettingError(`${at}.${name}[${i}] is ${JSON.stringify(one)}. Write text like ${JSON.stringify(example)}`);
        return one.trim();
    });
}

function shareOf(text: string, at: string): Shared {
    const share = SHARES.find((one) => one === text);
    if (share === undefined) throw new SettingError(`${at} is ${JSON.stringify(text)}, which is none of ${SHARES.join(", ")}`);
    return share;
}

function pathOf(path: string, at: string): string {
    notEverything(path, at);
    if (!/^([/\\]|[A-Za-z]:)/.test(path))
        throw new SettingError(`${at} is ${JSON.stringify(path)}, which is no absolute path. Write it as on the node`);
    return path;
}

function notEverything(pattern: string, at: string): void {
    if (pattern.includes("**")) throw new SettingError(`${at} has **. One * stands for letters within a part`);
    if (/^[*/]+$/.test(pattern) && pattern.includes("*"))
        throw new SettingError(`${at} is ${JSON.stringify(pattern)}, which names everything. Name what is meant`);
}
