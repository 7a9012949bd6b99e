import { writeFileSync } from "node:fs";
import { htmlFormat } from "../../policypack/cli/formats/html";
import type { Verdict, Violation } from "../../policypack/cli/verdict";
import { policies } from "../../policypack/policies";
import { ADVISED, called, exported, OPEN, SECURITY_GROUP, SOCKET, TEMPLATE, temporaryFolder } from "../policypack/cli/command";
import { Chromium } from "./chromium";
import { type Look, Page } from "./page";

jest.setTimeout(60_000);

const folder = temporaryFolder();
let browser: Chromium;
beforeAll(() => void (browser = new Chromium()));
afterAll(() => browser.stop());

const NODE = { "kubernetes.io/cluster/main": "owned" };
const kubelet = (flags: string) => ({
    userData: Buffer.from(`#!/bin/sh\n/etc/eks/bootstrap.sh main --kubelet-extra-args '${flags}'\n`).toString("base64"),
    tags: NODE,
});
const stack = folder.write(
    "stack.json",
    exported(
        { type: SECURITY_GROUP, name: "nodes", inputs: { ...OPEN, tags: NODE } },
        { type: TEMPLATE, name: "workers", inputs: kubelet("--anonymous-auth=true --authorization-mode=AlwaysAllow") },
        {
            type: "kubernetes:core/v1:Pod",
            name: "agent",
            inputs: { metadata: { name: "agent" }, ...ADVISED.spec, spec: ADVISED.spec },
        },
        { type: "aws:secretsmanager/secret:Secret", name: "unread", inputs: { policy: null } },
    ),
);
const socket = folder.write("socket.yaml", SOCKET);

let count = 0;
async function pageOf(...args: readonly string[]): Promise<string> {
    const { out } = await called(...args);
    return folder.write(`page-${count++}.html`, out);
}
const auditPage = (...files: readonly string[]) => pageOf("audit", "--format", "html", ...files);

const KUBELET_PORT =
    "opens kubelet port 10250 to 0.0.0.0/0. Name the control plane's security group in securityGroups and remove cidrBlocks.";
/** What is seen of the findings. */
const VISIBLE = `[...document.querySelectorAll(".fact")].filter((fact) => fact.checkVisibility()).map((fact) => fact.querySelector(".message").textContent)`;

test("the page asks for nothing but itself, and the browser complains of nothing", async () => {
    const file = await auditPage(stack, socket);
    const page = await Page.open(browser, file);
    await page.press("Tab", "Tab", "Enter");
    await page.evaluate("location.hash = 'policy-kubelet-port-not-reachable'");
    await page.send("Page.printToPDF");
    expect(page.requests).toEqual([`file://${file}`]);
    expect(page.complaints).toEqual([]);
});

test("a page that somebody has put more into cannot run, style or load it, and this test sees that it tried", async () => {
    const file = await auditPage(socket);
    const { out } = await called("audit", "--format", "html", socket);
    const more =
        "<script>document.title = 'taken'</script><img src='https://example.com/a.png' onerror='alert(1)'><p style='color:red'>x</p>";
    writeFileSync(file, out.replace("<main>", `<main>${more}`));
    const page = await Page.open(browser, file);
    expect(await page.evaluate("document.title")).toMatch(/^One of the four/);
    expect(page.complaints.filter((one) => one.startsWith("security: "))).toHaveLength(4);
    expect(page.complaints.filter((one) => !one.startsWith("security: "))).toEqual([]);
});

test("the picture says who can reach what, to somebody who cannot see it", async () => {
    const page = await Page.open(browser, await auditPage(stack, socket));
    const links = await page.names("link");
    for (const name of [
        "The internet to Kubelet API over ports 10250, 10255: open, SecurityGroup nodes",
        "Networks to Kubelet API over ports 10250, 10255: open, SecurityGroup nodes",
        "Pods to Runtime socket and node over mounts of the socket: open, DaemonSet agents/agent",
        "Kubelet API: no lock: LaunchTemplate workers",
        "Cluster accounts to Kubelet API over nodes/proxy in RBAC: nothing here, nothing of this kind here",
        "The internet to etcd API over ports 2379, 2380: nothing here, nothing of this kind here",
        "Pods to Static Pods over mounts of the manifest folder: closed, 2 workloads judged",
    ]) {
        expect(links).toContain(name);
    }
    expect((await page.names("heading"))[0]).toBe("Two of the four ways around the API server are open");
});

test("each gate of the picture leads to its way, by keyboard", async () => {
    const page = await Page.open(browser, await auditPage(stack, socket));
    await page.tabTo(".gate[href='#way-kubelet-api-port']");
    await page.press("Enter");
    await page.expect("document.activeElement.id", "way-kubelet-api-port");
    await page.tabTo(`a[href="#policy-kubelet-port-not-reachable"]`);
    await page.press("Enter");
    const opened = "document.querySelector('#policy-kubelet-port-not-reachable').open && location.hash";
    await page.expect(opened, "#policy-kubelet-port-not-reachable");
});

test("the findings are filtered by keyboard, and it is told how many are left", async () => {
    const page = await Page.open(browser, await auditPage(stack, socket));
    const all = await page.evaluate<string[]>(VISIBLE);
    expect(all).toContain(KUBELET_PORT);
    await page.tabTo("#search");
    await page.press("docker SOCKET");
    expect(await page.evaluate(VISIBLE)).toEqual([`mounts "/var/run/docker.sock", the socket of Docker`]);
    expect(await page.evaluate("document.querySelector('#shown').textContent")).toBe(`1 of ${all.length} shown`);
    await page.tabTo("#filter button");
    await page.press("Enter");
    await page.expect(VISIBLE, all);

    await page.evaluate("document.querySelector('#search').focus()");
    await page.tabTo("#level");
    await page.press("ArrowDown");
    const blocking = await page.evaluate<string[]>(VISIBLE);
    expect(blocking).toContain(KUBELET_PORT);
    expect(blocking.length).toBeLessThan(all.length);
    await page.tabTo("#bypass");
    await page.press("ArrowDown", "ArrowDown");
    expect(await page.evaluate("document.querySelector('#bypass').value")).toBe("kubelet-api");
    expect(await page.evaluate<string[]>(VISIBLE)).not.toContain(`mounts "/var/run/docker.sock", the socket of Docker`);
});

test("without scripts everything is there, and nothing that would not work", async () => {
    const page = await Page.open(browser, await auditPage(stack, socket), { hasScripts: false });
    await page.send("Emulation.setScriptExecutionDisabled", { value: false });
    expect(await page.evaluate(VISIBLE)).toContain(KUBELET_PORT);
    expect(await page.evaluate("document.querySelector('#filter').checkVisibility()")).toBe(false);
    expect(page.complaints).toEqual([]);
});

test("names that are HTML stay text", async () => {
    const hostile = [
        "<script>alert(1)</script>",
        `"><img src=x onerror=alert(2)>`,
        "</title></style></script>-->",
        `' onfocus='alert(3)`,
    ];
    const files = hostile.map((name, i) =>
        folder.write(`hostile-${i}.json`, {
            ...ADVISED,
            metadata: { name, namespace: name },
            spec: {
                ...ADVISED.spec,
                hostPID: true,
                volumes: [{ name, hostPath: { path: `/etc/${name}` } }],
                containers: [{ name, image: name, volumeMounts: [{ name, mountPath: "/x" }] }],
            },
        }),
    );
    const file = await auditPage(...files, `/nowhere/"><svg onload=alert(4)>`);
    const page = await Page.open(browser, file);
    const strange =
        "[...document.querySelectorAll('script, img, iframe, object, style, [onload], [onerror], [onfocus]')].map((one) => one.localName)";
    expect(await page.evaluate(strange)).toEqual(["style", "script"]);
    const text = await page.evaluate<string>("document.body.textContent");
    expect(hostile.filter((name) => !text.includes(`${name}/${name}`))).toEqual([]);
    expect([page.requests.length, page.complaints]).toEqual([1, []]);
});

const violation = (i: number, over: Partial<Violation> = {}): Violation => ({
    policy: "kubelet-port-not-reachable",
    mitigation: "M6",
    severity: "critical",
    enforcementLevel: "mandatory",
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: `a-rather-long-name-of-a-security-group-${i}`,
    urn: `urn:${i}`,
    at: `ingress[${i}].cidrBlocks`,
    message: `opens kubelet port 10250 to ${i % 250}.0.0.0/8. Close it.`,
    file: "folder/with/a/rather/long/path/to/the/state/of/some/stack.json",
    ...over,
});
/** Every policy has found something on a thousand resources. */
function bigPage(): string {
    const format = htmlFormat({ policies, isFailure: () => true });
    const violations = Array.from({ length: 1000 }, (_, i) => {
        const { name, mitigation } = policies[i % policies.length]!;
        return violation(i, {
            policy: name,
            mitigation,
            ...(i % 3 === 0 && { enforcementLevel: "advisory", advisesOnly: true }),
        });
    });
    const verdict: Verdict = { violations, unreadable: [], resources: 1000, seen: new Map() };
    format.verdict(verdict);
    const out = format.end({ violations: 1000, mandatory: 667, unreadable: 0, resources: 1000, gone: undefined });
    return folder.write("big.html", out);
}

const LIGHT: [string, Look] = ["light", {}];
const DARK: [string, Look] = ["dark", { scheme: "dark" }];
const TELEPHONE: [string, Look] = ["on a telephone", { width: 390, height: 800 }];

describe.each<[string, () => Promise<string>, readonly [string, Look][]]>([
    ["a stack", () => auditPage(stack, socket, "/nowhere"), [LIGHT, DARK, TELEPHONE]],
    ["nothing", () => auditPage("/nowhere"), [DARK]],
    ["a thousand findings", () => Promise.resolve(bigPage()), [TELEPHONE]],
])("the page of %s", (_, made, looks) => {
    let file: string;
    beforeAll(async () => void (file = await made()));

    test.each([1280, 390])("fits into %d pixels", async (width) => {
        const page = await Page.open(browser, file, { width });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    });

    test("no text of the picture leaves its place, in a wide font", async () => {
        const page = await Page.open(browser, file);
        const outside = await page.evaluate<string[]>(`(() => {
            const box = (element) => element.getBoundingClientRect();
            const within = (text, area) => box(text).left >= box(area).left - 1 && box(text).right <= box(area).right + 1;
            const all = [...document.querySelectorAll(".map text")];
            const places = all.map((text) => [text, text.closest("a.gate")?.querySelector(".area") ?? text.closest("g").querySelector("rect") ?? document.querySelector(".map")]);
            return places.filter(([text, area]) => !text.closest(".door") && !within(text, area)).map(([text]) => text.textContent);
        })()`);
        expect(outside).toEqual([]);
    });

    test.each(looks)("is accessible, %s", async (_, look) => {
        const page = await Page.open(browser, file, look);
        const { faults, passed } = await page.accessibilityFaults();
        expect(faults).toEqual([]);
        expect(passed).toBeGreaterThan(20);
    });
});

test("what is printed has every finding, on white, and is as it was afterwards", async () => {
    const page = await Page.open(browser, bigPage(), { scheme: "dark" });
    const open = "document.querySelectorAll('details[open]').length";
    const before = await page.evaluate<number>(open);
    await page.evaluate(
        "addEventListener('beforeprint', () => { globalThis.printed = document.querySelectorAll('details:not([open])').length })",
    );
    const { data } = await page.send("Page.printToPDF", { printBackground: true });
    expect(
        Buffer.from(data as string, "base64")
            .subarray(0, 5)
            .toString(),
    ).toBe("%PDF-");
    expect(await page.evaluate("globalThis.printed")).toBe(0);
    expect(await page.evaluate(open)).toBe(before);
    await page.send("Emulation.setEmulatedMedia", {
        media: "print",
        features: [{ name: "prefers-color-scheme", value: "dark" }],
    });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate("document.querySelector('#filter').checkVisibility()")).toBe(false);
});
