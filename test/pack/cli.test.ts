import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { checkpoint, SOCKET } from "../policypack/cli/command";

/** The built command, as npm links it. */
const PACK = resolve(__dirname, "../../policypack");
const { bin } = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8")) as { bin: Record<string, string> };
const COMMAND = join(PACK, bin["kube-bypass-guard"]!);

const folder = mkdtempSync(join(tmpdir(), "kbg-built-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
};
const SPAWNED = { encoding: "utf8", cwd: folder, maxBuffer: 1 << 26 } as const;
const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], SPAWNED);
    return { status, stdout, stderr };
};

// A start takes a quarter of a second, and seconds on a busy machine.
jest.setTimeout(60_000);

beforeAll(() => {
    if (!existsSync(COMMAND)) throw new Error("the pack is not built: npm run build");
});

test("it runs as a program", () => {
    expect(readFileSync(COMMAND, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
    written("agent.yaml", SOCKET);
    const { status, stdout, stderr } = run("audit", "--format", "json", "agent.yaml");
    const { violations, unreadable, resources } = JSON.parse(stdout) as Record<string, unknown[]>;
    expect({ status, stderr, unreadable, resources }).toEqual({ status: 1, stderr: "", unreadable: [], resources: 1 });
    expect(violations).toHaveLength(1);
});

test("what is clean ends with 0, what is called wrongly with 2 and a line on stderr", () => {
    const clean = written("clean.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n");
    expect(run("audit", clean)).toEqual({ status: 0, stderr: "", stdout: "1 resource judged: no violations.\n" });
    expect(run("audit")).toEqual({
        status: 2,
        stdout: "",
        stderr: "kube-bypass-guard: audit has nothing to judge. Name files or folders after it\n",
    });
});

test("whoever reads the report may stop", async () => {
    const many = written("many.yaml", Array.from({ length: 300 }, () => SOCKET).join("---\n"));
    const child = spawn(process.execPath, [COMMAND, "audit", many], { stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.stdout.once("data", () => child.stdout.destroy());
    const status = await new Promise((done) => child.once("exit", done));
    expect([status, stderr]).toEqual([1, ""]);
});

describe("the stacks of a backend", () => {
    const socket = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { hostNetwork: true, containers: [] } };
    const backend = join(folder, "backend");
    const stacks = join(backend, ".pulumi/stacks/app");
    const names = Array.from({ length: 24 }, (_, i) => `s${String(i).padStart(2, "0")}`);
    mkdirSync(stacks, { recursive: true });
    for (const [i, name] of names.entries()) {
        const state = JSON.stringify(checkpoint({ type: "kubernetes:core/v1:Pod", name, inputs: i % 3 === 0 ? socket : {} }));
        if (i % 2 === 0) writeFileSync(join(stacks, `${name}.json`), state);
        else writeFileSync(join(stacks, `${name}.json.gz`), gzipSync(state));
    }
    writeFileSync(join(stacks, "s07.json.gz"), "broken");

    test("are judged on threads as they are on one, in the same order, and what is broken stops none", () => {
        const alone = run("audit", "--format", "json", "--jobs", "1", "backend");
        const threads = run("audit", "--format", "json", "--jobs", "3", "backend");
        expect(threads).toEqual(alone);
        const { violations, unreadable, resources } = JSON.parse(alone.stdout) as {
            violations: { name: string }[];
            unreadable: object[];
            resources: number;
        };
        expect([alone.status, resources]).toEqual([2, 23]);
        expect(violations.map(({ name }) => name)).toEqual(names.filter((_, i) => i % 3 === 0));
        expect(unreadable).toEqual([
            { file: "backend/.pulumi/stacks/app/s07.json.gz", reason: expect.stringMatching(/^is no stack export/) },
        ]);
    });

    test("are judged on threads by the configuration that was given", () => {
        const config = written("off.json", '{"all":"disabled"}');
        const { status, stdout } = run("audit", "--config", config, "--jobs", "3", "backend");
        expect([status, stdout.split("\n").at(-2)]).toEqual([2, "23 resources judged: no violations; 1 file could not be read."]);
    });

    test("are the same picture, though each thread counts what it has judged", () => {
        const alone = run("audit", "--format", "html", "--jobs", "1", "backend");
        expect(run("audit", "--format", "html", "--jobs", "3", "backend")).toEqual(alone);
        expect(alone.stdout).toContain("23 nodes and workloads judged");
    });
});

describe("a folder of many files", () => {
    const many = join(folder, "many");
    const pod = (i: number) => SOCKET.replace(/name: \S+/, `name: p${i}`);
    const kinds: ((i: number) => string | Buffer)[] = [
        pod,
        (i) => `# the clock\n${pod(i)}  annotations: { at: 2026-01-01, __proto__: { a: 1 } }\n`,
        (i) => `${pod(i)}---\n${pod(i + 1000)}`,
        () => "apiVersion: v1\nkind: [\n",
        () => "",
        (i) =>
            JSON.stringify(
                checkpoint({
                    type: "kubernetes:core/v1:Pod",
                    name: `s${i}`,
                    inputs: { spec: { hostPID: true, containers: [] } },
                }),
            ),
        (i) => gzipSync(pod(i)),
        () => Buffer.from([0, 1, 2]),
        () => "#!/bin/bash\nkubelet --anonymous-auth=true\n",
        (i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${i} }\ndata:\n  "no": !!binary aGk=\n`,
    ];
    beforeAll(() => {
        for (let i = 0; i < 600; i++) {
            const own = join(many, `team-${Math.floor(i / 100)}`);
            mkdirSync(own, { recursive: true });
            writeFileSync(join(own, `${i % 100}.yaml`), kinds[i % kinds.length]!(i));
        }
    });

    test.each(["json", "html"])("is judged as on one thread where another reads ahead, in %s", (format) => {
        const alone = run("audit", "--format", format, "--jobs", "1", "many");
        expect(alone.status).toBe(2);
        expect(run("audit", "--format", format, "--jobs", "2", "many")).toEqual(alone);
    });

    test("is judged so too where each file is named, and standard input among them", () => {
        const files = Array.from({ length: 600 }, (_, i) => `many/team-${Math.floor(i / 100)}/${i % 100}.yaml`);
        files.splice(400, 0, "-");
        const on = (jobs: string) => {
            const args = [COMMAND, "audit", "--format", "json", "--jobs", jobs, ...files];
            const { status, stdout, stderr } = spawnSync(process.execPath, args, { ...SPAWNED, input: pod(7) });
            return { status, stderr, report: JSON.parse(stdout) as { violations: { file: string }[] } };
        };
        const alone = on("1");
        expect(alone.report.violations.filter(({ file }) => file === "stdin")).toHaveLength(1);
        expect(on("2")).toEqual(alone);
    });
});

test("the pack that the engine starts loads nothing of the command", () => {
    const script = 'require("./bin/policies"); require("./bin/lib/serve"); console.log(Object.keys(require.cache).join("\\n"))';
    const loaded = execFileSync(process.execPath, ["-e", script], { cwd: PACK, encoding: "utf8" });
    expect(loaded).not.toContain(join("bin", "cli"));
});
