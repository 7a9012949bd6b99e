import { visible } from "../../../lib/visible";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as HTML, for elements and for quoted attributes. What would turn the direction of the line is shown as its number, as on a terminal. */
export const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** A text of at most so many characters: names may have any length, and the page has one. */
export const clipped = (text: string, most: number): string => {
    if (text.length <= most) return text;
    // A pair of surrogates is one character.
    const end = /[\ud800-\udbff]$/.test(text.slice(0, most - 1)) ? most - 2 : most - 1;
    return `${text.slice(0, end)}…`;
};

/** `1 resource`, `1,200 resources`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
    `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** The last part of a type token, as people say it: `SecurityGroup`. */
export const shortType = (type: string): string => type.split(/[:/]/).at(-1) ?? type;
