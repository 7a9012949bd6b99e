import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { judgeStack, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

describe("a group whose id comes from another stack", () => {
    const reference = resource("network", "pulumi:pulumi:StackReference", { outputs: { nodes: "sg-0abc" } });
    const rule = (securityGroupId: unknown) =>
        resource(
            "open",
            "aws:ec2/securityGroupRule:SecurityGroupRule",
            { type: "ingress", securityGroupId, protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
            made({ securityGroupId: "network" }),
        );
    const messages = (id: unknown, config = {}) =>
        judgeStack(kubeletPortNotReachable, [{ ...reference, config }, rule(id)]).reported.map(
            ({ level, message }) => `${level ?? "mandatory"}: ${message}`,
        );
    const wide =
        "Open only the ports that these addresses need, and the kubelet's to the control plane's security group (sourceSecurityGroupId)";

    test("is named, with what the configuration can say of it", () => {
        expect(messages("sg-0abc")).toEqual([
            "advisory: cidrBlocks: opens kubelet ports 10250 and 10255 to 0.0.0.0/0 (0.0.0.0/0 → security group sg-0abc of another stack; nothing " +
                `tells whether that is a Kubernetes node). ${wide}, and list sg-0abc in nodeSecurityGroups if what has it is a Kubernetes node.`,
        ]);
    });
    test("is judged as a node's when the configuration says so", () => {
        expect(messages("sg-0abc", { nodeSecurityGroups: ["sg-0abc"] })).toEqual([
            "mandatory: cidrBlocks: opens kubelet ports 10250 and 10255 to 0.0.0.0/0 (0.0.0.0/0 → security group sg-0abc of another stack → " +
                `kubelet 10250). ${wide}.`,
        ]);
    });
    test("has no id to list while that is unknown", () => {
        expect(messages(UNKNOWN)).toEqual([
            "advisory: cidrBlocks: opens kubelet ports 10250 and 10255 to 0.0.0.0/0 (0.0.0.0/0 → security group of another stack; nothing tells " +
                `whether that is a Kubernetes node). ${wide}.`,
        ]);
    });
});
