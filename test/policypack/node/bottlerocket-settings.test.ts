import { isBottlerocket } from "../../../policypack/node/bottlerocket-settings";
import { bootOfUserData } from "../../../policypack/node/user-data";

const bootOf = (...lines: string[]) => bootOfUserData(lines.join("\n"), "u");
const base64 = (text: string) => Buffer.from(text).toString("base64");
const REFUSED = "which keeps Bottlerocket from taking its settings";

test.each<[text: string, is: boolean]>([
    ["[settings]\n", true],
    ["# comment\n\t[settings.kubernetes]\n", true],
    ['[ "settings".kubernetes]\n', true],
    ["[[settings.a]]\n", true],
    ["settings.kubernetes.event-qps = 1\n", true],
    ["settings.motd= 'a'\n", true],
    ["x [settings]\n", false],
    ["x settings.a = 1\n", false],
    ["[my-settings]\n", false],
    ["[settingsx]\n", false],
    ["settings = 1\n", false],
])("%j is Bottlerocket's: %s", (text, is) => expect(isBottlerocket(text)).toBe(is));

test.each<[text: string, verdict: string]>([
    ["[settings.kubernetes]\na = [\n", "node"],
    ['[ "settings".kubernetes]\na = [\n', "node"],
    ["[[settings.kubernetes]]\na = [\n", "node"],
    ["settings.kubernetes.a = [\n", "node"],
    ["[settings.motd]\na = [\n", "unsure"],
    ["[settings.motd]\n# settings.kubernetes\na = [\n", "unsure"],
])("even where it is no TOML, %j shows what it is: %s", (text, verdict) => expect(bootOf(text).evidence.verdict).toBe(verdict));

test("settings of something else make no node", () => expect(bootOf("[settings.motd]", "a = 1").documents).toEqual([]));

describe("what its settings put on the node", () => {
    const filesOf = (...lines: string[]) =>
        bootOf("[settings.kubernetes]", ...lines).files.map(({ path, content, mode, owner, group }) => [
            path,
            content.text,
            mode?.value,
            mode?.isDefault,
            owner?.value,
            group?.value,
        ]);
    const POD = (name: string, ...more: string[]) => [
        `[settings.kubernetes.static-pods.${name}]`,
        `manifest = "${base64("m")}"`,
        ...more,
    ];

    test.each<[why: string, lines: string[], files: unknown[]]>([
        ["a static Pod", POD("a", "enabled = true"), [["/etc/kubernetes/static-pods/a", "m", 0o644, true, "root", "root"]]],
        [
            "one with a name in quotes",
            POD('"a b"', "enabled = true"),
            [["/etc/kubernetes/static-pods/a b", "m", 0o644, true, "root", "root"]],
        ],
        ["none that is off", POD("a", "enabled = false"), []],
        ["none that does not say that it is on", POD("a"), []],
        ["none where all are off", ["static-pods-enabled = false", ...POD("a", "enabled = true")], []],
        [
            "one where all are on",
            ["static-pods-enabled = true", ...POD("a", "enabled = true")],
            [["/etc/kubernetes/static-pods/a", "m", 0o644, true, "root", "root"]],
        ],
        [
            "a Pod without a manifest, which is empty",
            ["[settings.kubernetes.static-pods.a]", "enabled = true"],
            [["/etc/kubernetes/static-pods/a", "", 0o644, true, "root", "root"]],
        ],
        [
            "a certificate and its key",
            [`server-certificate = "${base64("c")}"`, `server-key = "${base64("k")}"`],
            [
                ["/etc/kubernetes/pki/kubelet-server.crt", "c", 0o600, true, "root", "root"],
                ["/etc/kubernetes/pki/private/kubelet-server.key", "k", 0o600, true, "root", "root"],
            ],
        ],
        ["no certificate that is empty or no base64", ['server-certificate = ""', 'server-key = "$$"'], []],
    ])("%s", (_, lines, files) => expect(filesOf(...lines)).toEqual(files));
});

test.each<[why: string, lines: string[], unread: string[]]>([
    [
        "a manifest that is no base64",
        ["[settings.kubernetes.static-pods.a]", "enabled = true", 'manifest = "$$"'],
        ["u › settings.kubernetes.static-pods.a.manifest: is not base64"],
    ],
    [
        "a text where a switch belongs, which hides no other",
        [
            "[settings.host-containers.a]",
            'enabled = "x"',
            "[settings.bootstrap-containers.b]",
            'mode = "always"',
            "[settings.bootstrap-commands]",
            "c = 5",
        ],
        [
            `u › settings.host-containers.a.enabled: is a string where true or false was expected, ${REFUSED}`,
            `u › settings.bootstrap-commands.c: is a number where an object was expected, ${REFUSED}`,
        ],
    ],
    [
        "a container that runs once",
        ["[settings.bootstrap-containers.b]", 'mode = "once"'],
        ["u › settings.bootstrap-containers.b: runs a container as root before the node starts, which may change its settings"],
    ],
    ["a container of no mode", ["[settings.bootstrap-containers.b]", 'source = "x"'], []],
])("what of them cannot be read: %s", (_, lines, unread) =>
    expect(bootOf("[settings.kubernetes]", ...lines).unread.map(({ at, reason }) => `${at}: ${reason}`)).toEqual(unread),
);

describe("commands when it boots", () => {
    const boot = (mode: string, ...commands: string[][]) =>
        bootOf("[settings.bootstrap-commands.a]", mode, `commands = ${JSON.stringify(commands)}`);
    const AT = "u › settings.bootstrap-commands.a.commands";

    test("are run, each where it stands", () => {
        const { commands } = boot('mode = "once"', ["apiclient", "get", "kubernetes"], [], ["apiclient", "set", "motd=a"]);
        expect(commands).toEqual([
            {
                argv: ["apiclient", "get", "kubernetes"].map((text) => ({ text, isLiteral: true })),
                environment: new Map(),
                isConditional: false,
                at: `${AT}[0]`,
            },
            {
                argv: ["apiclient", "set", "motd=a"].map((text) => ({ text, isLiteral: true })),
                environment: new Map(),
                isConditional: false,
                at: `${AT}[2]`,
            },
        ]);
    });

    test.each<[command: string, isTold: boolean]>([
        ["apiclient set kubernetes.event-qps=0", true],
        ["apiclient set host-containers.admin.enabled=true", true],
        ["apiclient set bootstrap-containers.a.mode=once", true],
        ["apiclient set motd=a", false],
        ["apiclient get kubernetes", false],
        ["apiclient apply https://a/settings.toml", true],
        ["apiclient raw -u /settings -m PATCH -d {}", true],
        ["apiclient raw -u /settings", false],
        ["apiclient -m patch", false],
    ])("are told where they change settings of the node: %s: %p", (command, isTold) =>
        expect(boot('mode = "always"', command.split(" ")).unread).toEqual(
            isTold ? [{ at: `${AT}[0]`, reason: "changes settings by a command when the node boots" }] : [],
        ),
    );

    test.each(['mode = "off"', "essential = true"])("are none with %s", (mode) =>
        expect(boot(mode, ["apiclient", "set", "kubernetes.a=0"])).toMatchObject({ commands: [], unread: [] }),
    );
});
