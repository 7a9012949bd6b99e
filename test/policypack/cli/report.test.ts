import { policies } from "../../../policypack/policies";
import { called, SOCKET_MESSAGE, temporaryFolder, urnOf } from "./command";

const folder = temporaryFolder();
const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const { description } = policies.find(({ name }) => name === "runtime-socket-not-mounted")!;
const AT = "spec.template.spec.volumes[0].hostPath.path";

let sequence = 0;
const event = (content: object) => JSON.stringify({ sequence: sequence++, timestamp: 1, ...content });
const policyEvent = (over: object = {}) =>
    event({
        policyEvent: {
            resourceUrn: urnOf(`my:index:Agents$${DAEMON_SET}`, "agent"),
            message: `<{%reset%}>${description}\n${AT}: ${SOCKET_MESSAGE}<{%reset%}>\n`,
            policyName: "runtime-socket-not-mounted",
            policyPackName: "kube-bypass-guard",
            policyPackVersion: "0.1.0",
            enforcementLevel: "mandatory",
            severity: "critical",
            ...over,
        },
    });
const PRELUDE = event({ preludeEvent: { config: {} } });
const registered = (name: string) =>
    event({ resourcePreEvent: { metadata: { urn: urnOf(DAEMON_SET, name), type: DAEMON_SET } } });

/** An event with one field of a type that the engine does not write: `message: 1`. */
function wrongEvent(what: string): string {
    const [, name, value] = /^(\w+): (.*)$/.exec(what)!;
    const wrong: unknown = JSON.parse(value!);
    return name === "policyEvent" ? event({ policyEvent: wrong }) : policyEvent({ [name!]: wrong });
}

async function reported(...lines: readonly string[]) {
    const file = folder.write("events.json", `${lines.join("\n")}\n`);
    const { code, out } = await called("report", "--format", "json", file);
    return { file, code, ...(JSON.parse(out) as { violations: object[]; unreadable: object[]; resources: number }) };
}

test("what the pack said in the engine's log has the form of an audit", async () => {
    const { file, ...answer } = await reported(
        PRELUDE,
        registered("agent"),
        registered("agent"),
        registered("other"),
        policyEvent(),
    );
    expect(answer).toEqual({
        code: 1,
        violations: [
            {
                policy: "runtime-socket-not-mounted",
                mitigation: "M14",
                severity: "critical",
                enforcementLevel: "mandatory",
                type: DAEMON_SET,
                name: "agent",
                urn: urnOf(`my:index:Agents$${DAEMON_SET}`, "agent"),
                at: AT,
                message: SOCKET_MESSAGE,
                file,
            },
        ],
        unreadable: [],
        resources: 2,
    });
});

test.each<[string, readonly string[], object]>([
    ["other packs are not ours", [policyEvent({ policyPackName: "cost" })], { code: 0, violations: [] }],
    ["an update repeats its preview", [policyEvent(), policyEvent()], { code: 1, violations: [{ at: AT }] }],
    [
        "what advises does not fail",
        [policyEvent({ enforcementLevel: "advisory" })],
        { code: 0, violations: [{ enforcementLevel: "advisory" }] },
    ],
    [
        "a severity of its own counts, and none is the policy's",
        [policyEvent({ severity: undefined })],
        { code: 1, violations: [{ severity: "critical" }] },
    ],
    [
        "a policy that this version does not have",
        [policyEvent({ policyName: "newer", message: "d\nx", severity: undefined })],
        { violations: [{ policy: "newer", mitigation: "", severity: "high", at: "", message: "d\nx" }] },
    ],
    ["the stack has no resource", [policyEvent({ resourceUrn: undefined })], { violations: [{ urn: "", type: "", name: "" }] }],
    ["a name may have colons", [policyEvent({ resourceUrn: urnOf(DAEMON_SET, "a::b") })], { violations: [{ name: "a::b" }] }],
])("%s", async (_, lines, expected) => {
    expect(await reported(PRELUDE, ...lines)).toMatchObject(expected);
});

test.each<[string, string, string]>([
    [
        "an export",
        '{"version":3,"deployment":{}}',
        "has what is no event of the engine (line 1). Write it with `pulumi up --event-log FILE`",
    ],
    [
        "a log that breaks off",
        `${PRELUDE}\n{"sequence":`,
        "has what is no event of the engine (line 2). Write it with `pulumi up --event-log FILE`",
    ],
    ...["policyEvent: null", "message: 1", "policyName: {}", "policyPackName: 1", "resourceUrn: []", 'severity: "worst"'].map(
        (what): [string, string, string] => [
            `an event of other types (${what})`,
            wrongEvent(what),
            "has what is no event of the engine (line 1). Write it with `pulumi up --event-log FILE`",
        ],
    ),
    [
        "a resource whose URN is no text",
        event({ resourcePreEvent: { metadata: { urn: 1 } } }),
        "has what is no event of the engine (line 1). Write it with `pulumi up --event-log FILE`",
    ],
    ["an empty file", "\n", "is empty. Write it with `pulumi up --event-log FILE`"],
])("%s is named", async (_, content, reason) => {
    const file = folder.write("wrong.json", content);
    const { code, out } = await called("report", "--format", "json", file);
    expect([code, JSON.parse(out)]).toEqual([2, { violations: [], unreadable: [{ file, reason }], resources: 0 }]);
});

test("what stands before a break is reported all the same", async () => {
    const { code, violations, unreadable } = await reported(policyEvent(), "{");
    expect([code, violations.length, unreadable.length]).toEqual([2, 1, 1]);
});

test("a file that is not there, and none at all", async () => {
    expect((await called("report", "/nowhere")).out).toContain("/nowhere: does not exist. Name a file.\n");
    expect(await called("report")).toEqual({
        code: 2,
        out: "",
        err: "kube-bypass-guard: report has nothing to read. Name files that `pulumi up --event-log FILE` wrote after it\n",
    });
});

test("control characters move no cursor", async () => {
    const file = folder.write("control.json", `${policyEvent({ message: "d\n\u001b[2Jx" })}\n`);
    expect((await called("report", file)).out).toContain("\\u{1b}[2Jx");
});
