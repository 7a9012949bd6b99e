import { GroupSelectors } from "../../../../../policypack/subjects/aws/network/group-selectors";
import { isGroup } from "../../../../../policypack/subjects/aws/network/security-groups";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const group = (name: string, props: object) => resource(name, "aws:ec2/securityGroup:SecurityGroup", props);
const GROUPS: readonly GivenInStack[] = [
    group("nodes", { name: "prod-nodes", tags: { team: "platform", env: "prod" } }),
    group("pods", { name: "prod-pods", tags: { team: "platform", env: "dev" } }),
    group("data", { name: "prod.data", tags: { team: "data" } }),
    resource("native", "aws-native:ec2:SecurityGroup", { groupName: "native-1", tags: [{ key: "team", value: "web" }] }),
    group("open", { name: UNKNOWN, tags: { team: UNKNOWN } }),
];

function selected(spec: unknown): string[] {
    const stack = stackOf([...GROUPS, resource("it", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec })]);
    return new GroupSelectors(stack.filter(isGroup)).of(stack.find(({ name }) => name === "it")!).map(({ name }) => name);
}
const by = (...securityGroupSelectorTerms: unknown[]) => selected({ securityGroupSelectorTerms });

/** As Karpenter asks EC2: terms are alternatives, and what stands within one holds together. */
test.each<[reason: string, terms: unknown[], groups: string[]]>([
    ["a tag", [{ tags: { team: "data" } }], ["data"]],
    ["a tag that several have", [{ tags: { team: "platform" } }], ["nodes", "pods"]],
    ["a tag in Cloud Control's list", [{ tags: { team: "web" } }], ["native"]],
    ["two tags together", [{ tags: { team: "platform", env: "prod" } }], ["nodes"]],
    ["one of two tags", [{ tags: { env: "prod" } }, { tags: { team: "data" } }], ["nodes", "data"]],
    ["a tag's key, also where its value is not known", [{ tags: { team: "*" } }], ["data", "native", "nodes", "open", "pods"]],
    ["the beginning of a tag", [{ tags: { team: "plat*" } }], ["nodes", "pods"]],
    ["a tag but for one letter", [{ tags: { team: "d?ta" } }], ["data"]],
    ["a tag but for a letter that is missing", [{ tags: { team: "data?" } }], []],
    ["the end of a tag is not its beginning", [{ tags: { team: "*plat" } }], []],
    ["a name", [{ name: "prod.data" }], ["data"]],
    ["Cloud Control's name", [{ name: "native-1" }], ["native"]],
    ["the beginning of names", [{ name: "prod-*" }], ["nodes", "pods"]],
    ["stars beside each other", [{ name: "prod-**" }], ["nodes", "pods"]],
    ["a point, which is one", [{ name: "prod.*" }], ["data"]],
    ["a name and a tag together", [{ name: "prod-*", tags: { env: "dev" } }], ["pods"]],
    ["a name and another's tag", [{ name: "prod-nodes", tags: { env: "dev" } }], []],
    ["another name", [{ name: "elsewhere" }], []],
    ["another tag", [{ tags: { owner: "platform" } }], []],
    ["another tag's key", [{ tags: { owner: "*" } }], []],
    ["another tag's value", [{ tags: { team: "elsewhere" } }], []],
    ["a value that is not known", [{ tags: { team: UNKNOWN } }], []],
    ["a value that is not known beside a name", [{ tags: { team: UNKNOWN }, name: "prod-nodes" }], []],
    ["tags that are not known beside a name", [{ tags: UNKNOWN, name: "prod-nodes" }], ["nodes"]],
    ["nothing", [{}], []],
    ["an id, which is a reference like others", [{ id: "sg-1" }], []],
])("a class of nodes selects by %s", (_, terms, groups) => expect(by(...terms).sort()).toEqual([...groups].sort()));

test("without terms that are known it selects none", () => {
    expect(selected({})).toEqual([]);
    expect(selected(undefined)).toEqual([]);
    expect(selected({ securityGroupSelectorTerms: UNKNOWN })).toEqual([]);
    expect(by()).toEqual([]);
});
