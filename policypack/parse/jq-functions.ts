import { children, type JqRun, made, type Place, placeAt, type Variables } from "./jq-evaluate";
import { JqNotFollowed, JqRefused } from "./jq-scanner";
import type { Jq } from "./jq-syntax";
import { calculated, compare, isList, isObject, isTrue, type Json, type Path, printed, sortedKeys, type Tick, typeOf, withoutPaths, withPath } from "./jq-values"; // prettier-ignore

type OnPlaces = (run: JqRun, input: Place, args: readonly Jq[], variables: Variables) => Generator<Place>;
type OnValues = (input: Json, args: readonly Json[], tick: Tick) => Json;

/** Functions whose arguments are programs, or whose results are places. */
export const PATH_FUNCTIONS: Readonly<Record<string, OnPlaces>> = {
    *"empty/0"() {
        // Nothing comes out of it.
    },
    *"recurse/0"(run, input) {
        yield* run.everyPlace(input);
    },
    *"select/1"(run, input, [condition], variables) {
        for (const value of run.values(condition!, input.value, variables)) if (isTrue(value)) yield input;
    },
    *"first/1"(run, input, [program], variables) {
        for (const place of run.places(program!, input, variables)) return yield place;
    },
    *"first/0"(_, input) {
        yield placeAt(input, [0]);
    },
    *"last/0"(_, input) {
        yield placeAt(input, [-1]);
    },
    *"last/1"(run, input, [program], variables) {
        // What it makes of nothing, and whether it is a place, differs between jq's versions.
        const last = [...run.values(program!, input.value, variables)].at(-1);
        if (last === undefined || input.path !== undefined) throw new JqNotFollowed();
        yield made(last);
    },
    *"getpath/1"(run, input, [program], variables) {
        for (const path of run.values(program!, input.value, variables)) yield placeAt(input, pathOf(path));
    },
    *"del/1"(run, { value }, [program], variables) {
        yield made(withoutPaths(value, [...run.paths(program!, value, variables)], run.tick));
    },
    *"map/1"(run, input, [program], variables) {
        yield made([...children(input)].flatMap(({ value }) => [...run.values(program!, value, variables)]));
    },
    *"map_values/1"(run, input, [program], variables) {
        const { value } = input;
        const results = [...children(input)].map((child) => [...run.values(program!, child.value, variables)][0]);
        // What becomes of values without a result differs between jq's versions.
        if (results.includes(undefined)) throw new JqNotFollowed();
        yield made(
            isObject(value) ? Object.fromEntries(Object.keys(value).map((key, i) => [key, results[i]!])) : (results as Json[]),
        );
    },
    *"with_entries/1"(run, { value }, [program], variables) {
        const entries = entriesOf(value).flatMap((entry) => [...run.values(program!, entry, variables)]);
        yield made(fromEntries(entries));
    },
    *"any/1"(run, input, [program], variables) {
        yield made([...children(input)].some(({ value }) => [...run.values(program!, value, variables)].some(isTrue)));
    },
    *"all/1"(run, input, [program], variables) {
        yield made([...children(input)].every(({ value }) => [...run.values(program!, value, variables)].every(isTrue)));
    },
    *"sort_by/1"(run, { value }, [program], variables) {
        const keyed = listOf(value).map((item) => ({ item, key: [...run.values(program!, item, variables)] }));
        yield made(keyed.sort((a, b) => compare(a.key, b.key, run.tick)).map(({ item }) => item));
    },
    *"walk/1"(run, { value }, [program], variables) {
        const walked = (inner: Json): Json => {
            run.tick();
            const below = isList(inner)
                ? inner.map(walked)
                : isObject(inner)
                  ? Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walked(item)]))
                  : inner;
            const results = [...run.values(program!, below, variables)];
            if (results.length !== 1) throw new JqNotFollowed();
            return results[0]!;
        };
        yield made(walked(value));
    },
    ...Object.fromEntries(
        Object.entries({
            "booleans/0": ["boolean"],
            "numbers/0": ["number"],
            "strings/0": ["string"],
            "nulls/0": ["null"],
            "arrays/0": ["array"],
            "objects/0": ["object"],
            "iterables/0": ["array", "object"],
            "scalars/0": ["null", "boolean", "number", "string"],
            "values/0": ["boolean", "number", "string", "array", "object"],
        }).map(([name, types]): [string, OnPlaces] => [
            name,
            function* (_, input) {
                if (types.includes(typeOf(input.value))) yield input;
            },
        ]),
    ),
};

/** Functions of one result, whose arguments are values. */
export const FUNCTIONS: Readonly<Record<string, OnValues>> = {
    "not/0": (input) => !isTrue(input),
    "type/0": (input) => typeOf(input),
    "error/0": () => refuse(),
    "error/1": () => refuse(),
    "length/0": (input) => {
        if (typeof input === "string") return [...input].length;
        if (typeof input === "number") return Math.abs(input);
        if (typeof input === "boolean") return refuse();
        return input === null ? 0 : Object.keys(input).length;
    },
    "keys/0": (input) => (isObject(input) ? sortedKeys(input) : [...listOf(input).keys()]),
    "keys_unsorted/0": (input) => (isObject(input) ? Object.keys(input) : [...listOf(input).keys()]),
    "has/1": (input, [key]) => {
        if (isObject(input) && typeof key === "string") return Object.hasOwn(input, key);
        if (isList(input) && typeof key === "number") return key >= 0 && key < input.length;
        return refuse();
    },
    "to_entries/0": (input) => entriesOf(input),
    "from_entries/0": (input) => fromEntries(listOf(input)),
    "setpath/2": (input, [path, value]) => withPath(input, pathOf(path!), () => value!),
    "delpaths/1": (input, [paths], tick) => withoutPaths(input, listOf(paths!).map(pathOf), tick),
    "tostring/0": (input, _, tick) => (typeof input === "string" ? input : printed(input, 0, tick)),
    "tojson/0": (input, _, tick) => printed(input, 0, tick),
    "fromjson/0": (input) => {
        try {
            return JSON.parse(textOf(input)) as Json;
        } catch {
            return refuse();
        }
    },
    "tonumber/0": (input) => {
        if (typeof input === "number") return input;
        return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(textOf(input)) ? Number(input) : refuse();
    },
    "add/0": (input, _, tick) =>
        (isObject(input) ? Object.values(input) : listOf(input)).reduce<Json>(
            (sum, item) => calculated("+", sum, item, tick),
            null,
        ),
    "any/0": (input) => listOf(input).some(isTrue),
    "all/0": (input) => listOf(input).every(isTrue),
    "reverse/0": (input) => [...listOf(input)].reverse(),
    "sort/0": (input, _, tick) => [...listOf(input)].sort((a, b) => compare(a, b, tick)),
    "unique/0": (input, _, tick) =>
        [...listOf(input)]
            .sort((a, b) => compare(a, b, tick))
            .filter((item, i, all) => i === 0 || compare(item, all[i - 1]!, tick) !== 0),
    "min/0": (input, _, tick) => [...listOf(input)].sort((a, b) => compare(a, b, tick))[0] ?? null,
    "max/0": (input, _, tick) => [...listOf(input)].sort((a, b) => compare(a, b, tick)).at(-1) ?? null,
    "flatten/0": (input, _, tick) => flat(listOf(input), tick),
    "join/1": (input, [separator], tick) =>
        listOf(input).reduce<Json>((text, item, i) => {
            if (isList(item) || isObject(item)) return refuse();
            const next = item === null ? "" : typeof item === "string" ? item : printed(item, 0, tick);
            return calculated("+", calculated("+", text, i === 0 ? "" : separator!, tick), next, tick);
        }, ""),
    "split/1": (input, [separator], tick) => calculated("/", textOf(input), textOf(separator!), tick),
    "ascii_downcase/0": (input) => textOf(input).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    "ascii_upcase/0": (input) => textOf(input).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    "startswith/1": (input, [part]) => textOf(input).startsWith(textOf(part!)),
    "endswith/1": (input, [part]) => textOf(input).endsWith(textOf(part!)),
    "ltrimstr/1": (input, [part]) =>
        typeof input === "string" && typeof part === "string" && input.startsWith(part) ? input.slice(part.length) : input,
    "rtrimstr/1": (input, [part]) =>
        typeof input === "string" && typeof part === "string" && part !== "" && input.endsWith(part)
            ? input.slice(0, -part.length)
            : input,
    "contains/1": (input, [part], tick) => (typeOf(input) === typeOf(part!) ? holds(input, part!, tick) : refuse()),
    "inside/1": (input, [whole], tick) => (typeOf(input) === typeOf(whole!) ? holds(whole!, input, tick) : refuse()),
};

function refuse(): never {
    throw new JqRefused();
}

const textOf = (value: Json): string => (typeof value === "string" ? value : refuse());
const listOf = (value: Json): readonly Json[] => (isList(value) ? value : refuse());

function pathOf(value: Json): Path {
    const path = listOf(value);
    if (path.some((key) => typeof key !== "string" && typeof key !== "number")) throw new JqNotFollowed();
    return path as Path;
}

const entriesOf = (value: Json): Json[] =>
    isObject(value) ? Object.entries(value).map(([key, item]) => ({ key, value: item })) : refuse();

function fromEntries(entries: readonly Json[]): Json {
    return Object.fromEntries(
        entries.map((entry) => {
            // Other spellings (`name`, `k`) and other keys than texts differ between jq's versions.
            if (!isObject(entry) || typeof entry["key"] !== "string") throw new JqNotFollowed();
            return [entry["key"], entry["value"] ?? null];
        }),
    );
}

function flat(list: readonly Json[], tick: Tick): Json[] {
    tick();
    return list.flatMap((item) => (isList(item) ? flat(item, tick) : [item]));
}

function holds(whole: Json, part: Json, tick: Tick): boolean {
    tick();
    if (isObject(whole) && isObject(part))
        return Object.keys(part).every((key) => Object.hasOwn(whole, key) && holds(whole[key]!, part[key]!, tick));
    if (isList(whole) && isList(part)) return part.every((item) => whole.some((other) => holds(other, item, tick)));
    if (typeof whole === "string" && typeof part === "string") return whole.includes(part);
    return compare(whole, part, tick) === 0;
}
