import { kubeletReadOnlyPortDisabled } from "../../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { UNKNOWN } from "../../judge";

/** Why the policy has nothing to judge in a resource, as it tells the engine. */
function reasonFor(type: string, props: object): string | undefined {
    let reason: string | undefined;
    const notApplicable = (why: string) => {
        reason = why;
    };
    const args = { type, name: "it", urn: `urn:pulumi:test::test::${type}::it`, props, getConfig: () => ({}), notApplicable };
    const validate = kubeletReadOnlyPortDisabled.validateResource as (args: unknown, report: () => void) => void;
    validate(args, () => {
        throw new Error("nothing is to be reported");
    });
    return reason;
}

const CLUSTER = "aws:eks/cluster:Cluster";
const AUTO = "EKS Auto Mode runs these nodes with AWS's own configuration, which cannot be set or seen here";
const FARGATE = "Fargate runs these Pods on machines that AWS alone configures, each Pod on its own";

test.each([
    ["a cluster in Auto Mode", CLUSTER, { computeConfig: { enabled: true } }, AUTO],
    ["the same by Cloud Control", "aws-native:eks:Cluster", { computeConfig: { enabled: true } }, AUTO],
    ["a profile of Fargate", "aws:eks/fargateProfile:FargateProfile", {}, FARGATE],
    ["the same by Cloud Control", "aws-native:eks:FargateProfile", {}, FARGATE],
    ["a cluster with nodes of its own", CLUSTER, { computeConfig: { enabled: false } }, `reads no ${CLUSTER}`],
    ["a cluster of which it is not known yet", CLUSTER, { computeConfig: UNKNOWN }, `reads no ${CLUSTER}`],
])("%s", (_, type, props, reason) => expect(reasonFor(type, props)).toBe(reason));
