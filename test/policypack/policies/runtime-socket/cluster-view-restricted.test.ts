import { clusterViewRestricted } from "../../../../policypack/policies/runtime-socket/cluster-view-restricted";
import { association, everyAccessPolicy, ROLE } from "../../cluster-entries";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const FIX =
    "Associate AmazonEKSViewPolicy, bind a ClusterRole that names what is read to a group of the access entry, or name the principal in " +
    "clusterReaders.";
const reads = (who = ROLE) => `lets ${who} read every resource of the cluster, nodes/proxy among them. ${FIX}`;
const VIEW = "AmazonEKSAdminViewPolicy";

policyTable(clusterViewRestricted, {
    fails: {
        ...everyAccessPolicy(VIEW, reads()),
        "the policy by its name": {
            ...association(VIEW),
            props: { ...association(VIEW).props, policyArn: VIEW },
            reports: [`policyArn: ${reads()}`],
        },
        "the scope in capitals": { ...association(VIEW, "CLUSTER"), reports: [`policyArn: ${reads()}`] },
        "who it is may not be known yet": {
            ...association(VIEW, "cluster", UNKNOWN),
            reports: [`policyArn: ${reads("a principal of IAM")}`],
        },
    },
    passes: {
        "a policy that reads no nodes": association("AmazonEKSViewPolicy"),
        "nodes are in no namespace": association(VIEW, "namespace"),
        "a scope that nobody names": { ...association(VIEW), props: { ...association(VIEW).props, accessScope: {} } },
        "no policy": { ...association(VIEW), props: { ...association(VIEW).props, policyArn: undefined } },
        "an administrator is another policy's finding": association("AmazonEKSClusterAdminPolicy"),
        "a named reader": { ...association(VIEW), config: { clusterReaders: [ROLE] } },
        "a group that RBAC limits": {
            type: "aws-native:eks:AccessEntry",
            props: { principalArn: ROLE, kubernetesGroups: ["readers"] },
        },
    },
    unknowns: {
        "how far it goes is not known yet": {
            ...association(VIEW),
            props: { ...association(VIEW).props, accessScope: { type: UNKNOWN } },
            unknown: "accessScope.type",
        },
    },
});
