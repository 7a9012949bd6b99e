import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NODE_FILES } from "../../../policypack/subjects/node-files";
import { audited, called, fixOf, SOCKET, temporaryFolder } from "./command";
import { EKS_NODE, IS_ROOT, lostOwners, nodeRoot } from "./node-roots";

const folder = temporaryFolder();
/** What a copy that lost its owners ends with; one with them ends as it would otherwise. */
const codeOf = (code: number): number => (IS_ROOT ? code : 2);
const RULES = "# those on call\nops ALL=(ALL) NOPASSWD: ALL\n";
const INSECURE = { ...EKS_NODE, "/etc/sudoers.d/ops": RULES };
const AT = "/etc/sudoers.d/ops › line 2";
const MESSAGE = `makes "ops" root by the sudo rule "ops ALL=(ALL) NOPASSWD: ALL". ${fixOf("node-logins-restricted")}`;
const insecure = nodeRoot(join(folder.path, "insecure"), INSECURE);
const hardened = nodeRoot(join(folder.path, "hardened"), EKS_NODE);
const urnOf = (root: string) => `urn:pulumi:files::nodes::${NODE_FILES}::${root}`;

test("a violation has the node's path, and the file and line that it has here", async () => {
    expect(await audited("--node-root", insecure)).toEqual({
        code: codeOf(1),
        violations: [
            {
                policy: "node-logins-restricted",
                mitigation: "M15",
                severity: "high",
                enforcementLevel: "mandatory",
                type: NODE_FILES,
                name: insecure,
                urn: urnOf(insecure),
                at: AT,
                message: MESSAGE,
                file: join(insecure, "etc/sudoers.d/ops"),
                line: 2,
            },
        ],
        unreadable: lostOwners(insecure),
        resources: 1,
    });
});

test("several nodes are judged, each by itself, beside files", async () => {
    const file = folder.write("agent.yaml", SOCKET);
    const other = nodeRoot(join(folder.path, "other"), INSECURE);
    const { violations, resources } = await audited(
        "--node-root",
        insecure,
        file,
        "--node-root",
        hardened,
        `--node-root=${other}/`,
    );
    expect([violations.map(({ name }) => name), resources]).toEqual([["agents/agent", insecure, other], 4]);
});

test("one that is named twice is judged once", async () => {
    expect((await audited("--node-root", insecure, "--node-root", insecure, "--node-root", `${insecure}/`)).resources).toBe(1);
});

test("a link to the folder, and a folder below this one", async () => {
    const link = join(folder.path, "link");
    symlinkSync(insecure, link);
    expect((await audited("--node-root", link)).violations.map(({ name, file }) => [name, file])).toEqual([
        [link, join(link, "etc/sudoers.d/ops")],
    ]);
    const before = process.cwd();
    process.chdir(folder.path);
    try {
        const { violations } = await audited("--node-root", "insecure");
        expect(violations.map(({ name, file }) => [name, file])).toEqual([["insecure", "insecure/etc/sudoers.d/ops"]]);
    } finally {
        process.chdir(before);
    }
});

describe("formats", () => {
    const outOf = async (format: string): Promise<string> =>
        (await called("audit", "--format", format, "--node-root", insecure)).out.replaceAll(folder.path, "");

    test("text", async () => {
        expect((await outOf("text")).split("\n").slice(0, 3)).toEqual([
            `/insecure/etc/sudoers.d/ops: ${NODE_FILES} /insecure`,
            "  mandatory (high) node-logins-restricted M15",
            `    ${AT}: ${MESSAGE}`,
        ]);
    });

    test("SARIF points at the file and the line", async () => {
        const log = JSON.parse(await outOf("sarif")) as { runs: { results: object[] }[] };
        expect(log.runs[0]!.results).toMatchObject([
            {
                message: { text: `${AT}: ${MESSAGE}` },
                locations: [
                    {
                        physicalLocation: {
                            artifactLocation: { uri: "file:///insecure/etc/sudoers.d/ops" },
                            region: { startLine: 2 },
                        },
                        logicalLocations: [{ name: "/insecure", properties: { type: NODE_FILES } }],
                    },
                ],
            },
        ]);
    });

    test("HTML names the node and the place", async () => {
        const out = await outOf("html");
        expect(out).toContain("/insecure");
        expect(out).toContain(AT);
    });

    test("JUnit has a suite for each of the node's files", async () => {
        const out = await outOf("junit");
        expect(out).toContain('<testsuite name="/insecure/etc/sudoers.d/ops" tests="1" failures="1"');
        expect(out).toContain(`<testcase classname="node-logins-restricted" name="/insecure, ${AT}">`);
    });
});

describe("options", () => {
    const configured = (name: string, value: unknown) => folder.write(`${name}.json`, value as object);

    test("a configuration turns a policy off, makes it advice, or names who may", async () => {
        const off = configured("off", { "node-logins-restricted": "disabled" });
        const mild = configured("mild", { all: "advisory" });
        const named = configured("named", { "node-logins-restricted": { allowedUsers: ["ops"] } });
        const levels = async (config: string) => {
            const { code, violations } = await audited("--node-root", insecure, "--config", config);
            return [code, violations.map(({ enforcementLevel }) => enforcementLevel)];
        };
        expect(await levels(off)).toEqual([codeOf(0), []]);
        expect(await levels(mild)).toEqual([codeOf(0), ["advisory"]]);
        expect(await levels(named)).toEqual([codeOf(0), []]);
    });

    test("an exemption names the node by its folder", async () => {
        const exemption = {
            policy: "node-logins-restricted",
            name: insecure,
            reason: "until the tickets are done",
            owner: "platform",
        };
        const config = configured("exempt", { "kube-bypass-guard": { exemptions: [exemption] } });
        const { code, violations } = await audited("--node-root", insecure, "--config", config);
        expect([
            code,
            violations.map(({ enforcementLevel, at, message }) => [enforcementLevel, at, message.includes("platform")]),
        ]).toEqual([codeOf(0), [["advisory", AT, true]]]);
    });

    test("--fail-on", async () => {
        const mild = configured("milder", { all: "advisory" });
        const codes = ["high", "critical"].map(
            async (severity) => (await called("audit", "--node-root", insecure, "--config", mild, "--fail-on", severity)).code,
        );
        expect(await Promise.all(codes)).toEqual([codeOf(1), codeOf(0)]);
    });

    test("--progress counts a node as one", async () => {
        const now = jest.spyOn(Date, "now");
        let time = 0;
        now.mockImplementation(() => (time += 400));
        const { err } = await called("audit", "--progress", "--node-root", insecure, "--node-root", hardened);
        now.mockRestore();
        expect(err).toBe("2 files read\n");
    });

    test("what a baseline has is advice, wherever its line has gone", async () => {
        const root = nodeRoot(join(folder.path, "growing"), INSECURE);
        const baseline = join(folder.path, "baseline.json");
        expect((await called("audit", "--node-root", root, "--write-baseline", baseline)).code).toBe(codeOf(0));
        writeFileSync(join(root, "etc/sudoers.d/ops"), `# moved\n${RULES}`);
        const moved = await audited("--node-root", root, "--baseline", baseline);
        expect([moved.code, moved.violations.map(({ at, inBaseline }) => [at, inBaseline])]).toEqual([
            codeOf(0),
            [["/etc/sudoers.d/ops › line 3", true]],
        ]);
        appendFileSync(join(root, "etc/sudoers.d/ops"), "dev ALL=(ALL) NOPASSWD: ALL\n");
        const more = await audited("--node-root", root, "--baseline", baseline);
        expect([more.code, more.violations.map(({ inBaseline }) => inBaseline)]).toEqual([codeOf(1), [true, false]]);
        expect(readFileSync(baseline, "utf8")).not.toContain("NOPASSWD");
    });
});

describe("what is no node's root ends with 2 and one line", () => {
    mkdirSync(join(folder.path, "empty"));
    const machine = nodeRoot(join(folder.path, "machine"), {
        "/etc/passwd": "root:x:0:0::/root:/bin/sh\n",
        "/etc/ssh/sshd_config": "PermitRootLogin yes\n",
    });
    const NOTHING =
        "has nothing of a node's: neither /etc/kubernetes nor /var/lib/kubelet, nor any other place of a kubelet or etcd. Name the folder that has the node's /etc";

    test.each<[string, string, string]>([
        ["a folder that is not there", join(folder.path, "nowhere"), "does not exist. Name the folder that has the node's /etc"],
        [
            "a file",
            folder.write("file.yaml", SOCKET),
            "is no folder. Name the one that has the node's /etc, or leave --node-root out to judge a file",
        ],
        ["a path through a file", join(folder.path, "file.yaml/etc"), "does not exist. Name the folder that has the node's /etc"],
        ["an empty folder", join(folder.path, "empty"), NOTHING],
        ["the node's /etc itself", join(insecure, "etc"), NOTHING],
        ["a machine that is no node", machine, NOTHING],
    ])("%s", async (_, root, reason) => {
        expect(await audited("--node-root", root)).toEqual({
            code: 2,
            violations: [],
            unreadable: [{ file: root, reason }],
            resources: 0,
        });
    });

    test.each<[string, readonly string[], string]>([
        ["no folder", ["--node-root"], "--node-root has no value. Write one after it"],
        ["an empty name", ["--node-root", ""], "--node-root is empty. Write the folder that has the node's /etc"],
        ["another option in its place", ["--node-root", "--format", "json"], "--node-root has no value. Write one after it"],
        ["a misspelt option", ["--noderoot", insecure], "there is no option --noderoot; did you mean --node-root?"],
    ])("a call with %s", async (_, args, message) => {
        expect(await called("audit", ...args)).toEqual({ code: 2, out: "", err: `kube-bypass-guard: ${message}\n` });
    });
});
