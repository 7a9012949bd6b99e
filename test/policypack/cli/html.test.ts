import { createHash } from "node:crypto";
import { htmlFormat } from "../../../policypack/cli/formats/html";
import type { Violation } from "../../../policypack/cli/verdict";
import { policies } from "../../../policypack/policies";
import { ADVISED, called, SOCKET, temporaryFolder, urnOf } from "./command";

const folder = temporaryFolder();
const agent = folder.write("agent.yaml", SOCKET);
const advice = folder.write("advice.json", ADVISED);

async function page(...args: readonly string[]) {
    const { code, out } = await called("audit", "--format", "html", ...args);
    return { code, html: out, text: textOf(out) };
}
/** What is left without the style, the script and the tags. */
const textOf = (html: string) =>
    html
        .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "")
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ");
/** Without the whole page where a part is missing. */
const expectIn = (text: string, parts: readonly string[]) => expect(parts.filter((part) => !text.includes(part))).toEqual([]);
const closedIn = (text: string) => text.replace("A way is closed", "").match(/.{20}\bclosed\b/g);

test("what is open, what it was judged of, and how to fix it", async () => {
    const { code, text } = await page(agent, advice);
    expect(code).toBe(1);
    expectIn(text, [
        "One of the four ways around the API server is open",
        "2 resources judged: 2 findings , 1 of them blocking.",
        "Pods over a mount of /run/containerd/containerd.sock, or of what holds it open DaemonSet agents/agent",
        "runtime-socket-not-mounted (1)",
        "blocks, critical mounts &quot;/var/run/docker.sock&quot;, the socket of Docker DaemonSet agents/agent line 16, spec.template.spec.volumes[0].hostPath.path",
        "advises, medium is on the node&#39;s own network",
        "kube-bypass-guard explain runtime-socket-not-mounted",
    ]);
});

test("the page may load nothing, and run and style itself with what it holds and nothing else", async () => {
    const { html } = await page(agent);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const hash = (tag: string) => {
        const [text, ...more] = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map((match) => match[1]!);
        expect(more).toEqual([]);
        return `'sha256-${createHash("sha256").update(text!).digest("base64")}'`;
    };
    expect(policy).toBe(
        `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/<[^>]* (?:style|on\w+)\s*=/);
    expect(html).not.toMatch(/(?:src|href|xlink:href|action)="(?!#)/);
    expect(html).not.toMatch(/https?:|@import|url\(/);
});

test("names stay text", async () => {
    const hostile = [
        `<script>alert(1)</script>`,
        `"><img src=x onerror=alert(2)>`,
        `'-->]]></title></style>&lt;`,
        `a\u202eb\u0000`,
    ];
    const files = hostile.map((name, i) =>
        folder.write(`hostile-${i}.json`, {
            ...ADVISED,
            metadata: { name, namespace: name },
            spec: {
                containers: [],
                volumes: [
                    { name, hostPath: { path: `/run/docker.sock` } },
                    { name, hostPath: { path: `/etc/${name}` } },
                ],
            },
        }),
    );
    const { html } = await page(...files, '/nowhere/"><svg onload=alert(3)>');
    expect(html).not.toMatch(/<script>alert|<img|<svg onload|\u202e|\0/);
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("\\u{202e}b\\u{0}");
    expect(html).toContain("/nowhere/&quot;&gt;&lt;svg onload=alert(3)&gt;");
});

test("what could not be read is told above the picture", async () => {
    const { code, text } = await page(agent, "/nowhere");
    expect(code).toBe(2);
    expectIn(text, ["; 1 file could not be read."]);
    expectIn(text, [
        "1 file could not be read. The picture does not know what is in there. /nowhere does not exist. Name a file or a folder.",
    ]);
});

test("nothing that was judged is nothing that is closed", async () => {
    const { text } = await page("/nowhere");
    expectIn(text, ["Nothing was judged"]);
    expect(closedIn(text)).toBeNull();
});

test("a policy that is switched off keeps no way closed", async () => {
    const config = folder.write("off.json", { "runtime-socket-not-mounted": "disabled" });
    const { code, text } = await page(agent, "--config", config);
    expect(code).toBe(0);
    expectIn(text, ["not asked 1 workload judged. Switched off: runtime-socket-not-mounted."]);
});

test("a baseline excuses a finding and closes nothing", async () => {
    const baseline = folder.write("baseline.json", "");
    await called("audit", agent, "--write-baseline", baseline);
    const { code, text } = await page(agent, "--baseline", baseline);
    expect(code).toBe(0);
    expectIn(text, ["One of the four ways around the API server is open"]);
    expectIn(text, ["advises, critical (in the baseline)"]);
    expectIn((await page(advice, "--baseline", baseline)).text, [
        "Gone since the baseline runtime-socket-not-mounted urn:pulumi:",
    ]);
});

test("the engine's log does not say what was judged, and nothing is drawn as closed", async () => {
    const event = (content: object, sequence: number) => JSON.stringify({ sequence, timestamp: 1, ...content });
    const urn = urnOf("kubernetes:core/v1:Pod", "a");
    const events = folder.write(
        "events.json",
        [
            event({ resourcePreEvent: { metadata: { urn } } }, 0),
            event(
                {
                    policyEvent: {
                        resourceUrn: urn,
                        message: "spec.hostPID: sees the node's processes. Leave it out.",
                        policyName: "pods-isolated-from-node",
                        policyPackName: "kube-bypass-guard",
                        enforcementLevel: "mandatory",
                        severity: "high",
                    },
                },
                1,
            ),
        ].join("\n"),
    );
    const { out } = await called("report", "--format", "html", events);
    const text = textOf(out);
    expectIn(text, ["Pods over the node&#39;s namespaces and privileges open Pod a"]);
    expectIn(text, ["no finding No finding, and the log does not say what was judged."]);
    expect(closedIn(text)).toBeNull();
});

test("what advises in the engine's log is not open: it does not say why it advises", async () => {
    const log = JSON.stringify({
        sequence: 0,
        timestamp: 1,
        policyEvent: {
            message: "x. Fix.",
            policyName: "runtime-socket-not-mounted",
            policyPackName: "kube-bypass-guard",
            enforcementLevel: "advisory",
            severity: "critical",
        },
    });
    const { out } = await called("report", "--format", "html", folder.write("advises.json", log));
    expectIn(textOf(out), ["No way around the API server was found open"]);
});

test("a stack of any size is a page of one size", () => {
    const violationOf = (i: number, over: Partial<Violation>): Violation => ({
        policy: "kubelet-folders-not-mounted",
        mitigation: "M3",
        severity: "high",
        enforcementLevel: "mandatory",
        type: "kubernetes:core/v1:Pod",
        name: `pod-${String(i).padStart(6, "0")}-${"x".repeat(1000)}`,
        urn: `urn:${i}`,
        at: "spec.volumes[0].hostPath.path",
        message: `mounts "/var/lib/kubelet". Leave it out.`,
        file: "many.json",
        ...over,
    });
    const pageOf = (count: number) => {
        const format = htmlFormat({ policies, isFailure: () => true });
        for (let i = 0; i < count; i++) {
            const violations = [
                violationOf(i, { enforcementLevel: "advisory", message: `mounts ${String(i).padStart(6, "0")}. Leave it out.` }),
                violationOf(i, { message: `mounts "${"/long".repeat(1000)}". Leave it out.` }),
                violationOf(i, { policy: "pods-isolated-from-node", mitigation: "M13" }),
            ];
            format.verdict({ violations, unreadable: [{ file: `/f${i}`, reason: "is none" }], resources: 1, seen: new Map() });
        }
        return format.end({ violations: 3 * count, mandatory: 2 * count, unreadable: count, resources: count, gone: undefined });
    };
    const many = pageOf(3_000);
    expect(many.length).toBeLessThan(pageOf(100).length + 500);
    expectIn(textOf(many), [
        "3,000 resources judged: 9,000 findings , 6,000 of them blocking; 3,000 files could not be read.",
        "kubelet-folders-not-mounted (6,000)",
        "and 2,992 places more",
        "2,981 findings more: --format json has all of them",
        "and 2,950 more",
    ]);
});
