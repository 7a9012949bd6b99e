import { everyNodeClass } from "../../../../../policypack/subjects/kubernetes/nodes/karpenter";
import { bootsOf } from "../../../carried";

const bootOf = (spec: object, version = "v1") =>
    bootsOf(everyNodeClass, { type: `kubernetes:karpenter.k8s.aws/${version}:EC2NodeClass`, props: { spec } })[0]!;
const KUBELET = { maxPods: 5 };
const NODEADM = {
    installer: "nodeadm",
    value: { spec: { kubelet: { config: KUBELET } } },
    at: "spec",
    kubeletAt: "spec.kubelet",
};
const AL2 = ["spec", "/etc/eks/bootstrap.sh", "karpenter"];

test.each<[why: string, spec: object, documents: object[], commands: string[][]]>([
    ["the family of Amazon Linux 2023", { amiFamily: "AL2023" }, [NODEADM], []],
    ["its alias with a version", { amiSelectorTerms: [{ id: "ami-1" }, { alias: "AL2023@v20250101" }] }, [NODEADM], []],
    ["its alias without one", { amiSelectorTerms: [{ alias: "al2023" }] }, [NODEADM], []],
    ["Amazon Linux 2", { amiFamily: "AL2" }, [], [AL2]],
    ["its alias", { amiSelectorTerms: [{ alias: "al2@latest" }] }, [], [AL2]],
    ["the family rather than the alias", { amiFamily: "AL2", amiSelectorTerms: [{ alias: "al2023@latest" }] }, [], [AL2]],
    ["Bottlerocket", { amiSelectorTerms: [{ alias: "bottlerocket@latest" }] }, [], []],
    ["an image of one's own", { amiSelectorTerms: [{ id: "ami-1" }] }, [], []],
    ["nothing of an image", {}, [], []],
])("what Karpenter starts nodes with: %s", (_, spec, documents, commands) => {
    const boot = bootOf({ ...spec, kubelet: KUBELET });
    expect(boot.documents).toEqual(documents);
    expect(boot.commands.map(({ at, argv }) => [at, ...argv.map(({ text }) => text)])).toEqual(commands);
});

test.each(["v1", "v1beta1"])("nodes of %s are workers", (version) => {
    const { evidence, role } = bootOf({}, version);
    expect([evidence, role]).toEqual([{ verdict: "node", why: "an EC2NodeClass of Karpenter" }, "worker"]);
});

test("Amazon Linux 2023 without settings of the kubelet gets a document without them", () => {
    expect(bootOf({ amiFamily: "AL2023" }).documents.map(({ value }) => value)).toEqual([{ spec: { kubelet: { config: {} } } }]);
});
