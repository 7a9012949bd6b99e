/** How long both patterns may be, multiplied: 1,024 letters each. What AWS takes is far below; what is longer is not compared. */
const LARGEST = 2 ** 20;
const STAR = "*".charCodeAt(0);
const ONE = "?".charCodeAt(0);

/**
 * Whether a pattern, in which `*` is any text and `?` any one letter, matches everything that another pattern matches (`s3:*` covers
 * `s3:Put*`). A text without wildcards is a pattern too. Takes no longer than the product of both lengths; where that is too much, the answer is no.
 */
export function covers(wide: string, narrow: string): boolean {
    if (wide === "*" || wide === narrow) return true;
    if (wide.length * narrow.length > LARGEST) return false;
    let [i, j] = [0, 0];
    let star: number | undefined;
    let taken = 0;
    while (j < narrow.length) {
        if (wide[i] === "*") {
            star = i++;
            taken = j;
        } else if (narrow[j] !== "*" && (wide[i] === "?" || wide[i] === narrow[j])) {
            i++;
            j++;
        } else if (star !== undefined) {
            i = star + 1;
            j = ++taken;
        } else return false;
    }
    while (wide[i] === "*") i++;
    return i === wide.length;
}

/**
 * Whether there is a text that both patterns match: `s3:*Object` meets `s3:Put*`. Takes no longer than the product of both lengths; where
 * that is too much, the answer is yes.
 */
export function meets(one: string, other: string): boolean {
    if (one.length * other.length > LARGEST) return true;
    if (!/[*?]/.test(other)) return covers(one, other);
    if (!/[*?]/.test(one)) return covers(other, one);
    // reached[j]: some text is matched by what has been read of `one` and by the first j letters of `other`.
    let reached = leadingStars(other);
    let next = new Uint8Array(other.length + 1);
    for (let i = 0; i < one.length; i++) {
        const letter = one.charCodeAt(i);
        let isReached = (next[0] = letter === STAR ? reached[0]! : 0);
        for (let j = 1; j <= other.length; j++) {
            const own = other.charCodeAt(j - 1);
            // A star takes no letter, or one more.
            if (letter === STAR || own === STAR) next[j] = reached[j]! | next[j - 1]!;
            else next[j] = letter === own || letter === ONE || own === ONE ? reached[j - 1]! : 0;
            isReached |= next[j]!;
        }
        if (isReached === 0) return false;
        [reached, next] = [next, reached];
    }
    return reached[other.length] === 1;
}

function leadingStars(pattern: string): Uint8Array<ArrayBuffer> {
    const stars = pattern.length - pattern.replace(/^\*+/, "").length;
    return Uint8Array.from({ length: pattern.length + 1 }, (_, j) => (j <= stars ? 1 : 0));
}
