import type { Unwrap } from "@pulumi/pulumi";
import type { Cursor } from "../parse/cursor";

/** What the engine hands a policy for a resource whose constructor takes `Args`: every `Input` unwrapped. */
export type Props<Args> = Unwrap<Args>;

/** One resource, as a lens sees it. */
export interface Resource<P = unknown> {
    /** The type token, `aws:ec2/securityGroup:SecurityGroup`. */
    readonly type: string;
    /** The name in the program, the last part of the URN. */
    readonly name: string;
    readonly urn: string;
    /** The inputs, after the provider has checked them; secrets are in plain text. */
    readonly props: Cursor<P>;
}

/** A resource in a stack: outputs instead of inputs (inputs where a preview has no outputs, `inputs.ts`), and what it was made from. */
export interface StackResource extends Resource {
    /** The component that made it, if any. */
    readonly parent: StackResource | undefined;
    /** Every resource that this one was made after. */
    readonly dependencies: readonly StackResource[];
    /** The resources that each property's value comes from: known even where the value is not. */
    readonly propertyDependencies: Readonly<Record<string, readonly StackResource[]>>;
}

/** A view that is made when it is called. Unknown values throw then, so that one unknown hides no other view. */
export type Thunk<V> = () => V;

/** Reads one type of resource into views. */
export type Lens<P, V> = (resource: Resource<P>) => Iterable<Thunk<V>>;

/** What reads resources of some types, which may be hundreds: a lens for each would take a good part of the time in which the pack starts. */
export interface Row<V> {
    readonly tokens: readonly string[];
    readonly lens: Lens<unknown, V>;
}

/** A view that only the whole stack completes, as a part of what it is made of stands in other resources. */
export interface Completed<V> {
    readonly view: V;
    /** The resources that it is made of. What each shows by itself has been told there. */
    readonly madeOf: readonly StackResource[];
}

/** Where views of one kind come from: for each type token the lens that reads it. */
export interface Subject<V> {
    readonly rows: ReadonlyMap<string, Lens<unknown, V>>;
    /** Of types that are not read: why there is nothing to judge, where the resource tells. */
    readonly inapplicable?: ReadonlyMap<string, (resource: Resource) => string | undefined>;
    /** Views that need more than one resource, and that a policy judges as it judges those of one. */
    readonly completed?: StackSubject<Completed<V>>;
}

/** A view that belongs to one of the stack's resources. */
export interface Located<V> {
    readonly urn: string;
    readonly view: V;
}

/** Reads a whole stack into views: what no single resource shows. */
export type StackSubject<V> = (stack: readonly StackResource[]) => Iterable<Thunk<Located<V>>>;

/** The views of several kinds that one policy judges over a stack, those of the first first. */
export const together = <V>(...subjects: readonly StackSubject<V>[]): StackSubject<V> =>
    function* (stack) {
        for (const one of subjects) yield* one(stack);
    };

/**
 * Binds a type token to its lens. `Args` comes from `import type`, so that no provider SDK is loaded; a test compares each token with
 * its class's `__pulumiType`.
 *
 * @example on<SecurityGroupArgs>()("aws:ec2/securityGroup:SecurityGroup", function* ({ props }) { … })
 */
export const on =
    <Args>() =>
    <V>(token: string, lens: Lens<Props<Args>, V>): Row<V> => ({ tokens: [token], lens: lens as Lens<unknown, V> });

/** Rows without the types whose tokens a pattern matches. */
export const without = <V>(pattern: RegExp, rows: readonly Row<V>[]): Row<V>[] =>
    rows.map(({ tokens, lens }) => ({ tokens: tokens.filter((token) => !pattern.test(token)), lens }));

/** A subject of rows; where several read one type, each does, in their order. */
export function subject<V>(...rows: readonly Row<V>[]): Subject<V> {
    const map = new Map<string, Lens<unknown, V>>();
    const shared = new Map<string, Lens<unknown, V>[]>();
    for (const { tokens, lens } of rows) {
        for (const token of tokens) {
            const before = map.get(token);
            const others = shared.get(token);
            if (before === undefined) map.set(token, lens);
            else if (others !== undefined) others.push(lens);
            else {
                const lenses = [before, lens];
                shared.set(token, lenses);
                map.set(token, (resource) => each(lenses, (one) => one(resource)));
            }
        }
    }
    return { rows: map };
}

/**
 * Reads each place by itself: what one of them throws (an unknown, something unreadable) becomes a thunk that throws it, so that it hides
 * no sibling. Use it for every list that a lens goes through.
 *
 * @param places such as `props.field("ingress").items()`
 * @param lens reads one place; may be nested. Where it is written within the call it is an arrow function that returns a list, or calls a generator
 * that stands by itself: of a generator that is made for each resource V8 makes a prototype, which takes longer than to run it and is freed, with
 * all that it saw, by a whole collection alone
 */
export function* each<P, V>(places: Iterable<P>, lens: (place: P) => Iterable<Thunk<V>>): Generator<Thunk<V>> {
    for (const place of places) {
        try {
            yield* lens(place);
        } catch (error) {
            yield () => {
                throw error;
            };
        }
    }
}
