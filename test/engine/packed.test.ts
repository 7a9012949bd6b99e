import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project, ROOT } from "./engine";

describe("the packed pack, installed for production into an empty folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "kbg-packed-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    let pack = "";
    beforeAll(() => {
        const script = `import(${JSON.stringify(`${ROOT}/scripts/packed.mjs`)}).then((m) => console.log(m.installPack(${JSON.stringify(folder)})))`;
        pack = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
    });

    test("holds no provider SDK and no source", () => {
        const scope = readdirSync(join(pack, "node_modules/@pulumi")).sort();
        expect(scope).toEqual(["policy", "pulumi"]);
        expect(
            readdirSync(pack)
                .filter((name) => name !== "node_modules")
                .sort(),
        ).toEqual(expect.arrayContaining(["PulumiPolicy.yaml", "bin", "package.json"]));
        expect(existsSync(join(pack, "policies"))).toBe(false);
    });

    test("boots under the engine and blocks insecure-eks", async () => {
        const { exitCode, created, violations, output } = await (
            await project(`${ROOT}/stacks/insecure-eks`)
        ).preview({ packs: [pack] });
        expect(exitCode).not.toBe(0);
        expect(created).toEqual([]);
        expect(violations.some(({ level }) => level === "mandatory")).toBe(true);
        expect(output).toContain("kube-bypass-guard@v");
    });
});
