import { configurePack } from "../../../policypack/lib/configure-pack";
import { EXEMPT } from "../../../policypack/lib/own-exemptions";
import { PACK } from "../../../policypack/lib/pack-settings";
import { policies } from "../../../policypack/policies";
import { nodeBucketNotPublic } from "../../../policypack/policies/static-pods/node-bucket-not-public";
import { kubeletPortNotReachable } from "../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { podsIsolatedFromNode } from "../../../policypack/policies/runtime-socket/pods-isolated-from-node";
import { nodeMetadataTokensRequired } from "../../../policypack/policies/runtime-socket/node-metadata-tokens-required";
import { remediate } from "../sdk";
import { type Given, judge, judgeStack, UNKNOWN } from "../judge";

const FACT = "ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0";
const FIX = "Name the control plane's security group in securityGroups and remove cidrBlocks.";
const group = (props: object = {}): Given => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "bastion",
    props: { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }], ...props },
});
const accepted = {
    policy: "kubelet-port-not-reachable",
    name: "bastion",
    reason: "Prometheus scrapes from there.",
    owner: "platform",
};

/** The pack with these exemptions, on a day; without the day, on one on which they hold. */
function configured(exemptions: readonly object[], { at = "2026-06-01T12:00:00Z", onResources = false } = {}): void {
    const own = { exemptions, allowExemptionsOnResources: onResources };
    configurePack(policies, new Map([[PACK, own]]), { now: () => new Date(at) });
}
afterEach(() => void configurePack(policies, new Map()));

const told = (given: Given = group()) => judge(kubeletPortNotReachable, given).reported;

test("without exemptions a finding is what it is", () => {
    configured([]);
    expect(told()).toEqual([{ message: `${FACT}. ${FIX}` }]);
});

test("an exempt finding is advice that says who accepts it and why, and no longer how to mend it", () => {
    configured([accepted]);
    expect(told()).toEqual([{ message: `${FACT}. Exempt by platform: Prometheus scrapes from there.`, level: "advisory" }]);
});

test("until when, and where it was decided, is said too", () => {
    configured([{ ...accepted, expires: "2026-12-31", ticket: "SEC-12" }]);
    expect(told()[0]?.message).toBe(`${FACT}. Exempt until 2026-12-31 by platform (SEC-12): Prometheus scrapes from there.`);
});

test.each([
    ["the resource's URN", { name: undefined, urn: "urn:pulumi:test::test::aws:ec2/securityGroup:SecurityGroup::bastion" }],
    ["a part of its URN", { name: undefined, urn: "urn:pulumi:test::*::bastion" }],
    ["a part of its name", { name: "bas*" }],
    ["its type", { name: undefined, type: "aws:ec2/securityGroup:SecurityGroup" }],
    ["its type as the CLI shows it", { name: undefined, type: "aws:ec2:SecurityGroup" }],
    ["a provider's types", { name: undefined, type: "aws:*" }],
    ["its stack and its name", { stack: "test/*" }],
    ["several policies, this one among them", { policy: ["node-ssh-not-reachable", "kubelet-port-not-reachable"] }],
    ["this finding", { finding: "ingress[0]*" }],
])("%s is meant", (_, more) => {
    configured([{ ...accepted, ...more }]);
    expect(told()[0]?.level).toBe("advisory");
});

test.each([
    ["another policy's", { policy: "node-ssh-not-reachable" }],
    ["another resource's", { name: "bastion2" }],
    ["that of a type which begins alike", { name: undefined, type: "aws:ec2/securityGroupRule:SecurityGroupRule" }],
    ["another stack's", { stack: "test/prod" }],
    ["that of another of its findings", { finding: "ingress[1]*" }],
    ["that of a type, when the name is another", { name: "web", type: "aws:ec2:SecurityGroup" }],
])("%s exemption is not this one", (_, more) => {
    configured([{ ...accepted, ...more }]);
    expect(told()).toEqual([{ message: `${FACT}. ${FIX}` }]);
});

test.each([
    ["2026-12-31T23:59:59Z", "advisory"],
    ["2027-01-01T00:00:00Z", undefined],
    // In Honolulu it is still the day before.
    ["2026-12-31T23:59:59-10:00", undefined],
])("one that expires on 2026-12-31, at %s: %s", (at, level) => {
    configured([{ ...accepted, expires: "2026-12-31" }], { at });
    expect(told()[0]?.level).toBe(level);
});

test.each([
    ["midnight comes", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z", "advisory"],
    ["the clock is set back", "2027-01-01T00:00:01Z", "2026-12-31T12:00:00Z", undefined],
])("between two findings of one operation %s: both are judged by the first's day", (_, first, second, level) => {
    const clock = [first, second];
    const own = { exemptions: [{ ...accepted, expires: "2026-12-31" }] };
    const operation = () =>
        configurePack(policies, new Map([[PACK, own]]), { now: () => new Date(clock.length > 1 ? clock.shift()! : clock[0]!) });
    operation();
    expect([told()[0]?.level, told()[0]?.level]).toEqual([level, level]);
    operation();
    expect(told()[0]?.level).toBe(level === undefined ? "advisory" : undefined);
});

test("one that has expired exempts no longer, and the finding says so", () => {
    configured([{ ...accepted, expires: "2025-12-31", ticket: "SEC-12" }]);
    expect(told()).toEqual([
        { message: `${FACT}. ${FIX} Its exemption by platform (SEC-12) expired on 2025-12-31: Prometheus scrapes from there.` },
    ]);
});

test("one that holds wins over one that has expired", () => {
    configured([
        { ...accepted, expires: "2025-12-31" },
        { ...accepted, name: "bast*" },
    ]);
    expect(told()[0]?.level).toBe("advisory");
});

test("what could not be read is accepted as a finding is", () => {
    configured([accepted]);
    expect(told(group({ ingress: "all" }))).toEqual([
        {
            message:
                "ingress: is a string where a list was expected, so it could not be judged. Exempt by platform: Prometheus scrapes from there.",
            level: "advisory",
        },
    ]);
});

test("what is not known stays unknown", () => {
    configured([accepted]);
    expect(judge(kubeletPortNotReachable, group({ ingress: UNKNOWN }))).toEqual({ reported: [], unknown: "ingress" });
});

test("a finding of the whole stack is exempt by the resource that it is about", () => {
    const { bad } = nodeBucketNotPublic.examples;
    const stack = [bad, ...(bad.beside ?? [])].map((one, i) => ({ ...one, name: one.name ?? `r${i}` }));
    configured([]);
    const [finding] = judgeStack(nodeBucketNotPublic, stack).reported;
    expect([finding?.level, finding?.urn]).toEqual([undefined, expect.stringContaining("::")]);
    configured([{ policy: "node-bucket-not-public", urn: finding!.urn!, reason: "public on purpose", owner: "web" }]);
    const [exempt] = judgeStack(nodeBucketNotPublic, stack).reported;
    expect([exempt?.level, exempt?.urn, exempt?.message]).toEqual([
        "advisory",
        finding?.urn,
        expect.stringMatching(/\. Exempt by web: public on purpose\.$/),
    ]);
});

test("what somebody accepts is not repaired", async () => {
    const { bad } = nodeMetadataTokensRequired.examples;
    configured([]);
    expect(await remediate(nodeMetadataTokensRequired, bad)).toBeDefined();
    configured([{ ...accepted, policy: "node-metadata-tokens-required", name: bad.name ?? "it" }]);
    expect(await remediate(nodeMetadataTokensRequired, bad)).toBeUndefined();
});

describe("on the resource", () => {
    const key = `${EXEMPT}kubelet-port-not-reachable`;
    const tagged = (value: unknown) => group({ tags: { Name: "x", [key]: value } });

    test("a tag exempts, once that is allowed", () => {
        configured([], { onResources: true });
        expect(told(tagged("scraped from there owner=platform expires=2026-12-31 ticket=SEC-1"))).toEqual([
            { message: `${FACT}. Exempt until 2026-12-31 by platform (SEC-1): scraped from there.`, level: "advisory" },
        ]);
        expect(told(tagged("scraped from there"))[0]?.message).toBe(
            `${FACT}. Exempt by whoever wrote it on the resource: scraped from there.`,
        );
    });

    test("a tag exempts nothing when that is not allowed", () => {
        configured([{ ...accepted, name: "other" }]);
        expect(told(tagged("scraped from there"))).toEqual([{ message: `${FACT}. ${FIX}` }]);
    });

    test.each([
        ["a tag without a reason", tagged("owner=platform")],
        ["a tag with a wrong date", tagged("scraped expires=31.12.2026")],
        ["a tag of another policy", group({ tags: { [`${EXEMPT}node-ssh-not-reachable`]: "scraped" } })],
        ["a tag that is not known", tagged(UNKNOWN)],
        ["tags that are not known", group({ tags: UNKNOWN })],
        ["a tag that is no text", tagged(7)],
    ])("%s exempts nothing", (_, given) => {
        configured([], { onResources: true });
        expect(told(given)).toEqual([{ message: `${FACT}. ${FIX}` }]);
    });

    test("one that has expired exempts no longer", () => {
        configured([], { onResources: true });
        expect(told(tagged("scraped owner=platform expires=2025-12-31"))[0]?.message).toBe(
            `${FACT}. ${FIX} Its exemption by platform expired on 2025-12-31: scraped.`,
        );
    });

    test("tags of aws-native are lists", () => {
        configured([], { onResources: true });
        const given = {
            type: "aws-native:ec2:SecurityGroup",
            name: "bastion",
            props: {
                groupDescription: "x",
                securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIp: "0.0.0.0/0" }],
                tags: [
                    { key: "Name", value: "x" },
                    { key, value: "scraped" },
                ],
            },
        };
        expect(told(given)[0]?.level).toBe("advisory");
    });

    test("Kubernetes has annotations", () => {
        configured([], { onResources: true });
        const pod = (annotations: object) => ({
            type: "kubernetes:core/v1:Pod",
            props: { metadata: { annotations }, spec: { hostPID: true, containers: [{ name: "a", image: "example.com/a" }] } },
        });
        const level = (annotations: object) => judge(podsIsolatedFromNode, pod(annotations)).reported[0]?.level;
        expect([level({ [`${EXEMPT}pods-isolated-from-node`]: "a debugger" }), level({ other: "a debugger" })]).toEqual([
            "advisory",
            undefined,
        ]);
    });

    test("every policy's key is one that Kubernetes takes", () => {
        for (const { name } of policies) expect(`${EXEMPT}${name}`.split("/")[1]!.length).toBeLessThanOrEqual(63);
    });
});
