import * as types from "../../../policypack/node/kubelet-setting-types";

describe("of a file", () => {
    test.each<[type: keyof typeof types & string, value: unknown, read: unknown]>([
        ["bool", true, true],
        ["bool", false, false],
        ["bool", "true", undefined],
        ["bool", 1, undefined],
        ["switchAnywhere", true, true],
        ["int32", 10250, 10250],
        ["int32", -1, -1],
        ["int32", -0, 0],
        ["int32", 2147483647, 2147483647],
        ["int32", 2147483648, undefined],
        ["int32", 1.5, undefined],
        ["int32", "1", undefined],
        ["int32", true, undefined],
        ["text", "a", "a"],
        ["text", 1, undefined],
        ["path", "/a", "/a"],
        ["ip", "no address", "no address"],
        ["ip", 1, undefined],
        ["duration", "1m", 60],
        ["duration", "x", undefined],
        ["duration", 60, undefined],
        ["list", ["a", ""], ["a", ""]],
        ["list", [], []],
        ["list", ["a", 1], undefined],
        ["list", "a", undefined],
        ["gates", { A: true, B: null, C: false }, { A: true, B: false, C: false }],
        ["gates", {}, {}],
        ["gates", { A: "true" }, undefined],
        ["gates", { A: true, B: 1 }, undefined],
        ["gates", [], undefined],
        ["gates", null, undefined],
        ["gates", "A=true", undefined],
        ["headers", { A: ["1", "2"], B: null, C: [] }, { A: ["1", "2"], B: [], C: [] }],
        ["headers", { A: "1" }, undefined],
        ["headers", { A: [1] }, undefined],
        ["headers", 5, undefined],
    ])("%s: %j is %j", (type, value, read) => {
        const result = (types[type] as types.SettingType<unknown>).ofFile(value);
        expect(result).toEqual(read);
        expect(Object.is(result, -0)).toBe(false);
    });
});

/** Undefined for values that the kubelet refuses. */
describe("of flags", () => {
    test.each<[type: keyof typeof types & string, values: string[], read: { value: unknown } | undefined]>([
        ["bool", ["false", "T"], { value: true }],
        ["bool", ["x", "true"], undefined],
        ["bool", [], { value: undefined }],
        ["int32", ["1", "0x10"], { value: 16 }],
        ["int32", ["1", "x"], undefined],
        ["text", ["a", ""], { value: "" }],
        ["path", ["a", "b"], { value: "b" }],
        ["duration", ["1s", "2m"], { value: 120 }],
        ["duration", ["2m", "2"], undefined],
        ["list", ["a,b", "c"], { value: ["a", "b", "c"] }],
        ["list", ["a", 'b"'], undefined],
        ["list", [""], { value: [] }],
        ["ip", ["1.2.3.4", "::1"], { value: "::1" }],
        ["ip", ["1.2.3.4", ""], { value: "1.2.3.4" }],
        ["ip", ["", "1.2.3.4"], undefined],
        ["ip", ["", ""], { value: undefined }],
        ["ip", ["1.2.3.4", "", "::1"], undefined],
        ["ip", [""], { value: undefined }],
        ["ip", ["localhost"], undefined],
        ["ip", ["1.2.3.4", "x"], undefined],
        ["gates", ["A=true,B=f", " C = true ", ""], { value: { A: true, B: false, C: true } }],
        ["gates", ["A=true", "A=false"], { value: { A: false } }],
        ["gates", ["A"], undefined],
        ["gates", ["A=x,B=true"], undefined],
        ["gates", [], { value: {} }],
        ["headers", ["A:1,B: 2 ", "A:3:4"], { value: { A: ["1", "3:4"], B: ["2"] } }],
        ["headers", ["A"], undefined],
        ["headers", ["A:"], { value: { A: [""] } }],
    ])("%s: %j is %j", (type, values, read) => expect((types[type] as types.SettingType<unknown>).ofFlags(values)).toEqual(read));
});

test("of both", () => {
    const join = <T>({ join: joined }: types.SettingType<T>, file: T, flag: T) => joined?.(file, flag);
    expect([
        join(types.switchAnywhere, true, false),
        join(types.switchAnywhere, false, true),
        join(types.switchAnywhere, false, false),
    ]).toEqual([true, true, false]);
    expect(join(types.gates, { A: true, B: true }, { B: false, C: true })).toEqual({ A: true, B: false, C: true });
    expect([types.bool, types.int32, types.text, types.duration, types.list, types.headers].map(({ join: own }) => own)).toEqual(
        Array.from({ length: 6 }),
    );
});

test("which add up, are paths, or take no null, and what is expected", () => {
    const { bool, switchAnywhere, int32, text, path, ip, duration, list, gates, headers } = types;
    const all: readonly types.SettingType<never>[] = [
        bool,
        switchAnywhere,
        int32,
        text,
        path,
        ip,
        duration,
        list,
        gates,
        headers,
    ] as never;
    expect(all.map(({ expected, zero }) => [expected, zero])).toEqual([
        ["true or false", false],
        ["true or false", false],
        ["a whole number", 0],
        ["text", ""],
        ["text", ""],
        ["an IP address", ""],
        ["a duration", 0],
        ["a list of texts", []],
        ["a map of true and false", {}],
        ["a map of lists of texts", {}],
    ]);
    expect(all.filter(({ accumulates }) => accumulates === true)).toEqual([list, gates, headers]);
    expect(all.filter(({ isPath }) => isPath === true)).toEqual([path]);
    expect(all.filter(({ refusesNull }) => refusesNull === true)).toEqual([duration]);
    expect(duration.toFile?.(90.5)).toBe("90.500000000s");
});

test.each([
    ["10.0.0.1", true],
    ["010.00.0.01", true],
    ["::1", true],
    ["fe80::1%eth0", false],
    ["10.0.0", false],
    ["10.0.0.256", false],
    ["", false],
])("whether %j is an address: %p", (text, is) => expect(types.isAddress(text)).toBe(is));
