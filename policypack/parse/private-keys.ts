import { fromBase64 } from "./encodings";

/**
 * A block as OpenSSL and OpenSSH write it, with the beginning of the key: a heading alone is what people search for. One that a password
 * protects says so in its heading, or in a header where the key would begin.
 */
const BLOCK = /-----BEGIN (?!ENCRYPTED )(?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----\s{1,200}[A-Za-z0-9+/]{16}/;
/** `-----BEGIN ` in base64, and what follows of it. */
const ENCODED = /LS0tLS1CRUdJTi[A-Za-z0-9+/\s]{40,}={0,2}/g;
const MAX_CANDIDATES = 50;

/** Whether a text holds a private key in the clear, as PEM or as base64 of that. Says nothing of the key. */
export function holdsPrivateKey(text: string): boolean {
    if (isKey(text)) return true;
    if (!text.includes("LS0tLS1CRUdJTi")) return false;
    let count = 0;
    for (const [candidate] of text.matchAll(ENCODED)) {
        if (++count > MAX_CANDIDATES) return false;
        if (decodings(candidate).some(isKey)) return true;
    }
    return false;
}

function isKey(text: string): boolean {
    if (!text.includes("PRIVATE KEY-----")) return false;
    // A text in quotes has its line ends escaped.
    return BLOCK.test(text.includes("\\n") ? text.replaceAll("\\n", "\n") : text);
}

/** Wrapped base64 has line ends in it, and one text may be followed by another on the next line. */
function decodings(candidate: string): string[] {
    const first = candidate.split(/\s/)[0]!;
    return [candidate.replace(/\s+/g, ""), first].flatMap((text) => {
        const bytes = fromBase64(text) ?? fromBase64(text.slice(0, text.length - (text.length % 4)));
        return bytes === undefined ? [] : [bytes.toString("latin1")];
    });
}
