import { blankBook, noteIn } from "../../lib/exemptions";
import { tellUnknownsOnce } from "../../lib/unknowns";
import { judgeResource, judgeStack, type Said, stackOf } from "../../lib/without-engine";
import type { Severity } from "../../model/finding";
import type { AuditedResource, AuditedStack } from "../inputs/resource";
import type { Level, Violation } from "../verdict";
import { type Configured, isOfCatalogue } from "./configured";

/** A violation and the resource that it is about, of which the stack may have none. */
export interface Found {
    readonly violation: Violation;
    readonly resource: AuditedResource | undefined;
}

/** Everything that the policies say of a stack: of each resource by itself, and of all together. */
export function* judgedStack(stack: AuditedStack, policies: readonly Configured[], file: string): Generator<Found> {
    const judge = new StackJudge(policies, file, stack.unknown);
    for (const resource of stack.resources) yield* judge.resource(resource);
    yield* judge.stack();
}

/** Judges a stack as its resources come: each by itself at once, and all together at the end. */
export class StackJudge {
    private readonly byUrn = new Map<string, AuditedResource>();
    /** How many there were of a URN. */
    private readonly counts = new Map<string, number>();
    private readonly byType = new Map<string, readonly Configured[]>();
    /** The unknown values that were told of. */
    private readonly told = new Set<string>();
    private readonly book = blankBook();

    /**
     * @param file for what is about no resource
     * @param unknown what it means that a value is unknown, as `AuditedStack` has it
     */
    constructor(
        private readonly policies: readonly Configured[],
        private readonly file: string,
        private readonly unknown: string | undefined,
    ) {
        tellUnknownsOnce();
    }

    /** What is said of one more resource by itself. */
    *resource(given: AuditedResource): Generator<Found> {
        noteIn(this.book);
        const resource = this.withDistinctUrn(given);
        const { type, name, urn, inputs } = resource;
        this.byUrn.set(urn, resource);
        for (const one of this.reading(type)) {
            const said: Said[] = [];
            const ending = judgeResource(
                one.policy,
                { type, name, urn, props: inputs, isKnown: this.unknown === undefined },
                one.properties,
                (what) => said.push(what),
            );
            for (const what of said) yield this.found(one, urn, what);
            if (ending.unknown !== undefined) yield* this.unjudged(one, urn, ending.unknown);
        }
    }

    /** What is said of all resources together. */
    *stack(): Generator<Found> {
        noteIn(this.book);
        const isKnown = this.unknown === undefined;
        const stack = stackOf([...this.byUrn.values()].map((resource) => ({ ...resource, props: resource.outputs, isKnown })));
        for (const one of this.policies) {
            const said: Said[] = [];
            const ending = judgeStack(one.policy, stack, one.properties, (what) => said.push(what));
            for (const what of said) yield this.found(one, "", what);
            if (ending.unknown !== undefined) yield* this.unjudged(one, "", ending.unknown);
        }
    }

    /** One object may stand in several files; policies about stacks tell resources apart by their URN. */
    private withDistinctUrn(resource: AuditedResource): AuditedResource {
        const count = (this.counts.get(resource.urn) ?? 0) + 1;
        this.counts.set(resource.urn, count);
        return count === 1 ? resource : { ...resource, urn: `${resource.urn}#${count}` };
    }

    private reading(type: string): readonly Configured[] {
        let reading = this.byType.get(type);
        if (reading === undefined) {
            reading = this.policies.filter(({ policy }) => !isOfCatalogue(policy) || policy.reads.includes(type));
            this.byType.set(type, reading);
        }
        return reading;
    }

    private found({ policy, level }: Configured, urn: string, said: Said): Found {
        const resource = this.byUrn.get(said.urn ?? urn);
        return {
            resource,
            violation: {
                policy: policy.name,
                mitigation: isOfCatalogue(policy) ? policy.mitigation : "",
                severity: (said.severity ?? policy.severity) as Severity,
                enforcementLevel: (said.level as Level | undefined) ?? level,
                ...(said.level === "advisory" && { advisesOnly: true as const }),
                type: resource?.type ?? "",
                name: resource?.name ?? "",
                urn: resource?.urn ?? said.urn ?? urn,
                at: said.at,
                message: said.message,
                file: resource?.file ?? this.file,
                ...resource?.fileOf?.(said.at),
            },
        };
    }

    /** What nobody could judge is told once, not by every policy that reads it. */
    private *unjudged(one: Configured, urn: string, path: string): Generator<Found> {
        const at = path.replace(/\.(\d+)(?=\.|$)/g, "[$1]");
        const isTold = this.told.has(`${urn}\0${at}`) || (urn === "" && this.told.has(at));
        this.told.add(`${urn}\0${at}`).add(at);
        if (isTold) return;
        const message = `is ${this.unknown ?? "unknown"}: the policies that read it could not judge it.`;
        yield this.found(one, urn, { text: "", at, message, level: "advisory", severity: "low" });
    }
}
