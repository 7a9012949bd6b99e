import Ajv from "ajv";
import { ADVISED, called, fixOf, SOCKET, SOCKET_MESSAGE, temporaryFolder } from "./command";

const folder = temporaryFolder();
const agent = folder.write("agent.yaml", SOCKET);
const advice = folder.write("advice.json", ADVISED);
const odd = folder.write(
    "odd.yaml",
    SOCKET.replace("name: agent\n", 'name: "<a&\\"\\e\\ufffe>"\n').replace("/var/run/docker.sock", "/run/docker.sock"),
);
const FIX = SOCKET_MESSAGE.replaceAll('"', "&quot;");
const ADVICE = `is on the node's own network, where the kubelet and its neighbours trust whoever asks. ${fixOf("pods-isolated-from-node")}`;

/** The schema of SARIF 2.1.0, which that package has, by a validator that knows its draft. */
function sarifFaults(log: unknown): unknown {
    const ajv = new Ajv({ schemaId: "auto", meta: false, unknownFormats: "ignore" });
    ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
    const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
    return ajv.validate(schema, log) === true ? [] : ajv.errors;
}

interface Sarif {
    readonly runs: readonly {
        readonly tool: {
            readonly driver: { readonly rules: readonly { id: string; properties: object; defaultConfiguration: object }[] };
        };
        readonly results: readonly {
            readonly ruleId: string;
            readonly ruleIndex: number;
            readonly level: string;
            readonly message: { text: string };
            readonly locations: readonly object[];
            readonly baselineState?: string;
        }[];
        readonly invocations: readonly unknown[];
    }[];
}
async function sarif(...args: readonly string[]) {
    const { out, code } = await called("audit", "--format", "sarif", ...args);
    const log = JSON.parse(out) as Sarif;
    expect(sarifFaults(log)).toEqual([]);
    return { code, run: log.runs[0]! };
}

describe("SARIF", () => {
    test("the validator finds faults", () => {
        expect(sarifFaults({ version: "2.1.0", runs: [{}] })).not.toEqual([]);
        expect(
            sarifFaults({
                version: "2.1.0",
                runs: [{ tool: { driver: { name: "x" } }, results: [{ level: "bad", message: {} }] }],
            }),
        ).not.toEqual([]);
    });

    test("a result points at the line, names the resource and its rule", async () => {
        const { code, run } = await sarif(agent, advice);
        expect(code).toBe(1);
        const [first, second] = [...run.results].sort((a, b) => (a.level < b.level ? -1 : 1));
        expect(first).toEqual({
            ruleId: "runtime-socket-not-mounted",
            ruleIndex: run.tool.driver.rules.findIndex(({ id }) => id === "runtime-socket-not-mounted"),
            level: "error",
            message: { text: `spec.template.spec.volumes[0].hostPath.path: ${SOCKET_MESSAGE}` },
            locations: [
                {
                    physicalLocation: { artifactLocation: { uri: `file://${agent}` }, region: { startLine: 16 } },
                    logicalLocations: [
                        {
                            fullyQualifiedName: "urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/agent",
                            name: "agents/agent",
                            kind: "resource",
                            properties: { type: "kubernetes:apps/v1:DaemonSet" },
                        },
                    ],
                },
            ],
            partialFingerprints: { "policyResourcePath/v1": expect.stringMatching(/^[0-9a-f]{64}$/) },
            properties: { severity: "critical", place: "line 16, spec.template.spec.volumes[0].hostPath.path" },
        });
        expect(second).toMatchObject({ ruleId: "pods-isolated-from-node", level: "warning" });
        const rule = run.tool.driver.rules[first!.ruleIndex]!;
        expect([rule.defaultConfiguration, rule.properties]).toEqual([
            { level: "error" },
            { tags: ["security", "kubernetes", "M14"], "security-severity": "9.5", precision: "high" },
        ]);
    });

    test("what could not be read is a notification of a run that failed", async () => {
        const { code, run } = await sarif("/nowhere/a b.yaml");
        expect([code, run.results, run.invocations]).toEqual([
            2,
            [],
            [
                {
                    executionSuccessful: false,
                    toolExecutionNotifications: [
                        {
                            level: "error",
                            message: { text: "/nowhere/a b.yaml: does not exist. Name a file or a folder" },
                            locations: [{ physicalLocation: { artifactLocation: { uri: "file:///nowhere/a%20b.yaml" } } }],
                        },
                    ],
                },
            ],
        ]);
    });

    test("a path stays as relative as it was written, as a URI", async () => {
        const before = process.cwd();
        process.chdir(folder.path);
        folder.write("my charts/ü.yaml", SOCKET);
        try {
            const { run } = await sarif("./my charts/ü.yaml");
            expect(run.results[0]!.locations[0]).toMatchObject({
                physicalLocation: { artifactLocation: { uri: "my%20charts/%C3%BC.yaml" } },
            });
        } finally {
            process.chdir(before);
        }
    });

    test("with a baseline it says what is new, what was there and what is gone", async () => {
        const baseline = folder.write("sarif-baseline.json", "");
        await called("audit", agent, "--write-baseline", baseline);
        expect((await sarif(agent, "--baseline", baseline)).run.results.map((one) => one.baselineState)).toEqual(["unchanged"]);
        const { run } = await sarif(advice, "--baseline", baseline);
        expect(run.results.map(({ baselineState, level, message }) => [baselineState, level, message.text.slice(0, 80)])).toEqual(
            [
                ["new", "warning", expect.stringContaining("spec.hostNetwork: ")],
                ["absent", "none", "spec.template.spec.volumes[0].hostPath.path: is gone since the baseline was writ"],
            ],
        );
    });
});

describe("JUnit", () => {
    test("a violation that fails, one that advises, a file that could not be read, and what was judged", async () => {
        const { out, code } = await called("audit", "--format", "junit", agent, advice, "/nowhere");
        expect(code).toBe(2);
        expect(out.replaceAll(folder.path, "")).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kube-bypass-guard">
  <testsuite name="/agent.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="runtime-socket-not-mounted" name="agents/agent, line 16, spec.template.spec.volumes[0].hostPath.path"><failure message="${FIX}" type="critical">M14 urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/agent</failure></testcase>
  </testsuite>
  <testsuite name="/advice.json" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="pods-isolated-from-node" name="a, line 1, spec.hostNetwork"><skipped message="${ADVICE}"/></testcase>
  </testsuite>
  <testsuite name="/nowhere" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="kube-bypass-guard" name="read"><error message="does not exist. Name a file or a folder"/></testcase>
  </testsuite>
  <testsuite name="kube-bypass-guard" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="kube-bypass-guard" name="2 resources judged"/>
  </testsuite>
</testsuites>
`);
    });

    test("names cannot leave their attribute", async () => {
        const { out } = await called("audit", "--format", "junit", odd);
        expect(out).toContain('name="agents/&lt;a&amp;&quot;\\u{1b}\ufffd&gt;, line 16, ');
    });

    test("--fail-on decides what fails", async () => {
        const { out } = await called("audit", "--format", "junit", advice, "--fail-on", "low");
        expect(out).toContain('tests="1" failures="1" errors="0" skipped="0"');
    });
});
