import { Unreadable } from "../../../../../policypack/model/unreadable";
import { ingressRules } from "../../../../../policypack/subjects/aws/network/ingress-rules";
import { PrefixLists } from "../../../../../policypack/subjects/aws/network/prefix-lists";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const list = (props: object, type = LIST, name = "offices") => resource(name, type, props);
const entry = (props: object, more: Partial<GivenInStack> = {}) =>
    resource("entry", "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", { cidr: "203.0.113.0/24", ...props }, more);
const rule = (prefixListIds: unknown, from: readonly string[] = []): GivenInStack =>
    resource(
        "it",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        { type: "ingress", prefixListIds },
        { propertyDependencies: { prefixListIds: from } },
    );
const group = (prefixListIds: unknown, from: readonly string[] = []): GivenInStack =>
    resource(
        "it",
        "aws:ec2/securityGroup:SecurityGroup",
        { ingress: [{ prefixListIds }] },
        { propertyDependencies: { ingress: from } },
    );
const reference = resource("network", "pulumi:pulumi:StackReference", { id: "x" });
const other = resource("other", "random:index/randomId:RandomId", { id: "y" });

/** Who comes in by the prefix lists of the rule `it`: each range with its list, each list that is not seen, and a ? for what is not known. */
function sourcesOf(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    const it = stack.find(({ name }) => name === "it")!;
    const places = [...ingressRules.rows.get(it.type)!(it)].flatMap((thunk) => thunk().sources);
    const { known, faults } = new PrefixLists(stack).sourcesOf(
        it,
        places.find(({ kind }) => kind === "prefix list")!,
    );
    const told = known.map((source) =>
        source.kind === "addresses"
            ? `${source.written} of ${source.list?.name} ${source.list?.id ?? "?"}`
            : `${source.kind} ${source.written}`,
    );
    return [...told, ...faults.map(() => "?")];
}
const entries = [{ cidr: "10.0.0.0/8" }];
const OFFICES = "10.0.0.0/8 of offices pl-1";

test.each<[reason: string, given: GivenInStack[], sources: string[]]>([
    ["a list of the stack", [list({ id: "pl-1", entries }), rule(["pl-1"])], [OFFICES]],
    ["a list of elsewhere", [list({ id: "pl-1", entries }), rule(["pl-9"])], ["prefix list pl-9"]],
    ["both", [list({ id: "pl-1", entries }), rule(["pl-9", "pl-1"])], ["prefix list pl-9", OFFICES]],
    [
        "a known list, though the property is made from another",
        [list({ id: "pl-1", entries }), rule(["pl-9"], ["offices"])],
        ["prefix list pl-9"],
    ],
    ["the list that AWS calls so", [list({ id: "pl-1", name: "corp", entries }), rule(["pl-1"])], ["10.0.0.0/8 of corp pl-1"]],
    [
        "Cloud Control's list",
        [list({ prefixListId: "pl-1", prefixListName: "corp", entries }, "aws-native:ec2:PrefixList"), rule(["pl-1"])],
        ["10.0.0.0/8 of corp pl-1"],
    ],
    ["another provider's list", [list({ id: "pl-1", entries }, `my-${LIST}`), rule(["pl-1"])], ["prefix list pl-1"]],
    [
        "what is called like a list",
        [list({ id: "pl-1", entries }, "aws-native:ec2:PrefixListX"), rule(["pl-1"])],
        ["prefix list pl-1"],
    ],
    ["a range that is none", [list({ id: "pl-1", entries: [{ cidr: "x" }, ...entries] }), rule(["pl-1"])], [OFFICES, "?"]],
    ["a range that is not known", [list({ id: "pl-1", entries: [{ cidr: UNKNOWN }] }), rule(["pl-1"])], ["?"]],
    ["ranges that AWS computes", [list({ id: "pl-1", entries: UNKNOWN }), rule(["pl-1"])], []],
    [
        "ranges that the program makes of something unknown",
        [other, { ...list({ id: "pl-1", entries: UNKNOWN }), propertyDependencies: { entries: ["other"] } }, rule(["pl-1"])],
        ["?"],
    ],
    ["nobody", [list({ id: "pl-1", entries }), rule(undefined)], []],
    ["what is no id", [rule(["pl-9", "pl-8 token", 'pl-8"', "pl-8'", "pl-8\ntoken"])], ["prefix list pl-9", "?", "?", "?", "?"]],
])("by its id a rule admits %s", (_, given, sources) => expect(sourcesOf(...given)).toEqual(sources));

test("a text that is no id is told of and not shown", () => {
    const it = stackOf([rule(["token: x"])]);
    const places = [...ingressRules.rows.get(it[0]!.type)!(it[0]!)].flatMap((thunk) => thunk().sources);
    const { faults } = new PrefixLists(it).sourcesOf(
        it[0]!,
        places.find(({ kind }) => kind === "prefix list")!,
    );
    expect(faults).toEqual([new Unreadable("prefixListIds[0]", "is no id of a prefix list")]);
});

const NEW = list({ id: UNKNOWN, entries });
const FROM_NEW = "10.0.0.0/8 of offices ?";
const SECOND = list({ id: UNKNOWN, entries: [{ cidr: "192.168.0.0/16" }] }, LIST, "second");

/** While ids are not known, the engine says what a property is made from. */
test.each<[reason: string, given: GivenInStack[], sources: string[]]>([
    ["the list that it is made from", [NEW, rule([UNKNOWN], ["offices"])], [FROM_NEW]],
    [
        "both lists that it is made from",
        [NEW, SECOND, rule([UNKNOWN, UNKNOWN], ["offices", "second"])],
        [FROM_NEW, "192.168.0.0/16 of second ?"],
    ],
    [
        "one that it is made from, and one of elsewhere",
        [NEW, rule(["pl-9", UNKNOWN], ["offices"])],
        ["prefix list pl-9", FROM_NEW],
    ],
    ["more than it is made from", [NEW, rule([UNKNOWN, UNKNOWN], ["offices"])], [FROM_NEW, "?", "?"]],
    ["what something else may be", [NEW, other, rule([UNKNOWN], ["offices", "other"])], [FROM_NEW, "?"]],
    ["what nothing tells", [NEW, rule([UNKNOWN])], ["?"]],
    ["what is no id, beside one that is made from a list", [NEW, rule([UNKNOWN, { id: "x" }], ["offices"])], [FROM_NEW, "?"]],
    ["in a group's own rules, the one list", [NEW, group([UNKNOWN], ["offices"])], [FROM_NEW]],
    [
        "in a group's own rules, the one list beside other things",
        [NEW, other, group([UNKNOWN], ["offices", "other"])],
        [FROM_NEW],
    ],
    ["in a group's own rules, one of several", [NEW, SECOND, group([UNKNOWN], ["offices", "second"])], ["?"]],
    [
        "in a group's own rules, what may be another stack's",
        [NEW, reference, group([UNKNOWN], ["offices", "network"])],
        [FROM_NEW, "?"],
    ],
])("by what it is made from a rule admits %s", (_, given, sources) => expect(sourcesOf(...given)).toEqual(sources));

test.each<[reason: string, given: GivenInStack[], sources: string[]]>([
    [
        "in a list of the stack",
        [list({ id: "pl-1" }), entry({ prefixListId: "pl-1" }), rule(["pl-1"])],
        ["203.0.113.0/24 of offices pl-1"],
    ],
    [
        "that the list has already",
        [list({ id: "pl-1", entries }), entry({ prefixListId: "pl-1", cidr: "10.0.0.0/8" }), rule(["pl-1"])],
        [OFFICES],
    ],
    [
        "in a list that is not known yet",
        [
            NEW,
            entry({ prefixListId: UNKNOWN }, { propertyDependencies: { prefixListId: ["offices"] } }),
            rule([UNKNOWN], ["offices"]),
        ],
        [FROM_NEW, "203.0.113.0/24 of offices ?"],
    ],
    [
        "in a list of elsewhere",
        [entry({ prefixListId: "pl-9" }), rule(["pl-9"])],
        ["prefix list pl-9", "203.0.113.0/24 of pl-9 pl-9"],
    ],
    [
        "of two in a list of elsewhere",
        [
            entry({ prefixListId: "pl-9" }),
            { ...entry({ prefixListId: "pl-9", cidr: "198.51.100.0/24" }), name: "more" },
            rule(["pl-9"]),
        ],
        ["prefix list pl-9", "203.0.113.0/24 of pl-9 pl-9", "198.51.100.0/24 of pl-9 pl-9"],
    ],
    [
        "in a list of elsewhere that another stack names",
        [reference, entry({ prefixListId: "pl-9" }, { propertyDependencies: { prefixListId: ["network"] } }), rule(["pl-9"])],
        ["prefix list pl-9", "203.0.113.0/24 of pl-9 pl-9"],
    ],
    ["in nobody knows which list", [list({ id: "pl-1" }), entry({ prefixListId: UNKNOWN }), rule(["pl-1"])], []],
    [
        "in a list that is made from something else",
        [
            other,
            list({ id: "pl-1" }),
            entry({ prefixListId: UNKNOWN }, { propertyDependencies: { prefixListId: ["other"] } }),
            rule(["pl-1"]),
        ],
        [],
    ],
    [
        "that speaks of another list",
        [list({ id: "pl-1" }), entry({ prefixListId: "pl-9", description: "pl-1" }), rule(["pl-1"])],
        [],
    ],
    ["that is none", [list({ id: "pl-1" }), entry({ prefixListId: "pl-1", cidr: "x" }), rule(["pl-1"])], ["?"]],
])("a range of its own %s", (_, given, sources) => expect(sourcesOf(...given)).toEqual(sources));
