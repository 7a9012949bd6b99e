import type { ManagedPrefixListArgs } from "@pulumi/aws/ec2/managedPrefixList";
import type { ManagedPrefixListEntryArgs } from "@pulumi/aws/ec2/managedPrefixListEntry";
import type { Props, StackResource } from "../../../lib/subject";
import { isUnknown, isUnknownWhen } from "../../../lib/unknown";
import type { PrefixList, Source } from "../../../model/ingress";
import { Unreadable } from "../../../model/unreadable";
import type { Cursor } from "../../../parse/cursor";
import { addressesOf } from "./ingress";
import type { SourcePlace } from "./ingress-rules";
import { ifKnown, type ReadAll, readAll } from "../../../lib/read-all";
import { idOf, References } from "../references";

const LIST = /^(aws:ec2\/managedPrefixList:ManagedPrefixList|aws-native:ec2:PrefixList)$/;
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

/** The prefix lists of a stack and their ranges, also those that resources of their own add to a list. */
export class PrefixLists {
    private readonly lists: References;
    private readonly ranges = new Map<StackResource, Ranges>();
    /** Ranges that the stack adds to lists of other stacks, by the list's id. */
    private readonly elsewhere = new Map<string, Ranges>();

    constructor(stack: readonly StackResource[]) {
        const lists = stack.filter(({ type }) => LIST.test(type));
        this.lists = new References(lists);
        for (const list of lists) this.ranges.set(list, rangesIn(list));
        for (const entry of stack) if (entry.type === ENTRY) this.addEntry(entry);
    }

    /**
     * Who comes in through a rule's prefix lists: the ranges of those that the stack declares, and the others as they are. Where ids are
     * unknown, at a preview, the engine says which list a property comes from; an id that comes or may come from elsewhere, or from one of
     * several lists of a group's rules, stays unknown.
     */
    sourcesOf(rule: StackResource, place: SourcePlace): ReadAll<Source> {
        const { known, faults } = readAll(() => place.values(), idIn);
        const unknown = faults.filter(isUnknown);
        const { lists: declared, isAll } = unknown.length === 0 ? NONE : declaredFor(rule, place);
        const isExplained = isAll && unknown.length <= declared.length;
        const all = [...known.map((id) => this.byId(id)), ...declared.map((list) => readIn(this.ranges.get(list)))];
        const left = isExplained ? faults.filter((fault) => !isUnknown(fault)) : faults;
        return {
            known: all.flatMap((ranges) => ranges.known),
            faults: [...left, ...all.flatMap((ranges) => ranges.faults)],
        };
    }

    private byId(id: string): ReadAll<Source> {
        const list = this.lists.withId(id);
        if (list !== undefined) return readIn(this.ranges.get(list));
        const { known, faults } = readIn(this.elsewhere.get(id));
        return { known: [{ kind: "prefix list", written: id }, ...known], faults };
    }

    private addEntry(entry: StackResource): void {
        const props = entry.props as Cursor<Props<ManagedPrefixListEntryArgs>>;
        const lists = [...this.lists.of(entry, (property) => property === "prefixListId")].filter(({ type }) => LIST.test(type));
        const id = ifKnown(() => props.field("prefixListId").text());
        const added = lists.flatMap((list) => this.ranges.get(list) ?? []);
        if (lists.length === 0 && id !== undefined) added.push(this.rangesElsewhere(id));
        for (const ranges of added) ranges.read(() => [props.field("cidr")]);
    }

    private rangesElsewhere(id: string): Ranges {
        const ranges = this.elsewhere.get(id) ?? new Ranges({ id, name: id });
        this.elsewhere.set(id, ranges);
        return ranges;
    }
}

/** @throws Unreadable for what is no id: findings show it, and a text that stands there by mistake may hold anything */
function idIn(value: Cursor<unknown>): string {
    const id = value.text() ?? "";
    if (/[\s"']/.test(id)) throw new Unreadable(value.path, "is no id of a prefix list");
    return id;
}

const NONE = { lists: [], isAll: true };

/**
 * The lists that a property comes from, and whether it comes from nothing else that could be a list. The engine knows of a top property
 * alone, so of several lists in a group's rules it does not tell which stands where.
 */
function declaredFor(rule: StackResource, { at }: SourcePlace): { lists: readonly StackResource[]; isAll: boolean } {
    const [property = ""] = /^\w+/.exec(at) ?? [];
    const sources = rule.propertyDependencies[property] ?? [];
    const lists = sources.filter(({ type }) => LIST.test(type));
    if (property === at) return { lists, isAll: lists.length === sources.length };
    return lists.length === 1 ? { lists, isAll: !sources.some(({ type }) => STACK_REFERENCE.test(type)) } : NONE;
}
const STACK_REFERENCE = /:StackReference$/;

/** The ranges of one list, each once: after a refresh those that are attached stand among its own too. */
class Ranges {
    readonly byText = new Map<string, Source>();
    readonly faults: unknown[] = [];

    constructor(private readonly list: PrefixList) {}

    read(cidrs: () => Iterable<Cursor<unknown>>): void {
        const { known, faults } = readAll(cidrs, addressesOf);
        for (const source of known) this.byText.set(source.written, { ...source, list: this.list });
        this.faults.push(...faults);
    }
}

const readIn = (ranges: Ranges | undefined): ReadAll<Source> => ({
    known: [...(ranges?.byText.values() ?? [])],
    faults: ranges?.faults ?? [],
});

function rangesIn(list: StackResource): Ranges {
    const ranges = new Ranges({ id: idOf(list), name: nameOf(list) });
    const entries = (list.props as Cursor<Props<ManagedPrefixListArgs>>).field("entries");
    // AWS computes the entries of a list that declares none: those that are attached to it.
    const isDeclared = (list.propertyDependencies["entries"] ?? []).length > 0;
    if (!isDeclared && isUnknownWhen(() => entries.raw())) return ranges;
    ranges.read(() => cidrsOf(entries));
    return ranges;
}

function* cidrsOf(entries: Cursor<Props<ManagedPrefixListArgs>["entries"]>): Generator<Cursor<unknown>> {
    for (const entry of entries.items()) yield entry.field("cidr");
}

/** What AWS calls it, where that is known; what the program does, otherwise. */
function nameOf({ name, props }: StackResource): string {
    const all = props as Cursor<{ name: string; prefixListName: string }>;
    return ifKnown(() => all.field("prefixListName").text()) ?? ifKnown(() => all.field("name").text()) ?? name;
}
