import { textKey } from "./text-key";

/**
 * Of a stack with more text than this only a part is remembered: what is made of 16 kB of user data takes half a megabyte. It is that of a thousand
 * launch templates with as much as EC2 takes, in base64.
 */
const MAX_CHARACTERS = 22_000_000;
/** Policies ask for one resource's texts one after another, so that the last ones are always remembered. */
const LATEST = 64;

/** How much is remembered of a reader's answers. */
interface Memory {
    readonly characters?: number;
    readonly latest?: number;
}

const memories: (() => void)[] = [];

/** Forgets everything: what is measured afterwards is what stays behind for another reason. */
export const forgetAll = (): void => {
    for (const forget of memories) forget();
};

/**
 * A reader that remembers its answers: every policy asks for the same ones, first of each resource and then of all of the stack's in turn. Where
 * that is too much, what was asked first stays, as forgetting it in turn would be to read everything anew for each policy.
 *
 * @param read a pure function of its texts
 * @param memory how many texts are remembered whatever their length, and how many characters all in all
 */
export function remembered<T>(
    read: (...texts: string[]) => T,
    { characters: max = MAX_CHARACTERS, latest = LATEST }: Memory = {},
): (...texts: string[]) => T {
    const known = new Map<string, T>();
    const asked: { readonly key: string; readonly length: number }[] = [];
    let characters = 0;
    memories.push(() => {
        known.clear();
        asked.length = characters = 0;
    });
    return (...texts) => {
        const text = texts.join("\0");
        const key = textKey(text);
        if (known.has(key)) return known.get(key)!;
        const value = read(...texts);
        known.set(key, value);
        asked.push({ key, length: text.length });
        characters += text.length;
        while (characters > max && asked.length > latest) {
            const [forgotten] = asked.splice(-latest - 1, 1);
            known.delete(forgotten!.key);
            characters -= forgotten!.length;
        }
        return value;
    };
}
