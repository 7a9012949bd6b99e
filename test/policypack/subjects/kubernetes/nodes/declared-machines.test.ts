import { everyDeclaredMachine } from "../../../../../policypack/subjects/kubernetes/nodes/declared-machines";
import { viewsOf } from "../../../carried";

test.each<[type: string, spec: object, why: string, isSafeByDefault: boolean, places: (string | undefined)[]]>([
    [
        "karpenter.k8s.aws/v1beta1:EC2NodeClass",
        {},
        "an EC2NodeClass of Karpenter",
        true,
        ["spec.metadataOptions", "spec.associatePublicIPAddress", undefined],
    ],
    [
        "kops.k8s.io/v1alpha2:InstanceGroup",
        {},
        "a configuration of kops",
        true,
        ["spec.instanceMetadata", "spec.associatePublicIp", undefined],
    ],
    ["kops.k8s.io/v1alpha2:Cluster", {}, "a configuration of kops", true, [undefined, undefined, "spec.sshKeyName"]],
    ...["v1beta1", "v1beta2"].map((version): [string, object, string, boolean, string[]] => [
        `infrastructure.cluster.x-k8s.io/${version}:AWSMachineTemplate`,
        { template: { spec: {} } },
        "a machine of Cluster API",
        false,
        ["instanceMetadataOptions", "publicIP", "sshKeyName"].map((name) => `spec.template.spec.${name}`),
    ]),
])("where %s says what its machines are", (type, spec, why, isSafeByDefault, places) => {
    const { views } = viewsOf(
        everyDeclaredMachine((machine) => [() => machine]),
        { type: `kubernetes:${type}`, props: { spec } },
    );
    expect(
        views.map(({ metadata, publicAddress, keyName, evidence, isSafeByDefault: isSafe }) => [
            [metadata?.path, publicAddress?.path, keyName?.path],
            evidence,
            isSafe,
        ]),
    ).toEqual([[places, { verdict: "node", why }, isSafeByDefault]]);
});
