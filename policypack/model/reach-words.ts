import type { GuardedService } from "./guarded-service";
import type { Ingress, Source } from "./ingress";

/**
 * `opens kubelet port 10250 to 0.0.0.0/0`, and the path where the stack shows one.
 *
 * @param from the sources that the finding is about
 * @param whole what they are together, where the ranges do not show it: `everywhere`
 * @param known what is to be said about them: `, whose addresses the stack does not show`
 */
export function opening(
    service: GuardedService,
    ingress: Pick<Ingress, "opens" | "path" | "evidence">,
    from: readonly Source[],
    whole?: string,
    known = "",
): string {
    const sources = named(from);
    const fact = `opens ${portsOf(service, ingress.opens)} to ${whole ?? sources}${known}`;
    if (ingress.path.length === 0) return whole === undefined ? fact : `${fact} (${sources})`;
    return `${fact} (${wayOf(service, ingress, sources)})`;
}

/** The same of several rules of one group, which only together let everybody in. */
export const openingTogether = (
    service: GuardedService,
    ingress: Pick<Ingress, "opens" | "path" | "evidence">,
    from: readonly Source[],
): string =>
    `opens ${portsOf(service, ingress.opens)} to everywhere, its rules together (${wayOf(service, ingress, named(from))})`;

/** How to mend it, in this form of rule. */
export function fixOf({ client, possessive }: GuardedService, { at, instead, isNarrow }: Ingress): string {
    return isNarrow
        ? `Name ${client} in ${instead} and remove ${at.split(".").at(-1)}`
        : `Open only the ports that these addresses need, and ${possessive} to ${client} (${instead})`;
}

function wayOf(
    service: GuardedService,
    { path, evidence, opens }: Pick<Ingress, "opens" | "path" | "evidence">,
    sources: string,
) {
    const way = [sources, ...path];
    if (evidence.verdict === "node") return [...way, `${nameOf(service, opens.slice(0, 1))} ${opens[0]}`].join(" → ");
    return `${way.join(" → ")}; nothing tells whether that ${service.runsOn}`;
}

/** `kubelet ports 10250 and 10255`, `SSH port 22`. */
const portsOf = (service: GuardedService, opens: readonly number[]): string =>
    `${nameOf(service, opens)} ${opens.length === 1 ? "port" : "ports"} ${listed(opens.map(String))}`;

const nameOf = ({ name, portNames }: GuardedService, opens: readonly number[]): string =>
    listed([...new Set(opens.map((port) => portNames?.[port] ?? name))]);

/** Ranges that stand in a list are said with it, after those that stand in the rule. */
function named(sources: readonly Source[]): string {
    const byList = new Map<string, string[]>();
    for (const source of sources) {
        const place = source.kind === "addresses" ? ((source.list && ` in prefix list "${source.list.name}"`) ?? "") : "";
        const kind = source.kind === "addresses" ? "" : `${source.kind} `;
        const ranges = byList.get(place);
        if (ranges === undefined) byList.set(place, [kind + source.written]);
        else ranges.push(kind + source.written);
    }
    return [...byList]
        .sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : 0))
        .map(([place, ranges]) => listed(ranges) + place)
        .join(" and ");
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 7 more`. */
export function listed(words: readonly string[]): string {
    const shown = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
