import fc from "fast-check";
import { stringify } from "yaml";
import { linesByTree, linesOf } from "../../../policypack/cli/inputs/lines";
import { line, partsOf } from "../../../policypack/lib/line";
import { Cursor } from "../../../policypack/parse/cursor";
import { kubernetesYaml } from "../../../policypack/parse/kubernetes-document";
import { quickPlaces } from "../../../policypack/parse/quick-places";
import { quickYaml } from "../../../policypack/parse/quick-yaml";

const KEYS = ["plain", "a.b", 'a"b', "a\\b", "a\\u{41}b", "a\nb", "\u202eb", "a\u007fb", "\u{1f600}", "__proto__", " › "];

test.each(KEYS)("the line of the key %j, as a finding shows it", (key) => {
    const text = `first: 1\n${JSON.stringify(key)}:\n  inner: 2\n`;
    const cursor = Cursor.of<Record<string, { inner: number }>>(JSON.parse(`{${JSON.stringify(key)}:{"inner":2}}`));
    const { at } = partsOf(line(cursor.field(key).field("inner").path, "is set", "Remove it"));
    expect(linesOf(text, 1).lineOf(at)).toBe(3);
});

test("a path that nobody's cursor wrote is as far as it can be read", () => {
    const lines = linesOf("a:\n  b: 1\n", 10);
    for (const at of ['a["\t"]', 'a["\\x"]', 'a["\\u{zz}"]', "a[x", "a b"]) expect(lines.lineOf(at)).toBe(10);
    expect(lines.lineOf("")).toBe(10);
});

const MANIFEST = `# what it is for
apiVersion: v1
kind: Pod
metadata: { name: web, labels: {}, "annotations": { a/b: 'c',
  e: [{ f: g }, 1] } }
spec:
  # the disk
  volumes:
  - name: etc

    hostPath:
      path: /etc
  -
    # of its own
    name: all
  - [a,
     b]
  paused: no
  yes: true
  empty:
  text: |
    path: /etc
     - name
  folded: over
    two lines
  containers:
      - command: ["sh",
                  "-c"]
        name: web
`;

/** Every path of a value. */
function* pathsOf(value: unknown, path = ""): Generator<string> {
    yield path;
    if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* pathsOf(item, `${path}[${i}]`);
    else if (typeof value === "object" && value !== null)
        for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, `${path}[${JSON.stringify(key)}]`);
}

/** Both ways of finding lines have the same for every path of a text that both libraries read, and for what is not there. */
function agree(text: string): void {
    if (!kubernetesYaml(text).ok) return;
    const paths = [...pathsOf(quickYaml(text)?.value)].flatMap((path) => [path, `${path}["no such"]`, `${path}[7]`]);
    const lines = (of: typeof linesOf) => Object.fromEntries(paths.map((path) => [path, of(text, 5).lineOf(path)]));
    expect(lines(linesOf)).toEqual(lines(linesByTree));
}

test("each place of a manifest has its line", () => {
    agree(MANIFEST);
    expect(quickPlaces(MANIFEST)).toBeDefined();
    const lines = linesOf(MANIFEST, 1);
    const at = (path: string) => MANIFEST.split("\n")[lines.lineOf(path) - 1];
    expect(at("spec.volumes[0].hostPath.path")).toBe("      path: /etc");
    expect(at("spec.volumes[1]")).toBe("    name: all");
    expect(at("spec.volumes[2][1]")).toBe("     b]");
    expect(at('metadata["annotations"].e[0].f')).toBe("  e: [{ f: g }, 1] } }");
    expect(at("spec.true")).toBe("  yes: true");
    expect(at("spec.containers[0].command[1]")).toBe('                  "-c"]');
    expect(at("spec.containers[0].image")).toBe('      - command: ["sh",');
    expect(at("status")).toBe("apiVersion: v1");
});

test.each([
    ["numbers as names, which JavaScript has in another order", "b: 1\n2: x\n1:\n  c: 1\n"],
    ["names without a value", "a: { b, c: d }\ne: 1\n"],
    ["items that are empty", "a:\n-\n- b\nc: 1\n"],
    ["what is no number, as a value", "a: .nan\nb:\n  c: 1\n"],
    ["a map in brackets", "{ a: 1,\n b: 2 }\n"],
    ["a list", "- a\n- b: 1\n"],
    ["a text", "a\n"],
    ["a name in quotes that is a number", '"1": a\n"0":\n  b: c\n'],
    ["no document", "# nothing\n"],
])("%s: the line is the same, whichever way it is found", (_, text) => {
    agree(text);
    expect(quickPlaces(text)).toBeUndefined();
});

const INSERTED = fc.constantFrom(
    " ",
    "\n",
    "\n  ",
    ": ",
    "- ",
    "-\n",
    " #",
    "|",
    ">",
    ",",
    "'a'",
    '"',
    "[",
    "{",
    "}",
    "no",
    "1",
    "? ",
    "---\n",
);

test("whatever is put into a manifest, the line is the same, whichever way it is found", () => {
    let quick = 0;
    const edits = fc.array(fc.tuple(fc.nat(MANIFEST.length), fc.nat(3), INSERTED), { minLength: 1, maxLength: 3 });
    fc.assert(
        fc.property(edits, (all) => {
            const text = all.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), MANIFEST);
            if (quickPlaces(text) === undefined) return;
            quick++;
            agree(text);
        }),
        { seed: 7, numRuns: 2000 },
    );
    expect(quick).toBeGreaterThan(300);
});

test("of what a writer of YAML writes, the line is the same, whichever way it is found", () => {
    const key = fc.stringMatching(/^[a-z][a-zA-Z./-]{0,10}$/);
    const { value } = fc.letrec((tie) => ({
        value: fc.oneof(
            { maxDepth: 4 },
            fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.boolean(), fc.constant(null)),
            fc.array(tie("value"), { maxLength: 3 }),
            fc.dictionary(key, tie("value"), { maxKeys: 3 }),
        ),
    }));
    let quick = 0;
    fc.assert(
        fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }), fc.boolean(), (object, isFlow) => {
            const text = stringify(object, { version: "1.1", collectionStyle: isFlow ? "any" : "block" });
            if (quickPlaces(text) !== undefined) quick++;
            agree(text);
        }),
        { seed: 8, numRuns: 1000 },
    );
    expect(quick).toBeGreaterThan(300);
});
