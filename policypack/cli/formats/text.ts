import type { Violation } from "../verdict";
import { type Format, placeOf } from "./format";
import { visible } from "../../lib/visible";

/** For people: a heading for each resource, its violations below, and what it came to. */
export function textFormat(): Format {
    let heading = "";
    const lines = (violation: Violation): string => {
        const own = headingOf(violation);
        const above = own === heading ? "" : `${heading === "" ? "" : "\n"}${own}\n`;
        heading = own;
        return above + said(violation);
    };
    return {
        begin: () => "",
        verdict: ({ violations, unreadable }) =>
            violations.map(lines).join("") + unreadable.map(({ file, reason }) => `${visible(`${file}: ${reason}`)}.\n`).join(""),
        end({ violations, mandatory, unreadable, resources, gone }) {
            const left = (gone ?? []).map(({ policy, urn, at }) =>
                visible(`gone since the baseline: ${policy} ${urn} ${at}`.trimEnd()),
            );
            const judged = `${counted(resources, "resource")} judged`;
            const found =
                violations === 0 ? "no violations" : `${counted(violations, "violation")}, ${mandatory} of them mandatory`;
            const unread = unreadable === 0 ? "" : `; ${counted(unreadable, "file")} could not be read`;
            return `${heading === "" ? "" : "\n"}${left.map((line) => `${line}\n`).join("")}${judged}: ${found}${unread}.\n`;
        },
    };
}

const headingOf = ({ file, type, name }: Violation): string =>
    visible(type === "" ? `${file}: the stack as a whole` : `${file}: ${type} ${name}`);

function said(violation: Violation): string {
    const { enforcementLevel, severity, policy, mitigation, message, inBaseline } = violation;
    const where = placeOf(violation);
    const known = inBaseline === true ? ", in the baseline" : "";
    return `  ${enforcementLevel} (${severity}${known}) ${policy} ${mitigation}\n    ${visible(where === "" ? message : `${where}: ${message}`)}\n`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
