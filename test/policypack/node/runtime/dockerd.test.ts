import { doorsOfDockerArguments, doorsOfDockerFile } from "../../../../policypack/node/runtime/dockerd";
import { TomlPlace } from "../../../../policypack/node/runtime/toml-place";
import type { RuntimeDoor } from "../../../../policypack/model/runtime-access";

const shown = ({ at, door }: { at: string; door: RuntimeDoor }) => `${at}: ${Object.values(door).join(" / ")}`;
const file = (config: object) => [...doorsOfDockerFile(new TomlPlace(config, "f"))].map(shown);
const line = (...words: string[]) =>
    [...doorsOfDockerArguments(words.map((text, i) => ({ text, isLiteral: true, at: `word ${i}` })))].map(shown);
/** Whether it is local, and whether clients are verified. */
const tcp = (at: string, address: string, isLocal = false, isVerified = false) =>
    `${at}: tcp / ${address} / ${isLocal} / ${isVerified}`;

describe("daemon.json", () => {
    test.each<[why: string, config: object, doors: string[]]>([
        ["an address", { hosts: ["tcp://0.0.0.0:2375"] }, [tcp("f › hosts", "tcp://0.0.0.0:2375")]],
        [
            "every address of a list",
            { hosts: ["tcp://10.0.0.1:1", "fd://", "tcp://127.0.0.1:2"] },
            [tcp("f › hosts", "tcp://10.0.0.1:1"), tcp("f › hosts", "tcp://127.0.0.1:2", true)],
        ],
        [
            "clients are verified",
            { hosts: ["tcp://:2376"], tlsverify: true },
            [tcp("f › hosts", "tcp://0.0.0.0:2376", false, true)],
        ],
        [
            "TLS alone verifies nobody",
            { hosts: ["tcp://:2376"], tls: true, tlsverify: false },
            [tcp("f › hosts", "tcp://0.0.0.0:2376")],
        ],
        [
            "a text where docker wants true is no yes",
            { hosts: ["tcp://:2376"], tlsverify: "true" },
            [tcp("f › hosts", "tcp://0.0.0.0:2376")],
        ],
        ["sockets of the machine", { hosts: ["fd://", "unix:///var/run/docker.sock", "npipe://"] }, []],
        ["what is no list of texts", { hosts: "tcp://0.0.0.0:2375" }, []],
        ["what is no text in a list", { hosts: [2375, { tcp: "0.0.0.0" }, "tcp://:1"] }, [tcp("f › hosts", "tcp://0.0.0.0:1")]],
        ["nothing", {}, []],
        ["a group", { group: "developers" }, ["f › group: owner / group developers"]],
        ["a group that is no text", { group: 1000 }, []],
        ...["root", "0", "docker", ""].map((group): [string, object, string[]] => [
            `the group ${JSON.stringify(group)}, which is nobody's`,
            { group },
            [],
        ]),
    ])("%s", (_, config, doors) => expect(file(config)).toEqual(doors));
});

describe("dockerd's arguments", () => {
    test.each<[why: string, words: string[], doors: string[]]>([
        ["-H and its value", ["-H", "tcp://0.0.0.0:2375"], [tcp("word 1", "tcp://0.0.0.0:2375")]],
        ["-H with its value", ["-Htcp://0.0.0.0:2375"], [tcp("word 0", "tcp://0.0.0.0:2375")]],
        ["-H=", ["-H=tcp://0.0.0.0:2375"], [tcp("word 0", "tcp://0.0.0.0:2375")]],
        ["--host and its value", ["--host", "tcp://0.0.0.0:2375"], [tcp("word 1", "tcp://0.0.0.0:2375")]],
        ["--host=", ["--host=tcp://0.0.0.0:2375"], [tcp("word 0", "tcp://0.0.0.0:2375")]],
        [
            "they add up",
            ["-H", "fd://", "-H", "tcp://:1", "--host=tcp://[::1]:2"],
            [tcp("word 3", "tcp://0.0.0.0:1"), tcp("word 4", "tcp://[::1]:2", true)],
        ],
        ["-G and its value", ["-G", "developers"], ["word 1: owner / group developers"]],
        ["-G with its value", ["-Gdevelopers"], ["word 0: owner / group developers"]],
        ["--group and its value", ["--group", "developers"], ["word 1: owner / group developers"]],
        ...["root", "0", "docker"].map((group): [string, string[], string[]] => [`--group=${group}`, [`--group=${group}`], []]),
        ["clients are verified", ["-H", "tcp://:2376", "--tlsverify"], [tcp("word 1", "tcp://0.0.0.0:2376", false, true)]],
        [
            "clients are not verified after all",
            ["--tlsverify", "--tlsverify=false", "-H", "tcp://:2376"],
            [tcp("word 3", "tcp://0.0.0.0:2376")],
        ],
        [
            "a switch takes no value",
            ["--tlsverify", "tcp://:1", "--host", "tcp://:2"],
            [tcp("word 3", "tcp://0.0.0.0:2", false, true)],
        ],
        ...["tls", "debug", "live-restore", "iptables", "ip-forward", "experimental", "userland-proxy"].map(
            (name): [string, string[], string[]] => [
                `--${name} takes none of the words after it`,
                [`--${name}`, "-H", "tcp://:1"],
                [tcp("word 2", "tcp://0.0.0.0:1")],
            ],
        ),
        ...["containerd", "config-file", "tlscacert", "tlscert", "tlskey"].map((name): [string, string[], string[]] => [
            `--${name} takes the word after it, even one with dashes`,
            [`--${name}`, "--host=tcp://:1", "-H", "tcp://:2"],
            [tcp("word 3", "tcp://0.0.0.0:2")],
        ]),
        ["another word within which -H stands", ["--label=a-Htcp://:1", "x-Gy"], []],
    ])("%s", (_, words, doors) => expect(line(...words)).toEqual(doors));

    test.each<[address: string, shown: string, isLocal: boolean]>([
        ["10.0.0.1:2375", "10.0.0.1:2375", false],
        ["[::]:2375", "[::]:2375", false],
        [":2375", ":2375", false],
        ["tcp://", "tcp://0.0.0.0", false],
        ["TCP://1.2.3.4:1", "TCP://1.2.3.4:1", false],
        ["tcp://localhost:2375", "tcp://localhost:2375", true],
    ])("%s is an address", (address, told, isLocal) => expect(line("-H", address)).toEqual([tcp("word 1", told, isLocal)]));

    test.each(["fd://", "unix:///run/d.sock", "/run/d.sock", "npipe:////./pipe/docker_engine", ":sock", "unix://tcp://x"])(
        "%s is no address",
        (host) => expect(line("-H", host)).toEqual([]),
    );
});
