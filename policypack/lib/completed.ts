import type { Finding } from "../model/finding";
import { readAll } from "./read-all";
import type { Completed, Subject } from "./subject";

/**
 * What a policy finds in a view that the stack completes, without what it has told of the resources that the view is made of: the same fact with
 * the same weight is not told twice, wherever it stands.
 */
export function* findingsOfCompleted<V>(
    { view, madeOf }: Completed<V>,
    subject: Subject<V>,
    check: (view: V) => Iterable<Finding>,
): Generator<Finding> {
    const told = new Set<string>();
    for (const resource of madeOf) {
        const { known } = readAll(
            () => subject.rows.get(resource.type)?.(resource) ?? [],
            (thunk) => readAll(() => check(thunk()), keyOf).known,
        );
        for (const key of known.flat()) told.add(key);
    }
    for (const finding of check(view)) if (!told.has(keyOf(finding))) yield finding;
}

const keyOf = ({ message, severity, certainty }: Finding): string => [message, severity, certainty].join("\0");
