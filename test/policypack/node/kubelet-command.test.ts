import { kubeletOfCommandLine, type Surroundings } from "../../../policypack/node/kubelet-command";
import { HOLE, word } from "../../../policypack/parse/word";

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
    at: "command",
    evidence: { verdict: "node", why: "test" },
    role: "worker",
    fileAt: (path) => (path === "/etc/kubelet.yaml" ? { value: { readOnlyPort: 1 }, at: path } : undefined),
    ...more,
});
const started = (words: readonly string[], more?: Partial<Surroundings>) =>
    kubeletOfCommandLine(
        words.map((text, i) => ({ ...word(text), at: `word ${i}` })),
        around(more),
    );

test.each<[why: string, words: string[], readOnlyPort: number | undefined]>([
    ["the kubelet", ["kubelet", "--read-only-port=5"], 5],
    ["by its path", ["/usr/bin/kubelet", "--read-only-port=5"], 5],
    ["as a part of hyperkube", ["/hyperkube", "kubelet", "--read-only-port=5"], 5],
    ["as an option of hyperkube", ["hyperkube", "--kubelet", "--read-only-port=5"], 5],
    ["another part of hyperkube", ["hyperkube", "kube-proxy"], undefined],
    ["a part whose name ends as it", ["hyperkube", "xkubelet"], undefined],
    ["a part whose name begins as it", ["hyperkube", "kubelet2"], undefined],
    ["hyperkube alone", ["hyperkube"], undefined],
    ["another program that is told to", ["sh", "kubelet"], undefined],
    ["nothing", [], undefined],
    ["its version", ["kubelet", "--version"], undefined],
    ["its help", ["kubelet", "--read-only-port=5", "--help"], undefined],
    ["its help, in one letter", ["kubelet", "-h"], undefined],
])("what a command line starts: %s", (_, words, port) => expect(started(words)?.readOnlyPort.value).toBe(port));

const unread = (words: readonly string[], more?: Partial<Surroundings>) =>
    started(["kubelet", ...words], more)!.unread.map(({ at, reason }) => `${at} ${reason}`);
const NO_FILE = "takes the kubelet's configuration from a file that is not here";
const NO_FOLDER = "adds drop-in files that are not here to the kubelet's configuration";

describe("its file", () => {
    test("is found by its path, however that is written", () => {
        expect(started(["kubelet", "--config=/etc//x/../kubelet.yaml"])!.readOnlyPort).toMatchObject({ value: 1 });
        expect(unread(["--config=/etc/kubelet.yaml"])).toEqual([]);
    });

    test.each<[words: string[], unread: string[]]>([
        [["--config=/x.yaml"], [`word 1 ${NO_FILE}`]],
        [["--config", "/x.yaml"], [`word 2 ${NO_FILE}`]],
        [[`--config=${HOLE}`], [`word 1 ${NO_FILE}`]],
        [["--config="], []],
        [[], []],
    ])("that is not here is told: %j", (words, told) => expect(unread(words)).toEqual(told));

    test("of which the reason is told already is told once", () =>
        expect(
            unread(["--config=/x.yaml"], {
                fileAt: (path, reasons) => {
                    reasons.push({ at: path, reason: "is too large" });
                    return undefined;
                },
            }),
        ).toEqual(["/x.yaml is too large"]));

    test("makes its defaults safe even where it is not here", () => {
        expect(started(["kubelet", "--config=/x.yaml"])!.isFlagsOnly).toBe(false);
        expect(started(["kubelet", "--config="])!.isFlagsOnly).toBe(true);
        expect(started(["kubelet"])!.isFlagsOnly).toBe(true);
    });
});

describe("its folder of drop-ins", () => {
    const dropInsIn: Surroundings["dropInsIn"] = (folder) =>
        folder === "/etc/kubelet.d" ? [{ value: { readOnlyPort: 7 }, at: "drop-in" }] : undefined;

    test("comes after the file", () =>
        expect(
            started(["kubelet", "--config=/etc/kubelet.yaml", "--config-dir=/etc//kubelet.d"], { dropInsIn })!.readOnlyPort,
        ).toMatchObject({ value: 7, at: "drop-in › readOnlyPort" }));

    test.each<[words: string[], unread: string[]]>([
        [["--config-dir=/etc/kubelet.d"], []],
        [["--config-dir=/x"], [`word 1 ${NO_FOLDER}`]],
        [["--config-dir", "/x"], [`word 2 ${NO_FOLDER}`]],
        [[`--config-dir=/etc/${HOLE}`], [`word 1 ${NO_FOLDER}`]],
        [["--config-dir="], []],
    ])("that is not here is told: %j", (words, told) => expect(unread(words, { dropInsIn })).toEqual(told));

    test("is not here where nothing is known of folders", () =>
        expect(unread(["--config-dir=/etc/kubelet.d"])).toEqual([`word 1 ${NO_FOLDER}`]));
});

test("what is known of its surroundings is its own", () => {
    const given = { at: "u", reason: "is not read" };
    const kubelet = started(["kubelet"], { unread: [given], role: "control-plane", distribution: "k3s" })!;
    expect(kubelet).toMatchObject({ unread: [given], role: "control-plane", distribution: "k3s", evidence: { why: "test" } });
    expect(started(["kubelet"])!.distribution).toBe("unknown");
});
