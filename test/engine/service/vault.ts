import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** The service's own key, with which it encrypts what the CLI may not keep in plain text (its local log, a stack's secrets). */
export class Vault {
    private readonly key = randomBytes(32);

    /** Both base64. */
    encrypt(plaintext: string): string {
        const nonce = randomBytes(12);
        const cipher = createCipheriv("aes-256-gcm", this.key, nonce);
        const body = Buffer.concat([cipher.update(Buffer.from(plaintext, "base64")), cipher.final()]);
        return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    }

    /** Both base64. */
    decrypt(ciphertext: string): string {
        const bytes = Buffer.from(ciphertext, "base64");
        const cipher = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, 12));
        cipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("base64");
    }
}
