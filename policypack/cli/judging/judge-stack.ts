import { tellUnknownsOnce } from "../../lib/unknowns";
import { judgeResource, judgeStack, type Said, stackOf } from "../../lib/without-engine";
import type { Severity } from "../../model/finding";
import type { AuditedResource, AuditedStack } from "../inputs/resource";
import type { Level, Violation } from "../verdict";
import type { Configured } from "./configured";

/** A violation and the resource that it is about, of which the stack may have none. */
export interface Found {
    readonly violation: Violation;
    readonly resource: AuditedResource | undefined;
}

/**
 * Everything that the policies say of a stack: of each resource by itself, and of all together.
 *
 * @param file for what is about no resource
 */
export function* judgedStack(
    { resources, unknown }: AuditedStack,
    policies: readonly Configured[],
    file: string,
): Generator<Found> {
    tellUnknownsOnce();
    const distinct = withDistinctUrns(resources);
    const byUrn = new Map(distinct.map((resource) => [resource.urn, resource]));
    const byType = new Map<string, readonly Configured[]>();
    const told = new Set<string>();

    const found = ({ policy, level }: Configured, urn: string, said: Said): Found => {
        const resource = byUrn.get(said.urn ?? urn);
        return {
            resource,
            violation: {
                policy: policy.name,
                mitigation: policy.mitigation,
                severity: (said.severity ?? policy.severity) as Severity,
                enforcementLevel: (said.level as Level | undefined) ?? level,
                ...(said.level === "advisory" && { advisesOnly: true as const }),
                type: resource?.type ?? "",
                name: resource?.name ?? "",
                urn: resource?.urn ?? said.urn ?? urn,
                at: said.at,
                message: said.message,
                file: resource?.file ?? file,
                ...resource?.fileOf?.(said.at),
            },
        };
    };
    /** What nobody could judge is told once, not by every policy that reads it. */
    const unjudged = function* (one: Configured, urn: string, path: string): Generator<Found> {
        const at = path.replace(/\.(\d+)(?=\.|$)/g, "[$1]");
        const isTold = told.has(`${urn}\0${at}`) || (urn === "" && told.has(at));
        told.add(`${urn}\0${at}`).add(at);
        if (isTold) return;
        const message = `is ${unknown}: the policies that read it could not judge it.`;
        yield found(one, urn, { text: "", at, message, level: "advisory", severity: "low" });
    };

    for (const { type, name, urn, inputs } of distinct) {
        let reading = byType.get(type);
        if (reading === undefined) byType.set(type, (reading = policies.filter(({ policy }) => policy.reads.includes(type))));
        for (const one of reading) {
            const said: Said[] = [];
            const ending = judgeResource(one.policy, { type, name, urn, props: inputs }, one.properties, (what) =>
                said.push(what),
            );
            for (const what of said) yield found(one, urn, what);
            if (ending.unknown !== undefined) yield* unjudged(one, urn, ending.unknown);
        }
    }

    const stack = stackOf(distinct.map((resource) => ({ ...resource, props: resource.outputs })));
    for (const one of policies) {
        const said: Said[] = [];
        const ending = judgeStack(one.policy, stack, one.properties, (what) => said.push(what));
        for (const what of said) yield found(one, "", what);
        if (ending.unknown !== undefined) yield* unjudged(one, "", ending.unknown);
    }
}

/** One object may stand in several files; policies about stacks tell resources apart by their URN. */
function withDistinctUrns(resources: readonly AuditedResource[]): readonly AuditedResource[] {
    const seen = new Map<string, number>();
    return resources.map((resource) => {
        const before = seen.get(resource.urn) ?? 0;
        seen.set(resource.urn, before + 1);
        return before === 0 ? resource : { ...resource, urn: `${resource.urn}#${before + 1}` };
    });
}
