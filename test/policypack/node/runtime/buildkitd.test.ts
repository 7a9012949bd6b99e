import { doorsOfBuildkit } from "../../../../policypack/node/runtime/buildkitd";

const opened = (line: string) =>
    [...doorsOfBuildkit(line.split(" ").map((text, i) => ({ text, isLiteral: true, at: `word ${i}` })))].map(
        ({ at, door }) => `${at}: ${Object.values(door).join(" ")}`,
    );

test.each<[line: string, opened: string[]]>([
    ["--addr unix:///run/buildkit/buildkitd.sock --addr tcp://0.0.0.0:1234", ["word 3: tcp tcp://0.0.0.0:1234 false false"]],
    ["--addr=TCP://127.0.0.1:1234", ["word 0: tcp TCP://127.0.0.1:1234 true false"]],
    ["--addr fd://tcp:1", []],
    ["--tlscacert /ca.pem --tlscert /a.pem --tlskey /a.key --addr tcp://0.0.0.0:1", ["word 7: tcp tcp://0.0.0.0:1 false true"]],
    ["--addr tcp://0.0.0.0:1 --tlscacert=", ["word 1: tcp tcp://0.0.0.0:1 false false"]],
    ["--root tcp://a --config tcp://b --group tcp://c", []],
    ...["rootless", "debug", "oci-worker", "containerd-worker"].map((name): [string, string[]] => [
        `--${name} --addr tcp://0.0.0.0:1`,
        ["word 2: tcp tcp://0.0.0.0:1 false false"],
    ]),
    ["--debug false --addr tcp://0.0.0.0:1", ["word 3: tcp tcp://0.0.0.0:1 false false"]],
])("buildkitd %s", (line, expected) => expect(opened(line)).toEqual(expected));
