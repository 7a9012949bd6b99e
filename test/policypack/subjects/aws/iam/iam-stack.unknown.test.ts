import { attachment, managed, role, TRUST, WORKER, rolePolicy } from "../../../iams";
import { identitiesIn, ONE, own, policy, RUN } from "../../../identities";
import { type GivenInStack, UNKNOWN } from "../../../judge";

/** What is not known yet. */
test.each<[reason: string, given: GivenInStack[], identities: string[]]>([
    [
        "a policy of somebody's",
        [role("r", TRUST.pods), { ...rolePolicy("p", "r"), props: { role: "r", policy: UNKNOWN } }],
        ['pods role "r" of Pods: ? p'],
    ],
    [
        "a policy that is attached",
        [role("r", TRUST.pods), { ...policy("p"), props: { arn: own("p"), policy: UNKNOWN } }, attachment("a", "r", own("p"))],
        ['pods role "r" of Pods: ? p'],
    ],
    [
        "what AWS adds to a role that writes none",
        [role("r", TRUST.pods, { inlinePolicies: UNKNOWN, managedPolicyArns: UNKNOWN })],
        [],
    ],
    [
        "what the program makes of something unknown in a role",
        [
            { type: "random:index/randomId:RandomId", name: "x", props: {} },
            { ...role("r", TRUST.pods, { inlinePolicies: UNKNOWN }), propertyDependencies: { inlinePolicies: ["x"] } },
        ],
        ['pods role "r" of Pods: ? r'],
    ],
    [
        "the same in Cloud Control's role",
        [
            { type: "random:index/randomId:RandomId", name: "x", props: {} },
            {
                type: "aws-native:iam:Role",
                name: "r",
                props: { assumeRolePolicyDocument: TRUST.pods, policies: UNKNOWN },
                propertyDependencies: { policies: ["x"] },
            },
        ],
        ['pods role "r" of Pods: ? r'],
    ],
    [
        "the same in a permission set",
        [
            { type: "random:index/randomId:RandomId", name: "x", props: {} },
            {
                type: "aws-native:sso:PermissionSet",
                name: "s",
                props: { inlinePolicy: UNKNOWN },
                propertyDependencies: { inlinePolicy: ["x"] },
            },
        ],
        ['people permission set "s": ? s'],
    ],
    ["a policy of nobody's", [{ ...policy("p"), props: { policy: UNKNOWN } }], ['unknown whoever has policy "p": ? p']],
    [
        "an ARN that nothing tells",
        [role("r", TRUST.pods), { ...attachment("a", "r", WORKER), props: { role: "r", policyArn: UNKNOWN } }],
        ['pods role "r" of Pods: ? a'],
    ],
    [
        "an ARN that is a policy's of the stack",
        [
            role("r", TRUST.pods),
            policy("p", ONE),
            {
                ...attachment("a", "r", WORKER),
                props: { role: "r", policyArn: UNKNOWN },
                propertyDependencies: { policyArn: ["p"] },
            },
        ],
        [`pods role "r" of Pods: p ${RUN}`],
    ],
    [
        "ARNs in a role that are made from something else",
        [
            { type: "random:index/randomId:RandomId", name: "x", props: {} },
            {
                ...role("r", TRUST.pods, { managedPolicyArns: [UNKNOWN, managed("AmazonS3FullAccess")] }),
                propertyDependencies: { managedPolicyArns: ["x"] },
            },
        ],
        ['pods role "r" of Pods: r managedPolicyArns[1]=AmazonS3FullAccess; ? r'],
    ],
])("of %s", (_, given, identities) => expect(identitiesIn(...given)).toEqual(identities));
