import type { Argument } from "../../../node/invocation";
import type { Cursor } from "../../../parse/cursor";
import { HOLE, word } from "../../../parse/word";

/** A word that a chart makes of its values. What reading them throws is thrown when the daemon's setting is asked for. */
export function madeOf(at: string, text: () => string | undefined): Argument | undefined {
    try {
        const made = text();
        return made === undefined ? undefined : { ...word(made), at };
    } catch (failure) {
        return { at, text: HOLE, isLiteral: false, failure };
    }
}

/** The words of a list of values, such as `extraArgs`; each may be unknown by itself. */
export function wordsOf(list: Cursor<readonly string[] | undefined>): Argument[] {
    try {
        return [...list.items()].flatMap((place) => madeOf(place.path, () => place.text() ?? "") ?? []);
    } catch (failure) {
        return [{ at: list.path, text: HOLE, isLiteral: false, failure }];
    }
}
