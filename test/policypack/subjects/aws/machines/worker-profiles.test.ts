import { WorkerProfiles } from "../../../../../policypack/subjects/aws/machines/worker-profiles";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

const POLICY = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
const ROLE = "aws:iam/role:Role";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const role = (props: object = {}, type = ROLE) => resource("role", type, { name: "workers", ...props });
const worker = role({ managedPolicyArns: [POLICY] });
const profile = (props: object = {}, type = PROFILE) => resource("profile", type, { name: "p-1", role: "workers", ...props });
const attached = (
    props: object = {},
    more: Partial<GivenInStack> = {},
    type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
) => resource("attachment", type, { role: "workers", policyArn: POLICY, ...props }, more);
const machine = (props: object = { iamInstanceProfile: "p-1" }, more: Partial<GivenInStack> = {}) =>
    resource("it", "aws:ec2/instance:Instance", props, more);

/** What the profile of the machine `it` says. */
function hintsOf(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    return new WorkerProfiles(stack)
        .hintsOf(stack.find(({ name }) => name === "it")!)
        .map(({ role: is, why, through }) => [is, why, ...through].join(" "));
}
const WORKER = ['worker instance profile "profile"'];

test.each<[reason: string, given: GivenInStack[], hints: string[]]>([
    ["that the role attaches itself", [worker, profile(), machine()], WORKER],
    ["that is attached to it", [role(), attached(), profile(), machine()], WORKER],
    [
        "that is attached to a role that is not known yet",
        [
            role({ name: UNKNOWN }),
            attached({ role: UNKNOWN }, made({ role: "role" })),
            { ...profile({ role: UNKNOWN }), ...made({ role: "role" }) },
            machine(),
        ],
        WORKER,
    ],
    [
        "the minimal one",
        [role({ managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy"] }), profile(), machine()],
        WORKER,
    ],
    [
        "among others",
        [
            role({ managedPolicyArns: [UNKNOWN, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", POLICY] }),
            profile(),
            machine(),
        ],
        WORKER,
    ],
    [
        "of Cloud Control's role and profile",
        [
            role({ roleName: "w", name: undefined, managedPolicyArns: [POLICY] }, "aws-native:iam:Role"),
            profile(
                { name: undefined, instanceProfileName: "p-1", role: undefined, roles: ["w"] },
                "aws-native:iam:InstanceProfile",
            ),
            machine(),
        ],
        WORKER,
    ],
    ["another policy", [role({ managedPolicyArns: [`${POLICY}X`] }), profile(), machine()], []],
    ["another policy that is attached", [role(), attached({ policyArn: `${POLICY}X` }), profile(), machine()], []],
    ["none", [role(), profile(), machine()], []],
    [
        "one of users",
        [resource("role", "aws:iam/group:Group", { name: "workers", managedPolicyArns: [POLICY] }), profile(), machine()],
        [],
    ],
    [
        "one that is attached to users",
        [role(), attached({}, {}, "aws:iam/userPolicyAttachment:UserPolicyAttachment"), profile(), machine()],
        [],
    ],
    [
        "one that is attached to another role",
        [role(), attached({ role: "others", description: "workers" }), profile(), machine()],
        [],
    ],
    ["one that is not known yet", [role(), attached({ policyArn: UNKNOWN }), profile(), machine()], []],
])("workers have a policy: %s", (_, given, hints) => expect(hintsOf(...given)).toEqual(hints));

test.each<[reason: string, given: GivenInStack[], hints: string[]]>([
    ["another role", [profile({ role: "others" })], []],
    ["another role, and speaks of workers", [profile({ role: "others", tags: { of: "workers" } })], []],
    ["several roles, as AWS once had them", [profile({ role: undefined, roles: ["others", "workers"] })], WORKER],
    [
        "a role of another stack beside",
        [{ ...profile({ role: UNKNOWN }), propertyDependencies: { role: ["other", "role"] } }],
        WORKER,
    ],
    ["the role, but is no profile", [profile({}, "aws:iam/policy:Policy")], []],
    ["the role, but is of another provider", [profile({}, `my-${PROFILE}`)], []],
    ["the role, but is only called so", [profile({}, "aws-native:iam:InstanceProfileX")], []],
])("a profile has %s", (_, given, hints) =>
    expect(hintsOf(worker, resource("other", "aws:iam/role:Role", { name: "other" }), ...given, machine())).toEqual(hints),
);

test.each<[reason: string, props: object, more: Partial<GivenInStack>, hints: string[]]>([
    ["by name", { iamInstanceProfile: "p-1" }, {}, WORKER],
    ["within an object", { iamInstanceProfile: { name: "p-1" } }, {}, WORKER],
    ["within Cloud Control's data", { launchTemplateData: { iamInstanceProfile: { name: "p-1" } } }, {}, WORKER],
    ["by what it is made from", { iamInstanceProfile: UNKNOWN }, made({ iamInstanceProfile: "profile" }), WORKER],
    ["in another property", { keyName: "p-1", tags: { profile: "p-1" } }, {}, []],
    ["of another stack", { iamInstanceProfile: "p-2" }, {}, []],
])("a machine names its profile %s", (_, props, more, hints) =>
    expect(hintsOf(worker, profile(), machine(props, more))).toEqual(hints),
);
