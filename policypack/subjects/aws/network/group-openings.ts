import type { Located, StackResource, Thunk } from "../../../lib/subject";
import type { Source, TogetherIngress } from "../../../model/ingress";
import type { Standing } from "./ingress";

/** What one source property of one rule opens, and where it was written. */
interface Part {
    readonly urn: string;
    readonly opens: readonly number[];
    readonly sources: readonly Source[];
}

/** What all the rules of each group open together, wherever they are written. */
export class GroupOpenings {
    private readonly groups = new Map<StackResource | string, { standing: Standing; urn: string; parts: Part[] }>();

    /**
     * @param group the group, or what it is called where the stack does not have it
     * @param standing the strongest evidence of all its parts is kept
     */
    add(group: StackResource | string, standing: Standing, part: Part): void {
        const known = this.groups.get(group);
        if (known === undefined) {
            this.groups.set(group, { standing, urn: typeof group === "string" ? part.urn : group.urn, parts: [part] });
            return;
        }
        known.parts.push(part);
        if (standing.evidence.verdict === "node" && known.standing.evidence.verdict !== "node") known.standing = standing;
    }

    /** One view for each group and the ports that the same parts open; none where there is but one part. */
    *views(): Generator<Thunk<Located<TogetherIngress>>> {
        for (const { standing, urn, parts } of this.groups.values()) {
            for (const { opens, together } of byPort(parts)) {
                if (together.length < 2) continue;
                const { evidence, path, group } = standing;
                const view = { evidence, path, group, opens, parts: together.map(({ sources }) => sources) };
                yield () => ({ urn, view });
            }
        }
    }
}

/** Ports that the same parts open are told together. */
function byPort(parts: readonly Part[]): Iterable<{ readonly opens: number[]; readonly together: readonly Part[] }> {
    const byParts = new Map<string, { opens: number[]; together: readonly Part[] }>();
    for (const port of new Set(parts.flatMap(({ opens }) => opens))) {
        const indexes = parts.flatMap(({ opens }, i) => (opens.includes(port) ? [i] : []));
        const known = byParts.get(indexes.join());
        if (known !== undefined) known.opens.push(port);
        else byParts.set(indexes.join(), { opens: [port], together: indexes.map((i) => parts[i]!) });
    }
    return byParts.values();
}
