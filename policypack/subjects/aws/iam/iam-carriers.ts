import type { GroupArgs as NativeGroupArgs } from "@pulumi/aws-native/iam/group";
import type { GroupPolicyArgs as NativeGroupPolicyArgs } from "@pulumi/aws-native/iam/groupPolicy";
import type { ManagedPolicyArgs as NativeManagedPolicyArgs } from "@pulumi/aws-native/iam/managedPolicy";
import type { RoleArgs as NativeRoleArgs } from "@pulumi/aws-native/iam/role";
import type { RolePolicyArgs as NativeRolePolicyArgs } from "@pulumi/aws-native/iam/rolePolicy";
import type { UserArgs as NativeUserArgs } from "@pulumi/aws-native/iam/user";
import type { UserPolicyArgs as NativeUserPolicyArgs } from "@pulumi/aws-native/iam/userPolicy";
import type { PermissionSetArgs as NativePermissionSetArgs } from "@pulumi/aws-native/sso/permissionSet";
import type { GroupPolicyArgs } from "@pulumi/aws/iam/groupPolicy";
import type { GroupPolicyAttachmentArgs } from "@pulumi/aws/iam/groupPolicyAttachment";
import type { GroupPolicyAttachmentsExclusiveArgs } from "@pulumi/aws/iam/groupPolicyAttachmentsExclusive";
import type { PolicyArgs } from "@pulumi/aws/iam/policy";
import type { PolicyAttachmentArgs } from "@pulumi/aws/iam/policyAttachment";
import type { RoleArgs } from "@pulumi/aws/iam/role";
import type { RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import type { RolePolicyAttachmentArgs } from "@pulumi/aws/iam/rolePolicyAttachment";
import type { RolePolicyAttachmentsExclusiveArgs } from "@pulumi/aws/iam/rolePolicyAttachmentsExclusive";
import type { UserPolicyArgs } from "@pulumi/aws/iam/userPolicy";
import type { UserPolicyAttachmentArgs } from "@pulumi/aws/iam/userPolicyAttachment";
import type { UserPolicyAttachmentsExclusiveArgs } from "@pulumi/aws/iam/userPolicyAttachmentsExclusive";
import type { ManagedPolicyAttachmentArgs } from "@pulumi/aws/ssoadmin/managedPolicyAttachment";
import type { ManagedPolicyAttachmentsExclusiveArgs } from "@pulumi/aws/ssoadmin/managedPolicyAttachmentsExclusive";
import type { PermissionSetInlinePolicyArgs } from "@pulumi/aws/ssoadmin/permissionSetInlinePolicy";
import { on, type Resource, type Row, subject } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";

/** What an identity policy is attached to. */
export type Identity = "role" | "user" | "group" | "permission set";

/** How one resource writes identity policies. Nothing is read before it is iterated. */
export interface IamCarrier {
    /** What the resource itself is: somebody who has policies, or a policy that others attach. */
    readonly self?: Identity | "policy";
    /** The properties that name who gets the policies. */
    readonly holders?: readonly { readonly identity: Identity; readonly property: string }[];
    /** Policies as text or as data. */
    readonly documents: () => Iterable<Cursor<unknown>>;
    /** ARNs of policies that are attached, and the property that has them. */
    readonly attached: () => Iterable<Cursor<string | undefined>>;
    readonly attachedIn?: string;
    /** A role's trust policy. */
    readonly trust?: Cursor<unknown>;
    /** The ARN of the policy that limits all others. */
    readonly boundary?: Cursor<unknown>;
}

const none = () => [];
const holder = (identity: Identity, property: string = identity) => [{ identity, property }];

function row<Args>(token: string, carrier: (props: Resource<Args>["props"]) => Partial<IamCarrier>): Row<IamCarrier> {
    return on<Args>()(token, function* (resource) {
        const made = carrier((resource as Resource<Args>).props);
        yield () => ({ documents: none, attached: none, ...made });
    });
}

/** Whether a boundary may take something away: AWS's policy for administrators takes nothing, and one that cannot be read may. */
export function isBoundedBy({ boundary }: Pick<IamCarrier, "boundary">): boolean {
    const isBounding = (arn: string | undefined) => arn !== undefined && !ALL.test(arn);
    return ifKnown(() => isBounding(boundary?.text())) ?? true;
}
const ALL = /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/;

/** Every resource by which a program writes identity policies, or attaches one. */
export const iamCarriers = subject<IamCarrier>(
    row<RoleArgs>("aws:iam/role:Role", (props) => ({
        self: "role",
        trust: props.field("assumeRolePolicy"),
        boundary: props.field("permissionsBoundary"),
        documents: () => fieldOfEach(props.field("inlinePolicies"), "policy"),
        ...attaching(props.field("managedPolicyArns")),
    })),
    row<PolicyArgs>("aws:iam/policy:Policy", (props) => ({ self: "policy", documents: () => [props.field("policy")] })),
    row<RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", (props) => ({
        holders: holder("role"),
        documents: () => [props.field("policy")],
    })),
    row<UserPolicyArgs>("aws:iam/userPolicy:UserPolicy", (props) => ({
        holders: holder("user"),
        documents: () => [props.field("policy")],
    })),
    row<GroupPolicyArgs>("aws:iam/groupPolicy:GroupPolicy", (props) => ({
        holders: holder("group"),
        documents: () => [props.field("policy")],
    })),
    row<RolePolicyAttachmentArgs>("aws:iam/rolePolicyAttachment:RolePolicyAttachment", (props) => ({
        holders: holder("role"),
        ...attachingOne(props.field("policyArn")),
    })),
    row<UserPolicyAttachmentArgs>("aws:iam/userPolicyAttachment:UserPolicyAttachment", (props) => ({
        holders: holder("user"),
        ...attachingOne(props.field("policyArn")),
    })),
    row<GroupPolicyAttachmentArgs>("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", (props) => ({
        holders: holder("group"),
        ...attachingOne(props.field("policyArn")),
    })),
    row<PolicyAttachmentArgs>("aws:iam/policyAttachment:PolicyAttachment", (props) => ({
        holders: [...holder("role", "roles"), ...holder("user", "users"), ...holder("group", "groups")],
        ...attachingOne(props.field("policyArn")),
    })),
    row<RolePolicyAttachmentsExclusiveArgs>("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", (props) => ({
        holders: holder("role", "roleName"),
        ...attaching(props.field("policyArns")),
    })),
    row<UserPolicyAttachmentsExclusiveArgs>("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", (props) => ({
        holders: holder("user", "userName"),
        ...attaching(props.field("policyArns")),
    })),
    row<GroupPolicyAttachmentsExclusiveArgs>(
        "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        (props) => ({ holders: holder("group", "groupName"), ...attaching(props.field("policyArns")) }),
    ),
    row<PermissionSetInlinePolicyArgs>("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", (props) => ({
        holders: holder("permission set", "permissionSetArn"),
        documents: () => [props.field("inlinePolicy")],
    })),
    row<ManagedPolicyAttachmentArgs>("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", (props) => ({
        holders: holder("permission set", "permissionSetArn"),
        ...attachingOne(props.field("managedPolicyArn")),
    })),
    row<ManagedPolicyAttachmentsExclusiveArgs>(
        "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
        (props) => ({ holders: holder("permission set", "permissionSetArn"), ...attaching(props.field("managedPolicyArns")) }),
    ),
    row<NativeRoleArgs>("aws-native:iam:Role", (props) => ({
        self: "role",
        trust: props.field("assumeRolePolicyDocument"),
        boundary: props.field("permissionsBoundary"),
        documents: () => fieldOfEach(props.field("policies"), "policyDocument"),
        ...attaching(props.field("managedPolicyArns")),
    })),
    row<NativeUserArgs>("aws-native:iam:User", (props) => ({
        self: "user",
        boundary: props.field("permissionsBoundary"),
        documents: () => fieldOfEach(props.field("policies"), "policyDocument"),
        ...attaching(props.field("managedPolicyArns")),
    })),
    row<NativeGroupArgs>("aws-native:iam:Group", (props) => ({
        self: "group",
        documents: () => fieldOfEach(props.field("policies"), "policyDocument"),
        ...attaching(props.field("managedPolicyArns")),
    })),
    row<NativeManagedPolicyArgs>("aws-native:iam:ManagedPolicy", (props) => ({
        self: "policy",
        holders: [...holder("role", "roles"), ...holder("user", "users"), ...holder("group", "groups")],
        documents: () => [props.field("policyDocument")],
    })),
    row<NativeRolePolicyArgs>("aws-native:iam:RolePolicy", (props) => ({
        holders: holder("role", "roleName"),
        documents: () => [props.field("policyDocument")],
    })),
    row<NativeUserPolicyArgs>("aws-native:iam:UserPolicy", (props) => ({
        holders: holder("user", "userName"),
        documents: () => [props.field("policyDocument")],
    })),
    row<NativeGroupPolicyArgs>("aws-native:iam:GroupPolicy", (props) => ({
        holders: holder("group", "groupName"),
        documents: () => [props.field("policyDocument")],
    })),
    row<NativePermissionSetArgs>("aws-native:sso:PermissionSet", (props) => ({
        self: "permission set",
        documents: () => [props.field("inlinePolicy")],
        ...attaching(props.field("managedPolicies")),
    })),
);

/** The types that are somebody who has policies, without writing any. */
export const PLAIN_IDENTITIES: ReadonlyMap<string, Identity> = new Map([
    ["aws:iam/user:User", "user"],
    ["aws:iam/group:Group", "group"],
    ["aws:ssoadmin/permissionSet:PermissionSet", "permission set"],
]);

const fieldOfEach = (list: Cursor<unknown>, name: string): Cursor<unknown>[] =>
    [...(list as Cursor<Record<string, unknown>[]>).items()].map((one) => one.field(name));

const attaching = (list: Cursor<unknown>): Pick<IamCarrier, "attached" | "attachedIn"> => ({
    attached: () => (list as Cursor<string[]>).items(),
    attachedIn: list.path,
});

const attachingOne = (arn: Cursor<string | undefined>): Pick<IamCarrier, "attached" | "attachedIn"> => ({
    attached: () => [arn],
    attachedIn: arn.path,
});
