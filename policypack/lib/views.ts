import { Cursor } from "../parse/cursor";
import type { Lens, Resource, Thunk } from "./subject";

/** What was read of a resource: its properties, and the views that lenses made of them. */
interface Read {
    readonly urn: string;
    readonly type: string;
    readonly props: object;
    readonly cursor: Cursor<unknown>;
    readonly views: Map<unknown, readonly Thunk<unknown>[]>;
}

/** Policies judge one resource after another, each by all of them: of the last one alone, as a stack may have thousands. */
let last: Read | undefined;

/**
 * The views that a lens makes of a resource. Policies with one subject share them, and what is read of the properties is there for every lens: nobody may
 * change either.
 *
 * @throws what the lens throws, behind the views that it made before
 */
export function* viewsOf<V>(resource: Omit<Resource, "props">, props: object, lens: Lens<unknown, V>): Generator<Thunk<V>> {
    const { urn, type } = resource;
    if (last?.props !== props || last.urn !== urn || last.type !== type)
        last = { urn, type, props, cursor: Cursor.shared(props), views: new Map() };
    const { views, cursor } = last;
    const known = views.get(lens) as readonly Thunk<V>[] | undefined;
    if (known !== undefined) return yield* known;
    const made: Thunk<V>[] = [];
    try {
        for (const thunk of lens({ ...resource, props: cursor })) made.push(madeOnce(thunk));
    } catch (fault) {
        made.push(() => {
            throw fault;
        });
    }
    views.set(lens, made);
    yield* made;
}

/** Forgets what was read: the properties are no longer what they were. */
export function forgetViews(): void {
    last = undefined;
}

/** What a thunk throws is thrown for each who asks. */
function madeOnce<V>(thunk: Thunk<V>): Thunk<V> {
    let made: { readonly view: V } | { readonly fault: unknown } | undefined;
    return () => {
        made ??= attempt(thunk);
        if ("fault" in made) throw made.fault;
        return made.view;
    };
}

function attempt<V>(thunk: Thunk<V>) {
    try {
        return { view: thunk() };
    } catch (fault) {
        return { fault };
    }
}
