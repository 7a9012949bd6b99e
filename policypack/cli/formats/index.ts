import type { Format } from "./format";
import { jsonFormat } from "./json";
import { textFormat } from "./text";

/** By the name that `--format` takes. */
export const FORMATS: Readonly<Record<string, () => Format>> = { text: textFormat, json: jsonFormat };
