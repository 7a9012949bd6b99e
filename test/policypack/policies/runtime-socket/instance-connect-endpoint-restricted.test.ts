import { instanceConnectEndpointRestricted } from "../../../../policypack/policies/runtime-socket/instance-connect-endpoint-restricted";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const TYPE = "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint";
const endpoint = (props: object, type = TYPE) => ({ type, props: { subnetId: "subnet-1", ...props } });
const FIX =
    "Give it a security group whose egress reaches the machines that are meant, and not nodes, and leave preserveClientIp on.";
const NO_GROUP =
    "(advisory) securityGroupIds: has no security group of its own, so that the VPC's default group says where it leads. " + FIX;
const HIDES = `(advisory) preserveClientIp: shows machines its own address instead of the client's. ${FIX}`;

policyTable(instanceConnectEndpointRestricted, {
    fails: {
        "the VPC's default group": { ...endpoint({}), reports: [NO_GROUP] },
        "an empty list is the default group too": { ...endpoint({ securityGroupIds: [] }), reports: [NO_GROUP] },
        "the client's address is hidden": {
            ...endpoint({ securityGroupIds: ["sg-1"], preserveClientIp: false }),
            reports: [HIDES],
        },
        "both, by Cloud Control": {
            ...endpoint({ preserveClientIp: false }, "aws-native:ec2:InstanceConnectEndpoint"),
            reports: [NO_GROUP, HIDES],
        },
    },
    passes: {
        "a group of its own, and AWS's default for the rest": endpoint({ securityGroupIds: ["sg-1"] }),
        "a group that is not known yet": endpoint({ securityGroupIds: [UNKNOWN], preserveClientIp: true }),
    },
    unknowns: {
        "a list that is not known yet": { ...endpoint({ securityGroupIds: UNKNOWN }), unknown: "securityGroupIds" },
    },
});
