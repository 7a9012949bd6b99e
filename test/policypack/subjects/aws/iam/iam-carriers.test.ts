import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { nodeConfigurationWritersRestricted } from "../../../../../policypack/policies/static-pods/node-configuration-writers-restricted";
import { iamCarriers, isBoundedBy, PLAIN_IDENTITIES } from "../../../../../policypack/subjects/aws/iam/iam-carriers";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { allow, document, managed, TRUST } from "../../../iams";
import { identitiesOf } from "../../../../../policypack/subjects/aws/iam/iam-stack";
import { type GivenInStack, judgeStack, stackOf } from "../../../judge";

/** Each way of writing an identity policy, and attaching one, with the words for whoever gets it. */
const POLICY = document(allow("ec2:ModifyLaunchTemplate"));
const DATA = JSON.parse(POLICY) as object;
const FULL = managed("AmazonEC2FullAccess");
const role: GivenInStack = { type: "aws:iam/role:Role", name: "bot", props: { name: "bot", assumeRolePolicy: TRUST.pods } };
const template: GivenInStack = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "nodes",
    props: { tags: { "eks:cluster-name": "shop" } },
};
const SET = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
const set: GivenInStack = { type: "aws:ssoadmin/permissionSet:PermissionSet", name: "platform", props: { arn: SET } };

const WRITES: Readonly<Record<string, readonly [props: object, at: string, who: string]>> = {
    "aws:iam/role:Role": [
        { assumeRolePolicy: TRUST.pods, inlinePolicies: [{ policy: POLICY }] },
        "inlinePolicies[0].policy › Statement[0]",
        'role "it" of Pods',
    ],
    "aws:iam/policy:Policy": [{ policy: POLICY }, "policy › Statement[0]", 'whoever has policy "it"'],
    "aws:iam/rolePolicy:RolePolicy": [{ role: "bot", policy: POLICY }, "policy › Statement[0]", 'role "bot" of Pods'],
    "aws:iam/userPolicy:UserPolicy": [{ user: "ann", policy: POLICY }, "policy › Statement[0]", 'user "ann"'],
    "aws:iam/groupPolicy:GroupPolicy": [{ group: "web", policy: POLICY }, "policy › Statement[0]", 'group "web"'],
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": [
        { permissionSetArn: SET, inlinePolicy: POLICY },
        "inlinePolicy › Statement[0]",
        'permission set "platform"',
    ],
    "aws-native:iam:Role": [
        { assumeRolePolicyDocument: JSON.parse(TRUST.irsa), policies: [{ policyDocument: DATA }] },
        "policies[0].policyDocument.Statement[0]",
        'role "it" of Pods',
    ],
    "aws-native:iam:User": [{ policies: [{ policyDocument: DATA }] }, "policies[0].policyDocument.Statement[0]", 'user "it"'],
    "aws-native:iam:Group": [{ policies: [{ policyDocument: DATA }] }, "policies[0].policyDocument.Statement[0]", 'group "it"'],
    "aws-native:iam:ManagedPolicy": [
        { policyDocument: DATA, roles: ["bot"] },
        "policyDocument.Statement[0]",
        'role "bot" of Pods',
    ],
    "aws-native:iam:RolePolicy": [{ roleName: "bot", policyDocument: DATA }, "policyDocument.Statement[0]", 'role "bot" of Pods'],
    "aws-native:iam:UserPolicy": [{ userName: "ann", policyDocument: DATA }, "policyDocument.Statement[0]", 'user "ann"'],
    "aws-native:iam:GroupPolicy": [{ groupName: "web", policyDocument: DATA }, "policyDocument.Statement[0]", 'group "web"'],
    "aws-native:sso:PermissionSet": [{ inlinePolicy: DATA }, "inlinePolicy.Statement[0]", 'permission set "it"'],
};

/** Attachments of a policy of AWS; only of roles of Pods, as people have the whole of EC2 and nothing is said. */
const ATTACHES: Readonly<Record<string, readonly [props: object, at: string]>> = {
    "aws:iam/role:Role": [{ assumeRolePolicy: TRUST.pods, managedPolicyArns: [FULL] }, "managedPolicyArns[0]"],
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [{ role: "bot", policyArn: FULL }, "policyArn"],
    "aws:iam/policyAttachment:PolicyAttachment": [{ roles: ["bot"], users: ["ann"], policyArn: FULL }, "policyArn"],
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": [
        { roleName: "bot", policyArns: [FULL] },
        "policyArns[0]",
    ],
    "aws-native:iam:Role": [
        { assumeRolePolicyDocument: JSON.parse(TRUST.pods), managedPolicyArns: [FULL] },
        "managedPolicyArns[0]",
    ],
};

/** Attachments to people, where a policy of the stack says what they get. */
const GIVES: Readonly<Record<string, readonly [props: object, who: string]>> = {
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": [{ user: "ann", policyArn: "arn:own" }, 'user "ann"'],
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": [{ group: "web", policyArn: "arn:own" }, 'group "web"'],
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": [
        { userName: "ann", policyArns: ["arn:own"] },
        'user "ann"',
    ],
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": [
        { groupName: "web", policyArns: ["arn:own"] },
        'group "web"',
    ],
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": [
        { permissionSetArn: SET, managedPolicyArn: "arn:own" },
        'permission set "platform"',
    ],
    "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": [
        { permissionSetArn: SET, managedPolicyArns: ["arn:own"] },
        'permission set "platform"',
    ],
};

const said = (type: string, props: object, ...beside: readonly GivenInStack[]) =>
    judgeStack(nodeConfigurationWritersRestricted, [template, role, set, ...beside, { type, props }]).reported.map(
        ({ message }) => message.replace(/, which reaches.*/, ""),
    );

test.each(Object.entries(WRITES))("%s writes a policy", (type, [props, at, who]) => {
    expect(said(type, props)).toEqual([`${at}: allows ec2:ModifyLaunchTemplate on * to ${who}`]);
});

test.each(Object.entries(ATTACHES))("%s attaches a policy of AWS", (type, [props, at]) => {
    const who = type.endsWith(":Role") ? "it" : "bot";
    expect(said(type, props)).toEqual([
        `${at}: attaches AmazonEC2FullAccess, which allows ec2:CreateLaunchTemplateVersion and ec2:ModifyLaunchTemplate (by ec2:*) on * to role "${who}" of Pods`,
    ]);
});

test.each(Object.entries(GIVES))("%s gives a policy of the stack to people", (type, [props, who]) => {
    const policy = { type: "aws:iam/policy:Policy", name: "own", props: { arn: "arn:own", policy: POLICY } };
    expect(said(type, props, policy)).toEqual([`policy › Statement[0]: allows ec2:ModifyLaunchTemplate on * to ${who}`]);
});

test.each([
    ["aws:iam/policyAttachment:PolicyAttachment", { policyArn: "arn:own" }],
    ["aws-native:iam:ManagedPolicy", { policyDocument: DATA }],
])("%s gives to roles, users and groups", (type, props) => {
    const policy = { type: "aws:iam/policy:Policy", name: "own", props: { arn: "arn:own", policy: POLICY } };
    const beside = "policyArn" in props ? [policy] : [];
    const whose = (holders: object) => said(type, { ...props, ...holders }, ...beside).map((line) => line.replace(/.* to /, ""));
    expect(whose({ roles: ["bot"] })).toEqual(['role "bot" of Pods']);
    expect(whose({ users: ["ann"] })).toEqual(['user "ann"']);
    expect(whose({ groups: ["web"] })).toEqual(['group "web"']);
    expect(whose({ roles: ["bot"], users: ["ann"], groups: ["web"] })).toEqual([
        'role "bot" of Pods',
        'user "ann"',
        'group "web"',
    ]);
});

test.each([
    ["aws-native:iam:User", "managedPolicyArns", 'user "it"'],
    ["aws-native:iam:Group", "managedPolicyArns", 'group "it"'],
    ["aws-native:sso:PermissionSet", "managedPolicies", 'permission set "it"'],
])("%s attaches a policy of the stack in itself", (type, property, who) => {
    const policy = { type: "aws:iam/policy:Policy", name: "own", props: { arn: "arn:own", policy: POLICY } };
    expect(said(type, { [property]: ["arn:own"] }, policy)).toEqual([
        `policy › Statement[0]: allows ec2:ModifyLaunchTemplate on * to ${who}`,
    ]);
});

test.each([
    ["aws:iam/user:User", { name: "ann-1" }, { user: "ann-1" }, "aws:iam/userPolicy:UserPolicy", 'user "ann"'],
    ["aws:iam/group:Group", { name: "ann-1" }, { group: "ann-1" }, "aws:iam/groupPolicy:GroupPolicy", 'group "ann"'],
])("a policy of %s is that of the one in the stack", (type, props, named, policyType, who) =>
    expect(said(policyType, { ...named, policy: POLICY }, { type, name: "ann", props })).toEqual([
        `policy › Statement[0]: allows ec2:ModifyLaunchTemplate on * to ${who}`,
    ]),
);

test.each<[reason: string, boundary: unknown, isBounded: boolean]>([
    ["none", undefined, false],
    ["the one that takes nothing away", "arn:aws:iam::aws:policy/AdministratorAccess", false],
    ["the same in another partition", "arn:aws-cn:iam::aws:policy/AdministratorAccess", false],
    ["one of the program's own", "arn:aws:iam::123456789012:policy/AdministratorAccess", true],
    ["one that is called almost the same", "arn:aws:iam::aws:policy/AdministratorAccess-Amplify", true],
    ["one that is no ARN", "see arn:aws:iam::aws:policy/AdministratorAccess", true],
    ["one that cannot be read", { arn: "x" }, true],
])("of boundaries %s", (_, boundary, isBounded) =>
    expect(isBoundedBy({ boundary: Cursor.of<{ it: unknown }>({ it: boundary }).field("it") })).toBe(isBounded),
);
test("what can have no boundary is not bounded", () => expect(isBoundedBy({})).toBe(false));

const BOUNDED: readonly (readonly [type: string, props: object])[] = [
    ["aws:iam/role:Role", { assumeRolePolicy: TRUST.pods, inlinePolicies: [{ policy: POLICY }] }],
    ["aws-native:iam:Role", { assumeRolePolicyDocument: TRUST.pods, policies: [{ policyDocument: DATA }] }],
    ["aws-native:iam:User", { policies: [{ policyDocument: DATA }] }],
];
test.each(BOUNDED)("a boundary of %s bounds what it has", (type, props) => {
    const isBounded = (more: object) =>
        identitiesOf(stackOf([{ type, props: { ...props, ...more } }])).map((one) => one.isBounded);
    expect(isBounded({})).toEqual([false]);
    expect(isBounded({ permissionsBoundary: "arn:aws:iam::123456789012:policy/limits" })).toEqual([true]);
});

const tokens = [...iamCarriers.rows.keys()];

test("every carrier has a row here", () => {
    const rows = new Set([...Object.keys(WRITES), ...Object.keys(ATTACHES), ...Object.keys(GIVES)]);
    expect(tokens.filter((token) => !rows.has(token))).toEqual([]);
});

test.each([...tokens, ...PLAIN_IDENTITIES.keys()])("%s names the class that its SDK registers under it", (token) => {
    const [provider, path, kind] = token.split(":") as [string, string, string];
    const root = dirname(require.resolve(`@pulumi/${provider}/package.json`));
    const file = provider === "aws" ? `${path}.js` : `${path}/${kind.charAt(0).toLowerCase()}${kind.slice(1)}.js`;
    expect(existsSync(join(root, file))).toBe(true);
    expect(require(join(root, file))[kind].__pulumiType).toBe(token);
});
