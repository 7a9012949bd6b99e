const PERMISSIONS: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1, X: 0, s: 0, t: 0 };
const WHO: Readonly<Record<string, number>> = { u: 0o100, g: 0o010, o: 0o001 };

/**
 * `0640`, `u=rw,go-w`; undefined for what is neither.
 *
 * @param mask what a clause without letters for whom it is about leaves alone (chmod(1): `+w` is the owner's where the mask is 022)
 */
export function modeOf(text: string | undefined, before: number, mask = 0): number | undefined {
    if (text === undefined) return undefined;
    if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8);
    let mode = before;
    for (const clause of text.split(",")) {
        const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
        if (match === null) return undefined;
        const classes = match[1] === "" || match[1]!.includes("a") ? ["u", "g", "o"] : [...match[1]!];
        const bits = [...match[3]!].reduce((sum, letter) => sum | PERMISSIONS[letter]!, 0);
        for (const one of classes) {
            const own = (bits * WHO[one]!) & (match[1] === "" ? ~mask : ~0);
            if (match[2] === "+") mode |= own;
            else if (match[2] === "-") mode &= ~own;
            else mode = (mode & ~(7 * WHO[one]!)) | own;
        }
    }
    return mode;
}
