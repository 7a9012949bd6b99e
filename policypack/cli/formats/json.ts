import type { Format } from "./format";
import type { Unreadable, Violation } from "../verdict";

/** `{"violations": […], "unreadable": […], "resources": N}`. What could not be read is held until the end. */
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
        end({ resources }) {
            const lines = unreadable.map((one) => `\n    ${JSON.stringify(one)}`).join(",");
            const close = (isEmpty: boolean) => (isEmpty ? "]" : "\n  ]");
            return `${close(isFirst)},\n  "unreadable": [${lines}${close(lines === "")},\n  "resources": ${resources}\n}\n`;
        },
    };
}
