import { nameOf, type Place, typeOf } from "./places";
import type { WrongValue } from "./wrong-values";

/** Where nothing need be told though a finding is gone, and why. */
interface Silence {
    readonly types: RegExp;
    /** The property, as in `ingress.[].protocol`. */
    readonly place: RegExp;
    /** Names of values; all of them where it is left out. */
    readonly values?: RegExp;
    readonly why: string;
}

const SILENCES: readonly Silence[] = [];

const used = new Set<Silence>();

/** Why nothing need be told of a row; undefined where something must. */
export function silenceOf(place: Place, { name }: WrongValue): string | undefined {
    const silence = SILENCES.find(
        (one) => one.types.test(typeOf(place)) && one.place.test(nameOf(place.path)) && (one.values?.test(name) ?? true),
    );
    if (silence !== undefined) used.add(silence);
    return silence?.why;
}

/** Those that no row needed. */
export const unusedSilences = (): string[] =>
    SILENCES.filter((one) => !used.has(one)).map(({ place, why }) => `${place.source}: ${why}`);
