/** One part of a MIME document. */
export interface Part {
    readonly type: string;
    readonly text: string;
}

const BOUNDARY = "==NODE==";

/**
 * A multi-part document of texts, as cloud-init, nodeadm and EKS's own merging take it.
 * @throws Error when a text has the boundary in it, which would end its part
 */
export function multipart(parts: readonly Part[]): string {
    if (parts.some(({ text }) => text.includes(BOUNDARY))) throw new Error(`a part of the user data contains ${BOUNDARY}`);
    const written = parts.map(({ type, text }) => `--${BOUNDARY}\nContent-Type: ${type}\n\n${text}\n`);
    return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${BOUNDARY}"\n\n${written.join("")}--${BOUNDARY}--\n`;
}
