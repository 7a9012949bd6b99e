import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACK, program, project, ROOT } from "./engine";
import { memberWith, organization, pipelineOf } from "./service/harness";
import type { Member } from "./service/member";

jest.setTimeout(600_000);

const QUEUE = program(`new aws.sqs.Queue("jobs");`);
const published = async () => {
    const all = await organization();
    expect(await all.member.pulumi("policy publish acme", PACK)).toMatchObject({ exitCode: 0 });
    return all;
};
const enabled = (member: Member, configuration: unknown, version = "latest") =>
    member.pulumi(`policy enable acme/kube-bypass-guard ${version} --config ${member.written(configuration)}`);
const last = (output: string) => output.trim().split("\n").at(-1);

test("a token that is not the organization's logs nobody in, and publishes nothing", async () => {
    const { service } = await organization();
    const stranger = memberWith("pul-0000000000000000000000000000000000000000");
    const login = await stranger.pulumi(`login ${service.url}`);
    expect(login.exitCode).not.toBe(0);
    expect(login.output).toContain("Unauthorized");
    expect((await stranger.pulumi("policy publish acme", PACK)).exitCode).not.toBe(0);
    expect(service.calls).not.toContain("POST /api/orgs/acme/policypacks");
});

describe("a group's configuration that is wrong", () => {
    test("in a level is refused when it is enabled, before the service hears of it", async () => {
        const { service, member } = await published();
        const { exitCode, output } = await enabled(member, { "kubelet-port-not-reachable": "mandatry" });
        expect(exitCode).not.toBe(0);
        expect(last(output)).toBe(
            'error: parsing enforcement level for "kubelet-port-not-reachable": "mandatry" is not a valid enforcement level',
        );
        expect(service.calls.filter((call) => call.startsWith("PATCH"))).toEqual([]);
    });

    test("in the form of a setting is refused by `pulumi policy validate-config`, with the published schema", async () => {
        const { service, member } = await published();
        const validated = (configuration: unknown) =>
            member.pulumi(`policy validate-config acme/kube-bypass-guard 0.1.0 --config ${member.written(configuration)}`);
        const { exitCode, output } = await validated({ "kubelet-port-not-reachable": { trustedCidrs: "10.20.0.0/16" } });
        expect(exitCode).not.toBe(0);
        expect(last(output)).toBe("error: policy pack configuration is invalid: Invalid type. Expected: array, given: string");
        expect(await validated({ "kubelet-port-not-reachable": { trustedCidrs: ["10.20.0.0/16"] } })).toMatchObject({
            exitCode: 0,
        });
        expect(service.unknownCalls).toEqual([]);
    });

    test("is none of the presets", async () => {
        const { service, member } = await published();
        for (const preset of ["audit", "baseline", "strict"]) {
            const configuration = JSON.parse(readFileSync(join(PACK, `presets/${preset}.json`), "utf8")) as object;
            const validated = await member.pulumi(
                `policy validate-config acme/kube-bypass-guard 0.1.0 --config ${member.written(configuration)}`,
            );
            expect([preset, validated.exitCode, validated.output.includes("invalid")]).toEqual([preset, 0, false]);
            expect([preset, (await enabled(member, configuration)).exitCode]).toEqual([preset, 0]);
        }
        expect(service.unknownCalls).toEqual([]);
    });

    test("in a name, or in what it means, is refused by the pack at the next update, which changes nothing", async () => {
        const { service, member } = await published();
        const stack = await project(QUEUE, (await pipelineOf(service)).on("dev"));
        const trusting = { trustedCidrs: ["0.0.0.0/0"] };
        expect(await enabled(member, { "kubelet-port-not-reachable": trusting })).toMatchObject({ exitCode: 0 });
        const everybody = await stack.upWithoutPreview();
        expect([everybody.exitCode === 0, everybody.created]).toEqual([false, []]);
        expect(last(everybody.output)).toContain('is "0.0.0.0/0", which trusts everybody');

        expect(await enabled(member, { "kubelet-port-not-reachble": { enforcementLevel: "mandatory" } })).toMatchObject({
            exitCode: 0,
        });
        const misspelt = await stack.upWithoutPreview();
        expect([misspelt.exitCode === 0, misspelt.created]).toEqual([false, []]);
        expect(last(misspelt.output)).toContain(
            'no policy is named "kubelet-port-not-reachble"; did you mean "kubelet-port-not-reachable"?',
        );
        expect(service.organization.updates.map(({ status }) => status)).toEqual(["failed", "failed"]);
    });
});

test("a new version is published beside the old one, and is required once it is enabled", async () => {
    const { service, member } = await published();
    expect(await member.pulumi("policy enable acme/kube-bypass-guard latest")).toMatchObject({ exitCode: 0 });
    const next = copyOfPack("0.2.0", member);
    expect(await member.pulumi("policy publish acme", next)).toMatchObject({ exitCode: 0 });

    const stack = await project(QUEUE, (await pipelineOf(service)).on("dev"));
    expect((await stack.preview()).output).toContain("kube-bypass-guard@v0.1.0");
    expect(await enabled(member, {}, "0.2.0")).toMatchObject({ exitCode: 0 });
    const { exitCode, output } = await stack.up();
    expect(exitCode).toBe(0);
    expect(output).toContain("kube-bypass-guard@v0.2.0");
    expect(output).not.toContain("kube-bypass-guard@v0.1.0");
    expect(service.unknownCalls).toEqual([]);
});

test("where the pack cannot be installed nothing is created: not at once, and not the next time", async () => {
    const { service, member } = await published();
    expect(await member.pulumi("policy enable acme/kube-bypass-guard latest")).toMatchObject({ exitCode: 0 });
    const unreachable = {
        npm_config_registry: "http://127.0.0.1:9",
        npm_config_cache: join(member.home, "empty-cache"),
        npm_config_fetch_retries: "0",
    };
    const stack = await project(QUEUE, (await pipelineOf(service, unreachable)).on("dev"));

    const first = await stack.upWithoutPreview();
    expect([first.exitCode === 0, first.created]).toEqual([false, []]);
    expect(first.output).toContain("error: failed to install policy pack kube-bypass-guard@v0.1.0");
    expect(first.output).toContain("npm error code ECONNREFUSED");

    const second = await stack.upWithoutPreview();
    expect([second.exitCode === 0, second.created]).toEqual([false, []]);
    expect(last(second.output)).toContain("the policy pack's dependencies are not installed; try running npm install");
    expect(service.organization.updates.map(({ status }) => status)).toEqual(["failed", "failed"]);
});

/** The built pack as another version, in a folder of the member's. */
function copyOfPack(version: string, member: Member): string {
    const folder = join(member.home, `pack-${version}`);
    const settings = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8")) as object;
    for (const part of ["bin", "PulumiPolicy.yaml", "npm-shrinkwrap.json", "LICENSE"])
        cpSync(join(PACK, part), join(folder, part), { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ ...settings, version }));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return folder;
}
