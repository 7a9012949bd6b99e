import { kubernetesJson, kubernetesYaml, type KubernetesDocument } from "../../../policypack/parse/kubernetes-document";
import type { Read } from "../../../policypack/model/read";

const shown = (document: Read<KubernetesDocument>) =>
    document.ok ? [document.value.value, document.value.hasDuplicates] : document.reason;

test.each<[why: string, text: string, shown: unknown]>([
    ["nothing", "", [undefined, false]],
    ["the first of several", "a: 1\n---\na: 2\n", [{ a: 1 }, false]],
    ["a time is text", "a: 1:30\n", [{ a: "1:30" }, false]],
    ["a number of eight is one", "a: 0644\nb: 0o644\n", [{ a: 420, b: 420 }, false]],
    ["words of truth", "a: yes\nb: off\n", [{ a: true, b: false }, false]],
    ["a name twice", "a: 1\na: 2\n", [{ a: 2 }, true]],
    ["a name twice in a list", "a: [{b: 1, b: 2}]\n", [{ a: [{ b: 2 }] }, true]],
    ["a name twice below", "a: {b: {c: 1, c: 2}}\n", [{ a: { b: { c: 2 } } }, true]],
    ["names that are one as text", 'a: {1: x, "1": z}\n', [{ a: { 1: "z" } }, true]],
    ["an alias", "a: &a {b: 1}\nc: *a\n", [{ a: { b: 1 }, c: { b: 1 } }, false]],
    ["a name twice in one of a list", "a: [{b: 1, b: 2}, 1]\n", [{ a: [{ b: 2 }, 1] }, true]],
    ["a fault", "a: [\n", "is no valid YAML (line 2)"],
    ["a fault at its end", "a: 1\n]\n", "is no valid YAML (line 2)"],
    ["a fault behind its mark", "---\na: 1\n]\n", "is no valid YAML (line 3)"],
    ["a fault behind the mark of another", "a: 1\n---\n]\n", [{ a: 1 }, false]],
    ["an alias in what it names", "a: &a [*a]\n", "is no valid YAML: an alias stands in what it names"],
    ["a map that is merged into itself", "a: &a\n  <<: *a\n  b: 1\n", "is no valid YAML"],
    ["a fault in a later document", "a: 1\n---\nb: [\n", [{ a: 1 }, false]],
])("YAML: %s", (_, text, expected) => expect(shown(kubernetesYaml(text))).toEqual(expected));

test("a text may be longer than a program's configuration where that is said", () => {
    const text = `a: ${"x".repeat(2_000_000)}\n`;
    expect(kubernetesYaml(text).ok).toBe(false);
    expect(kubernetesYaml(text, 4_000_000).ok).toBe(true);
});

test.each<[why: string, text: string, value: unknown, ofWholeNumbers: unknown]>([
    ["a number", '{"a": 10255}', [{ a: 10255 }, false], [{ a: 10255 }, false]],
    ["a negative number", '{"a": -1}', [{ a: -1 }, false], [{ a: -1 }, false]],
    ["a fraction", '{"a": 10255.0}', [{ a: 10255 }, false], [{ a: Number.NaN }, false]],
    ["a power", '{"a": [1e3]}', [{ a: [1000] }, false], [{ a: [Number.NaN] }, false]],
    ["a text of digits", '{"a": "1.0"}', [{ a: "1.0" }, false], [{ a: "1.0" }, false]],
    ["nothing and truth", '{"a": null, "b": true}', [{ a: null, b: true }, false], [{ a: null, b: true }, false]],
    ["a name twice", '{"a": 1, "a": 2}', [{ a: 2 }, true], [{ a: 2 }, true]],
    [
        "objects add up",
        '{"a": {"b": 1, "c": {"d": 1}}, "a": {"b": 2, "c": {"e": 2}}}',
        [{ a: { b: 2, c: { d: 1, e: 2 } } }, true],
        [{ a: { b: 2, c: { d: 1, e: 2 } } }, true],
    ],
    ["an object and a list do not", '{"a": {"b": 1}, "a": [1]}', [{ a: [1] }, true], [{ a: [1] }, true]],
    ["a list and an object do not", '{"a": [1], "a": {"b": 1}}', [{ a: { b: 1 } }, true], [{ a: { b: 1 } }, true]],
    ["nothing and an object do not", '{"a": {"b": 1}, "a": null}', [{ a: null }, true], [{ a: null }, true]],
    ["a list", "[1, {}]", [[1, {}], false], [[1, {}], false]],
    ["YAML", "a: 1", "is no valid JSON", "is no valid JSON"],
    [
        "more brackets than anybody nests",
        "[".repeat(101) + "]".repeat(101),
        "is YAML nested more than 100 deep",
        "is YAML nested more than 100 deep",
    ],
])("JSON: %s", (_, text, value, ofWholeNumbers) => {
    expect(shown(kubernetesJson(text, { wholeNumbers: false }))).toEqual(value);
    expect(shown(kubernetesJson(text, { wholeNumbers: true }))).toEqual(ofWholeNumbers);
});

test("__proto__ is a name like any other", () => {
    const document = kubernetesJson('{"__proto__": {"a": 1}, "__proto__": {"b": 2}}', { wholeNumbers: false });
    expect(document.ok && JSON.stringify(document.value)).toBe('{"value":{"__proto__":{"a":1,"b":2}},"hasDuplicates":true}');
});
