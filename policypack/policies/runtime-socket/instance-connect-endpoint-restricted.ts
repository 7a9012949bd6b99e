import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { instanceConnectEndpoint } from "../../subjects/aws/session-manager/account-doors";

export const instanceConnectEndpointRestricted = definePolicy({
    name: "instance-connect-endpoint-restricted",
    displayName: "Instance Connect endpoints are restricted",
    description: "An Instance Connect endpoint must have security groups of its own and must not hide who connects.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Give it a security group whose egress reaches the machines that are meant, and not nodes, and leave preserveClientIp on",
    repair: NO_REPAIR.replaces,
    attack:
        "The endpoint carries SSH from the internet to private addresses of the whole VPC, nodes among them, for whoever has " +
        "ec2-instance-connect:OpenTunnel. Nodes that see the endpoint's address instead of the client's must trust everybody who comes by it.",
    subject: instanceConnectEndpoint,
    *check({ groupsAt, hasGroups, clientAt, keepsClient }) {
        if (!hasGroups) {
            const message = "has no security group of its own, so that the VPC's default group says where it leads";
            yield { at: groupsAt, message, certainty: "unsure" };
        }
        if (keepsClient === false) {
            yield { at: clientAt, message: "shows machines its own address instead of the client's", certainty: "unsure" };
        }
    },
    examples: {
        bad: {
            type: "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
            name: "ssh",
            props: { subnetId: "subnet-0c0ffee0c0ffee000", preserveClientIp: false },
        },
        good: {
            type: "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
            name: "ssh",
            props: { subnetId: "subnet-0c0ffee0c0ffee000", securityGroupIds: ["sg-0c0ffee0c0ffee000"] },
        },
    },
});
