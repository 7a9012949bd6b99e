import { createRequire } from "node:module";
import { nearest } from "../settings/nearest";
import { readSettings, SettingError } from "../settings/setting";
import type { Policy } from "./define-policy";

/** What the engine sends: for each configured policy its properties (its level is apart, and the engine checks that). */
export type PackConfiguration = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * Everything that is wrong with a configuration, a line each: names and properties that do not exist (the engine accepts both
 * silently) with the nearest that does, and values that a policy cannot use.
 */
export function faultsOf(policies: readonly Policy[], configuration: PackConfiguration): string[] {
    const byName = new Map(policies.map((policy) => [policy.name, policy]));
    return [...configuration].flatMap(([name, properties]) => {
        if (name === EVERY_POLICY) return strangeKeys(name, properties, []);
        const policy = byName.get(name);
        if (policy === undefined) return [`no policy is named "${name}"${suggestion(name, byName.keys())}`];

        const known = Object.keys(policy.settings);
        const faults = strangeKeys(name, properties, known);
        return faults.length > 0 ? faults : valueFault(policy, properties);
    });
}

/** The name under which the engine takes the level of all policies. */
const EVERY_POLICY = "all";

const strangeKeys = (name: string, properties: Readonly<Record<string, unknown>>, known: readonly string[]): string[] =>
    Object.keys(properties)
        .filter((key) => key !== "enforcementLevel" && !known.includes(key))
        .map((key) => `${name} has no setting "${key}"${suggestion(key, known)}`);

function valueFault(policy: Policy, properties: Readonly<Record<string, unknown>>): string[] {
    try {
        readSettings(policy.settings, properties, policy.name);
        return [];
    } catch (error) {
        if (error instanceof SettingError) return [error.message];
        throw error;
    }
}

function suggestion(name: string, candidates: Iterable<string>): string {
    const all = [...candidates];
    if (all.length === 0) return "; it has none";
    const best = nearest(name, all);
    return best === undefined ? `; it has ${all.join(", ")}`.slice(0, 300) : `; did you mean "${best}"?`;
}

interface ConfigureCall {
    readonly request: {
        getPolicyconfigMap(): {
            entries(): Iterable<[string, { getProperties(): { toJavaScript(): Record<string, unknown> } | undefined }]>;
        };
    };
}
type Answer = (error: { code: number; details: string } | undefined, response?: unknown) => void;
type Handlers = Record<string, unknown> & { configure?: (call: ConfigureCall, answer: Answer) => void };
interface ServerClass {
    prototype: { addService(service: unknown, handlers: Handlers): void };
}

/** gRPC's INVALID_ARGUMENT. */
const INVALID_ARGUMENT = 3;

/**
 * Lets the pack check its own configuration. `@pulumi/policy` hands a policy only the properties under that policy's name, so a
 * misspelt name never reaches any code of a pack; the request that the engine sends has them all. While `start` runs, the server's
 * `configure` handler is therefore wrapped: a faulty configuration is answered with one line, which the engine prints and stops at.
 *
 * @param start makes the `PolicyPack`
 * @throws Error when the SDK no longer serves through `@grpc/grpc-js`, so that no configuration goes unchecked
 */
export function checkConfiguration(policies: readonly Policy[], start: () => unknown): void {
    const requireFromSdk = createRequire(require.resolve("@pulumi/policy"));
    const { Server } = requireFromSdk("@grpc/grpc-js") as { Server: ServerClass };
    const original = Server.prototype.addService;
    let wrapped = false;
    Server.prototype.addService = function (service, handlers) {
        const { configure } = handlers;
        if (configure === undefined) return original.call(this, service, handlers);
        wrapped = true;
        return original.call(this, service, { ...handlers, configure: checking(policies, configure) });
    };
    try {
        start();
    } finally {
        Server.prototype.addService = original;
    }
    if (!wrapped) throw new Error("this version of @pulumi/policy does not let the pack check its configuration. Use 1.21");
}

const checking =
    (policies: readonly Policy[], configure: NonNullable<Handlers["configure"]>) =>
    (call: ConfigureCall, answer: Answer): void => {
        const entries = [...call.request.getPolicyconfigMap().entries()];
        const faults = faultsOf(
            policies,
            new Map(entries.map(([name, config]) => [name, config.getProperties()?.toJavaScript() ?? {}])),
        );
        if (faults.length === 0) return configure(call, answer);
        answer({ code: INVALID_ARGUMENT, details: `the configuration of kube-bypass-guard is wrong: ${faults.join("; ")}` });
    };
