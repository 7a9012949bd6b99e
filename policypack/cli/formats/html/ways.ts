import { type DrawnBypass, type DrawnWay, STATES } from "../../picture/picture";
import { ACTORS } from "../../picture/way";
import { counted, escaped } from "./escape";
import { icon, STATE_ICONS } from "./icons";
import { anchorOf } from "./map";
import { listed, lookedAt, openersOf, presence, STATE_WORDS } from "./words";

/** The ways to each of the four, one after the other, with what opens and what closes them. @param found how many findings a policy has */
export const waysOf = (bypasses: readonly DrawnBypass[], found: ReadonlyMap<string, number>): string =>
    bypasses.map((one) => bypassSection(one, found)).join("");

function bypassSection(drawn: DrawnBypass, found: ReadonlyMap<string, number>): string {
    const { bypass, state, ways } = drawn;
    const here = presence(drawn);
    return (
        `<section class="bypass s-${state}" id="${bypass.name}"><h3>${bypass.title} ${chip(state)}</h3>` +
        `<p class="what">${bypass.what} <strong>${bypass.prize}.</strong>${here === "" ? "" : ` <span class="here">${here}.</span>`}</p>` +
        `<ul class="ways">${sorted(ways)
            .map((way) => wayItem(way, found))
            .join("")}</ul></section>`
    );
}

/** What is open first. */
const sorted = (ways: readonly DrawnWay[]): DrawnWay[] =>
    [...ways].sort((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));

/** A state with its sign. */
export const chip = (state: DrawnWay["state"]): string =>
    `<span class="chip s-${state}">${icon(STATE_ICONS[state], "sign")}${STATE_WORDS[state].name}</span>`;

function wayItem(drawn: DrawnWay, found: ReadonlyMap<string, number>): string {
    const { way, state } = drawn;
    const links = way.policies
        .filter((policy) => found.has(policy))
        .map((policy) => `<a href="#policy-${policy}">${policy} (${found.get(policy)!.toLocaleString("en-US")})</a>`);
    const lines = [
        ...(links.length > 0 ? [`<span class="by">${escaped(listed(openersOf([drawn], 4)))}</span>`] : []),
        `<span class="note">${sentences(drawn).map(escaped).join(" ")}</span>`,
        ...(links.length > 0 ? [`<span class="links">${links.join(" · ")}</span>`] : []),
    ];
    return (
        `<li class="way s-${state}" id="${anchorOf(drawn)}" tabindex="-1">${icon(STATE_ICONS[state], "sign")}` +
        `<div><span class="head"><strong>${whoOf(drawn)}</strong> over ${escaped(way.over)}</span> ` +
        `<span class="state">${STATE_WORDS[state].name}</span>${lines.join("")}</div></li>`
    );
}

/** Where it is open to some of them alone, these. */
function whoOf({ way, by, state }: DrawnWay): string {
    const who = way.who.filter((actor) => by.get(actor) === state);
    return who.map((actor) => (actor === "anyone" ? "Whoever came so far" : ACTORS[actor].title)).join(", ");
}

/** What was looked at, what could not be, and what closes it. */
function sentences(drawn: DrawnWay): string[] {
    const { way, state, unjudged, off } = drawn;
    const seen = lookedAt(drawn);
    return [
        ...(state === "absent" ? ["Nothing of this kind is in what was judged."] : []),
        ...(state === "closed" ? [`Closed by ${way.closedBy}.`] : []),
        ...(state === "open" || state === "advised" ? [`What closes it: ${way.closedBy}.`] : []),
        ...(seen === "" || state === "absent" ? [] : [`${seen} judged.`]),
        ...(unjudged > 0 ? [`${counted(unjudged, "resource")} could not be judged.`] : []),
        ...(state === "untold" ? ["No finding, and the log does not say what was judged."] : []),
        ...(off.length > 0 ? [`Switched off: ${off.join(", ")}.`] : []),
    ];
}
