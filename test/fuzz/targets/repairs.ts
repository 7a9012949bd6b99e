import { policies } from "../../../policypack/policies";
import { isUnknown } from "../../../policypack/lib/unknown";
import { judgeResource, stackOf } from "../../../policypack/lib/without-engine";
import type { Outcome, Target } from "../target";
import { STACK_TARGET } from "./stacks";

interface Resource {
    readonly type: string;
    readonly name: string;
    readonly props: Record<string, unknown>;
}

const REPAIRING = policies.filter(({ repair }) => typeof repair !== "string");
const consent = Object.fromEntries(
    REPAIRING.flatMap(({ repair }) =>
        typeof repair !== "string" && repair.onlyWith !== undefined ? [[repair.onlyWith, true]] : [],
    ),
);

class NotApplicable extends Error {}

/** What a repair writes, behind the SDK's proxy; undefined where it repairs nothing. */
function repaired(policy: (typeof policies)[number], { type, name, props }: Resource): unknown {
    const urn = `urn:pulumi:dev::fuzz::${type}::${name}`;
    const [behindProxy] = stackOf([{ type, name, urn, props: JSON.parse(JSON.stringify(props)) as object }]);
    const args = {
        type,
        name,
        urn,
        props: behindProxy!.props,
        getConfig: () => consent,
        notApplicable: () => {
            throw new NotApplicable();
        },
    };
    try {
        return (policy.remediateResource as (args: unknown) => unknown)(args);
    } catch (error) {
        if (error instanceof NotApplicable || isUnknown(error)) return undefined;
        throw error;
    }
}

/** What is left to say once it is repaired: no more than before, and another repair changes nothing. */
/** Another repair changes nothing, and what is repaired can be judged. */
const { again: _, ...ofStacks } = STACK_TARGET;

export const REPAIR_TARGET: Target = {
    ...ofStacks,
    name: "repairs",
    share: 25,
    run(input): Outcome {
        let resources: Resource[];
        try {
            const json: unknown = JSON.parse(input.toString("utf8"));
            resources = (Array.isArray(json) ? json : []).filter((one: Resource | null) => typeof one?.type === "string" && typeof one.name === "string" && typeof one.props === "object" && one.props !== null && !Array.isArray(one.props)); // prettier-ignore
        } catch {
            return { value: null, messages: [] };
        }
        const value: unknown[] = [];
        for (const resource of resources) {
            for (const policy of REPAIRING) {
                if (!policy.reads.includes(resource.type)) continue;
                const after = repaired(policy, resource);
                if (after === undefined) continue;
                const known = copyOfKnown(after) as Record<string, unknown>;
                value.push([policy.name, known]);
                const twice = repaired(policy, { ...resource, props: known });
                if (twice !== undefined && JSON.stringify(copyOfKnown(twice)) !== JSON.stringify(known))
                    throw new Error(`${policy.name} repairs ${resource.type} twice`);
                const urn = `urn:pulumi:dev::fuzz::${resource.type}::${resource.name}`;
                judgeResource(policy, { type: resource.type, name: resource.name, urn, props: known }, consent, () => undefined);
            }
        }
        return { value, messages: [] };
    },
};

/** The data behind the SDK's proxies; what is unknown stays out. */
function copyOfKnown(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, i) => known(value, i));
    return Object.fromEntries(Object.keys(value).map((key) => [key, known(value, key)]));
}

function known(parent: object, key: string | number): unknown {
    try {
        return copyOfKnown((parent as Record<string | number, unknown>)[key]);
    } catch (error) {
        if (isUnknown(error)) return null;
        throw error;
    }
}
