import { definePolicy } from "../../lib/define-policy";
import { AddressSet } from "../../model/address-set";
import { requirePrivateEndpoint } from "../../settings/require-private-endpoint";
import { clientCidrs } from "../../settings/trusted-cidrs";
import { clusterEndpoint } from "../../subjects/eks/cluster-endpoint";

/** Half of IPv4: nobody's own addresses are that many. */
const MANY = 1n << 31n;

export const clusterEndpointRestricted = definePolicy({
    name: "cluster-endpoint-restricted",
    displayName: "Endpoint of the cluster is restricted",
    description: "Only trusted addresses may reach the API server of a cluster.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Set endpointPublicAccess to false and endpointPrivateAccess to true, or list the addresses of those who need it in publicAccessCidrs",
    frameworks: { "CIS EKS 1.8": ["5.4.1", "5.4.2"] },
    repair: "whoever deploys could lock themselves out",
    attack:
        "A credential that somebody loses, of a person, a node or a Pod, works from anywhere while everybody reaches the API server, and " +
        "with nodes/proxy it reaches the kubelets through it.",
    settings: { requirePrivateEndpoint, clientCidrs },
    contradiction: ({ requirePrivateEndpoint, clientCidrs }) =>
        requirePrivateEndpoint && !clientCidrs.isEmpty()
            ? "clientCidrs says who may reach public endpoints, and requirePrivateEndpoint refuses them all. Remove one of the two"
            : undefined,
    subject: clusterEndpoint,
    *check({ switchAt, sourcesAt, sources, isDefault }, settings) {
        if (settings.requirePrivateEndpoint) {
            const message = "gives the API server a public endpoint";
            yield { at: switchAt, message, fix: "Set endpointPublicAccess to false and endpointPrivateAccess to true" };
            return;
        }
        const strangers = sources.filter(({ addresses }) => !settings.clientCidrs.includes(addresses));
        const all = AddressSet.unionOf(strangers.map(({ addresses }) => addresses));
        const isTold = settings.clientCidrs.isEmpty() ? all.count(4) >= MANY || all.coversFamily() : strangers.length > 0;
        if (!isTold) return;
        const written = strangers.map((one) => one.written).join(", ");
        yield {
            at: sourcesAt,
            message: isDefault
                ? "is not set, so that every address reaches the API server"
                : `lets ${written} reach the API server`,
        };
    },
    examples: {
        bad: {
            type: "aws:eks/cluster:Cluster",
            name: "prod",
            props: cluster({ endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }),
        },
        good: {
            type: "aws:eks/cluster:Cluster",
            name: "prod",
            props: cluster({ endpointPublicAccess: false, endpointPrivateAccess: true }),
        },
    },
});

function cluster(endpoint: object) {
    const roleArn = "arn:aws:iam::123456789012:role/cluster";
    return { roleArn, vpcConfig: { subnetIds: ["subnet-0a", "subnet-0b"], ...endpoint } };
}
