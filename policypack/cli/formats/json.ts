import type { Unreadable, Violation } from "../verdict";
import type { Format } from "./format";

/**
 * `{"violations": […], "unreadable": […], "resources": N}`, and with a baseline `"gone": […]`. What could not be read is held until the end.
 */
export function jsonFormat(): Format {
    const unreadable: Unreadable[] = [];
    let isFirst = true;
    const entry = (violation: Violation): string => {
        const text = `${isFirst ? "" : ","}\n    ${JSON.stringify(violation)}`;
        isFirst = false;
        return text;
    };
    return {
        begin: () => '{\n  "violations": [',
        verdict(verdict) {
            unreadable.push(...verdict.unreadable);
            return verdict.violations.map(entry).join("");
        },
        end({ resources, gone }) {
            const known = gone === undefined ? "" : `  "gone": ${list(gone)},\n`;
            return `${isFirst ? "" : "\n  "}],\n  "unreadable": ${list(unreadable)},\n${known}  "resources": ${resources}\n}\n`;
        },
    };
}

const list = (values: readonly object[]): string =>
    values.length === 0 ? "[]" : `[\n${values.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`;
