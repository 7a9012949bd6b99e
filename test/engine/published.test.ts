import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { PACK, ROOT } from "./engine";
import { organization } from "./service/harness";

/** What is published beside the compiled files. */
const PRESETS = ["audit", "baseline", "strict"].map((name) => `presets/${name}.json`);
const ABOUT = ["LICENSE", "PulumiPolicy.yaml", "npm-shrinkwrap.json", "package.json", ...PRESETS];

const filesIn = (folder: string) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** Publishes the pack to an organisation of its own. @returns what the service was given */
async function published(): Promise<Buffer> {
    const { service, member } = await organization();
    expect(await member.pulumi("policy publish acme", PACK)).toMatchObject({ exitCode: 0 });
    expect(service.unknownCalls).toEqual([]);
    return service.organization.version("kube-bypass-guard").tarball!;
}

describe("what `pulumi policy publish` uploads", () => {
    const folder = mkdtempSync(join(tmpdir(), "kbg-published-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const inside = join(folder, "package");
    let tarball: Buffer;
    beforeAll(async () => {
        tarball = await published();
        writeFileSync(join(folder, "pack.tgz"), tarball);
        execFileSync("tar", ["-xzf", "pack.tgz"], { cwd: folder });
    });

    test("is the pack and the command, a file each, and what says how to run and install them: nothing else", () => {
        expect(filesIn(inside).sort()).toEqual([...ABOUT, "bin/index.js", "bin/cli/main.js"].sort());
    });

    test("needs none of its own files that is not in it", () => {
        for (const file of ["bin/index.js", "bin/cli/main.js"]) {
            const text = readFileSync(join(inside, file), "utf8");
            expect([file, ...text.matchAll(/\brequire\("\.[^"]*"\)/g)]).toEqual([file]);
        }
    });

    test("is the same, byte for byte, when the same is published again at another time", async () => {
        for (const file of filesIn(join(PACK, "bin"))) utimesSync(join(PACK, "bin", file), new Date(), new Date());
        expect((await published()).equals(tarball)).toBe(true);
    });

    test("is small", () => {
        expect(tarball.length).toBeLessThan(1_000_000);
    });

    test("names no place on the machine that published it, and holds no key", () => {
        for (const file of filesIn(inside)) {
            const text = readFileSync(join(inside, file), "utf8");
            expect([file, text.includes(ROOT)]).toEqual([file, false]);
            expect([
                file,
                /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+\w|\bAKIA[A-Z0-9]{16}\b|\bpul-[0-9a-f]{40}\b/.test(text),
            ]).toEqual([file, false]);
        }
    });

    test("requires its own files, Node's modules and its production dependencies", () => {
        const { dependencies } = JSON.parse(readFileSync(join(inside, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
        };
        const required = filesIn(join(inside, "bin")).flatMap((file) =>
            [...readFileSync(join(inside, "bin", file), "utf8").matchAll(/\brequire(?:\.resolve)?\("([^"]+)"\)/g)].map(
                ([, name]) => name!,
            ),
        );
        const strange = required.filter((name) => {
            const [first = "", second = ""] = name.split("/");
            const packageName = first.startsWith("@") ? `${first}/${second}` : first;
            return !name.startsWith(".") && !isBuiltin(name) && !(packageName in dependencies);
        });
        expect(required).toContain("@pulumi/policy");
        expect([...new Set(strange)]).toEqual([]);
    });

    test("runs nothing when it is installed", () => {
        const { scripts = {} } = JSON.parse(readFileSync(join(inside, "package.json"), "utf8")) as {
            scripts?: Record<string, string>;
        };
        const atInstall = ["preinstall", "install", "postinstall", "prepare", "dependencies"];
        expect(Object.keys(scripts).filter((name) => atInstall.includes(name))).toEqual([]);
    });
});
