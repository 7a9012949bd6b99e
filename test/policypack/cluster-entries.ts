import type { Policy } from "../../policypack/lib/define-policy";
import type { Given } from "./judge";
import type { PolicyTable } from "./table";

export const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
export const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
export const NATIVE_ENTRY = "aws-native:eks:AccessEntry";
export const CLUSTER = "eks:index:Cluster";
export const ROLE = "arn:aws:iam::123456789012:role/ops";
export const USER = "arn:aws:iam::123456789012:user/eve";

const policyArn = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
export const entry = (props: object): Given => ({
    type: ACCESS_ENTRY,
    props: { clusterName: "prod", principalArn: ROLE, ...props },
});
export const association = (policy: unknown, type = "cluster", principalArn: unknown = ROLE): Given => ({
    type: ASSOCIATION,
    props: {
        clusterName: "prod",
        principalArn,
        policyArn: typeof policy === "string" ? policyArn(policy) : policy,
        accessScope: { type },
    },
});
/** Every value of the ConfigMap is YAML in text. */
export const awsAuth = (data: unknown, metadata: object = { name: "aws-auth", namespace: "kube-system" }): Given => ({
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata, data },
});
export const mapRoles = (...roles: object[]): Given => awsAuth({ mapRoles: JSON.stringify(roles) });

/** A failing row for every form that has groups. @param says what a finding's line is after its path, and `ROLE` is in the group */
export const everyGroup = (policy: Policy, group: string, says: string): PolicyTable["fails"] => {
    const mapping = { username: "ops", groups: [group] };
    const rows: Readonly<Record<string, readonly [props: object, at: string]>> = {
        [ACCESS_ENTRY]: [{ principalArn: ROLE, kubernetesGroups: [group] }, "kubernetesGroups[0]"],
        [NATIVE_ENTRY]: [{ principalArn: ROLE, kubernetesGroups: [group] }, "kubernetesGroups[0]"],
        [CLUSTER]: [{ roleMappings: [{ roleArn: ROLE, ...mapping }] }, "roleMappings[0].groups[0]"],
    };
    const map = mapRoles({ rolearn: ROLE, ...mapping }).props;
    const maps = policy.reads
        .filter((type) => /:ConfigMap(Patch|List)?$/.test(type))
        .map((type): readonly [string, readonly [object, string]] => {
            const at = "data.mapRoles › [0].groups[0]";
            return [type, type.endsWith("List") ? [{ items: [map] }, `items[0].${at}`] : [map, at]];
        });
    return Object.fromEntries(
        [...Object.entries(rows), ...maps].map(([type, [props, at]]) => [
            `the group in ${type}`,
            { type, props, reports: [`${at}: ${says}`] },
        ]),
    );
};

/** A failing row for every form that has access policies. */
export const everyAccessPolicy = (policy: string, says: string): PolicyTable["fails"] => {
    const accessPolicy = { policyArn: policyArn(policy), accessScope: { type: "cluster" } };
    return {
        [`the policy in ${ASSOCIATION}`]: { ...association(policy), reports: [`policyArn: ${says}`] },
        [`the policy in ${NATIVE_ENTRY}`]: {
            type: NATIVE_ENTRY,
            props: { principalArn: ROLE, accessPolicies: [accessPolicy] },
            reports: [`accessPolicies[0].policyArn: ${says}`],
        },
        [`the policy in ${CLUSTER}`]: {
            type: CLUSTER,
            props: { accessEntries: { ops: { principalArn: ROLE, accessPolicies: { all: accessPolicy } } } },
            reports: [`accessEntries.ops.accessPolicies.all.policyArn: ${says}`],
        },
    };
};
