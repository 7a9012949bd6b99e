import { gunzipSync, gzipSync } from "node:zlib";
import { NotWritten, segmentsOf, valueFor, withText } from "../../../../policypack/parse/edit/text-edit";

const MORE = "it cannot be written without touching more than itself";
const SCRIPT = "it stands in a script, which is not rewritten";
const written = (text: string, path: string, value: string | number | boolean = 0, flags?: readonly string[]) => {
    try {
        return withText(text, segmentsOf(path), { value, ...(flags !== undefined && { flags }) });
    } catch (error) {
        if (!(error instanceof NotWritten)) throw error;
        return `! ${error.message}`;
    }
};

test.each<[why: string, text: string, path: string, written: string]>([
    ["a place in YAML", "a: # x\n  b: 1\n", "a.b", "a: # x\n  b: 0\n"],
    ["a place in JSON", '{"a": {"b": 1}}', "a.b", '{"a": {"b": 0}}'],
    ["a place in TOML", "[a]\nb = 1\n", "a.b", "[a]\nb = 0\n"],
    ["a place in TOML without tables", "a = 1\n", "a", "a = 0\n"],
    ["a document in a text", "data:\n  k.conf: |\n    a: 1\n", 'data["k.conf"] › a', "data:\n  k.conf: |\n    a: 0\n"],
    ["a document in a text in a text", "p: |\n  q: |\n    r: 1\n", "p › q › r", "p: |\n  q: |\n    r: 0\n"],
    ["a place that is told as one of a text", "a: {b: 1}\n", "a › b", "a: {b: 0}\n"],
    ["a name that is in no text", "a: {b: 1}\n", "a › x", 'a: {"x": 0, b: 1}\n'],
    ["the last document that has it", "a: 1\n---\na: 1\n---\nb: 1\n", "a", "a: 1\n---\na: 0\n---\nb: 1\n"],
    [
        "nodeadm's document of several",
        "a: 1\n---\nkind: NodeConfig\na: 1\n",
        "NodeConfig › a",
        "a: 1\n---\nkind: NodeConfig\na: 0\n",
    ],
    ["nodeadm's document, which is not there", "a: 1\n", "NodeConfig › a", `! ${SCRIPT}`],
    ["nodeadm's document itself", "kind: NodeConfig\n", "NodeConfig", `! ${SCRIPT}`],
    ["a text in the last document that has it", 'a: "1"\n---\nb: 1\n', "a", 'a: "0"\n---\nb: 1\n'],
    ["beside what only looks like a script of Windows", 'a: "x < y"\nb: 1\n', "b", 'a: "x < y"\nb: 0\n'],
    ["a name in quotes in TOML", "'a' = 1\n", "a", "'a' = 0\n"],
    ["a line of something below", "a: {b: 1}\n", "a › line 1 › x", `! ${SCRIPT}`],
    ["a script below an empty line", "\n#!/bin/bash\na=1\n", "a", `! ${SCRIPT}`],
    ["a script", "#!/bin/bash\na=1\n", "a", `! ${SCRIPT}`],
    ["a script of Windows", "<powershell>\n$a = 1\n</powershell>", "a", `! ${SCRIPT}`],
    ["a line of something", "a: 1\n", "line 1", `! ${SCRIPT}`],
    ["what is neither", "a: [", "a", `! ${SCRIPT}`],
    ["nothing", "", "a", `! ${SCRIPT}`],
    ["a name below what is not there", "a: 1\n", "b › c › d", `! ${MORE}`],
    ["a name below a number", "a: 1\n", "a › c › d", `! ${MORE}`],
    ["a place that YAML has twice", "a: 1\na: 1\n", "a", `! ${MORE}`],
])("%s", (_, text, path, expected) => expect(written(text, path)).toBe(expected));

describe("what a text is packed in stays", () => {
    const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
    test("base64", () => expect(written(base64("kind: A\na: 1\n"), "a")).toBe(base64("kind: A\na: 0\n")));
    test("base64 in base64", () =>
        expect(written(base64(base64("kind: A\na: 1\n")), "a")).toBe(base64(base64("kind: A\na: 0\n"))));
    test("gzip in base64", () => {
        const packed = Buffer.from(written(base64(gzipSync("kind: A\na: 1\n")), "a"), "base64");
        expect(gunzipSync(packed).toString()).toBe("kind: A\na: 0\n");
    });
    test("more layers than anybody packs are left alone", () => {
        const packed = (text: string, layers: number): string => (layers === 0 ? text : packed(base64(text), layers - 1));
        expect(written(packed("kind: A\na: 1\n", 6), "a")).toBe(packed("kind: A\na: 0\n", 6));
        expect(written(packed("kind: A\na: 1\n", 7), "a")).toBe(`! ${MORE}`);
    });
    test("a refusal has its own reason", () => expect(written(base64("#!/bin/bash\nkubelet\n"), "a")).toBe(`! ${SCRIPT}`));
});

describe("a MIME message", () => {
    const parts = (first: string, second: string) =>
        [
            'Content-Type: multipart/mixed; boundary="B"',
            "",
            "--B",
            "Content-Type: text/cloud-config",
            "",
            first,
            "--B",
            "Content-Type: application/node.eks.aws",
            "",
            second,
            "--B--",
            "",
        ].join("\n");
    const NODE = "kind: NodeConfig\nspec: {a: 1}";
    test("in one of its parts", () => {
        expect(written(parts("b: 1", NODE), "part 1 (text/cloud-config) › b")).toBe(parts("b: 0", NODE));
        expect(written(parts("b: 1", NODE), "part 2 (application/node.eks.aws) › spec.a")).toBe(
            parts("b: 1", "kind: NodeConfig\nspec: {a: 0}"),
        );
    });
    test("in one of many", () => {
        const many = (last: string) =>
            [
                'Content-Type: multipart/mixed; boundary="B"',
                "",
                ...Array.from(
                    { length: 12 },
                    (_, i) => `--B\nContent-Type: text/cloud-config\n\n${i === 11 ? last : `a: ${i}0`}`,
                ),
                "--B--",
                "",
            ].join("\n");
        expect(written(many("a: 1"), "part 12 (text/cloud-config) › a")).toBe(`! ${MORE}`);
        expect(written(many("b: 1"), "part 12 (text/cloud-config) › b")).toBe(many("b: 0"));
    });
    test("in nodeadm's document of a part of several", () => {
        const several = (node: string) => parts("b: 1", `${node}\n---\nkind: Other\nspec: {a: 1}`);
        expect(written(several(NODE), "part 2 (application/node.eks.aws) › spec.a")).toBe(
            several("kind: NodeConfig\nspec: {a: 0}"),
        );
    });
    test("not in a part that is encoded, nor at a place that the part has twice", () => {
        const encoded = parts("b: 1", NODE).replace("\n\nb: 1", "\nContent-Transfer-Encoding: base64\n\nYjogMQ==");
        expect(written(encoded, "part 1 (text/cloud-config) › b")).toBe(`! ${MORE}`);
        expect(written(parts("b: 1\nb: 1", NODE), "part 1 (text/cloud-config) › b")).toBe(`! ${MORE}`);
        expect(written(parts("", NODE), "part 1 (text/cloud-config) › b")).toBe(`! ${MORE}`);
    });
    test("not in parts that are the same, nor in one that is not there, nor in none", () => {
        expect(written(parts("a: 1", "a: 1"), "part 1 (text/cloud-config) › a")).toBe(`! ${MORE}`);
        expect(written(parts("a: 1", NODE), "part 3 (text/cloud-config) › a")).toBe(`! ${MORE}`);
        expect(written(parts("a: 1", NODE), "part 0 (text/cloud-config) › a")).toBe(`! ${MORE}`);
        expect(written("a: 1", "part 1 (text/cloud-config) › a")).toBe(`! ${MORE}`);
        expect(written(parts("a: 1", NODE), "part 1 (text/cloud-config)")).toBe(`! ${MORE}`);
    });
});

test.each<[there: unknown, value: string | number | boolean, flags: string[] | undefined, written: unknown]>([
    [1, 0, undefined, 0],
    [undefined, true, undefined, true],
    ["1", 0, undefined, "0"],
    ["a", "b", undefined, "b"],
    ["true", false, ["x"], "false"],
    ["--read-only-port=1", 0, ["read-only-port"], "--read-only-port=0"],
    [" -v=1 --read-only-port=1", 0, ["read-only-port"], " -v=1 --read-only-port=0"],
    ["-1", 0, undefined, "0"],
    ["a --read-only-port=1", "b", undefined, "b"],
])("where %j is, %j is written with the flags %j", (there, value, flags, expected) =>
    expect(valueFor(there, { value, ...(flags !== undefined && { flags }) })).toBe(expected),
);

test.each<[there: string, flags: string[] | undefined]>([
    ["--read-only-port=1", undefined],
    ["--read-only-port=1", ["port"]],
    ["--read-only-port 1", ["read-only-port"]],
])("%j is no one word with the flags %j", (there, flags) =>
    expect(() => valueFor(there, { value: 0, ...(flags !== undefined && { flags }) })).toThrow(
        new NotWritten("the flag and its value are not one word"),
    ),
);
