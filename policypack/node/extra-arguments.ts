import { Unreadable } from "../model/unreadable";
import type { Cursor } from "../parse/cursor";
import { scalarText } from "../parse/scalar";
import { HOLE, word } from "../parse/word";
import type { Argument } from "./invocation";

/** A flag that a document gives a daemon: `--name=value`, without the dashes. */
export interface ExtraArgument {
    readonly name: string;
    readonly word: Argument;
}

/** A word that is not known, and why. */
export const unknownWord = (at: string, failure: unknown): Argument => ({ text: HOLE, isLiteral: false, at, failure });

/**
 * `extraArgs` of kubeadm, Cluster API and Talos: a map of names and values, or a list of `{name, value}`. What cannot be read is a word of
 * its own that says why when somebody asks for it.
 *
 * @param at the path of a place, as messages have it
 */
export function extraArguments(place: Cursor<unknown>, at: (place: Cursor<unknown>) => string): readonly ExtraArgument[] {
    const given: ExtraArgument[] = [];
    const attempt = (where: Cursor<unknown>, step: () => void) => {
        try {
            step();
        } catch (failure) {
            given.push({ name: "", word: unknownWord(at(where), failure) });
        }
    };
    const add = (name: string, value: Cursor<unknown>) => {
        try {
            const written = value.raw();
            const isScalar = typeof written !== "object" && !Number.isNaN(written);
            if (!isScalar) throw new Unreadable(at(value), "is no text");
            given.push({ name, word: { ...word(`--${name}=${scalarText(written)}`), at: at(value) } });
        } catch (failure) {
            given.push({ name, word: { ...word(`--${name}=${HOLE}`), at: at(value), failure } });
        }
    };
    attempt(place, () => {
        if (!Array.isArray(place.raw())) {
            // Talos takes a list of values, too: the flag is given several times.
            for (const [name, value] of (place as Cursor<Record<string, unknown>>).entries()) {
                if (isList(value)) for (const one of (value as Cursor<unknown[]>).items()) add(name, one);
                else add(name, value);
            }
            return;
        }
        for (const item of (place as Cursor<{ name: string; value: unknown }[]>).items())
            attempt(item, () => add(item.field("name").text() ?? "", item.field("value")));
    });
    return given;
}

function isList(place: Cursor<unknown>): boolean {
    try {
        return Array.isArray(place.raw());
    } catch {
        return false;
    }
}

/**
 * A daemon's command line as installers build it: their own flags, of which one that is given otherwise is left out, then those that are given
 * (ArgumentsToCommand in cmd/kubeadm/app/util/arguments.go).
 *
 * @param at for the installer's own flags
 */
export function overridden(
    own: Readonly<Record<string, string>>,
    given: readonly ExtraArgument[],
    at: string,
): readonly Argument[] {
    const names = new Set(given.map(({ name }) => name));
    const kept = Object.entries(own).filter(([name]) => !names.has(name));
    return [...kept.map(([name, value]) => ({ ...word(`--${name}=${value}`), at })), ...given.map((one) => one.word)];
}
