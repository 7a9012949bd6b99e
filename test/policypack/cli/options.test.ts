import { about, ADVISED, audited, called, exported, OPEN, SECURITY_GROUP, SOCKET, temporaryFolder } from "./command";

const folder = temporaryFolder();
describe("options", () => {
    const file = folder.write("options.yaml", SOCKET);
    const advice = folder.write("advice.json", ADVISED);
    const configured = (name: string, value: unknown) => folder.write(`config-${name}.json`, value as object);

    test("a configuration of the engine counts here", async () => {
        const off = configured("off", { "runtime-socket-not-mounted": "disabled" });
        const mild = configured("mild", { all: "advisory" });
        const own = configured("own", { all: "disabled", "runtime-socket-not-mounted": { enforcementLevel: "remediate" } });
        expect(await audited(file, "--config", off)).toMatchObject({ code: 0, violations: [] });
        expect(await audited(file, "--config", mild)).toMatchObject({ code: 0, violations: [{ enforcementLevel: "advisory" }] });
        expect(await audited(file, "--config", own)).toMatchObject({ code: 1, violations: [{ enforcementLevel: "mandatory" }] });
    });

    test("a setting is read as the engine hands it over", async () => {
        const group = folder.write(
            "group.json",
            exported({
                type: SECURITY_GROUP,
                inputs: {
                    ingress: [{ ...OPEN.ingress[0], cidrBlocks: ["10.1.0.0/16"] }],
                    tags: { "kubernetes.io/cluster/main": "owned" },
                },
            }),
        );
        const trusting = configured("trusting", { "kubelet-port-not-reachable": { trustedCidrs: ["10.1.0.0/16"] } });
        expect(about("kubelet-port-not-reachable", await audited(group))).toHaveLength(1);
        const once = configured("once", { "kube-bypass-guard": { trustedCidrs: ["10.1.0.0/16"] } });
        expect(about("kubelet-port-not-reachable", await audited(group, "--config", trusting))).toEqual([]);
        expect(about("kubelet-port-not-reachable", await audited(group, "--config", once))).toEqual([]);
    });

    test.each<[string, string, readonly string[]]>([
        ["without one only what blocks fails", "0", []],
        ["what advises fails from its severity on", "1", ["--fail-on", "low"]],
        ["a milder one does not", "0", ["--fail-on", "critical"]],
    ])("--fail-on: %s", async (_, code, args) => {
        const answer = await audited(advice, ...args);
        expect([String(answer.code), answer.violations.map((one) => one.enforcementLevel)]).toEqual([code, ["advisory"]]);
    });

    test("--progress says how far it is", async () => {
        const files = [1, 2, 3, 4].map((i) => folder.write(`progress-${i}.yaml`, SOCKET));
        const now = jest.spyOn(Date, "now");
        let time = 0;
        now.mockImplementation(() => (time += 400));
        const { err } = await called("audit", "--progress", ...files);
        now.mockRestore();
        expect(err).toBe("2 files read\n4 files read\n");
    });
});

describe("a call that is wrong ends with 2 and one line", () => {
    const wrong = (name: string, value: unknown) => folder.write(`wrong-${name}.json`, value as object);
    test.each<[string, readonly string[], string]>([
        ["no command", [], "no command. Write kube-bypass-guard --help for those there are"],
        ["a misspelt command", ["adit"], 'no command is named "adit"; did you mean audit?'],
        ["another command", ["deploy-everything"], 'no command is named "deploy-everything". Write one of '],
        ["nothing to judge", ["audit"], "audit has nothing to judge. Name files or folders after it"],
        ["a name that is empty", ["audit", "x", ""], "a name of a file is empty. Name a file or a folder"],
        ["a misspelt option", ["audit", "--frmat", "json", "x"], "there is no option --frmat; did you mean --format?"],
        [
            "another option",
            ["audit", "--xyzzy-plugh", "x"],
            "there is no option --xyzzy-plugh. Write one of --format, --fail-on, ",
        ],
        ["an option without its value", ["audit", "x", "--format"], "--format has no value. Write one after it"],
        ["a value too many", ["audit", "--progress=yes", "x"], "--progress takes no value. Leave it out"],
        ["a misspelt format", ["audit", "--format", "jsn", "x"], '--format is "jsn"; did you mean json?'],
        [
            "another severity",
            ["audit", "--fail-on", "catastrophic", "x"],
            '--fail-on is "catastrophic". Write one of low, medium, high, critical',
        ],
        [
            "a configuration that is not there",
            ["audit", "x", "--config", "/nowhere.json"],
            "the configuration /nowhere.json does not exist. Name a file or a folder",
        ],
        [
            "a configuration that is no JSON",
            ["audit", "x", "--config", wrong("text", "{")],
            "the configuration FILE is no valid JSON. Correct it",
        ],
        [
            "a configuration that is a list",
            ["audit", "x", "--config", wrong("list", [])],
            "FILE is no configuration. Write an object with a policy's name for each key",
        ],
        [
            "a level that there is not",
            ["audit", "x", "--config", wrong("level", { all: "warn" })],
            'FILE: all has the level "warn". Write one of advisory, mandatory, remediate, disabled',
        ],
        [
            "a policy set to a number",
            ["audit", "x", "--config", wrong("number", { all: 1 })],
            'FILE: "all" is no level and no object. Write one of advisory, mandatory, remediate, disabled',
        ],
        [
            "a misspelt policy",
            ["audit", "x", "--config", wrong("name", { "runtime-socket-not-mountd": "advisory" })],
            'the configuration FILE is wrong: no policy is named "runtime-socket-not-mountd"; did you mean "runtime-socket-not-mounted"?',
        ],
    ])("%s", async (_, args, message) => {
        const { code, out, err } = await called(...args);
        expect([code, out, err.replace(/\S+\/wrong-\w+\.json/, "FILE")]).toEqual([
            2,
            "",
            expect.stringContaining(`kube-bypass-guard: ${message}`),
        ]);
        expect(err.trimEnd()).not.toContain("\n");
    });

    test.each([["--help"], ["-h"], ["help"], ["audit", "--help"], ["audit", "-h"]])(
        "%s %s asks for help, which is no fault",
        async (...args) => {
            const { code, out } = await called(...args.filter((one) => typeof one === "string"));
            expect([code, out.split("\n")[0]]).toEqual([
                0,
                "kube-bypass-guard: judges what exists by the policies that guard what will",
            ]);
        },
    );
});
