import { FUNCTIONS, PATH_FUNCTIONS } from "./jq-functions";
import { JqNotFollowed, JqRefused } from "./jq-scanner";
import type { Jq } from "./jq-syntax";
import { at, atPath, calculated, isList, isObject, isTrue, type Json, type Path, printed, withPath } from "./jq-values";

/** A value with the path that leads to it, if it is a place in the input and not made by the program. */
export interface Place {
    readonly value: Json;
    readonly path: Path | undefined;
}

export type Variables = ReadonlyMap<string, Json>;

const MAX_STEPS = 200_000;

/** Runs a program's tree; counts its steps. @throws JqRefused where jq fails, JqNotFollowed where it is not followed */
export class JqRun {
    private steps = 0;

    readonly tick = (): void => {
        if (++this.steps > MAX_STEPS) throw new JqNotFollowed();
    };

    *values(program: Jq, input: Json, variables: Variables): Generator<Json> {
        for (const { value } of this.places(program, { value: input, path: undefined }, variables)) yield value;
    }

    /** The paths of a program's results: it must only go to places. */
    *paths(program: Jq, input: Json, variables: Variables): Generator<Path> {
        for (const { path } of this.places(program, { value: input, path: [] }, variables)) {
            if (path === undefined) throw new JqRefused();
            yield path;
        }
    }

    *places(program: Jq, input: Place, variables: Variables): Generator<Place> {
        this.tick();
        switch (program.is) {
            case "identity":
                return yield input;
            case "recurse":
                return yield* this.everyPlace(input);
            case "literal":
                return yield made(program.value as Json);
            case "variable": {
                const value = variables.get(program.name);
                if (value === undefined) throw new JqRefused();
                return yield made(value);
            }
            case "index":
                for (const place of this.places(program.of, input, variables))
                    for (const key of this.values(program.key, input.value, variables)) yield inner(place, key);
                return;
            case "slice":
                return yield* this.slices(program, input, variables);
            case "iterate":
                for (const place of this.places(program.of, input, variables)) yield* children(place);
                return;
            case "optional":
                return yield* this.optional(program.of, input, variables);
            case "negative":
                for (const value of this.values(program.of, input.value, variables)) {
                    if (typeof value !== "number") throw new JqRefused();
                    yield made(-value);
                }
                return;
            case "array":
                return yield made(program.of === undefined ? [] : [...this.values(program.of, input.value, variables)]);
            case "object":
                for (const object of this.objects(program.entries, input.value, variables)) yield made(object);
                return;
            case "text":
                for (const text of this.texts(program.parts, input.value, variables)) yield made(text);
                return;
            case "pipe":
                for (const place of this.places(program.left, input, variables))
                    yield* this.places(program.right, place, variables);
                return;
            case "comma":
                yield* this.places(program.left, input, variables);
                return yield* this.places(program.right, input, variables);
            case "if":
                for (const condition of this.values(program.condition, input.value, variables))
                    yield* this.places(isTrue(condition) ? program.then : program.else, input, variables);
                return;
            case "bind":
                for (const value of this.values(program.of, input.value, variables))
                    yield* this.places(program.body, input, new Map(variables).set(program.name, value));
                return;
            case "reduce": {
                let [state] = [...this.values(program.start, input.value, variables)];
                for (const value of this.values(program.of, input.value, variables)) {
                    const results: Json[] = [
                        ...this.values(program.step, state ?? null, new Map(variables).set(program.name, value)),
                    ];
                    // What becomes of a step without a result differs between jq's versions.
                    if (results.length === 0) throw new JqNotFollowed();
                    state = results.at(-1)!;
                }
                return yield made(state ?? null);
            }
            case "binary":
                return yield* this.binary(program.operator, program.left, program.right, input, variables);
            case "call":
                return yield* this.call(program.name, program.args, input, variables);
            default:
                return program satisfies never;
        }
    }

    private *binary(operator: string, left: Jq, right: Jq, input: Place, variables: Variables): Generator<Place> {
        const { value } = input;
        if (operator === "and" || operator === "or") {
            for (const a of this.values(left, value, variables)) {
                if (isTrue(a) === (operator === "or")) yield made(operator === "or");
                else for (const b of this.values(right, value, variables)) yield made(isTrue(b));
            }
        } else if (operator === "//") yield* this.alternatives(left, right, input, variables);
        else if (operator === "|=") yield made(this.updated(left, value, variables, (old) => this.first(right, old, variables)));
        else if (operator.endsWith("=") && !["==", "!=", "<=", ">="].includes(operator)) {
            for (const given of this.values(right, value, variables)) {
                const change = (old: Json): Json =>
                    operator === "="
                        ? given
                        : operator === "//="
                          ? isTrue(old)
                              ? old
                              : given
                          : calculated(operator[0]!, old, given, this.tick);
                yield made(this.updated(left, value, variables, change));
            }
        } else {
            // Of several results, jq takes those of the right side first.
            for (const b of this.values(right, value, variables))
                for (const a of this.values(left, value, variables)) yield made(calculated(operator, a, b, this.tick));
        }
    }

    private *alternatives(left: Jq, right: Jq, input: Place, variables: Variables): Generator<Place> {
        let isAny = false;
        try {
            for (const place of this.places(left, input, variables)) {
                if (!isTrue(place.value)) continue;
                isAny = true;
                yield place;
            }
        } catch (error) {
            // What becomes of an error differs between jq's versions.
            throw error instanceof JqRefused ? new JqNotFollowed() : error;
        }
        if (!isAny) yield* this.places(right, input, variables);
    }

    private *optional(of: Jq, input: Place, variables: Variables): Generator<Place> {
        try {
            yield* this.places(of, input, variables);
        } catch (error) {
            if (!(error instanceof JqRefused)) throw error;
        }
    }

    /** A value with each place of a program changed. */
    updated(program: Jq, value: Json, variables: Variables, change: (old: Json) => Json): Json {
        let current = value;
        for (const path of this.paths(program, value, variables)) {
            this.tick();
            current = withPath(current, path, change);
        }
        return current;
    }

    /** The first result. What an update without one does differs between jq's versions. */
    private first(program: Jq, value: Json, variables: Variables): Json {
        for (const result of this.values(program, value, variables)) return result;
        throw new JqNotFollowed();
    }

    *everyPlace(place: Place): Generator<Place> {
        this.tick();
        yield place;
        if (isList(place.value) || isObject(place.value)) for (const child of children(place)) yield* this.everyPlace(child);
    }

    private *slices(program: Jq & { is: "slice" }, input: Place, variables: Variables): Generator<Place> {
        const bound = (end: Jq | undefined) => (end === undefined ? [null] : [...this.values(end, input.value, variables)]);
        for (const { value, path } of this.places(program.of, input, variables))
            for (const to of bound(program.to))
                for (const from of bound(program.from)) {
                    if (path !== undefined) throw new JqNotFollowed();
                    if (![from, to].every((end) => end === null || Number.isInteger(end))) throw new JqNotFollowed();
                    const ends = [(from as number | null) ?? 0, (to as number | null) ?? undefined] as const;
                    if (value === null) yield made(null);
                    else if (typeof value === "string") yield made([...value].slice(...ends).join(""));
                    else if (isList(value)) yield made(value.slice(...ends));
                    else throw new JqRefused();
                }
    }

    private *objects(entries: readonly (readonly [Jq, Jq])[], input: Json, variables: Variables): Generator<Json> {
        const [entry, ...rest] = entries;
        if (entry === undefined) return yield {};
        for (const key of this.values(entry[0], input, variables)) {
            if (typeof key !== "string") throw new JqRefused();
            for (const value of this.values(entry[1], input, variables))
                for (const others of this.objects(rest, input, variables))
                    yield { ...Object.fromEntries([[key, value]]), ...(others as object) };
        }
    }

    private *texts(parts: readonly (string | Jq)[], input: Json, variables: Variables): Generator<string> {
        const [part, ...rest] = parts;
        if (part === undefined) return yield "";
        const values = typeof part === "string" ? [part] : this.values(part, input, variables);
        for (const value of values)
            for (const others of this.texts(rest, input, variables))
                yield calculated(
                    "+",
                    typeof value === "string" ? value : printed(value, 0, this.tick),
                    others,
                    this.tick,
                ) as string;
    }

    private *call(name: string, args: readonly Jq[], input: Place, variables: Variables): Generator<Place> {
        const signature = `${name}/${args.length}`;
        const onPlaces = Object.hasOwn(PATH_FUNCTIONS, signature) ? PATH_FUNCTIONS[signature] : undefined;
        if (onPlaces !== undefined) return yield* onPlaces(this, input, args, variables);
        const onValues = Object.hasOwn(FUNCTIONS, signature) ? FUNCTIONS[signature] : undefined;
        if (onValues === undefined) throw new JqNotFollowed();
        for (const given of this.combinations(args, input.value, variables)) yield made(onValues(input.value, given, this.tick));
    }

    /** Each choice of one result of each argument. */
    private *combinations(args: readonly Jq[], input: Json, variables: Variables): Generator<Json[]> {
        const [arg, ...rest] = args;
        if (arg === undefined) return yield [];
        for (const others of this.combinations(rest, input, variables))
            for (const value of this.values(arg, input, variables)) yield [value, ...others];
    }
}

export const made = (value: Json): Place => ({ value, path: undefined });

function inner({ value, path }: Place, key: Json): Place {
    const found = at(value, key);
    return { value: found, path: path && [...path, key as string | number] };
}

export function* children(place: Place): Generator<Place> {
    const { value } = place;
    if (isList(value)) for (const index of value.keys()) yield inner(place, index);
    else if (isObject(value)) for (const key of Object.keys(value)) yield inner(place, key);
    else throw new JqRefused();
}

/** For `getpath`. */
export const placeAt = ({ value, path }: Place, keys: Path): Place => ({
    value: atPath(value, keys),
    path: path && [...path, ...keys],
});
