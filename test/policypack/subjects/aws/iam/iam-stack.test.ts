import { identitiesOf } from "../../../../../policypack/subjects/aws/iam/iam-stack";
import { attachment, document, managed, role, rolePolicy, TRUST } from "../../../iams";
import { identitiesIn, ONE, OTHER, own, policy, RUN, userPolicy } from "../../../identities";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

test.each<[reason: string, given: GivenInStack[], identities: string[]]>([
    ["nobody who has nothing", [role("r", TRUST.pods), { type: "aws:iam/user:User", name: "u", props: {} }], []],
    [
        "a role with its own policies and those beside it",
        [role("r", TRUST.pods, { inlinePolicies: [{ policy: document(OTHER) }] }), rolePolicy("p", "r", ONE)],
        [`pods role "r" of Pods: r inlinePolicies[0].policy › ssm:startsession; p ${RUN}`],
    ],
    [
        "a policy of AWS that is attached",
        [role("r", TRUST.lambda), attachment("a", "r", "AmazonS3FullAccess")],
        ['service role "r" of lambda.amazonaws.com: a policyArn=AmazonS3FullAccess'],
    ],
    ["a policy that nobody has yet", [policy("p", ONE)], [`unknown whoever has policy "p": p ${RUN}`]],
    [
        "a policy that somebody has, once",
        [role("r", TRUST.pods), policy("p", ONE), attachment("a", "r", own("p"))],
        [`pods role "r" of Pods: p ${RUN}`],
    ],
    [
        "a policy that two have, each by itself",
        [
            role("r", TRUST.pods),
            role("s", TRUST.ec2),
            policy("p", ONE),
            attachment("a", "r", own("p")),
            attachment("b", "s", own("p")),
        ],
        [`pods role "r" of Pods: p ${RUN}`, `machine role "s" of EC2 instances: p ${RUN}`],
    ],
    ["a policy of another stack, of which nothing is known", [role("r", TRUST.pods), attachment("a", "r", own("p"))], []],
    [
        "somebody of another stack, by name",
        [userPolicy("a", { user: "ann" }), userPolicy("b", { user: "ann", policy: document(OTHER) })],
        [`people user "ann": a ${RUN}; b policy › ssm:startsession`],
    ],
    [
        "two of one name, who are not one",
        [
            userPolicy("a", { user: "x" }),
            { type: "aws:iam/groupPolicy:GroupPolicy", name: "b", props: { group: "x", policy: document(ONE) } },
        ],
        [`people user "x": a ${RUN}`, `people group "x": b ${RUN}`],
    ],
    [
        "two of one name in the stack, who are not one",
        [
            role("x", TRUST.pods),
            { type: "aws:iam/user:User", name: "u", props: { name: "x" } },
            userPolicy("a", { user: "x" }),
            rolePolicy("b", "x", OTHER),
        ],
        [`people user "u": a ${RUN}`, 'pods role "x" of Pods: b policy › ssm:startsession'],
    ],
    [
        "a role of another stack, which may be anybody's",
        [rolePolicy("p", "elsewhere", ONE)],
        [`unknown role "elsewhere": p ${RUN}`],
    ],
    ["somebody who is not known yet", [userPolicy("p", { user: UNKNOWN })], [`unknown whoever has policy "p": p ${RUN}`]],
    [
        "somebody who is not known yet, by what the name is made from",
        [
            { type: "aws:iam/user:User", name: "u", props: { name: UNKNOWN } },
            userPolicy("p", { user: UNKNOWN }, { propertyDependencies: { user: ["u"] } }),
        ],
        [`people user "u": p ${RUN}`],
    ],
    [
        "a managed policy that names who has it",
        [
            role("r", TRUST.pods),
            { type: "aws-native:iam:ManagedPolicy", name: "p", props: { roles: ["r"], policyDocument: document(ONE) } },
        ],
        ['pods role "r" of Pods: p policyDocument › ec2:runinstances'],
    ],
    [
        "a managed policy that names nobody",
        [{ type: "aws-native:iam:ManagedPolicy", name: "p", props: { policyDocument: document(ONE) } }],
        ['unknown whoever has policy "p": p policyDocument › ec2:runinstances'],
    ],
    [
        "a role with a boundary",
        [role("r", TRUST.pods, { permissionsBoundary: own("limits") }), rolePolicy("p", "r", ONE)],
        [`pods role "r" of Pods, bounded: p ${RUN}`],
    ],
])("%s", (_, given, identities) => expect(identitiesIn(...given).sort()).toEqual([...identities].sort()));

test("who is named in the program is named in settings by each of the names", () => {
    const names = (...given: GivenInStack[]) => identitiesOf(stackOf(given)).map(({ holder }) => holder.names);
    expect(names(policy("p", ONE))).toEqual([["p"]]);
    expect(names(rolePolicy("p", "elsewhere", ONE))).toEqual([["elsewhere"]]);
    expect(names(userPolicy("p", { user: UNKNOWN }))).toEqual([["p"]]);
    expect(names(role("r", TRUST.pods, { arn: "arn:r" }), rolePolicy("p", "r", ONE))).toEqual([["r", "r", "arn:r"]]);
});

/** After a refresh AWS lists within a role what others attach to it. */
test("what stands in a role and beside it is told where it was written", () => {
    expect(
        identitiesIn(
            role("r", TRUST.pods, {
                inlinePolicies: [{ policy: document(ONE) }, { policy: document(OTHER) }],
                managedPolicyArns: [managed("AmazonS3FullAccess"), managed("AmazonEC2FullAccess")],
            }),
            rolePolicy("p", "r", ONE),
            attachment("a", "r", "AmazonS3FullAccess"),
        ).map((line) => line.split(/: |; /).sort()),
    ).toEqual([
        [
            `p ${RUN}`,
            "r inlinePolicies[1].policy › ssm:startsession",
            "r managedPolicyArns[1]=AmazonEC2FullAccess",
            "a policyArn=AmazonS3FullAccess",
            'pods role "r" of Pods',
        ].sort(),
    ]);
    expect(
        identitiesIn(role("r", TRUST.pods, { inlinePolicies: [{ policy: document(ONE) }, { policy: document(ONE) }] })),
    ).toEqual([
        'pods role "r" of Pods: r inlinePolicies[0].policy › ec2:runinstances; r inlinePolicies[1].policy › ec2:runinstances',
    ]);
});
