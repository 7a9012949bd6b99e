import { faultsOf } from "./configuration";
import type { Configurable } from "./define-policy";
import { configurePack } from "./configure-pack";
import { PACK, type PackConfiguration } from "./pack-settings";

/** `google.protobuf.Struct` and the two messages of the engine, as far as they are used. */
interface Struct {
    toJavaScript(): Record<string, unknown>;
}
interface PolicyConfig {
    getEnforcementlevel(): number;
    getProperties(): Struct | undefined;
    setProperties(properties: Struct): void;
}
interface ConfigureCall {
    readonly request: { getPolicyconfigMap(): { entries(): Iterable<[string, PolicyConfig]> } };
}
type Answer = (error: { code: number; details: string } | undefined, response?: unknown) => void;
type Configure = (call: ConfigureCall, answer: Answer) => void;

/** Of `pulumirpc.EnforcementLevel`. */
const DISABLED = 2;
const REMEDIATE = 3;
/** gRPC's INVALID_ARGUMENT. */
const INVALID_ARGUMENT = 3;

/** Which policies are at the levels at which they are not asked for findings alone. */
export interface Levels {
    readonly disabled: ReadonlySet<string>;
    readonly remediate: ReadonlySet<string>;
}

/**
 * Lets the pack check its own configuration, and gives policies what is configured for all of them. `@pulumi/policy` hands a policy only
 * the properties under that policy's name, so a misspelt name never reaches any code of a pack; the request that the engine sends has them
 * all. A faulty configuration is answered with one line, which the engine prints and stops at, and in another one each policy's properties
 * are completed.
 *
 * @param policies the catalogue
 * @param configure the SDK's own handler of the engine's Configure call
 * @param configured is told the levels from now on
 */
export const checking =
    (policies: readonly Configurable[], configure: Configure, configured: (levels: Levels) => void): Configure =>
    (call, answer) => {
        const entries = [...call.request.getPolicyconfigMap().entries()];
        const configuration = new Map(entries.map(([name, config]) => [name, config.getProperties()?.toJavaScript() ?? {}]));
        const faults = faultsOf(policies, configuration);
        if (faults.length > 0) {
            return answer({ code: INVALID_ARGUMENT, details: `the configuration of ${PACK} is wrong: ${faults.join("; ")}` });
        }
        const at = (level: number) =>
            new Set(entries.flatMap(([name, config]) => (config.getEnforcementlevel() === level ? [name] : [])));
        const disabled = at(DISABLED);
        configured({ disabled, remediate: at(REMEDIATE) });
        complete(entries, configuration, configurePack(policies, configuration, { disabled }));
        configure(call, answer);
    };

/** Writes what policies are given into the engine's request, in which it names all of them (pulumi, pkg/policy: ReconcilePolicyPackConfig). */
function complete(entries: readonly [string, PolicyConfig][], before: PackConfiguration, after: PackConfiguration): void {
    for (const [name, config] of entries) {
        const properties = after.get(name);
        const struct = config.getProperties();
        if (properties === undefined || properties === before.get(name) || struct === undefined) continue;
        const { fromJavaScript } = struct.constructor as unknown as { fromJavaScript(value: object): Struct };
        config.setProperties(fromJavaScript(properties));
    }
}
