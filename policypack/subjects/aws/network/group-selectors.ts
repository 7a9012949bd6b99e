import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { itemsOf } from "../machines/machine-places";
import { ifKnown } from "../../../lib/read-all";
import { tagsOf } from "../role-hints";

type Terms = Cursor<{ securityGroupSelectorTerms: unknown }>;

/**
 * The security groups that Karpenter's classes of nodes select by tag or by name; those by id are references like others. As Karpenter asks
 * EC2: the terms are alternatives, everything within one holds together, and `*` and `?` are wildcards, so that `*` asks only for the key.
 */
export class GroupSelectors {
    private readonly byTag = new Map<string, StackResource[]>();
    private readonly byKey = new Map<string, StackResource[]>();
    private readonly byName = new Map<string, StackResource[]>();

    constructor(groups: readonly StackResource[]) {
        for (const group of groups) {
            for (const [key, value] of new Map(tagsOf(group))) {
                append(this.byKey, key, group);
                append(this.byTag, `${key}=${value}`, group);
            }
            for (const property of ["name", "groupName"]) {
                const name = ifKnown(() => (group.props as Cursor<Record<string, unknown>>).field(property).text());
                if (name !== undefined) append(this.byName, name, group);
            }
        }
    }

    /** @returns the groups that any term selects */
    of(nodeClass: StackResource): StackResource[] {
        const spec = (nodeClass.props as Cursor<{ spec: unknown }>).field("spec") as Terms;
        return itemsOf(spec.field("securityGroupSelectorTerms")).flatMap((term) => {
            const tags = ifKnown(() => [...(term.field("tags") as Cursor<Record<string, string>>).entries()]) ?? [];
            const name = ifKnown(() => term.field("name").text());
            const asked = [
                ...tags.map(([key, value]) =>
                    this.tagged(
                        key,
                        ifKnown(() => value.text()),
                    ),
                ),
                ...(name === undefined ? [] : [this.named(name)]),
            ];
            const [first, ...rest] = asked;
            return first === undefined ? [] : first.filter((group) => rest.every((others) => others.includes(group)));
        });
    }

    private tagged(key: string, value: string | undefined): readonly StackResource[] {
        if (value === undefined) return [];
        if (!isPattern(value)) return this.byTag.get(`${key}=${value}`) ?? [];
        const pattern = patternOf(value);
        return (this.byKey.get(key) ?? []).filter((group) => pattern.test(new Map(tagsOf(group)).get(key) ?? ""));
    }

    private named(name: string): readonly StackResource[] {
        if (!isPattern(name)) return this.byName.get(name) ?? [];
        const pattern = patternOf(name);
        return [...this.byName].flatMap(([one, groups]) => (pattern.test(one) ? groups : []));
    }
}

const isPattern = (text: string): boolean => /[*?]/.test(text);
const patternOf = (text: string): RegExp =>
    new RegExp(
        `^${text
            .replace(/\*+/g, "*")
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")
            .replaceAll("?", ".")}$`,
        "s",
    );

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
}
