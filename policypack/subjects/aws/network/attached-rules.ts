import type { Cursor } from "../../../parse/cursor";
import type { IngressRule } from "./ingress-rules";
import { ifKnown, readAll } from "../../../lib/read-all";

/**
 * The rules that resources of their own attach to one group. AWS lists a group's rules together, so after a refresh they stand among the
 * group's inline ones as well, and must be told apart: they are judged where they were written, and say nothing of what the group's own
 * declaration shows.
 */
export class AttachedRules {
    private readonly ports = new Set<string>();
    private readonly openings = new Set<string>();

    add(rule: IngressRule): void {
        const ports = portsOf(rule);
        if (ports === undefined) return;
        this.ports.add(ports);
        for (const place of rule.sources) {
            const values = readAll(
                () => place.values(),
                (value) => value.text(),
            );
            for (const value of values.known) this.openings.add(`${ports} ${value}`);
        }
    }

    /** Whether no attached rule is for the same ports, so that this one was certainly written inline. */
    isInline(rule: IngressRule): boolean {
        return !this.ports.has(portsOf(rule) ?? "");
    }

    /** The rule without what attached rules open already. */
    without(rule: IngressRule): IngressRule {
        const ports = portsOf(rule);
        if (ports === undefined || !this.ports.has(ports)) return rule;
        const isOther = (value: Cursor<unknown>) => !this.openings.has(`${ports} ${ifKnown(() => value.text())}`);
        return {
            ...rule,
            sources: rule.sources.map((place) => ({ ...place, values: () => [...place.values()].filter(isOther) })),
        };
    }
}

function portsOf(rule: IngressRule): string | undefined {
    const ports = ifKnown(() => rule.tcpPorts());
    return ports && `${ports.first}-${ports.last}`;
}
