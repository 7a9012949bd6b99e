import { configurePack } from "../../../policypack/lib/configure-pack";
import type { Policy } from "../../../policypack/lib/define-policy";
import { EXEMPT } from "../../../policypack/lib/own-exemptions";
import { packPolicy } from "../../../policypack/lib/pack-policy";
import { PACK } from "../../../policypack/lib/pack-settings";
import { policies } from "../../../policypack/policies";
import { kubeletPortNotReachable } from "../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../judge";

const pack = packPolicy(policies) as unknown as Policy;
/** A group that opens the kubelet's port, or no port. */
const group = (name: string, cidr?: unknown, tags: object = {}): GivenInStack => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name,
    props: {
        tags,
        ingress: cidr === undefined ? [] : [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: [cidr] }],
    },
});
const EVERYBODY = "0.0.0.0/0";
const accepted = { policy: "kubelet-port-not-reachable", name: "bastion", reason: "scraped from there", owner: "platform" };

/** What is told at the end of an operation that judged these resources. */
function toldOf(
    resources: readonly GivenInStack[],
    exemptions: readonly object[],
    { onResources = false, disabled = [] as string[] } = {},
): string[] {
    const own = { exemptions, allowExemptionsOnResources: onResources };
    configurePack(policies, new Map([[PACK, own]]), {
        now: () => new Date("2026-06-01T12:00:00Z"),
        disabled: new Set(disabled),
    });
    if (!disabled.includes(kubeletPortNotReachable.name)) for (const one of resources) judge(kubeletPortNotReachable, one);
    return judgeStack(pack, resources).reported.map(
        ({ level, message, urn }) => `(${level}) ${message}${urn ? ` @${urn.split("::").at(-1)}` : ""}`,
    );
}
afterEach(() => void configurePack(policies, new Map()));

const FIX = "Remove it from the configuration.";

test("one that exempts something is not told of again", () => {
    expect(toldOf([group("bastion", EVERYBODY)], [accepted])).toEqual([]);
});

test("one that expired and would have exempted something is told of with the finding, and not again", () => {
    expect(toldOf([group("bastion", EVERYBODY)], [{ ...accepted, expires: "2025-12-31" }])).toEqual([]);
});

test.each([
    [
        "there is nothing to exempt",
        accepted,
        "exemptions[0]: exempts nothing, as kubelet-port-not-reachable has nothing to report of bastion",
    ],
    [
        "what there is to exempt is another finding",
        { ...accepted, name: "open", finding: "ingress[7]*" },
        'exemptions[0]: exempts nothing, as kubelet-port-not-reachable has nothing to report of open that is like "ingress[7]*"',
    ],
    [
        "many resources are meant and none needs it",
        { ...accepted, name: "b*" },
        "exemptions[0]: exempts nothing, as kubelet-port-not-reachable has nothing to report of bastion, b1, b2 and others",
    ],
    [
        "no resource is called so",
        { ...accepted, name: "bastoin" },
        'exemptions[0]: exempts nothing, as this stack has no resource of the name "bastoin" (did you mean "bastion"?)',
    ],
    [
        "no resource is of its type",
        { ...accepted, name: undefined, type: "aws:ec2:Instance" },
        'exemptions[0]: exempts nothing, as this stack has no resource of the type "aws:ec2:Instance"',
    ],
    [
        "no resource is of its name and type",
        { ...accepted, type: "aws:ec2:Instance" },
        'exemptions[0]: exempts nothing, as this stack has no resource of the name "bastion" and the type "aws:ec2:Instance"',
    ],
    [
        "one of its policies has nothing to report",
        { ...accepted, name: "open", policy: ["kubelet-port-not-reachable", "etcd-port-not-reachable"] },
        "exemptions[0]: exempts nothing, as etcd-port-not-reachable has nothing to report of open",
    ],
    [
        "it has expired",
        { ...accepted, expires: "2025-12-31" },
        "exemptions[0]: expired on 2025-12-31, and kubelet-port-not-reachable has nothing to report of bastion",
    ],
])("one is told of when %s", (_, exemption, line) => {
    const resources = [group("bastion"), group("b1"), group("b2"), group("b3"), group("open", EVERYBODY)];
    expect(toldOf(resources, [exemption])).toEqual([`(advisory) ${line}. ${FIX}`]);
});

test("one of a policy that is disabled is told of", () => {
    expect(toldOf([group("bastion", EVERYBODY)], [accepted], { disabled: ["kubelet-port-not-reachable"] })).toEqual([
        `(advisory) exemptions[0]: exempts nothing, as kubelet-port-not-reachable is disabled. ${FIX}`,
    ]);
});

test.each([
    ["another stack's", { ...accepted, stack: "test/prod" }],
    ["that of a resource of another stack", { ...accepted, name: undefined, urn: "urn:pulumi:prod::shop::*::bastion" }],
])("%s is not this stack's to tell of", (_, exemption) => {
    expect(toldOf([group("bastion")], [exemption])).toEqual([]);
});

test("that of a resource of this stack which is not there is told of", () => {
    expect(toldOf([group("bastion")], [{ ...accepted, name: undefined, urn: "urn:pulumi:test::test::*::gone" }])).toHaveLength(1);
});

test("nothing is told while something of the resource is not known", () => {
    expect(toldOf([group("bastion", UNKNOWN)], [accepted])).toEqual([]);
});

test("nothing is told of what is not there yet, as the operation is about other resources", () => {
    expect(toldOf([{ ...group("bastion"), props: {} }], [accepted])).toEqual([]);
});

describe("on a resource", () => {
    const key = `${EXEMPT}kubelet-port-not-reachable`;
    const onResources = true;

    test("one that exempts nothing is told of at the resource", () => {
        const tagged = (name: string, cidr?: string) => group(name, cidr, { [key]: "scraped" });
        expect(toldOf([tagged("bastion"), tagged("open", EVERYBODY)], [], { onResources })).toEqual([
            `(advisory) tags["${key}"]: exempts nothing, as kubelet-port-not-reachable has nothing to report of this resource. ` +
                "Remove it from the resource. @bastion",
        ]);
    });

    test("one of a disabled policy is told of", () => {
        const tagged = [group("bastion", EVERYBODY, { [key]: "scraped" })];
        expect(toldOf(tagged, [], { onResources, disabled: ["kubelet-port-not-reachable"] })).toEqual([
            `(advisory) tags["${key}"]: exempts nothing, as kubelet-port-not-reachable is disabled. Remove it from the resource. @bastion`,
        ]);
    });

    const told = (tags: object, allowExemptionsOnResources?: boolean) =>
        judge(pack, { ...group("bastion", EVERYBODY, tags), config: { allowExemptionsOnResources } });

    test("one is ignored where that is not allowed, and told of", () => {
        expect(told({ [key]: "scraped" })).toEqual({
            reported: [
                {
                    message:
                        `tags["${key}"]: is ignored, as the configuration allows no exemptions on resources. Set allowExemptionsOnResources to true there, ` +
                        "or write the exemption into the configuration.",
                    level: "advisory",
                    urn: "urn:pulumi:test::test::aws:ec2/securityGroup:SecurityGroup::bastion",
                },
            ],
        });
    });

    const WRITE = 'Write why, and then until when and by whom: "monitored from the bastion expires=2026-12-31 owner=platform".';
    test.each([
        [
            `${EXEMPT}kublet-port-not-reachable`,
            "scraped",
            `exempts nothing, as no policy is named "kublet-port-not-reachable". Write "${key}".`,
        ],
        [`${EXEMPT}all`, "scraped", 'exempts nothing, as no policy is named "all". docs/policies lists the policies.'],
        [key, "owner=platform", `exempts nothing, as it has no reason. ${WRITE}`],
        [
            key,
            "scraped expires=31.12.2026",
            `exempts nothing, as it expires on "31.12.2026", which is no date like 2026-12-31. ${WRITE}`,
        ],
    ])("%s: %s is told of", (tag, value, line) => {
        expect(told({ [tag]: value }, true).reported.map(({ message }) => message)).toEqual([`tags["${tag}"]: ${line}`]);
    });

    test("a right one is not told of, and a resource without one is none of the policy's", () => {
        expect(told({ [key]: "scraped" }, true)).toEqual({ reported: [] });
        expect(told({ Name: "x" }, true)).toEqual({ reported: [], notApplicable: true });
    });
});
