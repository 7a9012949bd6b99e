import type { AccessEntryArgs as NativeAccessEntryArgs } from "@pulumi/aws-native/eks/accessEntry";
import type { AccessEntryArgs } from "@pulumi/aws/eks/accessEntry";
import type { AccessPolicyAssociationArgs } from "@pulumi/aws/eks/accessPolicyAssociation";
import type { ClusterArgs } from "@pulumi/eks/cluster";
import { each, on, subject, type Thunk } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { everyAwsAuth } from "../kubernetes/aws-auth";

/** An access policy of EKS and how far it goes. */
export interface PolicyPlace {
    readonly arn: Cursor<string | undefined>;
    /** `cluster` or `namespace`. */
    readonly scope: Cursor<string | undefined>;
}

/** Somebody of AWS whom a cluster lets in, in whichever form that was written. Nothing in it is read before it is asked for. */
export interface ClusterEntry {
    readonly principal: Cursor<string | undefined>;
    /** True where the form is for IAM users alone. */
    readonly isUser: boolean;
    readonly username?: Cursor<string | undefined>;
    readonly groups?: Cursor<readonly string[] | undefined>;
    /** `STANDARD`, or a type of node. */
    readonly type?: Cursor<string | undefined>;
    /** @throws what reading the list throws */
    policies(): readonly PolicyPlace[];
    /** A whole account of AWS, whose principals come in as themselves. */
    readonly account?: Cursor<string | undefined>;
}

const NONE = () => [];

/** Everybody whom a cluster of EKS lets in by its own configuration. */
export const clusterEntries = subject<ClusterEntry>(
    on<AccessEntryArgs>()("aws:eks/accessEntry:AccessEntry", function* ({ props }) {
        yield () => ({
            principal: props.field("principalArn"),
            isUser: false,
            username: props.field("userName"),
            groups: props.field("kubernetesGroups"),
            type: props.field("type"),
            policies: NONE,
        });
    }),
    on<AccessPolicyAssociationArgs>()("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", function* ({ props }) {
        yield () => ({
            principal: props.field("principalArn"),
            isUser: false,
            policies: () => [{ arn: props.field("policyArn"), scope: props.field("accessScope").field("type") }],
        });
    }),
    on<NativeAccessEntryArgs>()("aws-native:eks:AccessEntry", function* ({ props }) {
        yield () => ({
            principal: props.field("principalArn"),
            isUser: false,
            username: props.field("username"),
            groups: props.field("kubernetesGroups"),
            type: props.field("type"),
            policies: () =>
                [...props.field("accessPolicies").items()].map((one) => ({
                    arn: one.field("policyArn"),
                    scope: one.field("accessScope").field("type"),
                })),
        });
    }),
    on<ClusterArgs>()("eks:index:Cluster", function* ({ props }): Generator<Thunk<ClusterEntry>> {
        yield* each(props.field("accessEntries").entries(), ([, entry]) => [
            () => ({
                principal: entry.field("principalArn"),
                isUser: false,
                username: entry.field("username"),
                groups: entry.field("kubernetesGroups"),
                type: entry.field("type"),
                policies: () =>
                    [...entry.field("accessPolicies").entries()].map(([, one]) => ({
                        arn: one.field("policyArn"),
                        scope: one.field("accessScope").field("type"),
                    })),
            }),
        ]);
        yield* each(props.field("roleMappings").items(), (mapping) => {
            const [username, groups] = [mapping.field("username"), mapping.field("groups")];
            return [() => ({ principal: mapping.field("roleArn"), isUser: false, username, groups, policies: NONE })];
        });
        yield* each(props.field("userMappings").items(), (mapping) => {
            const [username, groups] = [mapping.field("username"), mapping.field("groups")];
            return [() => ({ principal: mapping.field("userArn"), isUser: true, username, groups, policies: NONE })];
        });
    }),
    ...everyAwsAuth,
);
