import { withFlag } from "../../../../policypack/parse/edit/flag-edit";
import { stepsOf, valueAt, withValueAt } from "../../../../policypack/parse/edit/place";
import { NotWritten, withText } from "../../../../policypack/parse/edit/text-edit";
import { withToml } from "../../../../policypack/parse/edit/toml-edit";
import { withYaml } from "../../../../policypack/parse/edit/yaml-edit";

const any = () => true;

test.each([
    ["spec.volumes[2]", ["spec", "volumes", 2]],
    ['data["kubelet.conf"]', ["data", "kubelet.conf"]],
    ["a[12]", ["a", 12]],
    ["settings.host-containers.admin", ["settings", "host-containers", "admin"]],
    ["line 3", undefined],
    // No cursor quotes so: what is no text in JSON is no name.
    ['data["a\tb"]', undefined],
    ['data["\\x"]', undefined],
    ["--kubelet-extra-args", undefined],
    ["", undefined],
])("the path %j", (path, steps) => expect(stepsOf(path)).toEqual(steps));

test("a value is set in a copy, and what is missing on the way is made", () => {
    const data = { a: [{ b: 1 }], c: null };
    expect(withValueAt(data, ["a", 0, "b"], 2)).toEqual({ a: [{ b: 2 }], c: null });
    expect(withValueAt(data, ["c", "d", "e"], 2)).toEqual({ a: [{ b: 1 }], c: { d: { e: 2 } } });
    expect(withValueAt(data, ["a", 1, "b"], 2)).toBeUndefined();
    expect(withValueAt(data, ["a", 0, "b", "c"], 2)).toBeUndefined();
    expect(data).toEqual({ a: [{ b: 1 }], c: null });
    expect(valueAt({}, ["constructor"])).toBeUndefined();
    expect(valueAt({ a: "text" }, ["a", 0])).toBeUndefined();
});

describe("YAML", () => {
    test.each([
        ["a scalar", "a: 1 # one\nb: 2\n", ["a"], 0, "a: 0 # one\nb: 2\n"],
        ["a quoted text", 'a: "x" # one\n', ["a"], "Webhook", "a: Webhook # one\n"],
        ["a text that would be something else", "a: x\n", ["a"], "no", 'a: "no"\n'],
        ["nothing after the colon", "a:\nb: 2\n", ["a"], "", 'a: ""\nb: 2\n'],
        ["an element of a list", "a:\n  - x\n  - y\n", ["a", 1], "z", "a:\n  - x\n  - z\n"],
        [
            "what is not there, at its neighbours' column",
            "a:\n    # first\n    b: 2\n",
            ["a", "c"],
            0,
            "a:\n    # first\n    c: 0\n    b: 2\n",
        ],
        ["what is not there, two deep", "a:\n  b: 2\n", ["a", "c", "d"], true, "a:\n  c:\n    d: true\n  b: 2\n"],
        ["what is not there, in JSON", '{"a": {"b": 2}}', ["a", "c"], 0, '{"a": {"c": 0, "b": 2}}'],
        ["in an empty map", "a: {}\n", ["a", "c"], 0, 'a: {"c": 0}\n'],
        ["a map of one list's element", "a:\n  - b: 1\n    c: 2\n", ["a", 0, "d"], 3, "a:\n  - d: 3\n    b: 1\n    c: 2\n"],
        ["a text of several lines", "a: |\n  x\n  y\nb: 1\n", ["a"], "x\nz\n", "a: |\n  x\n  z\nb: 1\n"],
        ["a text that ends without a line break", "a: |-\n  x\nb: 1\n", ["a"], "z", "a: |-\n  z\nb: 1\n"],
        ["the key of a block by a number", "a: |\n  x\nb: 1\n", ["a"], 5, "a: 5\nb: 1\n"],
    ])("%s", (_, text, steps, value, wanted) => expect(withYaml(text, any, steps, value)).toBe(wanted));

    test.each([
        ["an alias", "x: &x {b: 1}\na: *x\n", ["a", "b"]],
        ["an anchor that others use", "a: &x 1\nb: *x\n", ["a"]],
        ["a key that occurs twice", "a: 1\na: 2\n", ["a"]],
        ["a list that is too short", "a: [1]\n", ["a", 4]],
        ["a map where a scalar is", "a: 1\n", ["a", "b"]],
        ["no YAML", "a: [", ["a"]],
    ])("is left alone where more would change: %s", (_, text, steps) => expect(withYaml(text, any, steps, 0)).toBeUndefined());

    test("of several documents the one that is meant, and of these the last that sets it", () => {
        const text = "kind: A\nx: 1\n---\nkind: B\nx: 1\n---\nkind: B\ny: 1\n";
        const isB = (data: unknown) => (data as { kind: string }).kind === "B";
        expect(withYaml(text, isB, ["x"], 0)).toBe("kind: A\nx: 1\n---\nkind: B\nx: 0\n---\nkind: B\ny: 1\n");
        expect(withYaml(text, isB, ["z"], 0)).toBe("kind: A\nx: 1\n---\nkind: B\nx: 1\n---\nz: 0\nkind: B\ny: 1\n");
    });
});

describe("TOML", () => {
    const text =
        '# node\n[settings.host-containers.admin]\nenabled = true # for now\n[settings.kubernetes]\ncluster-name = "prod"\n';
    test.each([
        ["a value that is there", ["settings", "host-containers", "admin", "enabled"], false, text.replace("true #", "false #")],
        ["a text", ["settings", "kubernetes", "cluster-name"], "dev", text.replace('"prod"', '"dev"')],
        [
            "a new key below its header",
            ["settings", "kubernetes", "max-pods"],
            10,
            text.replace("kubernetes]\n", "kubernetes]\nmax-pods = 10\n"),
        ],
        ["a new table", ["settings", "ntp", "x"], 1, `${text}\n[settings.ntp]\nx = 1\n`],
        ["names with dots", ["settings", "a.b", "x.y"], 1, `${text}\n[settings."a.b"]\n"x.y" = 1\n`],
    ])("%s", (_, steps, value, wanted) => expect(withToml(text, steps, value)).toBe(wanted));

    test("a new table begins on a line of its own", () => {
        expect(withToml("[a]\nx = 1", ["b", "x"], 0)).toBe("[a]\nx = 1\n\n[b]\nx = 0\n");
        expect(withToml("", ["b", "x"], 0)).toBe("\n[b]\nx = 0\n");
    });
    test("a name with a dot is found", () => expect(withToml('[a]\n"x.y" = 1\n', ["a", "x.y"], 0)).toBe('[a]\n"x.y" = 0\n'));
    test("of two tables the right one", () => {
        const two = "[a]\nx = 1\n[b]\nx = 1\n";
        expect(withToml(two, ["b", "x"], 0)).toBe("[a]\nx = 1\n[b]\nx = 0\n");
    });
    test.each([
        ["an inline table", "a = { x = 1 }\n", ["a", "x"]],
        ["a text of several lines", 'x = """\none\n"""\n', ["x"]],
        ["no TOML", "x = = 1", ["x"]],
        ["the whole", "x = 1\n", []],
        ["a place in a list", "x = [1]\n", ["x", 0]],
    ])("is left alone where more would change: %s", (_, own, steps) => expect(withToml(own, steps, 0)).toBeUndefined());
});

test.each([
    ["--read-only-port=10255", "--read-only-port=0"],
    ["--read_only_port=0x280f", "--read_only_port=0"],
    ["--v=2 --read-only-port=1 --read-only-port=2", "--v=2 --read-only-port=1 --read-only-port=0"],
    ["--read-only-port", "--read-only-port=0"],
    ["--read-only-port --v=2", "--read-only-port=0 --v=2"],
    ["-read-only-port=1", "-read-only-port=0"],
    ["--read-only-port=1 kubelet", "--read-only-port=0 kubelet"],
    ["a--read-only-port=1", undefined],
    ["--read-only-port 10255", undefined],
    ["--read-only-ports=1", undefined],
    ["--read-only-port='10255'", undefined],
])("the flag in %j", (text, wanted) => expect(withFlag(text, ["read-only-port"], "0")).toBe(wanted));

test.each([
    [
        "a script",
        "#!/bin/bash\nkubelet --read-only-port=1\n",
        ["line 2", "--read-only-port"],
        "it stands in a script, which is not rewritten",
    ],
    ["an empty path", "a: 1", [], "it cannot be written without touching more than itself"],
    [
        "a name that is no property",
        "a: {b: 1}",
        ["a", "NodeConfig", "b"],
        "it cannot be written without touching more than itself",
    ],
    [
        "a part that is not there",
        "a: 1",
        ["part 3 (text/x-shellscript)", "a"],
        "it cannot be written without touching more than itself",
    ],
])("%s is refused with the reason", (_, text, segments, reason) => {
    const write = () => withText(text, segments, { value: 0 });
    expect(write).toThrow(NotWritten);
    expect(write).toThrow(reason);
});
