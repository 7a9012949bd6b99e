import fc from "fast-check";
import { stringify } from "yaml";
import { kubernetesYaml } from "../../../policypack/parse/kubernetes-document";
import { quickYaml } from "../../../policypack/parse/quick-yaml";

const MANIFEST = `---
apiVersion: apps/v1 # comment
kind: Deployment
metadata: { name: web, labels: {}, "annotations": { a/b: 'it''s' } }
spec:
  replicas: 3
  paused: no
  template:
    spec:
      containers:
      - name: web
        args: ["--port=80", -v, 1.5, 0x1f, 010, 1_000]
        command:
          - sh
          - -c
          - |
            # no comment
            echo hi

        resources: { limits: { cpu: 50m, memory: 128Mi } }
        empty:
      - name: "second"
        text: >-
          folded
          text
  keep: |+
    line

  version: 1.30
`;

/** Without a difference to the other library, or not read at all. */
function agrees(text: string): boolean {
    const quick = quickYaml(text);
    const read = kubernetesYaml(text);
    if (quick === undefined) return false;
    // It forgives some indentation, as Kubernetes' own reader does.
    if (read.ok) expect(quick.value).toEqual(read.value.value);
    return true;
}

test("a manifest is what the other library makes of it", () => {
    expect(agrees(MANIFEST)).toBe(true);
    expect(quickYaml(MANIFEST)?.value).toMatchObject({ spec: { paused: false, keep: "line\n\n", version: 1.3 } });
});

test.each([
    ["an anchor", "a: &b\n  c: 1\n"],
    ["an anchor that leads to itself", "a: &b [*b]\n"],
    ["a tag", "a: !!str 1\n"],
    ["a merge", "<<: {a: 1}\n"],
    ["a tab", "a:\t1\n"],
    ["an end of a line of Windows", "a: 1\r\n"],
    ["a directive", "%YAML 1.2\n---\na: 1\n"],
    ["a second document", "a: 1\n---\nb: 1\n"],
    ["a name that occurs twice", "a: 1\na: 2\n"],
    ["the name of prototypes", "__proto__: { a: 1 }\n"],
    ["a name that is a list", "{ [a]: 1 }\n"],
    ["a name that is null", "~: 1\n"],
    ["no name", ": 1\n"],
    ["a date", "a: 2026-01-01\n"],
    ["brackets that are deep", `a: ${"[".repeat(90)}${"]".repeat(90)}\n`],
    ["brackets that are deeper than any stack", "[".repeat(100_000)],
    ["what is no YAML", "a: [\n"],
    ["no map", "text\n"],
])("%s is left to the other library", (_, text) => expect(quickYaml(text)).toBeUndefined());

const WORDS =
    "yes No on OFF null ~ 1 -1 +1 1.5 .5 1e3 0o17 010 0b11 0x1F 1:30 -.inf 50m 1Gi 25% --x -x - e3 #a a#b 'a' \"a\" [a] {a:1}".split(
        " ",
    );
const INSERTED = fc.constantFrom(
    ...WORDS,
    " ",
    "\n",
    "\n  ",
    ": ",
    ":",
    "- ",
    " #",
    "|",
    ">",
    ",",
    "'",
    '"',
    "\\",
    "? ",
    "=",
    "\u00e9",
);

test("whatever is put into a manifest, both libraries read the same of it", () => {
    let read = 0;
    const edits = fc.array(fc.tuple(fc.nat(MANIFEST.length), fc.nat(3), INSERTED), { minLength: 1, maxLength: 3 });
    fc.assert(
        fc.property(edits, (all) => {
            const text = all.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), MANIFEST);
            if (agrees(text)) read++;
        }),
        { seed: 5, numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(300);
});

test("what a writer of YAML writes is read", () => {
    const scalar = fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom(...WORDS),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
    );
    const key = fc.stringMatching(/^[a-z][a-zA-Z./-]{0,10}$/);
    const value = fc.letrec((tie) => ({
        value: fc.oneof(
            { maxDepth: 3 },
            scalar,
            fc.array(tie("value"), { maxLength: 3 }),
            fc.dictionary(key, tie("value"), { maxKeys: 3 }),
        ),
    })).value;
    fc.assert(
        fc.property(
            fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }),
            (object) => void agrees(stringify(object, { version: "1.1" })),
        ),
        { seed: 6, numRuns: 1000 },
    );
});
