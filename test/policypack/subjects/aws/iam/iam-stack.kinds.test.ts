import { attachment, role, rolePolicy, TRUST, WORKER } from "../../../iams";
import { identitiesIn, ONE, RUN, userPolicy } from "../../../identities";
import { type GivenInStack, UNKNOWN } from "../../../judge";

/** Whose role it is. */
describe("a role", () => {
    const kind = (...given: GivenInStack[]) =>
        identitiesIn(...given, rolePolicy("p", "r", ONE)).map((line) => line.replace(/:.*/, ""));
    const group = (nodeRoleArn: string): GivenInStack => ({
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "g",
        props: { nodeRoleArn },
    });
    const ARN = "arn:aws:iam::123456789012:role/r";
    const cluster: GivenInStack = { type: "aws:eks/cluster:Cluster", name: "c", props: {} };
    const unknownTrust = (from?: Record<string, string[]>): GivenInStack => ({
        ...role("r", UNKNOWN),
        ...(from && { propertyDependencies: from }),
    });

    test.each<[reason: string, given: GivenInStack[], kind: string]>([
        ["with a worker's policy", [role("r", TRUST.ec2), attachment("a", "r", WORKER)], 'node role "r" of Kubernetes nodes'],
        [
            "with a worker's policy in itself",
            [role("r", TRUST.ec2, { managedPolicyArns: [WORKER] })],
            'node role "r" of Kubernetes nodes',
        ],
        ["of a node group", [role("r", TRUST.ec2, { arn: ARN }), group(ARN)], 'node role "r" of Kubernetes nodes'],
        ["of another stack, of a node group", [group(ARN)], 'node role "r" of Kubernetes nodes'],
        ["of another stack, beside a node group", [group(`${ARN}2`)], 'unknown role "r"'],
        ["of Pods, even with a worker's policy", [role("r", TRUST.pods), attachment("a", "r", WORKER)], 'pods role "r" of Pods'],
        ["of machines of unknown use", [role("r", TRUST.ec2)], 'machine role "r" of EC2 instances'],
        ["whose trust policy is not known yet", [unknownTrust()], 'unknown role "r"'],
        [
            "whose trust policy is made from a cluster",
            [cluster, unknownTrust({ assumeRolePolicy: ["c"] })],
            'pods role "r" of Pods',
        ],
        ["whose trust policy is none", [role("r", "{")], 'unknown role "r"'],
    ])("%s", (_, given, expected) => expect(kind(...given)).toEqual([expected]));

    test("a user with the name of the nodes' role is people", () =>
        expect(identitiesIn(group(ARN), userPolicy("p", { user: "r" }))).toEqual([`people user "r": p ${RUN}`]));
});
