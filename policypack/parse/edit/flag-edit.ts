/**
 * A word or a text of words with flags (`--read-only-port=10255 --v=2`) in which the last flag that has a value of its own gets another.
 *
 * @param text one element of a list of arguments
 * @param names of the flag, without dashes; `_` and `-` are one letter to Kubernetes' programs
 * @param value as the program takes it
 * @returns undefined where the flag is not there, or its value is another word
 */
export function withFlag(text: string, names: readonly string[], value: string): string | undefined {
    const flags = [...text.matchAll(/(^|\s)(--?)([A-Za-z][\w-]*)(=(?:[^\s'"]*))?(?=\s|$)/g)].filter(({ 3: name }) =>
        names.includes(name!.replaceAll("_", "-")),
    );
    const last = flags.at(-1);
    if (last === undefined) return undefined;
    const [whole, blank, dashes, name, assigned] = last;
    // `--read-only-port 10255` has its value in the next word; a flag that is true by itself has none.
    if (assigned === undefined && /^[^-]/.test(text.slice(last.index + whole.length).trimStart())) return undefined;
    return `${text.slice(0, last.index)}${blank!}${dashes!}${name!}=${value}${text.slice(last.index + whole.length)}`;
}
