import { PictureBuilder } from "../../picture/picture";
import { WAYS } from "../../picture/ways";
import type { Unreadable } from "../../verdict";
import type { Format, FormatContext } from "../format";
import { KeptFindings } from "./kept";
import { pageOf } from "./page";

const MAX_UNREADABLE = 50;
/** Policies in the order of the picture. */
const ORDER = WAYS.flatMap(({ policies }) => policies);

/**
 * One page to look at: the four bypasses as a picture of what was judged, then the findings. The picture stands first and is made of everything, so
 * that all of the page is written at the end; what is held until then has a bound.
 */
export function htmlFormat({ policies }: FormatContext): Format {
    const picture = new PictureBuilder(policies.map(({ name }) => name));
    const findings = new KeptFindings();
    const unreadable: Unreadable[] = [];
    return {
        begin: () => "",
        verdict(verdict) {
            picture.add(verdict);
            for (const violation of verdict.violations) findings.add(violation);
            unreadable.push(...verdict.unreadable.slice(0, MAX_UNREADABLE - unreadable.length));
            return "";
        },
        end: (summary) =>
            pageOf({
                picture: picture.picture(),
                groups: findings.groups(ORDER),
                counts: findings.counts(),
                unreadable,
                summary,
                policies,
            }),
    };
}
