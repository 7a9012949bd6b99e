import { tallySeen, takeTally } from "../../../policypack/lib/tally";
import { judgeResource, judgeStack, stackOf, unknownValue } from "../../../policypack/lib/without-engine";
import { resourcesOfExample } from "../examples";
import { policies } from "../../../policypack/policies";

const policyOf = (name: string) => policies.find((one) => one.name === name)!;
const kubelet = policyOf("kubelet-anonymous-auth-disabled");
const port = policyOf("kubelet-port-not-reachable");
const bucket = policyOf("etcd-buckets-not-public");
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

const judge = (policy: typeof port, type: string, props: object, urn = "urn:a") =>
    judgeResource(policy, { type, name: "a", urn, props }, {}, () => undefined);
const userData = (text: string) => ({ userData: Buffer.from(text).toString("base64") });
const rule = (over: object) => ({ protocol: "tcp", fromPort: 10250, toPort: 10250, ...over });

beforeEach(() => tallySeen(true));
afterEach(() => tallySeen(false));

test.each<[string, () => unknown, string, object]>([
    [
        "a kubelet that is as it should be was judged",
        () => judge(kubelet, TEMPLATE, userData("#!/bin/sh\n/etc/eks/bootstrap.sh main\n")),
        kubelet.name,
        { read: ["urn:a"], judged: ["urn:a"], unjudged: [] },
    ],
    [
        "a machine without a kubelet was read, and nothing of it judged",
        () => judge(kubelet, TEMPLATE, userData("#!/bin/sh\nyum install -y nginx\n")),
        kubelet.name,
        { read: ["urn:a"], judged: [], unjudged: [] },
    ],
    [
        "what is unknown could not be judged",
        () => judge(kubelet, TEMPLATE, { userData: unknownValue() }),
        kubelet.name,
        { read: ["urn:a"], judged: [], unjudged: ["urn:a"] },
    ],
    [
        "one unknown rule hides no known one",
        () =>
            judge(port, GROUP, {
                ingress: [rule({ cidrBlocks: ["0.0.0.0/0"] }), rule({ cidrBlocks: unknownValue() })],
            }),
        port.name,
        { read: ["urn:a"], judged: ["urn:a"], unjudged: ["urn:a"] },
    ],
    [
        "what only the stack shows is of the resource that it is about",
        () => {
            const given = resourcesOfExample(bucket.examples.bad).map((one, i) => ({ ...one, name: `${i}`, urn: `urn:${i}` }));
            judgeStack(bucket, stackOf(given), {}, () => undefined);
        },
        bucket.name,
        { read: [], judged: ["urn:0"], unjudged: [] },
    ],
])("%s", (_, work, policy, expected) => {
    work();
    const { read, judged, unjudged } = takeTally()?.get(policy) ?? { read: [], judged: [], unjudged: [] };
    expect({ read: [...read], judged: [...judged], unjudged: [...unjudged] }).toEqual(expected);
});

test("what was taken is not counted again, and nothing is where nobody asks", () => {
    judge(port, GROUP, {});
    expect(takeTally()?.size).toBe(1);
    expect(takeTally()?.size).toBe(0);
    tallySeen(false);
    judge(port, GROUP, {});
    expect(takeTally()).toBeUndefined();
});
