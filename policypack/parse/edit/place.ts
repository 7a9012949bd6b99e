/** One step into data: a property's name, or a place in a list. */
export type Step = string | number;

/**
 * The steps of a property path as `Cursor` writes it: `spec.volumes[2]`, `data["kubelet.conf"]`. Undefined for what is no such path, as
 * `line 3` or `--kubelet-extra-args`.
 */
export function stepsOf(path: string): readonly Step[] | undefined {
    const steps: Step[] = [];
    const token = /\.?([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/y;
    while (token.lastIndex < path.length) {
        const found = token.exec(path);
        if (found === null) return undefined;
        if (found[1] !== undefined) steps.push(found[1]);
        else if (found[2] !== undefined) steps.push(Number(found[2]));
        else {
            const name = nameIn(found[3]!);
            if (name === undefined) return undefined;
            steps.push(name);
        }
    }
    return steps.length === 0 ? undefined : steps;
}

/** A name in quotes; a path that no cursor wrote may quote in another way. */
function nameIn(quoted: string): string | undefined {
    try {
        return JSON.parse(quoted) as string;
    } catch {
        return undefined;
    }
}

/** What stands at a place in data; undefined where there is nothing. */
export function valueAt(data: unknown, steps: readonly Step[]): unknown {
    let value = data;
    for (const step of steps) {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
        value = (value as Record<Step, unknown>)[step];
    }
    return value;
}

/** A copy of data in which another value stands at a place; objects on the way there are made. Undefined where something else is in the way. */
export function withValueAt(data: unknown, steps: readonly Step[], value: unknown): unknown {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    if (typeof step === "number") {
        if (!Array.isArray(data) || step >= data.length) return undefined;
        const inner = withValueAt(data[step], rest, value);
        return inner === undefined ? undefined : data.map((one: unknown, i) => (i === step ? inner : one));
    }
    if (data !== undefined && (typeof data !== "object" || Array.isArray(data))) return undefined;
    const own = (data ?? {}) as Readonly<Record<string, unknown>>;
    const inner = withValueAt(Object.hasOwn(own, step) ? own[step] : undefined, rest, value);
    return inner === undefined ? undefined : { ...own, [step]: inner };
}
