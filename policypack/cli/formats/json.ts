import type { Unreadable, Violation } from "../verdict";
import type { Format } from "./format";

/**
 * `{"violations": […], "unreadable": […], "resources": N}`, and with a baseline `"gone": […]`, with files of folders that are
 * nothing to judge `"passedOver": {"*.tf": 9}`. What could not be read is held until the end.
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
        end({ resources, passedOver, gone }) {
            const known = gone === undefined ? "" : `  "gone": ${list(gone)},\n`;
            const kinds = passedOver === undefined || passedOver.size === 0 ? undefined : Object.fromEntries(passedOver);
            const passed = kinds === undefined ? "" : `  "passedOver": ${JSON.stringify(kinds)},\n`;
            return `${isFirst ? "" : "\n  "}],\n  "unreadable": ${list(unreadable)},\n${known}${passed}  "resources": ${resources}\n}\n`;
        },
    };
}

const list = (values: readonly object[]): string =>
    values.length === 0 ? "[]" : `[\n${values.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`;
