import { createHash } from "node:crypto";

/** V8's `String::kMaxHashCalcLength`: the hash of a longer text is its length. */
const LONGEST_HASHED = 16_383;

/**
 * What stands for a text as the key of a Map or Set, however long it is: itself, or a digest of it where it is longer than V8 hashes. Longer ones
 * of the same length would all have one hash, and a thousand launch templates with their user data are that: each would be compared to each.
 * Of the code units, since UTF-8 has one form for all unpaired surrogates.
 */
export const textKey = (text: string): string =>
    text.length <= LONGEST_HASHED ? text : createHash("sha256").update(text, "utf16le").digest("base64");
