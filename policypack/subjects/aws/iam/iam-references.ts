import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { AWS_NAMES, awsNamesOf } from "./iam-holder";
import { ifKnown } from "../../../lib/read-all";

/** How deep a property may nest a name: `launchTemplateData.iamInstanceProfile.arn`, `spec.role`. */
const DEEPEST = 3;

/** What the values of a property refer to. */
export interface Referred {
    readonly found: ReadonlySet<StackResource>;
    /** The names and ARNs that are known and belong to nothing in the stack. */
    readonly strange: readonly string[];
}

/**
 * Which of some resources a property names. In IAM things are named by name or ARN; where neither is known, at a preview, the engine still
 * knows which resource a value comes from.
 */
export class IamReferences {
    private readonly targets: ReadonlySet<StackResource>;
    private readonly byName = new Map<string, StackResource>();

    constructor(targets: Iterable<StackResource>) {
        this.targets = new Set(targets);
        for (const target of this.targets) {
            for (const name of awsNamesOf(target)) this.byName.set(name, target);
        }
    }

    of(resource: StackResource, property: string): Referred {
        const found = new Set((resource.propertyDependencies[property] ?? []).filter((source) => this.targets.has(source)));
        const strange: string[] = [];
        const all = resource.props as Cursor<Record<string, unknown>>;
        for (const { text, isName } of textsIn(all.field(property), DEEPEST)) {
            const target = this.byName.get(text) ?? this.byName.get(text.slice(text.lastIndexOf("/") + 1));
            if (target !== undefined) found.add(target);
            else if (isName) strange.push(text);
        }
        return { found, strange };
    }
}

/** The texts at a place. Within an object only what AWS calls a thing is a name; the rest may be anything, a password too. */
function* textsIn(place: Cursor<unknown>, depth: number, isName = true): Generator<{ text: string; isName: boolean }> {
    const value = ifKnown(() => place.raw());
    if (typeof value === "string") yield { text: value, isName };
    else if (Array.isArray(value)) for (const item of (place as Cursor<unknown[]>).items()) yield* textsIn(item, depth, isName);
    else if (typeof value === "object" && value !== null && depth > 0) {
        for (const [key, part] of (place as Cursor<Record<string, unknown>>).entries()) {
            yield* textsIn(part, depth - 1, (AWS_NAMES as readonly string[]).includes(key));
        }
    }
}
