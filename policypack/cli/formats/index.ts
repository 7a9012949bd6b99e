import type { Format, FormatContext } from "./format";
import { htmlFormat } from "./html";
import { jsonFormat } from "./json";
import { junitFormat } from "./junit";
import { sarifFormat } from "./sarif";
import { textFormat } from "./text";

/** By the name that `--format` takes. */
export const FORMATS: Readonly<Record<string, (context: FormatContext) => Format>> = {
    text: textFormat,
    json: jsonFormat,
    sarif: sarifFormat,
    junit: junitFormat,
    html: htmlFormat,
};

/** Whether a format shows what was looked at as well as what was found. */
export const isPicture = (format: string): boolean => format === "html";
