import type { Located, Thunk } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import type { NodeBucket } from "../../../model/node-bucket";
import { Unreadable } from "../../../model/unreadable";

/** Views that each belong to a resource of the stack, as a stack subject gives them. */
export type Views<V> = Generator<Thunk<Located<V>>>;

/** Thunks of a bucket, with one more that throws what kept the others from being made. Of a bucket that may be anything that is not told. */
export function* toldOf<V>({ evidence }: NodeBucket, make: () => Iterable<Thunk<V>>): Generator<Thunk<V>> {
    try {
        yield* make();
    } catch (fault) {
        if (evidence.verdict !== "node" && (isUnknown(fault) || fault instanceof Unreadable)) return;
        yield () => {
            throw fault;
        };
    }
}
