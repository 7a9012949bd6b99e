import { unknownValue } from "../../lib/without-engine";

/** The key that marks a value which JSON has no form for, and the marks (pulumi, sdk/go/common/resource/sig). */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What `pulumi preview --json` puts in the place of a secret. */
const MASKED = "[secret]";

/**
 * A value of a state file as a policy sees it: secrets in plain text where the file has them (`--show-secrets`) and otherwise unknown, outputs
 * unwrapped, references to resources by their id.
 *
 * @param value of JSON
 * @param isMasked whether the file is a preview, in which `[secret]` is what is hidden
 */
export function plainValue(value: unknown, isMasked: boolean): unknown {
    if (value === MASKED && isMasked) return unknownValue();
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => plainValue(item, isMasked));
    const object = value as Readonly<Record<string, unknown>>;
    switch (object[MARK]) {
        case undefined:
            return plainProperties(object, isMasked);
        case SECRET:
            return secretValue(object, isMasked);
        case OUTPUT:
            return "value" in object ? plainValue(object.value, isMasked) : unknownValue();
        case REFERENCE:
            return plainValue(object.id ?? object.urn, isMasked);
        default:
            return plainProperties(object, isMasked);
    }
}

/** The properties of a resource, or of any object in them. */
export function plainProperties(object: object, isMasked: boolean): Record<string, unknown> {
    const properties: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
        if (name === MARK) continue;
        // `__proto__` is a name like any other.
        Object.defineProperty(properties, name, {
            value: plainValue(value, isMasked),
            enumerable: true,
            configurable: true,
            writable: true,
        });
    }
    return properties;
}

/** `plaintext` is JSON, `value` is what older versions wrote. */
function secretValue({ plaintext, value }: Readonly<Record<string, unknown>>, isMasked: boolean): unknown {
    if (typeof plaintext !== "string") return value === undefined ? unknownValue() : plainValue(value, isMasked);
    try {
        return plainValue(JSON.parse(plaintext), isMasked);
    } catch {
        return unknownValue();
    }
}
