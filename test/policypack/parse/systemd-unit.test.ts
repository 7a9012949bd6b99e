import fc from "fast-check";
import { mergeUnit, readUnit, type Unit, unitList, unitValue } from "../../../policypack/parse/systemd-unit";

const unit = (text: string, source?: string): Unit => {
    const result = readUnit(text, source);
    if (!result.ok) throw new Error(result.reason);
    return result.value;
};
const shownLines = (text: string) =>
    unit(text).lines.map(({ section, key, value, line }) => `${line} ${section}.${key}=${value}`);

test.each<[reason: string, text: string, lines: string[]]>([
    ["blanks around keys and values do not count", "[Unit]\n A = b c \t", ["2 Unit.A=b c"]],
    ["a value may have equals signs", "[S]\nA=b=c", ["2 S.A=b=c"]],
    ["comments begin with either sign, in any column", "[S]\n# x\n  ; y\nA=b # c", ["4 S.A=b # c"]],
    ["a backslash joins lines, with a blank", "[S]\nA=b\\\n  c", ["2 S.A=b   c"]],
    ["two backslashes do not", "[S]\nA=b\\\\\nB=c", ["2 S.A=b\\\\", "3 S.B=c"]],
    ["comments may stand between joined lines", "[S]\nA=b \\\n# no\n; no\n c\nB=d", ["2 S.A=b   c", "6 S.B=d"]],
    ["a comment joins nothing", "[S]\n# x \\\nA=b", ["3 S.A=b"]],
    ["nothing needs to follow a backslash", "[S]\nA=b\\", ["2 S.A=b"]],
    ["not even a comment", "[S]\nA=b\\\n# no", ["2 S.A=b"]],
    ["an assignment outside of a section is none", "A=b\n[S]", []],
    ["a line without an equals sign is none", "[S]\nA\nB=c", ["3 S.B=c"]],
    ["line ends of Windows", "[S]\r\nA=b\r\n", ["2 S.A=b"]],
    ["a byte order mark", "\uFEFF[S]\nA=b", ["2 S.A=b"]],
    ["a byte order mark elsewhere is text", "[S]\nA=b\uFEFFc", ["2 S.A=b\uFEFFc"]],
    ["an assignment to nothing is none", "[S]\n=b", []],
    ["blanks around a header do not count", " [S] \nA=b", ["2 S.A=b"]],
    ["nor does a backslash behind the last one", "[S]\nA=b\n[T]\\", ["2 S.A=b"]],
    ["several lines are joined, and nothing follows them", "[S]\nA=b\\\nc\\\nd\\", ["2 S.A=b c d"]],
    ["as many lines as are read", `[S]\nA=b${"\n".repeat(19_998)}`, ["2 S.A=b"]],
    ["as much text as is read", `[S]\nA=b\n${"#".repeat(2 ** 20 - 8)}`, ["2 S.A=b"]],
    ["names have their case", "[s]\na=B", ["2 s.a=B"]],
])("%s", (_, text, lines) => expect(shownLines(text)).toEqual(lines));

test.each<[reason: string, text: string, fault: string]>([
    ["a section header must end", "[S]\n[X\nA=b", "has a section header that does not end (line 2)"],
    ["more lines than any unit has", "\n".repeat(20_001), "has more than 20000 lines"],
    ["more text than any unit has", "a".repeat(2 ** 20 + 1), "is larger than 1 MiB"],
])("%s", (_, text, reason) => expect(readUnit(text)).toEqual({ ok: false, reason }));

test("a line says which file it is of, where that is told", () => {
    expect(unit("[S]\nA=b").lines).toEqual([{ section: "S", key: "A", value: "b", line: 2, source: "" }]);
    expect(unit("[S]\nA=b", "/x").lines[0]?.source).toBe("/x");
});

test("an empty assignment empties a list, and only of its key and section", () => {
    const read = unit("[Service]\nA=1\nB=1\n[Unit]\nA=0\n[Service]\nA=\nA=2\nA=3");
    expect(unitList(read, "Service", "A").map(({ value }) => value)).toEqual(["2", "3"]);
    expect(unitList(read, "Service", "B").map(({ value }) => value)).toEqual(["1"]);
    expect(unitList(read, "Unit", "A").map(({ value }) => value)).toEqual(["0"]);
});

test("of a key with one value the last counts, and an empty one is none", () => {
    expect(unitValue(unit("[S]\nUser=a\nUser=b"), "S", "User")?.line).toBe(3);
    expect(unitValue(unit("[S]\nUser=a\nUser="), "S", "User")).toBeUndefined();
    expect(unitValue(unit("[S]\nUser=a\n[T]\nUser=b"), "S", "User")?.line).toBe(2);
});

test("drop-ins come after the unit, by name, whatever their folder", () => {
    const dropIn = (path: string) => ({ path, unit: unit(`[S]\nA=${path}`, path) });
    const merged = mergeUnit(unit("[S]\nA=base"), [
        dropIn("/etc/systemd/system/k.service.d/20.conf"),
        dropIn("/usr/lib/systemd/system/k.service.d/10.conf"),
        dropIn("/usr/lib/systemd/system/k.service.d/20.conf"),
        dropIn("/etc/systemd/system/service.d/30.conf"),
        dropIn("/etc/systemd/system/k.service.d/30.conf"),
        dropIn("/etc/systemd/system/k.service.d/40.conf.bak"),
    ]);
    expect(merged.lines.map(({ value }) => value)).toEqual([
        "base",
        "/usr/lib/systemd/system/k.service.d/10.conf",
        "/etc/systemd/system/k.service.d/20.conf",
        "/etc/systemd/system/k.service.d/30.conf",
    ]);
});

const IN_ORDER = ["/etc/", "/run/", "/usr/local/lib/", "/usr/lib/", "/lib/", "/opt/"].map(
    (folder) => `${folder}systemd/system/k.service.d/1.conf`,
);
test.each([
    ...IN_ORDER.slice(1).map((path, i) => [IN_ORDER[i]!, path] as const),
    ["/lib/systemd/system/k.service.d/1.conf", "/lib/systemd/system/service.d/1.conf"] as const,
    ["/etc/systemd/system/service.d/1.conf", "/lib/systemd/system/k.service.d/1.conf"] as const,
])("%s is before %s, whichever is told first", (before, after) => {
    const dropIn = (path: string) => ({ path, unit: unit(`[S]\nA=${path}`) });
    const chosen = (...paths: string[]) => mergeUnit(undefined, paths.map(dropIn)).lines.map(({ value }) => value);
    expect(chosen(before, after)).toEqual([before]);
    expect(chosen(after, before)).toEqual([before]);
});

test("drop-ins are sorted, however they are told", () => {
    const dropIn = (name: string) => ({ path: `/etc/systemd/system/k.service.d/${name}.conf`, unit: unit(`[S]\nA=${name}`) });
    expect(mergeUnit(undefined, ["b", "c", "a", "d"].map(dropIn)).lines.map(({ value }) => value)).toEqual(["a", "b", "c", "d"]);
});

test("of two texts of one drop-in the later counts", () => {
    const path = "/etc/systemd/system/k.service.d/1.conf";
    const merged = mergeUnit(undefined, [
        { path, unit: unit("[S]\nA=1") },
        { path, unit: unit("[S]\nA=2") },
    ]);
    expect(merged.lines.map(({ value }) => value)).toEqual(["2"]);
});

const RUNS = { seed: 11, numRuns: 300 };

test("what is written is read", () =>
    fc.assert(
        fc.property(
            fc.array(
                fc.record({ key: fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/), value: fc.stringMatching(/^[ -[\]-~]{0,30}$/) }),
            ),
            (lines) => {
                const text = ["[Service]", ...lines.map(({ key, value }) => `${key}=${value}`)].join("\n");
                expect(unit(text).lines.map(({ key, value }) => ({ key, value }))).toEqual(
                    lines.map(({ key, value }) => ({ key, value: value.trim() })),
                );
            },
        ),
        RUNS,
    ));

test("nothing makes it throw", () =>
    fc.assert(
        fc.property(fc.array(fc.constantFrom("[", "]", "=", "\\", "\n", "#", ";", "A", " ", "\0", "\r")), (parts) => {
            expect(typeof readUnit(parts.join("")).ok).toBe("boolean");
        }),
        RUNS,
    ));
