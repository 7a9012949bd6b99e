import { k3sArguments } from "../../../../policypack/node/installers/k3s-config";
import { k3sStarts } from "../../../../policypack/node/installers/k3s-starts";
import type { UnreadPart } from "../../../../policypack/model/node-boot";
import { bootOf } from "./read";

const script = (...lines: string[]) => bootOf(["#!/bin/sh", ...lines, ""].join("\n"));
const GET = "curl -sfL https://get.k3s.io |";
const GET_RKE2 = "curl -sfL https://get.rke2.io |";

/** Each start: what, as what, with which words, and its configuration where that is another one. */
const starts = (...lines: string[]) =>
    k3sStarts(script(...lines)).map(({ program, isServer, args, configPath }) =>
        [
            program,
            isServer ? "server" : "agent",
            ...args.map(({ text }) => text),
            configPath === `/etc/rancher/${program}/config.yaml` ? "" : `(${configPath})`,
        ]
            .filter(Boolean)
            .join(" "),
    );

test.each<[why: string, lines: string[], starts: string[]]>([
    ["the program", ["k3s server --a"], ["k3s server --a"]],
    ["words before what it is", ["k3s --debug agent --a"], ["k3s agent --a"]],
    ["a word that is neither", ["k3s kubectl"], []],
    ["of two words the first says what it is", ["k3s server agent"], ["k3s server agent"]],
    ["the installer", [`${GET} sh -`], ["k3s server"]],
    ["with arguments", [`${GET} sh -s - --a`], ["k3s server --a"]],
    ["as an agent", [`${GET} sh -s - agent --a`], ["k3s agent --a"]],
    ["as a server, though it knows an address", [`${GET} K3S_URL=https://a:6443 sh -s - server --a`], ["k3s server --a"]],
    ["with an address", [`${GET} K3S_URL=https://a:6443 sh -`], ["k3s agent"]],
    ["with an address that is empty", [`${GET} K3S_URL= sh -`], ["k3s server"]],
    ["by its type", [`${GET_RKE2} INSTALL_RKE2_TYPE=agent sh -`], ["rke2 agent"]],
    ["by another type", [`${GET_RKE2} INSTALL_RKE2_TYPE=server sh -`], ["rke2 server"]],
    ["by the unit that is enabled", [`${GET_RKE2} sh -`, "systemctl enable --now rke2-agent.service"], ["rke2 agent"]],
    ["by the unit that is named without its suffix", [`${GET_RKE2} sh -`, "systemctl start rke2-agent"], ["rke2 agent"]],
    ["not by what another program names", [`${GET_RKE2} sh -`, "echo rke2-agent"], ["rke2 server"]],
    ["not by a unit of another name", [`${GET_RKE2} sh -`, "systemctl start rke2-agent.service.bak"], ["rke2 server"]],
    ["by its variable and its arguments", [`${GET} INSTALL_K3S_EXEC='agent --a' sh -s - --b`], ["k3s agent --a --b"]],
    [
        "with quotes in its variable",
        [`${GET} INSTALL_K3S_EXEC="--a='b' '--c' \\"--d\\" 'e" sh -`],
        ["k3s server --a='b' --c --d 'e"],
    ],
    ["two dashes among its own arguments", [`${GET} sh -s -- --a -- -s`], ["k3s server --a -- -s"]],
    ["a script of its own", ["INSTALL_K3S_EXEC=agent /opt/install.sh --a"], ["k3s agent --a"]],
    ["a script that a shell runs", ["K3S_TOKEN=a sh /opt/k3s-install.sh --a"], ["k3s server --a"]],
    ["a script among the arguments", [`${GET} sh -s - --a b.sh`], ["k3s server --a b.sh"]],
    ["what comes before it is fetched", [`sh -`, `${GET} cat`], []],
    ["a configuration of its own", ["k3s server --config /a.yaml"], ["k3s server --config /a.yaml (/a.yaml)"]],
    ["in one word", ["k3s server --config=/a.yaml"], ["k3s server --config=/a.yaml (/a.yaml)"]],
    ["with one dash", ["k3s server -config=/a.yaml"], ["k3s server -config=/a.yaml (/a.yaml)"]],
    ["by its letter", ["k3s server --x -c /a.yaml"], ["k3s server --x -c /a.yaml (/a.yaml)"]],
    ["by its variable", ["K3S_CONFIG_FILE=/a.yaml k3s server"], ["k3s server (/a.yaml)"]],
    ["a flag beats the variable", ["K3S_CONFIG_FILE=/a.yaml k3s server -c /b.yaml"], ["k3s server -c /b.yaml (/b.yaml)"]],
    [
        "a flag that has it in its name",
        ["k3s server --kube-config=/a --config-x=/b"],
        ["k3s server --kube-config=/a --config-x=/b"],
    ],
    ["a flag without its value", ["k3s server --config"], ["k3s server --config"]],
    ["its settings alone", ["echo a > /etc/rancher/rke2/config.yaml"], ["rke2 server"]],
    ["a part of them", ["echo a > /etc/rancher/k3s/config.yaml.d/a.yaml"], ["k3s server"]],
    ["its settings and the agent's unit", ["echo a > /etc/rancher/k3s/config.yaml", "systemctl start k3s-agent"], ["k3s agent"]],
    ["its settings beside a start", ["echo a > /etc/rancher/k3s/config.yaml", "rke2 server"], ["rke2 server"]],
    [
        "settings of something else",
        ["echo a > /etc/rancher/k3s/config.yaml.bak", "echo a > /srv/etc/rancher/k3s/config.yaml"],
        [],
    ],
])("starts: %s", (_, lines, expected) => expect(starts(...lines)).toEqual(expected));

test("where each start stands", () => {
    const at = (...lines: string[]) => k3sStarts(script(...lines)).map((one) => [one.at, ...one.args.map((word) => word.at)]);
    expect(at("true", "k3s server --a")).toEqual([["userData › line 3", "userData › line 3"]]);
    expect(at("true", `${GET} INSTALL_K3S_EXEC=--b sh -s - --a`)).toEqual([
        ["userData › line 3", "userData › line 3", "userData › line 3"],
    ]);
    expect(at("true", "echo a > /etc/rancher/k3s/config.yaml")).toEqual([["userData › line 3"]]);
});

test("a unit starts it too", () => {
    const unit = ["[Service]", "Environment=K3S_CONFIG_FILE=/a.yaml", "ExecStart=/usr/local/bin/k3s agent --a"].join("\n");
    const boot = bootOf(
        `#cloud-config\n${JSON.stringify({ write_files: [{ path: "/etc/systemd/system/k3s-agent.service", content: unit }] })}`,
    );
    expect(
        k3sStarts(boot).map(({ program, isServer, args, configPath }) => [
            program,
            isServer,
            args.map(({ text }) => text),
            configPath,
        ]),
    ).toEqual([["k3s", false, ["--a"], "/a.yaml"]]);
});

describe("a configuration as words of the command line", () => {
    const PATH = "/etc/rancher/k3s/config.yaml";
    const read = (...files: [path: string, content: string][]) => {
        const unread: UnreadPart[] = [];
        const write_files = files.map(([path, content]) => ({ path, content }));
        const given = k3sArguments(bootOf(`#cloud-config\n${JSON.stringify({ write_files })}`), PATH, unread);
        const short = (at: string) => at.replace(/userData › write_files\[(\d)\]\.content/, "$1");
        return [
            ...given.map(({ text, at }) => `${text} (${short(at)})`),
            ...unread.map(({ at, reason }) => `${short(at)}: ${reason}`),
        ];
    };
    test.each<[why: string, files: [string, string][], told: string[]]>([
        ["texts, numbers and switches", [[PATH, "a: x\nb: 7\nc: true"]], ["--a=x (0 › a)", "--b=7 (0 › b)", "--c=true (0 › c)"]],
        ["lists", [[PATH, "a: [x, 7]"]], ["--a=x (0 › a[0])", "--a=7 (0 › a[1])"]],
        [
            "a later file replaces",
            [
                [PATH, "a: x\nb: w"],
                [`${PATH}.d/1.yaml`, "a: z"],
            ],
            ["--a=z (1 › a)", "--b=w (0 › b)"],
        ],
        [
            "a plus adds",
            [
                [PATH, "a: x"],
                [`${PATH}.d/1.yaml`, "a+: z"],
            ],
            ["--a=x (0 › a)", "--a=z (1 › a+)"],
        ],
        ["a plus adds to nothing", [[PATH, "a+: x"]], ["--a=x (0 › a+)"]],
        ["a plus within a name", [[PATH, "a+b: x"]], ["--a+b=x (0 › a+b)"]],
        [
            "parts by name",
            [
                [`${PATH}.d/2.yaml`, "a: x"],
                [`${PATH}.d/1.yml`, "a: y"],
            ],
            ["--a=x (0 › a)"],
        ],
        [
            "parts of another ending",
            [
                [`${PATH}.d/1.yaml.bak`, "a: x"],
                [`${PATH}.d/1.txt`, "a: y"],
            ],
            [],
        ],
        [
            "parts of another folder",
            [
                [`${PATH}.d/x/1.yaml`, "a: x"],
                ["/etc/rancher/k3s/other.yaml", "a: y"],
            ],
            [],
        ],
        ["an empty file", [[PATH, ""]], []],
        ["a comment", [[PATH, "# nothing"]], []],
        ["a list", [[PATH, "[a]"]], ["0: is no map of settings"]],
        ["a text", [[PATH, "a"]], ["0: is no map of settings"]],
        ["null", [[PATH, "null"]], expect.anything() as unknown as string[]],
        [
            "no YAML",
            [
                [PATH, "a: ["],
                [`${PATH}.d/1.yaml`, "b: x"],
            ],
            ["--b=x (1 › b)", expect.stringMatching(/^0: .*YAML/) as unknown as string],
        ],
    ])("%s", (_, files, told) => expect(read(...files)).toEqual(told));

    test("what is added to or fetched says so", () => {
        const told = (...lines: string[]) => {
            const unread: UnreadPart[] = [];
            return [
                ...k3sArguments(script(...lines), PATH, unread).map(({ text }) => text),
                ...unread.map(({ reason }) => reason),
            ];
        };
        expect(told(`echo 'a: x' >> ${PATH}`)).toEqual(["--a=x", "adds to a configuration that is not here"]);
        expect(told(`curl -o ${PATH} https://x`)).toEqual([`fetches ${PATH} from elsewhere`]);
    });
});
