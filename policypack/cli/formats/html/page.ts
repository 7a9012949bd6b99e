import { createHash } from "node:crypto";
import type { Policy } from "../../../lib/define-policy";
import type { Picture, State } from "../../picture/picture";
import { STATES } from "../../picture/picture";
import type { BaselineEntry } from "../../baseline";
import type { Unreadable } from "../../verdict";
import { version } from "../../version";
import type { Summary } from "../format";
import { clipped, counted, escaped } from "./escape";
import { findingsOf } from "./findings";
import { icon, STATE_ICONS } from "./icons";
import type { Group } from "./kept";
import { mapOf } from "./map";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { chip, waysOf } from "./ways";
import { headline, presence, STATE_WORDS } from "./words";

/** Everything that the page shows. */
export interface Report {
    readonly picture: Picture;
    readonly groups: readonly Group[];
    /** How many findings each policy has. */
    readonly counts: ReadonlyMap<string, number>;
    /** Some of what could not be read; the summary has the number. */
    readonly unreadable: readonly Unreadable[];
    readonly summary: Summary;
    readonly policies: readonly Policy[];
}

const MAX_TEXT = 300;
const MAX_GONE = 50;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** One page that needs nothing but itself: it may load nothing, run nothing but its own script and send nothing anywhere. */
export function pageOf(report: Report): string {
    const { picture, groups, counts, summary, policies } = report;
    const { bypasses, resources } = picture;
    const title = headline(bypasses, resources);
    const guard = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;
    return (
        `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${guard}">\n` +
        `<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n` +
        `<title>${title} - kube-bypass-guard</title>\n<style>${STYLE}</style>\n</head>\n<body>\n` +
        `<a class="skip" href="#findings">Skip to the findings</a>\n<header><p class="brand">kube-bypass-guard ${escaped(version())}</p><h1>${title}</h1>\n` +
        `<p class="sum">${summed(summary)}</p></header>\n<main>\n${tiles(picture)}\n${unread(report)}` +
        `<section class="frame" aria-label="Picture">${mapOf(bypasses)}\n${legend(bypasses.flatMap(({ ways }) => ways.map(({ state }) => state)))}</section>\n` +
        `<h2>The ways, one by one</h2>\n<div class="grid">${waysOf(bypasses, counts)}</div>\n` +
        `<h2 id="findings" tabindex="-1">Findings</h2>\n${findingsOf(groups, bypasses, policies)}\n${gone(summary.gone ?? [])}</main>\n` +
        `<footer><p>Drawn of files alone: what runs in the cluster and came from elsewhere is not in it. ` +
        `A way is closed as far as it was judged, and no further.</p></footer>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`
    );
}

function summed({ resources, violations, mandatory, unreadable }: Summary): string {
    const found =
        violations === 0
            ? "no findings"
            : `<strong>${counted(violations, "finding")}</strong>, ${mandatory.toLocaleString("en-US")} of them blocking`;
    const unread = unreadable === 0 ? "" : `; ${counted(unreadable, "file")} could not be read`;
    return `<strong>${counted(resources, "resource")}</strong> judged: ${found}${unread}.`;
}

/** The four in a row, for a glance. */
function tiles({ bypasses }: Picture): string {
    const items = bypasses.map((drawn) => {
        const { bypass, state, ways } = drawn;
        const open = ways.filter((way) => way.state === "open").length;
        const detail = open > 0 ? `${open} of ${counted(ways.length, "way")} open` : presence(drawn);
        return `<li><a class="s-${state}" href="#${bypass.name}"><b>${bypass.title}</b>${chip(state)}<span class="detail">${detail}</span></a></li>`;
    });
    return `<ul class="tiles">${items.join("")}</ul>`;
}

function unread({ unreadable, summary }: Report): string {
    if (summary.unreadable === 0) return "";
    const items = unreadable.map(
        ({ file, reason }) => `<li><code>${escaped(clipped(file, MAX_TEXT))}</code> ${escaped(clipped(reason, MAX_TEXT))}.</li>`,
    );
    const rest = summary.unreadable - unreadable.length;
    const more = rest === 0 ? "" : `<li>and ${counted(rest, "more", "more")}</li>`;
    return (
        `<div class="banner"><p><strong>${counted(summary.unreadable, "file")} could not be read.</strong> ` +
        `The picture does not know what is in there.</p><ul>${items.join("")}${more}</ul></div>\n`
    );
}

/** Of the states that are in the picture. */
function legend(states: readonly State[]): string {
    const used = STATES.filter((state) => states.includes(state));
    const items = used.map(
        (state) =>
            `<li class="s-${state}">${icon(STATE_ICONS[state], "sign")}<span><b>${STATE_WORDS[state].name}</b>: ${STATE_WORDS[state].means}</span></li>`,
    );
    return `<ul class="legend" aria-label="Legend">${items.join("")}</ul>`;
}

function gone(entries: readonly BaselineEntry[]): string {
    if (entries.length === 0) return "";
    const items = entries
        .slice(0, MAX_GONE)
        .map(
            ({ policy, urn, at }) =>
                `<li><code>${escaped(clipped(policy, MAX_TEXT))}</code> ${escaped(clipped(`${urn} ${at}`.trim(), MAX_TEXT))}</li>`,
        );
    const rest = entries.length - items.length;
    return `<h2>Gone since the baseline</h2>\n<ul class="gone">${items.join("")}${rest > 0 ? `<li>and ${counted(rest, "more", "more")}</li>` : ""}</ul>\n`;
}
