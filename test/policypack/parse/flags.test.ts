import {
    type Dialect,
    parseBool,
    parseFlags,
    parseDuration,
    parseInt32,
    parseStringSlice,
} from "../../../policypack/parse/flags";
import { HOLE, words } from "../../../policypack/parse/word";
import { inTime } from "../in-time";

const GRAMMAR = { switches: new Set(["anonymous-auth", "client-cert-auth"]), valued: new Set(["config", "name"]) };
const read = (dialect: Dialect, ...argv: string[]) => parseFlags(words(argv), { ...GRAMMAR, dialect });
const found = (dialect: Dialect, ...argv: string[]) => read(dialect, ...argv).all.map(({ name, value }) => `${name}=${value}`);

test.each<[reason: string, dialect: Dialect, argv: string[], flags: string[]]>([
    ["with an equals sign or a blank", "pflag", ["--config=/a", "--config", "/b"], ["config=/a", "config=/b"]],
    ["an underscore is a dash", "pflag", ["--read_only_port=1"], ["read-only-port=1"]],
    ["but not for etcd", "go", ["--read_only_port=1"], ["read_only_port=1"]],
    [
        "a boolean alone is true and takes nothing",
        "pflag",
        ["--anonymous-auth", "--config", "/a"],
        ["anonymous-auth=true", "config=/a"],
    ],
    ["a value may begin with a dash", "pflag", ["--config", "-x"], ["config=-x"]],
    ["an equals sign in a value", "pflag", ["--name=a=b"], ["name=a=b"]],
    [
        "a name that is not known takes a word that is no flag",
        "pflag",
        ["--foo", "a", "--bar", "--name=b"],
        ["foo=a", "bar=true", "name=b"],
    ],
    ["flags may follow other arguments", "pflag", ["x", "--name=b"], ["name=b"]],
    ["but not for etcd", "go", ["x", "--name=b"], []],
    ["nothing after two dashes is one", "pflag", ["--", "--name=b"], []],
    ["one dash or two for etcd", "go", ["-name", "a", "--name=b"], ["name=a", "name=b"]],
    ["the last one, of no known name, stands alone", "pflag", ["--foo"], ["foo=true"]],
    ["one letter is none that counts", "pflag", ["-v=2", "-v", "4", "--name=b"], ["name=b"]],
])("%s", (_, dialect, argv, flags) => expect(found(dialect, ...argv)).toEqual(flags));

test("the last occurrence counts, of that name alone", () => {
    const flags = read("pflag", "--name=a", "--name=b", "--config=c");
    expect(flags.last("name")?.value).toBe("b");
    expect(flags.last("foo")).toBeUndefined();
});

test("a flag is told with its word, and whether it stands alone", () => {
    const given = words(["--name=b", "--anonymous-auth", "--config", "/a"]);
    const [name, auth, , path] = given;
    const all = [
        { name: "name", value: "b", isLiteral: true, isBare: false, word: name },
        { name: "anonymous-auth", value: "true", isLiteral: true, isBare: true, word: auth },
        { name: "config", value: "/a", isLiteral: true, isBare: false, word: path },
    ];
    const { last, ...told } = parseFlags(given, { ...GRAMMAR, dialect: "pflag" });
    expect(told).toEqual({ all, strays: [], unknown: [] });
    expect("refused" in told).toBe(false);
    expect(last("config")).toBe(told.all[2]);
});

test.each<[dialect: Dialect, argv: string[], strays: string[]]>([
    ["pflag", ["--name=a", "--", "--name=b", "x"], ["--name=b", "x"]],
    ["pflag", ["x", "-", "--name=a", "y"], ["x", "-", "y"]],
    ["pflag", ["-v", "4", "-x", "5", "-v=4", "-v4", "6"], ["5", "6"]],
    ["go", ["--name=a", "x", "--name=b"], ["x", "--name=b"]],
    ["go", ["--name=a", "-", "y"], ["-", "y"]],
])("%s: of %j the strays are %j", (dialect, argv, strays) =>
    expect(read(dialect, ...argv).strays.map(({ text }) => text)).toEqual(strays),
);

test("a boolean's value after a blank is a stray argument", () =>
    expect(read("pflag", "--anonymous-auth", "false").strays.map(({ text }) => text)).toEqual(["false"]));

test.each<[argv: string[], reason: string]>([
    [["-read-only-port=0"], "is no flag: long names need two dashes"],
    [["---x"], "is no flag"],
    [["--=x"], "is no flag"],
    [["--config"], "has no value"],
])("the kubelet refuses %j", (argv, reason) => expect(read("pflag", ...argv).refused?.reason).toBe(reason));

test.each([["-v=2"], ["-x=1"], ["-x"], ["-v"], ["-vmodule"], ["-help"], ["-h"]])("the kubelet does not refuse %j", (word) =>
    expect(read("pflag", word).refused).toBeUndefined(),
);

test("the first word that is refused is told", () => {
    const { refused, all } = read("pflag", "--name=a", "-a-v", "--=x", "--config=b");
    expect(refused).toEqual({ word: { text: "-a-v", isLiteral: true }, reason: "is no flag: long names need two dashes" });
    expect(all).toHaveLength(2);
});

test("a value that is not known, in a word of its own", () =>
    expect(read("pflag", "--name", `a${HOLE}`, "--config", "b").all.map(({ isLiteral }) => isLiteral)).toEqual([false, true]));

test("words that are not known are apart, and hide none that are", () => {
    const { all, unknown } = read("pflag", HOLE, `--${HOLE}=1`, `--name=a${HOLE}`, "--config=/a");
    expect(unknown).toHaveLength(2);
    expect(all.map(({ name, isLiteral }) => [name, isLiteral])).toEqual([
        ["name", false],
        ["config", true],
    ]);
});

test.each([
    ["1", true],
    ["T", true],
    ["True", true],
    ["f", false],
    ["FALSE", false],
    ["yes", undefined],
    ["tRUE", undefined],
    ["", undefined],
])("the boolean %j is %j", (text, value) => expect(parseBool(text)).toBe(value));

test.each([
    ["10255", 10255],
    ["0x280f", 10255],
    ["0X28_0F", 10255],
    ["0b10100000001111", 10255],
    ["0o24017", 10255],
    ["024017", 10255],
    ["10_255", 10255],
    ["-1", -1],
    ["+1", 1],
    ["0", 0],
    ["-0", 0],
    ["0x_1f", 31],
    ["0x1_f", 31],
    ["0o_17", 15],
    ["0O1_7", 15],
    ["0b_11", 3],
    ["0B1_1_1", 7],
    ["0_17", 15],
    ["017_7", 127],
    ["00", 0],
    ["1_2_3", 123],
    ["-2147483648", -2147483648],
    ["2147483647", 2147483647],
    ["-2147483649", undefined],
    ["0x", undefined],
    ["0xg", undefined],
    ["0x1__f", undefined],
    ["0o8", undefined],
    ["0b2", undefined],
    ["1_", undefined],
    ["1 ", undefined],
    ["+-1", undefined],
    ["0".repeat(64), 0],
    ["0".repeat(65), undefined],
    // Asked digit by digit, not in every way of grouping them.
    [`${"0".repeat(60)}9`, undefined],
    ["09", undefined],
    ["1__0", undefined],
    ["1e3", undefined],
    [" 1", undefined],
    ["2147483648", undefined],
    ["", undefined],
])("the number %j is %j", (text, value) => expect(parseInt32(text)).toBe(value));

test.each([
    ["1h30m", 5400],
    [".5s", 0.5],
    ["5.s", 5],
    ["-1m", -60],
    ["0", 0],
    ["100ms", 0.1],
    ["1\u00b5s", 1e-6],
    ["+0", 0],
    ["-0", 0],
    ["+2s", 2],
    ["12.25s", 12.25],
    [".25s", 0.25],
    ["1us", 1e-6],
    ["2\u03bcs", 2e-6],
    ["5ns", 5e-9],
    ["01h", 3600],
    ["1m".repeat(100), 6000],
    ["1m".repeat(101), undefined],
    ["00", undefined],
    ["10", undefined],
    ["x0", undefined],
    ["1sx", undefined],
    ["x1s", undefined],
    ["5", undefined],
    ["1d", undefined],
    ["", undefined],
    [".s", undefined],
    ["1h 5m", undefined],
    ["9999999h", undefined],
])("the duration %j is %p, as Go has it", (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each([
    ["", []],
    ["a,b", ["a", "b"]],
    ["a,", ["a", ""]],
    ['"a,b",c', ["a,b", "c"]],
    ['"a""b"', ['a"b']],
    ['a"b', undefined],
    ['"a"b', undefined],
    ['"a', undefined],
])("the list %j is %j, as CSV has it", (text, list) => expect(parseStringSlice(text)).toEqual(list));

test.each([
    ["a number of zeros", () => parseInt32(`${"0".repeat(62)}8`)],
    ["a number of zeros with low lines", () => parseInt32(`02${"0_0".repeat(20)}8`)],
    ["a duration", () => parseDuration(`0.${"s000".repeat(49)}`)],
])("%s that is none is told at once", (_, read) => {
    expect(inTime<unknown>(200, read)).toBeUndefined();
});
