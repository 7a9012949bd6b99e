import { clusterEndpointRestricted } from "../../../../policypack/policies/runtime-socket/cluster-endpoint-restricted";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const cluster = (vpcConfig: object) => ({ type: "aws:eks/cluster:Cluster", props: { vpcConfig } });
const open = (...publicAccessCidrs: string[]) => cluster({ endpointPublicAccess: true, publicAccessCidrs });
const FIX =
    "Set endpointPublicAccess to false and endpointPrivateAccess to true, or list the addresses of those who need it in publicAccessCidrs.";
const AT = "vpcConfig.publicAccessCidrs";
const DEFAULT = `is not set, so that every address reaches the API server. ${FIX}`;
const lets = (written: string) => `${AT}: lets ${written} reach the API server. ${FIX}`;

policyTable(clusterEndpointRestricted, {
    fails: {
        "everybody, as EKS has it": { ...cluster({}), reports: [`${AT}: ${DEFAULT}`] },
        "an empty list is everybody": { ...open(), reports: [`${AT}: ${DEFAULT}`] },
        "Cloud Control has another name for it": {
            type: "aws-native:eks:Cluster",
            props: { resourcesVpcConfig: { subnetIds: [] } },
            reports: [`resourcesVpcConfig.publicAccessCidrs: ${DEFAULT}`],
        },
        "everybody, written out": { ...open("0.0.0.0/0"), reports: [lets("0.0.0.0/0")] },
        "halves are everybody": { ...open("0.0.0.0/1", "128.0.0.0/1"), reports: [lets("0.0.0.0/1, 128.0.0.0/1")] },
        "one half is nobody's own": { ...open("0.0.0.0/1"), reports: [lets("0.0.0.0/1")] },
        "IPv6 is the internet too": { ...open("::/0"), reports: [lets("::/0")] },
        "others than the trusted": {
            ...open("203.0.113.7/32", "198.51.100.0/24"),
            config: { clientCidrs: ["203.0.113.0/24"] },
            reports: [lets("198.51.100.0/24")],
        },
        "any public endpoint, where a private one is required": {
            ...open("203.0.113.7/32"),
            config: { requirePrivateEndpoint: true },
            reports: [
                "vpcConfig.endpointPublicAccess: gives the API server a public endpoint. " +
                    "Set endpointPublicAccess to false and endpointPrivateAccess to true.",
            ],
        },
        "no address range": {
            ...open("office"),
            reports: [`${AT}[0]: is no address range, so it could not be judged. Correct it.`],
        },
    },
    passes: {
        "a private endpoint": cluster({ endpointPublicAccess: false, endpointPrivateAccess: true }),
        "a private endpoint, by Cloud Control": {
            type: "aws-native:eks:Cluster",
            props: { resourcesVpcConfig: { endpointPublicAccess: false } },
        },
        "a private endpoint, where one is required": {
            ...cluster({ endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] }),
            config: { requirePrivateEndpoint: true },
        },
        "the addresses of an office": open("203.0.113.0/24"),
        "trusted addresses": { ...open("203.0.113.7/32"), config: { clientCidrs: ["203.0.113.0/24"] } },
    },
    unknowns: {
        "a range that is not known yet hides no other": {
            ...open(UNKNOWN, "0.0.0.0/0"),
            reports: [lets("0.0.0.0/0")],
            unknown: `${AT}.0`,
        },
        "a range alone that is not known yet": { ...open(UNKNOWN), unknown: `${AT}.0` },
        "a switch that is not known yet": {
            ...cluster({ endpointPublicAccess: UNKNOWN }),
            unknown: "vpcConfig.endpointPublicAccess",
        },
    },
});
