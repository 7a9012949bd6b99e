import { X509Certificate } from "node:crypto";
import { MAX_TEXT } from "./limits";

/** What the first certificate of a PEM text says of its holder: the values of its subject, and its DNS names. Empty for what is no certificate. */
export function subjectOfPem(text: string): readonly string[] {
    if (text.length > MAX_TEXT || !text.includes("-----BEGIN CERTIFICATE-----")) return [];
    try {
        const { subject, subjectAltName } = new X509Certificate(text);
        const values = (subject ?? "").split("\n").map((line) => line.slice(line.indexOf("=") + 1));
        const hosts = [...(subjectAltName ?? "").matchAll(/DNS:([^,\s]+)/g)].map(([, host]) => host!);
        return [...values, ...hosts].filter((value) => value !== "");
    } catch {
        return [];
    }
}
