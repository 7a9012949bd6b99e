import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { inWhichMachine } from "../../model/machine-evidence";
import type { PublicAddress } from "../../model/public-address";
import { publicAddresses, publicAddressesInStack } from "../../subjects/aws/machines/public-addresses";

export const nodePublicAddressesAbsent = definePolicy({
    name: "node-public-addresses-absent",
    displayName: "Nodes have no public addresses",
    description: "A node must have no address that the internet reaches.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Start nodes in private subnets without public addresses, and let what they serve be reached through load balancers",
    frameworks: { "CIS EKS 1.8": ["5.4.3"] },
    repair: { does: "Sets associatePublicIpAddress to false.", write: { value: false } },
    attack:
        "With a public address one wrong rule of a security group is enough, and the kubelet, SSH or a NodePort of the node answers the " +
        "whole internet. Without one there is no way there, whatever the rule says.",
    subject: publicAddresses,
    check: findings,
    stack: { subject: publicAddressesInStack, check: findings },
    examples: {
        bad: {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "workers",
            props: {
                networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: "true" }],
                tagSpecifications: [{ resourceType: "instance", tags: { "kubernetes.io/cluster/prod": "owned" } }],
            },
        },
        good: {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "workers",
            props: {
                networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: "false" }],
                tagSpecifications: [{ resourceType: "instance", tags: { "kubernetes.io/cluster/prod": "owned" } }],
            },
        },
    },
});

function* findings(address: PublicAddress): Generator<Finding> {
    const { at, by, evidence } = address;
    if (evidence.verdict !== "node") return;
    yield { at, message: `${factOf(by)}${inWhichMachine(address)}` };
}

function factOf(by: PublicAddress["by"]): string {
    switch (by.kind) {
        case "setting":
            return "gives nodes public addresses";
        case "default":
            return "gives nodes public addresses unless it is set to false";
        case "address":
            return "gives a node a public address";
        case "subnet": {
            const [first, ...others] = by.subnets;
            const more = others.length === 0 ? "" : ` and ${others.length} more`;
            return `starts nodes in subnet ${JSON.stringify(first)}${more}, which gives out public addresses (mapPublicIpOnLaunch)`;
        }
        default:
            return by satisfies never;
    }
}
