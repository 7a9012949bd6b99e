import { each, type Resource, type Thunk } from "../../../lib/subject";
import type { NodeRole } from "../../../model/node-boot";
import { Unreadable } from "../../../model/unreadable";
import { BootReader } from "../../../node/boot-reader";
import type { BootLens } from "../../boot-carrier";

/** Runs a step; what cannot be read of it is noted, and what is not known yet is said at the end. */
export type Attempt = (step: () => void) => void;

/**
 * The views of a boot that an object spells out field by field: what is not known yet of it hides nothing else.
 *
 * @param why evidence for a node: `a configuration of Cluster API`
 */
export function* bootOfObject<V>(
    lens: BootLens<V>,
    resource: Resource,
    { why, role }: { readonly why: string; readonly role?: NodeRole | undefined },
    read: (reader: BootReader, attempt: Attempt) => void,
): Generator<Thunk<V>> {
    const reader = new BootReader();
    const failures: unknown[] = [];
    const attempt: Attempt = (step) => {
        try {
            step();
        } catch (error) {
            if (error instanceof Unreadable) reader.unreadable(error.at, error.reason);
            else failures.push(error);
        }
    };
    attempt(() => {
        read(reader, attempt);
    });
    const boot = reader.boot({ verdict: "node", why });
    yield* each([role === undefined ? boot : { ...boot, role }], (one) => lens(one, resource));
    for (const failure of failures) {
        yield () => {
            throw failure;
        };
    }
}

/** Some properties of an object, each read when it is asked for: what is not known yet may be among them. */
export function only(value: unknown, ...keys: readonly string[]): object {
    const part = {};
    if (typeof value !== "object" || value === null) return part;
    for (const key of keys) {
        if (Object.hasOwn(value, key))
            Object.defineProperty(part, key, { get: () => (value as Record<string, unknown>)[key], enumerable: true });
    }
    return part;
}
