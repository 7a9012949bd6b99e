import { kindOfSources } from "../../../../../policypack/subjects/aws/iam/iam-trust-sources";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const source = (type: string, props: object = {}, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name: "s",
    type,
    props,
    ...more,
});
const CLUSTER = source("aws:eks/cluster:Cluster", {}, { name: "cluster" });
const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const CI = "https://token.actions.githubusercontent.com";
const EKS = "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC";

/** Who takes a role whose trust policy is made from these resources. */
function kindOf(sources: readonly GivenInStack[], property = "assumeRolePolicy") {
    const role: GivenInStack = {
        name: "role",
        type: "aws:iam/role:Role",
        props: {},
        propertyDependencies: { [property]: sources.map(({ name }) => name!) },
    };
    const beside = sources.some(({ name }) => name === "cluster") ? [] : [CLUSTER];
    const stack = stackOf([...beside, ...sources, role]);
    return kindOfSources(stack.find(({ name }) => name === "role")!);
}

test.each<[reason: string, one: GivenInStack, kind: string]>([
    ["a cluster", source("aws:eks/cluster:Cluster"), "pods"],
    ["Cloud Control's cluster", source("aws-native:eks:Cluster"), "pods"],
    ["a cluster's identity provider", source(PROVIDER, { url: EKS }), "pods"],
    ["Cloud Control's identity provider", source("aws-native:iam:OidcProvider", { url: EKS }), "pods"],
    ["the identity provider of CI", source(PROVIDER, { url: CI }), "deployer"],
    ["one of a new cluster", source(PROVIDER, { url: UNKNOWN }, { propertyDependencies: { url: ["cluster"] } }), "pods"],
    ["one of which nothing is known", source(PROVIDER, { url: UNKNOWN }), "unknown"],
    ["one that is made after a cluster alone", source(PROVIDER, { url: UNKNOWN }, { dependencies: ["cluster"] }), "unknown"],
    ["another thing that has a URL", source("aws:sqs/queue:Queue", { url: CI }), "unknown"],
    ["what is called like a cluster", source("my-aws:eks/cluster:Cluster"), "unknown"],
    ["what is called like Cloud Control's cluster", source("aws-native:eks:ClusterX"), "unknown"],
    ["what is called like a provider", source(`my-${PROVIDER}`, { url: CI }), "unknown"],
    ["what is called like Cloud Control's provider", source("aws-native:iam:OidcProviderX", { url: CI }), "unknown"],
])("a trust policy that is made from %s", (_, one, kind) => {
    expect(kindOf([one])).toBe(kind);
    expect(kindOf([one], "assumeRolePolicyDocument")).toBe(kind);
    expect(kindOf([one], "description")).toBe("unknown");
});

test("of several sources CI is told first, and nothing hides a cluster", () => {
    const other = { ...source("random:index/randomId:RandomId"), name: "other" };
    const ci = { ...source(PROVIDER, { url: CI }), name: "ci" };
    expect(kindOf([other, CLUSTER])).toBe("pods");
    expect(kindOf([CLUSTER, other])).toBe("pods");
    expect(kindOf([CLUSTER, ci])).toBe("deployer");
    expect(kindOf([])).toBe("unknown");
});
