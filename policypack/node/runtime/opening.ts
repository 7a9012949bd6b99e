import type { RuntimeAccess } from "../../model/runtime-access";

/** A way to a runtime's API as its readers find it, before it is known whose node it is on. */
export type RuntimeOpening = Omit<RuntimeAccess, "evidence">;

/** The same where the reader is one runtime's own. */
export type Opening = Omit<RuntimeOpening, "runtime">;

/** That runtime's own readers do not say whose they are. */
export function* named(runtime: string, openings: Iterable<Opening>): Generator<RuntimeOpening> {
    for (const { at, door } of openings) yield { at, runtime, door };
}
