import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider";
import { runCommand } from "./command";
import { cli, ROOT } from "./engine";

const COMPONENTS = join(ROOT, "components");
const home = mkdtempSync(join(tmpdir(), "kbg-package-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Described {
    readonly description?: string;
}
interface Schema {
    readonly name: string;
    readonly types?: Readonly<
        Record<string, { readonly properties?: Readonly<Record<string, Described>>; readonly enum?: unknown }>
    >;
    readonly resources: Readonly<
        Record<
            string,
            Described & {
                readonly isComponent?: boolean;
                readonly inputProperties?: Readonly<Record<string, Described>>;
                readonly properties?: Readonly<Record<string, Described>>;
            }
        >
    >;
}

/** What Pulumi's language host for Node would start as the package's plugin: a plugin by its path needs no language host. */
function plugin(): string {
    const path = join(home, "pulumi-resource-kube-bypass-guard");
    const start = `exec "${process.execPath}" -e 'require("@pulumi/pulumi/cmd/run-plugin")' plugin "${COMPONENTS}" "$@"`;
    writeFileSync(path, `#!/bin/sh\ncd "${COMPONENTS}" && ${start}\n`, { mode: 0o755 });
    return path;
}

let text = "";
beforeAll(async () => {
    const { exitCode, output } = await runCommand(cli().path, ["package", "get-schema", plugin()], {
        cwd: home,
        env: { ...process.env, PULUMI_HOME: join(home, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeoutMs: 120_000,
    });
    if (exitCode !== 0) throw new Error(`pulumi package get-schema failed\n${output}`);
    text = output;
});

test("every component is in the schema, under the token that its own class says", () => {
    const { name, resources } = JSON.parse(text) as Schema;
    expect(name).toBe("kube-bypass-guard");
    const classes = getPulumiComponents(require(join(COMPONENTS, "index.ts"))).map((one) => one.name);
    expect(Object.keys(resources).sort()).toEqual(classes.map((one) => `kube-bypass-guard:index:${one}`).sort());
    expect(classes.length).toBeGreaterThan(0);
});

test("every component, argument and output says what it is for", () => {
    const { resources, types = {} } = JSON.parse(text) as Schema;
    const places = [
        ...Object.entries(resources).flatMap(([token, one]) => [
            [token, one] as const,
            ...Object.entries(one.inputProperties ?? {}).map(([property, own]) => [`${token} args.${property}`, own] as const),
            ...Object.entries(one.properties ?? {}).map(([property, own]) => [`${token}.${property}`, own] as const),
        ]),
        ...Object.entries(types).flatMap(([token, { properties = {} }]) =>
            Object.entries(properties).map(([property, own]) => [`${token}.${property}`, own] as const),
        ),
    ];
    expect(places.filter(([, { description = "" }]) => description === "").map(([place]) => place)).toEqual([]);
});

/** What `pulumi package add` would make. The CLI asks its language host for it; where there is none, ours asks the same generator. */
function makeSdk(folder: string) {
    if (cli().languageHost) {
        const schema = join(home, "schema.json");
        writeFileSync(schema, text);
        return spawnSync(cli().path, ["package", "gen-sdk", schema, "--language", "nodejs", "--out", folder], {
            encoding: "utf8",
        });
    }
    const generator = process.env.KUBE_BYPASS_GUARD_SDK_GENERATOR;
    if (generator === undefined) throw new Error("the engine tests run in the jest project named engine");
    return spawnSync(generator, [folder], { input: text, encoding: "utf8" });
}

test("an SDK that is made of the schema compiles", () => {
    const out = join(home, "sdk");
    const made = makeSdk(out);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const sdk = cli().languageHost ? join(out, "nodejs") : out;
    symlinkSync(join(ROOT, "node_modules"), join(sdk, "node_modules"));
    const compiled = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", sdk], {
        encoding: "utf8",
    });
    expect([compiled.stdout, compiled.status]).toEqual(["", 0]);
});
