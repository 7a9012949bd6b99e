/**
 * A reader that remembers its last answers: every policy asks for the same ones.
 *
 * @param read a pure function of its texts
 */
export function remembered<T>(read: (...texts: string[]) => T, max = 64): (...texts: string[]) => T {
    const known = new Map<string, T>();
    return (...texts) => {
        const key = texts.join("\0");
        if (known.has(key)) return known.get(key)!;
        const value = read(...texts);
        if (known.size >= max) known.delete(known.keys().next().value!);
        known.set(key, value);
        return value;
    };
}
