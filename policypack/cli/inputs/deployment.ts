import type { AuditedResource, AuditedStack } from "./resource";
import { nameOf } from "./resource";
import { plainProperties } from "./state-value";

/** A resource in a state (pulumi, sdk/go/common/apitype, ResourceV3), as far as it is read. */
interface StateResource {
    readonly urn?: unknown;
    readonly type?: unknown;
    readonly inputs?: unknown;
    readonly outputs?: unknown;
    readonly parent?: unknown;
    readonly dependencies?: unknown;
    readonly propertyDependencies?: unknown;
    /** Superseded, and only still to be deleted. */
    readonly delete?: unknown;
}

const ONLY_CIPHERTEXT =
    "a secret, of which this file has only the ciphertext. Audit what `pulumi stack export --show-secrets` gives, which must be kept secret itself";
const UNKNOWN_IN_PREVIEW =
    "secret, or known only after the update. Audit the stack after it, or what `pulumi preview --json --show-secrets` gives";

/** The stack in a `pulumi stack export` or a file of a self-managed backend. Undefined for any other JSON. */
export function deploymentOf(json: unknown, file: string): AuditedStack | undefined {
    const resources = stateOf(json)?.resources;
    // A stack that is empty has none at all.
    if (!Array.isArray(resources)) return stateOf(json) === undefined ? undefined : { resources: [], unknown: ONLY_CIPHERTEXT };
    const live = resources.filter((one) => isObject(one) && one.delete !== true) as StateResource[];
    return { resources: live.flatMap((one) => resourceOf(one, file, false) ?? []), unknown: ONLY_CIPHERTEXT };
}

/** `{version, deployment}` of an export, `{version, checkpoint: {latest}}` of a backend, or the state by itself. */
function stateOf(json: unknown): { readonly resources?: unknown } | undefined {
    if (!isObject(json)) return undefined;
    if (isObject(json.deployment)) return json.deployment;
    if (isObject(json.checkpoint)) return isObject(json.checkpoint.latest) ? json.checkpoint.latest : {};
    return isObject(json.manifest) && Array.isArray(json.resources) ? json : undefined;
}

/** What the stack will be after the update that a `pulumi preview --json` shows. Undefined for any other JSON. */
export function previewOf(json: unknown, file: string): AuditedStack | undefined {
    if (!isObject(json) || !Array.isArray(json.steps) || !(isObject(json.changeSummary) || "config" in json)) return undefined;
    const byUrn = new Map<string, AuditedResource>();
    for (const step of json.steps as unknown[]) {
        // Of what is deleted there is no new state.
        if (!isObject(step) || !isObject(step.newState)) continue;
        const resource = resourceOf({ urn: step.urn, ...step.newState }, file, true);
        if (resource !== undefined) byUrn.set(resource.urn, resource);
    }
    return { resources: [...byUrn.values()], unknown: UNKNOWN_IN_PREVIEW };
}

function resourceOf(state: StateResource, file: string, isMasked: boolean): AuditedResource | undefined {
    const { urn, type, inputs, outputs, parent, dependencies, propertyDependencies } = state;
    if (typeof urn !== "string" || typeof type !== "string") return undefined;
    const given = plainProperties(isObject(inputs) ? inputs : {}, isMasked);
    const made = plainProperties(isObject(outputs) ? outputs : {}, isMasked);
    return {
        type,
        name: nameOf(urn),
        urn,
        inputs: given,
        // Of a provider that cannot be configured yet a preview has no outputs at all.
        outputs: Object.keys(made).length > 0 ? made : given,
        file,
        parent: typeof parent === "string" ? parent : undefined,
        dependencies: urns(dependencies),
        propertyDependencies: isObject(propertyDependencies)
            ? Object.fromEntries(Object.entries(propertyDependencies).map(([name, from]) => [name, urns(from)]))
            : {},
    };
}

const urns = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
