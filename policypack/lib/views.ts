import { Cursor } from "../parse/cursor";
import type { Lens, Resource, Thunk } from "./subject";

/** What was read of a resource: its properties, and the views that lenses made of them. */
interface Read {
    /** One for all lenses, so that what is computed of it is computed once. */
    readonly resource: Resource;
    readonly views: Map<unknown, readonly Thunk<unknown>[]>;
}

/** By properties, of the last resource alone: each is judged by all policies before the next, and a stack may have thousands. */
const reads = new Map<object, Read>();

/**
 * The views that a lens makes of a resource. Policies with one subject share them, and what is read of the properties is there for every lens: nobody may
 * change either.
 *
 * @throws what the lens throws, behind the views that it made before
 */
export function* viewsOf<V>(resource: Omit<Resource, "props">, props: object, lens: Lens<unknown, V>): Generator<Thunk<V>> {
    const read = readOf(resource, props);
    const known = read.views.get(lens) as readonly Thunk<V>[] | undefined;
    if (known !== undefined) return yield* known;
    const made: Thunk<V>[] = [];
    try {
        for (const thunk of lens(read.resource)) made.push(madeOnce(thunk));
    } catch (fault) {
        made.push(() => {
            throw fault;
        });
    }
    read.views.set(lens, made);
    yield* made;
}

function readOf(resource: Omit<Resource, "props">, props: object): Read {
    const known = reads.get(props);
    if (known?.resource.urn === resource.urn && known.resource.type === resource.type) return known;
    forgetViews();
    const read: Read = { resource: { ...resource, props: Cursor.shared(props) }, views: new Map() };
    reads.set(props, read);
    return read;
}

/** Forgets what was read: the properties are no longer what they were. */
export function forgetViews(): void {
    // To clear a map would leave what was in it to the one that takes its place: all that was ever read, until the whole heap is looked through.
    for (const props of reads.keys()) reads.delete(props);
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
