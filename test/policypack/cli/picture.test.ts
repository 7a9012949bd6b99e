import { bypassOf, BYPASSES } from "../../../policypack/cli/picture/bypasses";
import { isOfInternet, outcomeOf } from "../../../policypack/cli/picture/outcome";
import { type DrawnWay, pictureOf, STATES, worstOf } from "../../../policypack/cli/picture/picture";
import { WAYS } from "../../../policypack/cli/picture/ways";
import type { Verdict, Violation } from "../../../policypack/cli/verdict";
import { policies } from "../../../policypack/policies";

const ALL = policies.map(({ name }) => name);

const violation = (over: Partial<Violation> = {}): Violation => ({
    policy: "kubelet-port-not-reachable",
    mitigation: "M6",
    severity: "critical",
    enforcementLevel: "mandatory",
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "nodes",
    urn: "urn:nodes",
    at: "ingress[0].cidrBlocks",
    message: "opens kubelet port 10250 to 0.0.0.0/0. Close it.",
    file: "stack.json",
    ...over,
});

type Kind = "read" | "judged" | "unjudged";
type SeenAs = Partial<Record<Kind, readonly string[]>>;
const seenOf = (seen: Readonly<Record<string, SeenAs>>): NonNullable<Verdict["seen"]> =>
    new Map(
        Object.entries(seen).map(([policy, { read = [], judged = [], unjudged = [] }]) => [
            policy,
            { read: new Set(read), judged: new Set(judged), unjudged: new Set(unjudged) },
        ]),
    );
const verdict = (violations: readonly Violation[], seen: Readonly<Record<string, SeenAs>> = {}): Verdict => ({
    violations,
    unreadable: [],
    resources: 5,
    seen: seenOf(seen),
});

function wayIn(id: string, verdicts: readonly Verdict[], asked: readonly string[] = ALL): DrawnWay {
    const picture = pictureOf(verdicts, asked);
    return picture.bypasses.flatMap(({ ways }) => ways).find(({ way }) => way.id === id)!;
}
const byOf = ({ by }: DrawnWay) => Object.fromEntries(by);

describe("the ways", () => {
    test("each policy watches one, and that of its chapter", () => {
        const watched = WAYS.flatMap((way) => way.policies.map((policy) => [policy, way.bypass] as const));
        expect(watched.map(([policy]) => policy).sort()).toEqual([...ALL].sort());
        const chapters = new Map(policies.map(({ name, mitigation }) => [name, bypassOf(mitigation)]));
        expect(watched.filter(([policy, bypass]) => chapters.get(policy) !== bypass)).toEqual([]);
    });

    test("what is counted are policies too, and every one of the four has a lock", () => {
        const named = [
            ...WAYS.flatMap(({ only }) => only ?? []),
            ...[...WAYS.map(({ population }) => population), ...BYPASSES.map(({ counted }) => counted)].flatMap(
                ({ judged = [], read = [] }) => [judged, read].flatMap((of) => (of === "own" ? [] : of)),
            ),
        ];
        expect(named.filter((policy) => !ALL.includes(policy))).toEqual([]);
        const locks = BYPASSES.map(({ name }) => WAYS.find(({ id }) => id === `${name}/lock`)?.who);
        expect(locks).toEqual(BYPASSES.map(() => ["anyone"]));
    });
});

test.each<[string, string, Partial<Violation>]>([
    ["what blocks is open", "open", {}],
    ["whatever its severity", "open", { severity: "low" }],
    ["what is severe is open, though somebody configured it to advise", "open", { enforcementLevel: "advisory" }],
    ["or accepted it in a baseline", "open", { enforcementLevel: "advisory", inBaseline: true }],
    ["what is not certain is advised against", "advised", { enforcementLevel: "advisory", advisesOnly: true }],
    ["what is not severe too", "advised", { enforcementLevel: "advisory", severity: "medium" }],
    ["what could not be judged is not open", "unread", { message: "is no valid MIME, so it could not be judged. Correct it." }],
    [
        "nor is what nobody knows",
        "unread",
        { message: "is a secret: the policies that read it could not judge it.", enforcementLevel: "advisory", severity: "low" },
    ],
    ["nor what a policy failed at", "unread", { message: "could not be judged: the policy x failed (TypeError). Report it." }],
    ["a name cannot say so", "open", { message: 'mounts "/a so it could not be judged", the socket of Docker. Remove it.' }],
])("%s", (_, expected, over) => {
    expect(outcomeOf(violation(over))).toBe(expected);
});

test.each<[string, boolean]>([
    ["opens kubelet port 10250 to 0.0.0.0/0. Close it.", true],
    ["opens kubelet port 10250 to ::/0. Close it.", true],
    ["opens etcd port 2379 to 203.0.113.0/24. Close it.", true],
    ["opens etcd port 2379 to 10.0.0.0/8. Close it.", false],
    ["opens etcd port 2379 to 10.0.0.0/8 and fd00::/8. Close it.", false],
    ["opens etcd port 2379 to 10.0.0.0/8 and 8.8.8.8/32. Close it.", true],
    ["opens kubelet port 10250 to everywhere (0.0.0.0/1 and 128.0.0.0/1). Close it.", true],
    ["publishes kubelet port 10250 to everybody with a load balancer. Close it.", true],
    ["publishes etcd port 2379 on a port of every node. Close it.", false],
    ["gives nodes public addresses. Start them elsewhere.", true],
    ['opens etcd port 2379 to security group "0.0.0.0/0". Close it.', false],
])("the internet is among those who reach it: %s", (message, expected) => {
    expect(isOfInternet(violation({ message }))).toBe(expected);
});

const RULES = { "kubelet-port-not-reachable": { read: ["urn:a", "urn:b"] }, "kubelet-port-not-published": { read: ["urn:s"] } };
const NODE = { "kubelet-anonymous-auth-disabled": { read: ["urn:n", "urn:m"], judged: ["urn:n"] } };
const PORT = "kubelet-api/port";
const LOCK = "kubelet-api/lock";

describe("a way is", () => {
    test.each<[string, string, Verdict, object]>([
        ["absent where nothing of its kind was read", PORT, verdict([]), { state: "absent", population: 0 }],
        ["closed where what was read opens nothing", PORT, verdict([], RULES), { state: "closed", population: 3, findings: 0 }],
        [
            "absent where resources were read that are nothing of the kind",
            LOCK,
            verdict([], { "kubelet-anonymous-auth-disabled": { read: ["urn:n"] } }),
            { state: "absent" },
        ],
        [
            "absent where only policies of other ways read it",
            "static-pods/lock",
            verdict([], NODE),
            { state: "absent", population: 1 },
        ],
        ["closed where there was one, which was judged", LOCK, verdict([], NODE), { state: "closed", population: 1 }],
        [
            "not judged where one of many could not be",
            LOCK,
            verdict([], { ...NODE, "kubelet-authorization-required": { read: ["urn:m"], unjudged: ["urn:m"] } }),
            { state: "unread", population: 1, unjudged: 1 },
        ],
        [
            "not judged where a violation says so",
            LOCK,
            verdict(
                [violation({ policy: "kubelet-authorization-required", message: "x, so it could not be judged. Fix." })],
                NODE,
            ),
            { state: "unread", openers: [{ outcome: "unread", name: "nodes" }] },
        ],
        [
            "open though another of its resources could not be judged",
            LOCK,
            verdict([violation({ policy: "kubelet-anonymous-auth-disabled" })], {
                ...NODE,
                "kubelet-authorization-required": { unjudged: ["urn:m"] },
            }),
            { state: "open", unjudged: 1, findings: 1, resources: 1 },
        ],
        [
            "advised against where what was found is not certain",
            PORT,
            verdict([violation({ enforcementLevel: "advisory", advisesOnly: true })], RULES),
            { state: "advised" },
        ],
        [
            "absent where there are rules, and no etcd that they could open",
            "etcd-api/port",
            verdict([], { "etcd-port-not-reachable": { read: ["urn:a"] } }),
            { state: "absent" },
        ],
        [
            "closed where there is an etcd as well",
            "etcd-api/port",
            verdict([], {
                "etcd-port-not-reachable": { read: ["urn:a"] },
                "etcd-client-certificates-required": { judged: ["urn:e"] },
            }),
            { state: "closed", population: 1 },
        ],
        [
            "not judged where that etcd could not be read and the rules neither",
            "etcd-api/port",
            verdict([], {
                "etcd-port-not-reachable": { unjudged: ["urn:a"] },
                "etcd-client-certificates-required": { unjudged: ["urn:e"] },
            }),
            { state: "unread" },
        ],
        [
            "untold where nobody counted what was judged",
            PORT,
            { violations: [], unreadable: [], resources: 3 },
            { state: "untold" },
        ],
        [
            "open where nobody counted and something was found",
            PORT,
            { violations: [violation()], unreadable: [], resources: 3 },
            { state: "open" },
        ],
    ])("%s", (_, id, given, expected) => {
        expect(wayIn(id, [given])).toMatchObject(expected);
    });

    test("not asked where one of its policies is off and the others found nothing", () => {
        const asked = ALL.filter((policy) => policy !== "kubelet-port-not-published");
        expect(wayIn(PORT, [verdict([], RULES)], asked)).toMatchObject({ state: "off", off: ["kubelet-port-not-published"] });
        expect(wayIn(PORT, [verdict([violation()], RULES)], asked)).toMatchObject({ state: "open" });
    });

    test("closed to the internet where only a network comes in, and open to networks where the internet does", () => {
        expect(byOf(wayIn(PORT, [verdict([violation({ message: "opens it to 10.0.0.0/8. Close it." })], RULES)]))).toEqual({
            internet: "closed",
            network: "open",
        });
        expect(byOf(wayIn(PORT, [verdict([violation()], RULES)]))).toEqual({ internet: "open", network: "open" });
    });
});

describe("the four", () => {
    test("are as their worst way is, and say how many there are of each", () => {
        const { bypasses, resources } = pictureOf([verdict([violation()], NODE), verdict([], NODE)], ALL);
        expect(bypasses.map(({ bypass, state, seen }) => [bypass.name, state, seen])).toEqual([
            ["static-pods", "absent", 0],
            ["kubelet-api", "open", 2],
            ["etcd-api", "absent", 0],
            ["runtime-socket", "absent", 2],
        ]);
        expect(resources).toBe(10);
    });

    test("do not say how many where nobody counted", () => {
        const { bypasses } = pictureOf([{ violations: [], unreadable: [], resources: 1 }], ALL);
        expect(bypasses.map(({ state, seen }) => [state, seen])).toEqual(BYPASSES.map(() => ["untold", undefined]));
    });

    test("what could not be read at all is nothing that was judged", () => {
        const unread: Verdict = { violations: [], unreadable: [{ file: "a", reason: "b" }], resources: 0 };
        expect(pictureOf([unread], ALL).bypasses.map(({ state }) => state)).toEqual(BYPASSES.map(() => "absent"));
    });

    test("a policy of another version is in no way", () => {
        const { bypasses } = pictureOf([verdict([violation({ policy: "newer", mitigation: "" })])], ALL);
        expect(bypasses.map(({ state }) => state)).toEqual(BYPASSES.map(() => "absent"));
    });
});

test("of any number of findings the picture keeps a few names, what is open first", () => {
    const many = (count: number, over: Partial<Violation>) =>
        Array.from({ length: count }, (_, i) => violation({ ...over, urn: `urn:${over.name}-${i}` }));
    const mild = many(500, { name: "mild", enforcementLevel: "advisory", advisesOnly: true });
    const way = wayIn(PORT, [verdict(mild), verdict([violation(), violation({ at: "ingress[1]" })])]);
    expect(way).toMatchObject({ state: "open", findings: 502, resources: 501 });
    expect(way.openers.map(({ name, outcome }) => [name, outcome])).toEqual([
        ["nodes", "open"],
        ["mild", "advised"],
        ["mild", "advised"],
        ["mild", "advised"],
    ]);
});

test("the worst of states is the first in their order, and of none there is nothing", () => {
    expect(worstOf([...STATES].reverse())).toBe("open");
    expect(worstOf(["closed", "absent", "unread"])).toBe("unread");
    expect(worstOf(["absent", "closed"])).toBe("closed");
    expect(worstOf([])).toBe("absent");
});
