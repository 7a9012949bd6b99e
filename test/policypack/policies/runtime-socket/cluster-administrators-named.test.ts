import { clusterAdministratorsNamed } from "../../../../policypack/policies/runtime-socket/cluster-administrators-named";
import { association, awsAuth, CLUSTER, entry, everyAccessPolicy, everyGroup, mapRoles, ROLE, USER } from "../../cluster-entries";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const FIX =
    "Give it AmazonEKSAdminPolicy or AmazonEKSEditPolicy in the namespaces that it needs, or name it in clusterAdministrators.";
const masters = (who = ROLE) => `puts ${who} into system:masters, which no authorizer refuses anything. ${FIX}`;
const everything = (who = ROLE) => `gives ${who} everything in the whole cluster. ${FIX}`;
const ADMIN = "AmazonEKSClusterAdminPolicy";

policyTable(clusterAdministratorsNamed, {
    fails: {
        ...everyGroup(clusterAdministratorsNamed, "system:masters", masters()),
        ...everyAccessPolicy(ADMIN, everything()),
        "an IAM user of aws-auth": {
            ...awsAuth({ mapUsers: JSON.stringify([{ userarn: USER, username: "eve", groups: ["team", "system:masters"] }]) }),
            reports: [`data.mapUsers › [0].groups[1]: ${masters(USER)}`],
        },
        "aws-auth as people write it": {
            ...awsAuth({ mapRoles: `- rolearn: ${ROLE}\n  username: ops\n  groups:\n    - system:masters\n` }),
            reports: [`data.mapRoles › [0].groups[0]: ${masters()}`],
        },
        "an IAM user of the component": {
            type: CLUSTER,
            props: { userMappings: [{ userArn: USER, username: "eve", groups: ["system:masters"] }] },
            reports: [`userMappings[0].groups[0]: ${masters(USER)}`],
        },
        "a whole account": {
            ...awsAuth({ mapAccounts: '- "123456789012"\n' }),
            reports: [
                "[low] data.mapAccounts › [0]: lets every principal of account 123456789012 log in under its own name. Name the roles that " +
                    "need the cluster in access entries, and remove the account.",
            ],
        },
        "who it is may not be known yet": {
            ...association(ADMIN, "cluster", UNKNOWN),
            reports: [`policyArn: ${everything("a principal of IAM")}`],
        },
        "another than the named administrators": {
            ...association(ADMIN),
            config: { clusterAdministrators: ["arn:aws:iam::123456789012:role/platform-*"] },
            reports: [`policyArn: ${everything()}`],
        },
        "AWS in China": {
            ...association({}),
            props: {
                principalArn: "arn:aws-cn:iam::123456789012:role/ops",
                policyArn: `arn:aws-cn:eks::aws:cluster-access-policy/${ADMIN}`,
                accessScope: { type: "cluster" },
            },
            reports: [`policyArn: ${everything("arn:aws-cn:iam::123456789012:role/ops")}`],
        },
        "a text that is no YAML": {
            ...awsAuth({ mapRoles: "- rolearn: [" }),
            reports: ["data.mapRoles: is no valid YAML (line 1), so it could not be judged. Correct it."],
        },
    },
    passes: {
        "a group that RBAC limits": entry({ kubernetesGroups: ["developers"] }),
        "an entry without groups": entry({}),
        "administration of namespaces": association(ADMIN, "namespace"),
        "a policy that is less": association("AmazonEKSAdminPolicy"),
        "a named administrator": {
            ...association(ADMIN),
            config: { clusterAdministrators: ["arn:aws:iam::123456789012:role/o*"] },
        },
        "nodes, as EKS maps them": mapRoles({
            rolearn: ROLE,
            username: "system:node:{{EC2PrivateDNSName}}",
            groups: ["system:bootstrappers", "system:nodes"],
        }),
        "an empty ConfigMap": awsAuth({ mapRoles: "" }),
        "a ConfigMap of another name": awsAuth(
            { mapRoles: '[{"groups":["system:masters"]}]' },
            { name: "auth", namespace: "kube-system" },
        ),
        "a ConfigMap of another namespace": awsAuth(
            { mapRoles: '[{"groups":["system:masters"]}]' },
            { name: "aws-auth", namespace: "shop" },
        ),
        "a ConfigMap whose name is not known yet": awsAuth({ mapRoles: UNKNOWN }, UNKNOWN),
    },
    unknowns: {
        "a policy that is not known yet": {
            ...association(UNKNOWN),
            props: { ...association("").props, policyArn: UNKNOWN },
            unknown: "policyArn",
        },
        "text that is made of something unknown hides no other": {
            ...awsAuth({ mapRoles: UNKNOWN, mapUsers: JSON.stringify([{ userarn: USER, groups: ["system:masters"] }]) }),
            reports: [`data.mapUsers › [0].groups[0]: ${masters(USER)}`],
            unknown: "data.mapRoles",
        },
        "whether it is a named one is not known yet": {
            ...association(ADMIN, "cluster", UNKNOWN),
            config: { clusterAdministrators: [ROLE] },
            unknown: "principalArn",
        },
    },
});
