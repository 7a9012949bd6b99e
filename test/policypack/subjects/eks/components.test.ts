import { type Row, subject } from "../../../../policypack/lib/subject";
import { Cursor } from "../../../../policypack/parse/cursor";
import { addonValues, everyAddon } from "../../../../policypack/subjects/eks/addon-values";
import { everyComponentGroup, OF_COMPONENT } from "../../../../policypack/subjects/eks/component-groups";
import { everyEksComponent } from "../../../../policypack/subjects/eks/components";

/** What the rows of a type make of a resource's inputs; a fault as its message. */
function viewsOf<V>(rows: Row<V>[], type: string, props: object): (V | string)[] {
    const resource = { type, name: "it", urn: `urn:pulumi:a::b::${type}::it`, props: Cursor.of(props) };
    return [...subject<V>(...rows).rows.get(type)!(resource)].map((thunk) => {
        try {
            return thunk();
        } catch (error) {
            return String(error);
        }
    });
}

const NODES = "node a node group of EKS";
const bootsOf = (type: string, props: object) =>
    viewsOf(
        everyEksComponent<string[]>(function* ({ commands, documents, evidence }) {
            yield () => [
                `${evidence.verdict} ${evidence.why}`,
                ...commands.map(
                    ({ at, argv, isConditional }) =>
                        `${at}: ${argv.map(({ text }) => text).join(" ")}${isConditional ? ", perhaps" : ""}`,
                ),
                ...documents.map(({ at, installer, value }) => `${at}: ${installer} ${JSON.stringify(value)}`),
            ];
        }),
        type,
        props,
    );
const GROUPS = ["eks:index:NodeGroup", "eks:index:NodeGroupV2", "eks:index:ManagedNodeGroup", "eks:index:Cluster"];

describe.each(GROUPS)("the inputs of %s", (type) => {
    test.each<[reason: string, props: object, boots: string[][]]>([
        [
            "arguments of the kubelet's",
            { kubeletExtraArgs: "--v=2 --x=$HOME" },
            [[NODES, "kubeletExtraArgs: /etc/eks/bootstrap.sh cluster --kubelet-extra-args --v=2 --x=$HOME"]],
        ],
        [
            "arguments of the bootstrap script's",
            { bootstrapExtraArgs: "--dns-cluster-ip '10.0.0.10'" },
            [[NODES, "bootstrapExtraArgs: /etc/eks/bootstrap.sh cluster --dns-cluster-ip 10.0.0.10"]],
        ],
        [
            "user data, under each of its names",
            { nodeUserData: "kubelet --a", nodeUserDataOverride: "#!/bin/sh\nkubelet --b", userData: "#!/bin/sh\nkubelet --c" },
            [[NODES], [NODES, "nodeUserDataOverride › line 2: kubelet --b"], [NODES, "userData › line 2: kubelet --c"]],
        ],
        [
            "Bottlerocket's settings",
            { bottlerocketSettings: { settings: { kubernetes: { a: 1 } } } },
            [[NODES, 'bottlerocketSettings: bottlerocket {"settings":{"kubernetes":{"a":1}}}']],
        ],
        [
            "parts for nodeadm",
            {
                nodeadmExtraOptions: [
                    { contentType: "text/x-shellscript", content: "#!/bin/sh\nkubelet --a" },
                    { content: "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: {}" },
                ],
            },
            [
                [NODES, "nodeadmExtraOptions[0].content › part 1 (text/x-shellscript) › line 2: kubelet --a"],
                [
                    NODES,
                    'nodeadmExtraOptions[1].content › part 1 (application/node.eks.aws): nodeadm {"apiVersion":"node.eks.aws/v1alpha1","kind":"NodeConfig","spec":{}}',
                ],
            ],
        ],
        [
            "what is empty configures nothing",
            { kubeletExtraArgs: "", bootstrapExtraArgs: "", nodeUserData: "", nodeadmExtraOptions: [{ content: "" }] },
            [],
        ],
        ["nothing", {}, []],
    ])("%s", (_, props, boots) => expect(bootsOf(type, props)).toEqual(boots));
});

test("a cluster's own group has its options below it", () =>
    expect(bootsOf("eks:index:Cluster", { nodeGroupOptions: { kubeletExtraArgs: "--v=2" } })).toEqual([
        [NODES, "nodeGroupOptions.kubeletExtraArgs: /etc/eks/bootstrap.sh cluster --kubelet-extra-args --v=2"],
    ]));

describe("how a component's machines are reached", () => {
    const groupsOf = (type: string, props: object) =>
        viewsOf(
            everyComponentGroup<unknown>(function* (group, { isWhole }) {
                yield () => [group.path, group.field("keyName").text(), isWhole];
            }),
            type,
            props,
        );
    test.each(["eks:index:NodeGroup", "eks:index:NodeGroupV2"])("%s says all of it, where its inputs are shown", (type) => {
        expect(groupsOf(type, { keyName: "ops" })).toEqual([["", "ops", true]]);
        expect(groupsOf(type, {})).toEqual([]);
    });
    test("a cluster says it in two places, neither of which is all", () =>
        expect(groupsOf("eks:index:Cluster", { keyName: "ops", nodeGroupOptions: { keyName: "eve" } })).toEqual([
            ["", "ops", false],
            ["nodeGroupOptions", "eve", false],
        ]));
    test("they are nodes", () =>
        expect(OF_COMPONENT).toEqual({ evidence: { verdict: "node", why: "a node group of EKS" }, path: [] }));
});

describe.each(["aws:eks/addon:Addon", "aws-native:eks:Addon"])("the values of %s", (type) => {
    const addonsOf = (configurationValues: unknown) =>
        viewsOf(
            everyAddon<unknown>(function* ({ name, values }) {
                yield () => [name, values.path, values.raw()];
            }),
            type,
            { addonName: "metrics-server", configurationValues },
        );
    test.each<[what: string, text: unknown, addons: unknown[]]>([
        ["YAML", "args: [a]", [["metrics-server", "configurationValues › ", { args: ["a"] }]]],
        ["JSON", '{"args": ["a"]}', [["metrics-server", "configurationValues › ", { args: ["a"] }]]],
        ["null", "~", [["metrics-server", "configurationValues › ", undefined]]],
        ["nothing", undefined, []],
        ["blanks", " \n", []],
    ])("%s", (_, text, addons) => expect(addonsOf(text)).toEqual(addons));
    test("what is no document is told", () => {
        const [fault] = addonsOf("a: [");
        expect(fault).toContain("is no valid YAML (line 1)");
    });
});

test("values of which others have told that they cannot be read are none", () => {
    const valuesOf = (text: unknown) => addonValues(Cursor.of<{ values: string }>({ values: text }).field("values"))?.raw();
    expect(["a: 1", "a: [", " ", "", undefined, "~"].map(valuesOf)).toEqual([
        { a: 1 },
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
    ]);
    expect(addonValues(Cursor.of<string>("a: ["))).toBeUndefined();
    expect(addonValues(Cursor.of<string>(" \n"))).toBeUndefined();
    expect(addonValues(Cursor.of<string>("a: 1", "v"))?.path).toBe("v › ");
});
