import { nodeIdentityWritersRestricted } from "../../../../policypack/policies/kubelet-api/node-identity-writers-restricted";
import { UNKNOWN } from "../../judge";
import { binding, clusterRole, configMaps, fixOf, group, role, rule, serviceAccount, user } from "../../rbac";
import { policyTable } from "../../table";

const orders = serviceAccount("shop", "orders");
const AWS_AUTH = "the ConfigMap aws-auth, and so makes any role of IAM a node or an administrator";
const TOKENS = "the Secrets bootstrap-token-*, and so makes tokens with which one gets the certificate of any node";
const fix = fixOf(nodeIdentityWritersRestricted);
const writes = (subject: string, name: string, what: string) =>
    `roleRef.name: gives ${subject} the role ${name}, which writes ${what}. ${fix} @binding`;
const secrets = (verbs: string[], ...names: string[]) => rule("", ["secrets"], verbs, ...names);

policyTable(nodeIdentityWritersRestricted, {
    stacks: {
        "who writes aws-auth maps whom they like": {
            resources: [
                role("mapper", "kube-system", configMaps(["patch"], "aws-auth")),
                binding("kube-system", "Role mapper", orders),
            ],
            reports: [writes("ServiceAccount shop/orders", "mapper", AWS_AUTH)],
        },
        "a token that is rewritten is known": {
            resources: [
                role("joiner", "kube-system", secrets(["update"], "bootstrap-token-abcdef")),
                binding("kube-system", "Role joiner", orders),
            ],
            reports: [writes("ServiceAccount shop/orders", "joiner", TOKENS)],
        },
        "a token may be made, but so may every Secret there": {
            resources: [role("joiner", "kube-system", secrets(["create"])), binding("kube-system", "Role joiner", orders)],
            reports: [
                `(advisory) [medium] ${writes("ServiceAccount shop/orders", "joiner", `every Secret in kube-system, ${TOKENS.replace(",", " among them,")}`)}`,
            ],
        },
        "everyone, of every ConfigMap": {
            resources: [
                clusterRole("config", configMaps(["update"])),
                binding(undefined, "ClusterRole config", group("system:serviceaccounts")),
            ],
            reports: [
                `[critical] subjects[0].name: gives system:serviceaccounts the role config, which writes every ConfigMap in every namespace, ${AWS_AUTH.replace(",", " among them,")}. ${fix} @binding`,
            ],
        },
        "people may have their reasons, and EKS's own user needs none": {
            resources: [
                role("mapper", "kube-system", configMaps(["patch"], "aws-auth")),
                binding("kube-system", "Role mapper", group("platform"), user("eks:addon-manager")),
            ],
            reports: [`(advisory) ${writes("Group platform", "mapper", AWS_AUTH)}`],
        },
        "who is named": {
            resources: [
                {
                    ...role("mapper", "kube-system", configMaps(["patch"], "aws-auth")),
                    config: { identitySubjects: [{ ...orders, reason: "maps roles" }] },
                },
                binding("kube-system", "Role mapper", orders),
            ],
            reports: [],
        },
        "what managers of certificates and of settings have": {
            resources: [
                clusterRole("certificates", secrets(["create", "update", "delete"])),
                binding(undefined, "ClusterRole certificates", serviceAccount("cert-manager", "cert-manager")),
                clusterRole("config", configMaps(["update"])),
                { ...binding(undefined, "ClusterRole config", orders), name: "b" },
            ],
            reports: [],
        },
        "other objects, other namespaces, and what changes nothing": {
            resources: [
                role(
                    "webhook",
                    "kube-system",
                    secrets(["update", "patch"], "webhook-tls"),
                    secrets(["get", "list", "delete"]),
                    secrets(["create"], "bootstrap-token-abcdef"),
                    configMaps(["get"], "aws-auth"),
                ),
                binding("kube-system", "Role webhook", orders),
                role("own", "shop", secrets(["*"]), configMaps(["*"], "aws-auth")),
                { ...binding("shop", "Role own", orders), name: "b" },
            ],
            reports: [],
        },
        "a role that is not known": {
            resources: [binding("kube-system", `Role ${UNKNOWN}`, orders)],
            reports: [],
            unknown: "roleRef.name",
        },
    },
});
