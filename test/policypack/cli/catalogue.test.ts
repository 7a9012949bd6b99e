import { policies } from "../../../policypack/policies";
import { called } from "./command";

test("policies lists every one, for people", async () => {
    const { code, out } = await called("policies");
    expect([
        code,
        out
            .trimEnd()
            .split("\n")
            .map((line) => line.split(/ {2,}/)[0]),
    ]).toEqual([0, policies.map(({ name }) => name)]);
});

test("policies --format json has what the reference has, settings as schemas", async () => {
    const all = JSON.parse((await called("policies", "--format", "json")).out) as {
        name: string;
        settings: object;
        reads: string[];
    }[];
    expect(all.map(({ name }) => name)).toEqual(policies.map(({ name }) => name));
    const sockets = all.find(({ name }) => name === "runtime-socket-not-mounted")!;
    expect(sockets).toMatchObject({
        mitigation: "M14",
        severity: "critical",
        enforcementLevel: "mandatory",
        settings: { systemWorkloads: { type: "array", description: expect.stringContaining("Workloads of the system") } },
    });
});

test("policies --format markdown is a table", async () => {
    const lines = (await called("policies", "--format", "markdown")).out.trimEnd().split("\n");
    expect(lines.slice(0, 2)).toEqual(["| Policy | Mitigation | Severity | What must hold |", "| --- | --- | --- | --- |"]);
    expect(
        lines
            .slice(2)
            .every((line) =>
                /^\| `[a-z0-9-]+` \| M\d+ \| (?:low|medium|high|critical) \| [^|]+ \|$/.test(line.replaceAll("\\|", "")),
            ),
    ).toBe(true);
    expect(lines).toHaveLength(policies.length + 2);
});

test.each(policies.map((policy) => [policy.name, policy] as const))("explain %s", async (name, policy) => {
    const { code, out } = await called("explain", name);
    expect(code).toBe(0);
    for (const part of [
        policy.displayName!,
        policy.description,
        policy.attack,
        policy.remediationSteps!,
        policy.examples.bad.type,
        ...policy.reads,
    ]) {
        expect(out).toContain(part);
    }
});

test.each([
    [
        "a misspelt name",
        ["explain", "kubelet-read-only-port-disable"],
        'no policy is named "kubelet-read-only-port-disable"; did you mean kubelet-read-only-port-disabled?',
    ],
    [
        "words of one name",
        ["explain", "socket-mounted"],
        'no policy is named "socket-mounted"; did you mean runtime-socket-not-mounted?',
    ],
    [
        "words of several",
        ["explain", "read-only"],
        'no policy is named "read-only"; it could be kubelet-read-only-port-disabled, ',
    ],
    ["nothing like it", ["explain", "xyzzy"], 'no policy is named "xyzzy". `kube-bypass-guard policies` lists those there are'],
    ["none", ["explain"], "explain takes one policy. `kube-bypass-guard policies` lists them"],
    ["two", ["explain", "a", "b"], "explain takes one policy. `kube-bypass-guard policies` lists them"],
    ["a name for policies", ["policies", "x"], "policies takes no names. Write explain before one"],
    [
        "a format of audits for policies",
        ["policies", "--format", "sarif"],
        '--format is "sarif". Write one of text, json, markdown',
    ],
])("%s", async (_, args, message) => {
    const { code, out, err } = await called(...args);
    expect([code, out, err]).toEqual([2, "", expect.stringContaining(`kube-bypass-guard: ${message}`)]);
});
