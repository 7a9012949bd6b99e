import { readFileSync } from "node:fs";
import { audited, called, exported, SECURITY_GROUP, SOCKET, temporaryFolder } from "./command";

const folder = temporaryFolder();
const rule = (cidr: string) => ({ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: [cidr] });
const group = (...cidrs: readonly string[]) =>
    exported({ type: SECURITY_GROUP, name: "nodes", inputs: { ingress: cidrs.map(rule) } });
const levels = ({ violations }: Awaited<ReturnType<typeof audited>>) =>
    violations.map(({ at, enforcementLevel, inBaseline }) => `${at.split(".")[0]} ${enforcementLevel} ${inBaseline}`);

let made = 0;
/** A baseline of what a file holds. */
async function baselineOf(content: string | object): Promise<string> {
    const file = folder.write(`before-${++made}`, content);
    const baseline = `${folder.path}/baseline-${made}.json`;
    expect((await called("audit", file, "--write-baseline", baseline)).code).toBe(0);
    return baseline;
}
const against = (baseline: string, content: string | object) => audited(folder.write("now", content), "--baseline", baseline);

test("what exists today is advisory, what is new blocks", async () => {
    const baseline = await baselineOf(group("0.0.0.0/0"));
    const same = await against(baseline, group("0.0.0.0/0"));
    expect([same.code, levels(same)]).toEqual([0, ["ingress[0] advisory true"]]);
    const more = await against(baseline, group("0.0.0.0/0", "198.51.100.0/24"));
    expect([more.code, levels(more)]).toEqual([1, ["ingress[0] advisory true", "ingress[1] mandatory false"]]);
});

test("another order changes nothing, within a resource or among them", async () => {
    const baseline = await baselineOf(group("10.0.0.0/8", "0.0.0.0/0"));
    const moved = exported(
        { type: "aws:s3/bucket:Bucket", name: "a", inputs: {} },
        {
            type: SECURITY_GROUP,
            name: "nodes",
            inputs: { ingress: [{ ...rule("10.2.0.0/16"), fromPort: 443, toPort: 443 }, rule("0.0.0.0/0"), rule("10.0.0.0/8")] },
        },
    );
    const answer = await against(baseline, moved);
    expect([answer.code, levels(answer)]).toEqual([0, ["ingress[1] advisory true", "ingress[2] advisory true"]]);
});

test("one more of the same kind than there were is new", async () => {
    const baseline = await baselineOf(group("0.0.0.0/0"));
    const answer = await against(baseline, group("10.0.0.0/8", "0.0.0.0/0", "198.51.100.0/24"));
    expect([answer.code, levels(answer)]).toEqual([
        1,
        ["ingress[0] advisory true", "ingress[1] mandatory false", "ingress[2] mandatory false"],
    ]);
});

test("of two objects of one name each is excused once, in whichever file", async () => {
    const baseline = await baselineOf(`${SOCKET}---\n${SOCKET}`);
    expect(levels(await against(baseline, `${SOCKET}---\n${SOCKET}---\n${SOCKET}`))).toEqual([
        "spec advisory true",
        "spec advisory true",
        "spec mandatory false",
    ]);
});

test("what is in the baseline and has gone is told", async () => {
    const baseline = await baselineOf(SOCKET);
    const clean = folder.write("clean", "apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n");
    const urn = "urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/agent";
    const at = "spec.template.spec.volumes[0].hostPath.path";
    expect(await audited(clean, "--baseline", baseline)).toEqual({
        code: 0,
        violations: [],
        unreadable: [],
        gone: [{ policy: "runtime-socket-not-mounted", urn, at }],
        resources: 1,
    });
    expect((await called("audit", clean, "--baseline", baseline)).out).toBe(
        `gone since the baseline: runtime-socket-not-mounted ${urn} ${at}\n1 resource judged: no violations.\n`,
    );
    expect((await called("audit", clean, "--baseline", baseline, "--format", "junit")).out).toContain(
        `<system-out>gone since the baseline: runtime-socket-not-mounted ${urn} ${at}\n</system-out>`,
    );
});

test("what a baseline excuses fails no severity either", async () => {
    const baseline = await baselineOf(SOCKET);
    expect((await audited(folder.write("now", SOCKET), "--baseline", baseline, "--fail-on", "low")).code).toBe(0);
});

test("a baseline is written sorted, a line an entry, and over the one that was", async () => {
    const baseline = await baselineOf(SOCKET);
    const file = folder.write("both", `${SOCKET}---\n${SOCKET.replace("name: agent\n", "name: first\n")}`);
    await called("audit", file, "--baseline", baseline, "--write-baseline", baseline);
    const entry = (name: string) =>
        `    {"policy":"runtime-socket-not-mounted","urn":"urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/${name}","at":"spec.template.spec.volumes[0].hostPath.path"}`;
    expect(readFileSync(baseline, "utf8")).toBe(
        `{\n  "version": 1,\n  "violations": [\n${entry("agent")},\n${entry("first")}\n  ]\n}\n`,
    );
});

test.each<[string, string | object, string]>([
    ["one that is no JSON", "{", "the baseline FILE is no valid JSON. Write it with --write-baseline"],
    [
        "one of another version",
        { version: 2, violations: [] },
        "FILE is no baseline of this version. Write it with --write-baseline",
    ],
    [
        "one with a strange entry",
        { version: 1, violations: [{ policy: "x" }] },
        "FILE is no baseline of this version. Write it with --write-baseline",
    ],
    ["null", "null", "FILE is no baseline of this version. Write it with --write-baseline"],
])("%s is refused before anything is judged", async (_, content, message) => {
    const file = folder.write("wrong.json", content);
    const { code, out, err } = await called("audit", file, "--baseline", file);
    expect([code, out, err.replace(file, "FILE")]).toEqual([2, "", `kube-bypass-guard: ${message}\n`]);
});

test("one that is not there, and one that cannot be written", async () => {
    const file = folder.write("x.yaml", SOCKET);
    expect((await called("audit", file, "--baseline", "/nowhere/b.json")).err).toBe(
        "kube-bypass-guard: the baseline /nowhere/b.json cannot be read (ENOENT). Write it with --write-baseline\n",
    );
    const { code, err } = await called("audit", file, "--write-baseline", "/nowhere/b.json");
    expect([code, err]).toEqual([2, "kube-bypass-guard: the baseline /nowhere/b.json cannot be written (ENOENT)\n"]);
});
