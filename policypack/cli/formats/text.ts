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
        end({ violations, mandatory, unreadable, resources, passedOver, gone }) {
            const left = (gone ?? []).map(({ policy, urn, at }) =>
                visible(`gone since the baseline: ${policy} ${urn} ${at}`.trimEnd()),
            );
            const judged = `${counted(resources, "resource")} judged`;
            const found =
                violations === 0 ? "no violations" : `${counted(violations, "violation")}, ${mandatory} of them mandatory`;
            const unread = unreadable === 0 ? "" : `; ${counted(unreadable, "file")} could not be read`;
            return `${heading === "" ? "" : "\n"}${left.map((line) => `${line}\n`).join("")}${judged}: ${found}${unread}${passed(passedOver)}.\n`;
        },
    };
}

const headingOf = ({ file, type, name }: Violation): string =>
    visible(type === "" ? `${file}: the stack as a whole` : `${file}: ${type} ${name}`);

function said(violation: Violation): string {
    const { enforcementLevel, severity, policy, mitigation, message, inBaseline } = violation;
    const where = placeOf(violation);
    const known = inBaseline === true ? ", in the baseline" : "";
    return `  ${visible(`${enforcementLevel} (${severity}${known}) ${policy} ${mitigation}`)}\n    ${visible(where === "" ? message : `${where}: ${message}`)}\n`;
}

/** As many kinds as anybody reads. */
const KINDS = 6;

function passed(kinds: ReadonlyMap<string, number> = new Map()): string {
    if (kinds.size === 0) return "";
    const sum = [...kinds.values()].reduce((one, other) => one + other, 0);
    const first = [...kinds].sort(([, one], [, other]) => other - one).slice(0, KINDS);
    const list = first.map(([kind, count]) => `${count} ${visible(kind)}`).join(", ");
    return `; ${counted(sum, "other file")} passed over (${list}${kinds.size > KINDS ? " and others" : ""})`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
