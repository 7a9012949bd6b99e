import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { policies } from "../../policypack/policies";
import { configured } from "./configured";

const PACK = resolve(__dirname, "../../policypack");

/** What is loaded once a script has run in the pack's folder. A pack that is served prints its port on stdout, so that this is told on stderr. */
function loadedBy(script: string): string[] {
    const tell = 'require("node:fs").writeSync(2, JSON.stringify(Object.keys(require.cache))); process.exit(0)';
    const { stderr } = spawnSync(process.execPath, ["-e", `${script}; ${tell}`], { cwd: PACK, encoding: "utf8" });
    return JSON.parse(stderr) as string[];
}

const packagesIn = (paths: readonly string[]) =>
    [...new Set(paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))].sort();

beforeAll(() => {
    if (!existsSync(join(PACK, "bin/index.js"))) throw new Error("the pack is not built: npm run build");
});

test("the catalogue loads no provider SDK, no engine SDK, and no parser before a resource needs it", () => {
    expect(packagesIn(loadedBy('require("./bin/policies")'))).toEqual(["fastest-levenshtein", "ipaddr.js"]);
});

test("the pack that is served is one file, and loads no parser either before a resource needs it", () => {
    const loaded = loadedBy('require("./bin/index.js")');
    const own = loaded.map((path) => relative(PACK, path)).filter((path) => path.startsWith("bin/"));
    expect(own).toEqual(["bin/index.js"]);
    const packages = packagesIn(loaded);
    expect(packages).toContain("@pulumi/policy");
    expect(packages.filter((name) => ["yaml", "smol-toml", "unbash"].includes(name))).toEqual([]);
});

test("the command is one file, and loads no parser either before a file needs it", () => {
    const loaded = loadedBy('process.argv = ["node", "kube-bypass-guard", "policies"]; require("./bin/cli/main.js")');
    expect(loaded.map((path) => relative(PACK, path)).filter((path) => path.startsWith("bin/"))).toEqual(["bin/cli/main.js"]);
    expect(packagesIn(loaded)).toEqual(["fastest-levenshtein", "ipaddr.js"]);
});

test("npm's reader of packages, which the SDK starts with and no policy uses, is loaded when it is asked for", () => {
    const ofSdk = 'require("node:module").createRequire(require.resolve("@pulumi/pulumi"))("@npmcli/arborist")';
    expect(packagesIn(loadedBy('require("./bin/index.js")'))).not.toContain("pacote");
    expect(packagesIn(loadedBy('require("@pulumi/policy")'))).toContain("pacote");
    const asked = `require("./bin/index.js"); new (${ofSdk}).Arborist({ path: "." })`;
    expect(packagesIn(loadedBy(asked))).toContain("pacote");
    const compiled = `const it = {}; require("./bin/index.js"); for (const name in ${ofSdk}) it[name] = true; if (!it.Arborist) throw it`;
    expect(() => loadedBy(compiled)).not.toThrow();
});

test("on an SDK without what makes the pack fast it answers the same", () => {
    const { type, props } = policies.find(({ name }) => name === "kubelet-port-not-reachable")!.examples.bad;
    const asked = [{ written: {}, resources: [{ type, name: "it", props }] }];
    const [fast, slow] = [configured(asked), configured(asked, "other-sdk.cjs")];
    expect(slow).toEqual(fast);
    expect(fast[0]!.reported!.map(({ level }) => level)).toContain("mandatory");
});

test("once it is configured the pack loads what user data is read with, while the engine waits for its program", () => {
    const script = `
        const { bootPack } = await import(${JSON.stringify(resolve(__dirname, "../../scripts/analyzer.mjs"))});
        const pack = await bootPack({ dir: ".", preload: ${JSON.stringify(join(__dirname, "tells-loads.cjs"))} });
        const before = pack.stderr();
        await pack.configure({});
        for (let i = 0; i < 300 && pack.stderr().split("loads ").length < 3; i++) await new Promise((go) => setTimeout(go, 100));
        console.log(JSON.stringify([before, pack.stderr()]));
        pack.close();
        await pack.stop();`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: PACK, encoding: "utf8" });
    const [before, after] = JSON.parse(stdout) as [string, string];
    expect(before).not.toContain("loads");
    expect(after.match(/loads \w+/g)?.sort()).toEqual(["loads unbash", "loads yaml"]);
});
