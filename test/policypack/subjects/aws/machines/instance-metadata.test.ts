import { isUnknown } from "../../../../../policypack/lib/unknown";
import { Unreadable } from "../../../../../policypack/model/unreadable";
import {
    HOP_LIMIT,
    metadataInStackOf,
    metadataOf,
    TOKENS,
} from "../../../../../policypack/subjects/aws/machines/instance-metadata";
import type { MetadataSetting } from "../../../../../policypack/model/metadata-setting";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const INSTANCE = "aws:ec2/instance:Instance";
const NODE = { verdict: "node", why: "tag kubernetes.io/cluster/prod" };
/** The settings that one resource shows. */
function settings<T>(option: Parameters<typeof metadataOf<T>>[0], type: string, props: object): MetadataSetting<T>[] {
    const [one] = stackOf([resource("it", type, props)]);
    return [...(metadataOf(option).rows.get(type)?.(one!) ?? [])].map((thunk) => thunk());
}
const tokens = (httpTokens: unknown, more: object = {}) =>
    settings(TOKENS, INSTANCE, { tags: CLUSTER, metadataOptions: { httpTokens, ...more } });

test("a machine's own setting, with what shows that it is a node", () =>
    expect(tokens("optional")).toEqual([
        { at: "metadataOptions.httpTokens", value: "optional", scope: "machine", evidence: NODE, path: [] },
    ]));

test.each<[httpTokens: unknown, value: string | undefined]>([
    ["required", "required"],
    [" Required ", "required"],
    ["optional", "optional"],
    ["anything", "optional"],
    ["no-preference", undefined],
    ["", undefined],
    [null, undefined],
])("tokens %j are %s", (httpTokens, value) => expect(tokens(httpTokens).map((one) => one.value)).toEqual([value]));

test.each<[limit: unknown, value: number | undefined]>([
    [1, 1],
    ["2", 2],
    [0, 0],
    [-1, undefined],
    [null, undefined],
])("a limit of %j hops is %s", (httpPutResponseHopLimit, value) =>
    expect(settings(HOP_LIMIT, INSTANCE, { tags: CLUSTER, metadataOptions: { httpPutResponseHopLimit } })).toMatchObject([
        { at: "metadataOptions.httpPutResponseHopLimit", value },
    ]),
);

test.each(["aws:ec2/spotFleetRequest:SpotFleetRequest", "aws-native:ec2:SpotFleet", "kubernetes:kops.k8s.io/v1alpha2:Cluster"])(
    "%s has no such options, and is not read",
    (type) => expect(metadataOf(TOKENS).rows.has(type)).toBe(false),
);

test("a service that is off has none, and machines that are no nodes are not asked alone", () => {
    expect(tokens("optional", { httpEndpoint: "disabled" })).toEqual([]);
    expect(tokens("optional", { httpEndpoint: "enabled" })).toHaveLength(1);
    expect(settings(TOKENS, INSTANCE, { metadataOptions: { httpTokens: "optional" } })).toEqual([]);
    expect(settings(TOKENS, "aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: [{ tags: CLUSTER }] })).toEqual(
        [],
    );
});

test("the defaults of an account are nobody's node", () =>
    expect(settings(TOKENS, "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens: "optional" })).toEqual([
        { at: "httpTokens", value: "optional", scope: "account", evidence: { verdict: "unsure", why: "" }, path: [] },
    ]));

test("nodes that objects of Kubernetes declare say it themselves", () => {
    const KARPENTER = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
    const of = (metadataOptions: unknown) => settings(TOKENS, KARPENTER, { spec: { metadataOptions } });
    expect(of({ httpTokens: "optional" })).toEqual([
        {
            at: "spec.metadataOptions.httpTokens",
            value: "optional",
            scope: "machine",
            evidence: expect.objectContaining({ verdict: "node" }),
            path: [],
        },
    ]);
    expect(of({ httpTokens: "optional", httpEndpoint: "disabled" })).toEqual([]);
    // Karpenter's own default asks for tokens.
    expect(of({})).toEqual([]);
});

/** What only the stack shows. */
describe("in a stack", () => {
    const told = (...given: readonly GivenInStack[]) =>
        [...metadataInStackOf(TOKENS)(stackOf(given))].map((thunk) => {
            try {
                const { urn, view } = thunk();
                return `${urn.split("::").at(-1)} ${view.at} ${view.value} ${view.scope} ${view.evidence.verdict} ${view.path.join(" → ")}`.trim();
            } catch (fault) {
                if (!isUnknown(fault) && !(fault instanceof Unreadable)) throw fault;
                return "?";
            }
        });
    const template = (
        metadataOptions: unknown,
        more: Partial<GivenInStack> = {},
        type = "aws:ec2/launchTemplate:LaunchTemplate",
    ) => resource("it", type, { id: "lt-1", metadataOptions }, more);
    const pool = resource("pool", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: "lt-1" } });
    const from = { propertyDependencies: { metadataOptions: ["pool"] } };
    const SET = 'it metadataOptions.httpTokens optional machine node launch template "it" → node group "pool"';

    test.each<[reason: string, given: GivenInStack[], settings: string[]]>([
        ["a template of a node group", [template({ httpTokens: "optional" }), pool], [SET]],
        ["a template of a node group that says nothing", [template({}), pool], [SET.replace("optional", "undefined")]],
        ["a template that is off", [template({ httpTokens: "optional", httpEndpoint: "disabled" }), pool], []],
        ["a template whose options AWS computes", [template(UNKNOWN), pool], [SET.replace("optional", "undefined")]],
        ["a template whose options the program makes of something", [template(UNKNOWN, from), pool], ["?"]],
        [
            "a machine of unknown use",
            [template({ httpTokens: "optional" })],
            ['it metadataOptions.httpTokens optional machine unsure launch template "it"'],
        ],
        [
            "a machine that is known to be none",
            [
                {
                    ...template({ httpTokens: "optional" }),
                    props: { userData: "#!/bin/sh\nsystemctl start nginx\n", metadataOptions: { httpTokens: "optional" } },
                },
            ],
            [],
        ],
        [
            "a machine of a service",
            [template({ httpTokens: "optional" }), { ...pool, type: "aws:batch/computeEnvironment:ComputeEnvironment" }],
            [],
        ],
        [
            "a node that shows it itself",
            [{ ...template({ httpTokens: "optional" }), props: { tags: CLUSTER, metadataOptions: { httpTokens: "optional" } } }],
            [],
        ],
        [
            "what is not known yet of a machine of unknown use",
            [template({ httpTokens: UNKNOWN }, from), { ...pool, props: {} }],
            ["?"],
        ],
        [
            "a fleet of nodes, which has no such options",
            [resource("it", "aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: [{ tags: CLUSTER }] })],
            [],
        ],
        ["what cannot be read of a machine of unknown use", [template({ httpTokens: 7 })], []],
        ["what cannot be read of a node", [template({ httpTokens: 7 }), pool], ["?"]],
        [
            "Cloud Control's template, whose data AWS completes",
            [
                resource("it", "aws-native:ec2:LaunchTemplate", {
                    launchTemplateId: "lt-1",
                    launchTemplateData: { metadataOptions: UNKNOWN },
                }),
                pool,
            ],
            ['it launchTemplateData.metadataOptions.httpTokens undefined machine node launch template "it" → node group "pool"'],
        ],
        [
            "Cloud Control's template, whose data is made of something unknown",
            [
                resource(
                    "it",
                    "aws-native:ec2:LaunchTemplate",
                    { launchTemplateId: "lt-1", launchTemplateData: { metadataOptions: UNKNOWN } },
                    made({ launchTemplateData: "pool" }),
                ),
                pool,
            ],
            ["?"],
        ],
        [
            "a machine that the EKS component makes, which is asked here",
            [
                resource("group", "eks:index:NodeGroupV2", { instanceType: "m5.large" }),
                template({ httpTokens: "optional" }, { parent: "group" }),
            ],
            ['it metadataOptions.httpTokens optional machine node launch template "it"'],
        ],
    ])("%s", (_, given, expected) => expect(told(...given)).toEqual(expected));
});
