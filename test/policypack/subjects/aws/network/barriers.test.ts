import { AddressSet } from "../../../../../policypack/model/address-set";
import type { Ingress, Source } from "../../../../../policypack/model/ingress";
import { barriersOf } from "../../../../../policypack/subjects/aws/network/barriers";
import { type GivenInStack, stackOf } from "../../../judge";
import { resource } from "../../../paths";

const LT = "aws:ec2/launchTemplate:LaunchTemplate";
const addresses = (written: string): Source => ({ kind: "addresses", written, addresses: AddressSet.parse(written)! });
const GROUP: Source = { kind: "security group", written: "123456789012/sg-1" };
const ingress = (...sources: Source[]): Ingress => ({
    at: "cidrBlocks",
    opens: [10250],
    isNarrow: true,
    isExact: true,
    sources,
    instead: "securityGroups",
    evidence: { verdict: "node", why: "" },
    path: [],
    group: undefined,
});
const rule = (ruleNo: number, action: string, cidrBlock: string) => ({ ruleNo, action, protocol: "-1", cidrBlock });
const acl = (name: string, subnetId: string, ...rules: object[]) =>
    resource(name, "aws:ec2/networkAcl:NetworkAcl", { id: name, subnetIds: [subnetId], ingress: rules });
const subnet = (id: string) => resource(id, "aws:ec2/subnet:Subnet", { id });
const instance = (subnetId: string, name = "box", props: object = {}) =>
    resource(name, "aws:ec2/instance:Instance", { subnetId, ...props });
const DENIES = rule(1, "deny", "0.0.0.0/0");
const PRIVATE = rule(1, "allow", "10.0.0.0/8");

/** What becomes of an ingress before some users: whom each view is about, and what keeps these out. */
function narrowed(sources: readonly Source[], users: readonly string[], ...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    const thunks = [
        ...barriersOf(stack).narrow(
            () => ingress(...sources),
            stack.filter(({ name }) => users.includes(name)),
        ),
    ];
    return thunks.map((thunk) => {
        const { sources: left, barrier } = thunk();
        return [left.map(({ written }) => written).join(), barrier].filter(Boolean).join(": ");
    });
}
const ALL = addresses("0.0.0.0/0");
const A = subnet("a");

test.each<[reason: string, sources: Source[], given: GivenInStack[], views: string[]]>([
    ["without ACLs", [ALL], [A, instance("a")], ["0.0.0.0/0"]],
    ["an ACL that denies", [ALL], [A, instance("a"), acl("no", "a", DENIES)], ['0.0.0.0/0: network ACL "no" denies']],
    ["an ACL that admits", [ALL], [A, instance("a"), acl("yes", "a", rule(1, "allow", "0.0.0.0/0"))], ["0.0.0.0/0"]],
    [
        "an ACL that admits private addresses",
        [ALL],
        [A, instance("a"), acl("some", "a", PRIVATE)],
        ['0.0.0.0/0: network ACL "some" admits from private addresses alone'],
    ],
    [
        "an ACL that admits public addresses",
        [ALL],
        [A, instance("a"), acl("some", "a", rule(1, "allow", "203.0.113.0/24"))],
        ["0.0.0.0/0"],
    ],
    [
        "private addresses, of which an ACL denies nothing",
        [addresses("10.0.0.0/8")],
        [A, instance("a"), acl("some", "a", PRIVATE)],
        ["10.0.0.0/8"],
    ],
    [
        "several sources, of which an ACL denies one",
        [addresses("10.0.0.0/8"), addresses("203.0.113.0/24"), GROUP],
        [A, instance("a"), acl("some", "a", PRIVATE)],
        ["10.0.0.0/8,123456789012/sg-1", '203.0.113.0/24: network ACL "some" denies'],
    ],
    [
        "several sources, which are denied for reasons of their own",
        [addresses("203.0.113.0/24"), ALL, addresses("198.51.100.0/24")],
        [A, instance("a"), acl("some", "a", PRIVATE)],
        [
            '203.0.113.0/24,0.0.0.0/0,198.51.100.0/24: network ACL "some" denies and network ACL "some" admits from private addresses alone',
        ],
    ],
    ["a group, of which an ACL says nothing", [GROUP], [A, instance("a"), acl("no", "a", DENIES)], ["123456789012/sg-1"]],
])("%s", (_, sources, given, views) => expect(narrowed(sources, ["box"], ...given)).toEqual(views));

const DENIED = ['0.0.0.0/0: network ACL "no" denies'];
const OPEN = ["0.0.0.0/0"];
const B = subnet("b");
const NO = acl("no", "a", DENIES);
/** A template from which the next is started, and last a machine. */
const chain = (length: number) =>
    Array.from({ length }, (_, i) =>
        resource(`t${i}`, LT, { id: `lt-${i}`, ...(i > 0 && { launchTemplate: { id: `lt-${i - 1}` } }) }),
    );
const started = (length: number) => [...chain(length), instance("a", "box", { launchTemplate: { id: `lt-${length - 1}` } })];

test.each<[reason: string, users: string[], given: GivenInStack[], views: string[]]>([
    ["all users", ["box", "other"], [A, NO, instance("a"), instance("a", "other")], DENIED],
    ["one of two users", ["box", "other"], [A, B, NO, instance("a"), instance("b", "other")], OPEN],
    ["nobody", [], [A, NO], OPEN],
    ["a user that stands nobody knows where", ["lb"], [A, NO, resource("lb", "aws:lb/loadBalancer:LoadBalancer", {})], OPEN],
    ["a service's subnets", ["lb"], [A, NO, resource("lb", "aws:lb/loadBalancer:LoadBalancer", { subnets: ["a"] })], DENIED],
    [
        "a service of which something is started",
        ["fn"],
        [A, NO, resource("fn", "aws:x/thing:Thing", { id: "lt-9" }), instance("a", "box", { launchTemplate: { id: "lt-9" } })],
        OPEN,
    ],
    ["what is started from a template", ["t0"], [A, NO, ...started(1)], DENIED],
    ["what is started from templates of templates", ["t0"], [A, NO, ...started(3)], DENIED],
    ["what is started further away", ["t0"], [A, NO, ...started(4)], OPEN],
    ["a template that nothing starts", ["t0"], [A, NO, ...chain(1)], OPEN],
    [
        "a template of which one machine stands elsewhere",
        ["t0"],
        [A, B, NO, ...started(1), instance("b", "more", { launchTemplate: { id: "lt-0" } })],
        OPEN,
    ],
    [
        "templates that start each other",
        ["t0"],
        [
            A,
            NO,
            resource("t0", LT, { id: "lt-0", launchTemplate: "lt-1" }),
            resource("t1", LT, { id: "lt-1", launchTemplate: "lt-0" }),
        ],
        OPEN,
    ],
])("the ACL of %s counts", (_, users, given, views) => expect(narrowed([ALL], users, ...given)).toEqual(views));

test("what an ingress throws is thrown, once", () => {
    const stack = stackOf([A, NO, instance("a")]);
    const broken = () => {
        throw new Error("broken");
    };
    const thunks = [
        ...barriersOf(stack).narrow(
            broken,
            stack.filter(({ name }) => name === "box"),
        ),
    ];
    expect(thunks).toHaveLength(1);
    expect(thunks[0]).toThrow("broken");
});
