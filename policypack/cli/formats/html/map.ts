import { type DrawnBypass, type DrawnWay, type State, worstOf } from "../../picture/picture";
import { type Actor, ACTORS } from "../../picture/way";
import { escaped } from "./escape";
import { ACTOR_ICONS, STATE_ICONS } from "./icons";
import { listed, lockWords, openersOf, presence, shortened, STATE_WORDS, told } from "./words";

/** The ways of one actor to one of the four. */
interface Gate {
    readonly actor: keyof typeof ACTORS;
    readonly state: State;
    readonly ways: readonly DrawnWay[];
    readonly y: number;
}
interface Target {
    readonly drawn: DrawnBypass;
    readonly y: number;
    readonly height: number;
    readonly gates: readonly Gate[];
}

const WIDTH = 1180;
const TOP = 92;
const ROW = 42;
const GAP = 26;
const ACTOR_WIDTH = 208;
const WALL = 440;
const WALL_WIDTH = 14;
const TARGET = 826;
/** What a target says takes this much. */
const LEAST = 150;
/** About as many characters of the label's size as there is room for, whatever the font. */
const MOST_LABEL = 42;
const MOST_LOCK = 29;
const MOST_PRIZE = 38;

const actors = Object.keys(ACTORS) as (keyof typeof ACTORS)[];

/** The picture: who on the left, the wall with a gate for each way, and the four on the right. */
export function mapOf(bypasses: readonly DrawnBypass[]): string {
    const targets = targetsOf(bypasses);
    const last = targets.at(-1)!;
    const height = last.y + last.height + 16;
    const pitch = (height - TOP - 16) / actors.length;
    const places = new Map(actors.map((actor, i) => [actor, TOP + pitch * (i + 0.5)]));
    const gates = targets.flatMap((target) => target.gates);
    const wires = gates.map((gate) => ({ gate, svg: wireOf(gate, places, gates) }));
    // What is open lies above what is not.
    const drawn = wires.sort((a, b) => Number(a.gate.state === "open") - Number(b.gate.state === "open"));
    return (
        `<svg class="map" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-labelledby="map-title">` +
        `<title id="map-title">Who can reach what, around the API server</title>` +
        `<rect class="wall" x="${WALL}" y="64" width="${WALL_WIDTH}" height="${height - 72}" rx="3"/>${frontDoor()}` +
        `<g aria-hidden="true">${drawn.map(({ svg }) => svg).join("")}</g>` +
        `${actors.map((actor) => actorBox(actor, places.get(actor)!)).join("")}${targets.map(targetBox).join("")}</svg>`
    );
}

function targetsOf(bypasses: readonly DrawnBypass[]): Target[] {
    let y = TOP;
    return bypasses.map((drawn) => {
        const who = actors.filter((actor) => drawn.ways.some(({ way }) => way.who.includes(actor)));
        const height = Math.max(who.length * ROW + 8, LEAST);
        const first = y + (height - who.length * ROW) / 2;
        const gates = who.map((actor, i) => gateOf(drawn, actor, first + ROW * (i + 0.5) + 5));
        const target = { drawn, y, height, gates };
        y += height + GAP;
        return target;
    });
}

function gateOf({ ways }: DrawnBypass, actor: keyof typeof ACTORS, y: number): Gate {
    const own = ways.filter(({ way }) => way.who.includes(actor));
    const state = worstOf(own.map(({ by }) => by.get(actor)!));
    // Where one of several ways is open, that is what is to be told.
    return { actor, state, ways: own.filter(({ by }) => by.get(actor) === state), y };
}

function wireOf(gate: Gate, places: ReadonlyMap<Actor, number>, gates: readonly Gate[]): string {
    if (gate.state === "absent") return "";
    const siblings = gates.filter(({ actor }) => actor === gate.actor);
    const from = places.get(gate.actor)! + (siblings.indexOf(gate) - (siblings.length - 1) / 2) * 7;
    const start = ACTOR_WIDTH + 8;
    const passes = gate.state === "open" || gate.state === "advised";
    const middle = (start + WALL) / 2;
    const end = WALL - (passes ? 0 : 4);
    const curve = `M${start} ${from}C${middle} ${from} ${middle} ${gate.y} ${end} ${gate.y}`;
    const through = passes ? `H${TARGET - 10}` : "";
    const head = passes ? `<path class="head" d="M${TARGET - 3} ${gate.y}l-11 -6v12z"/>` : "";
    return `<g class="s-${gate.state}"><path class="wire" d="${curve}${through}"/>${head}</g>`;
}

/** The gate in the wall, with what it leads over, and who opens it or how much was judged. */
function gateSvg({ drawn: { bypass } }: Target, { actor, state, ways, y }: Gate): string {
    const over = ways.map(({ way }) => way.short).join("; ");
    const whole = told(ways, state, (all) => listed(openersOf(all, 3)));
    const name = `${ACTORS[actor].title} to ${bypass.title} over ${over}: ${STATE_WORDS[state].name}, ${whole}`;
    const text = told(ways, state, (all) => shortened(all, MOST_LABEL));
    const passes = state === "open" || state === "advised";
    const half = state === "open" ? 10 : 6;
    const hole =
        passes || state === "unread"
            ? `<rect class="hole" x="${WALL - 1}" y="${y - half}" width="${WALL_WIDTH + 2}" height="${half * 2}"/>`
            : "";
    const inside = passes ? `<path class="wire" d="M${WALL - 2} ${y}h${WALL_WIDTH + 4}"/>` : gateMark(state, y);
    const x = WALL + WALL_WIDTH + 14;
    return (
        `<a class="gate s-${state}" href="#${anchorOf(ways[0]!)}">` +
        `<title>${escaped(name)}</title><rect class="area" x="${WALL - 4}" y="${y - 20}" width="${TARGET - WALL - 8}" height="${ROW - 3}" rx="4"/>` +
        `${hole}${inside}<text class="small" x="${x}" y="${y - 6}">${escaped(over)}</text>` +
        `<text class="label" x="${x}" y="${y + 14}">${escaped(text)}</text></a>`
    );
}

const gateMark = (state: State, y: number): string =>
    `<svg x="${WALL + WALL_WIDTH / 2 - 11}" y="${y - 11}" width="22" height="22" viewBox="0 0 24 24" class="mark">${STATE_ICONS[state]}</svg>`;

function actorBox(actor: keyof typeof ACTORS, y: number): string {
    const { title, what } = ACTORS[actor];
    return (
        `<g class="actor"><rect x="4" y="${y - 28}" width="${ACTOR_WIDTH}" height="56" rx="8"/>` +
        `<svg x="14" y="${y - 13}" width="26" height="26" viewBox="0 0 24 24" class="icon">${ACTOR_ICONS[actor]}</svg>` +
        `<text class="name" x="50" y="${y - 3}">${title}</text><text class="small" x="50" y="${y + 14}">${what}</text></g>`
    );
}

function targetBox(target: Target): string {
    const { drawn, y, height, gates } = target;
    const { bypass, state, ways } = drawn;
    const lock = ways.find(({ way }) => way.who.includes("anyone"))!;
    const x = TARGET + 20;
    const from = y + (height - LEAST) / 2;
    const lockText = lockWords(lock, (all) => shortened(all, MOST_LOCK));
    const lockName = `${bypass.title}: ${lockWords(lock, (all) => listed(openersOf(all, 3)))}`;
    const prize = wrapped(bypass.prize, MOST_PRIZE).map(
        (line, i) => `<text class="prize" x="${x}" y="${from + 118 + 17 * i}">${i === 0 ? "→ " : ""}${line}</text>`,
    );
    return (
        `<g class="target s-${state}"><rect class="box" x="${TARGET}" y="${y}" width="${WIDTH - TARGET - 4}" height="${height}" rx="8"/>` +
        `<rect class="edge" x="${TARGET}" y="${y}" width="6" height="${height}" rx="3"/>` +
        `<text class="title" x="${x}" y="${from + 30}">${bypass.title}</text><text class="code" x="${x}" y="${from + 49}">${bypass.where}</text>` +
        `<text class="small" x="${x}" y="${from + 70}">${presence(drawn)}</text>` +
        `<a class="lock s-${lock.state}" href="#${anchorOf(lock)}">` +
        `<title>${escaped(lockName)}</title>` +
        `<svg x="${x - 2}" y="${from + 78}" width="17" height="17" viewBox="0 0 24 24" class="mark">${ACTOR_ICONS.anyone}</svg>` +
        `<text class="small" x="${x + 20}" y="${from + 91}">${escaped(lockText)}</text></a>${prize.join("")}</g>` +
        gates.map((gate) => gateSvg(target, gate)).join("")
    );
}

/** Lines of whole words: SVG has none of its own. */
function wrapped(text: string, most: number): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(word);
    }
    return lines;
}

/** The way that everybody is meant to take. */
function frontDoor(): string {
    const x = WALL - 150;
    return (
        `<g class="door" aria-hidden="true"><path class="wire" d="M${ACTOR_WIDTH + 8} 40H${x - 8}M${x + 322} 40H${TARGET - 10}"/><path class="head" d="M${TARGET - 3} 40l-11 -6v12z"/>` +
        `<rect x="${x}" y="12" width="314" height="56" rx="8"/><text class="name" x="${x + 157}" y="36" text-anchor="middle">API server</text>` +
        `<text class="small" x="${x + 157}" y="55" text-anchor="middle">authentication, authorization, admission, audit</text>` +
        `<text class="small" x="12" y="44">The guarded way in</text><text class="small" x="${TARGET + 18}" y="44">The cluster</text></g>`
    );
}

/** The id of a way in the list below the picture. */
export const anchorOf = ({ way }: DrawnWay): string => `way-${way.id.replace("/", "-")}`;
