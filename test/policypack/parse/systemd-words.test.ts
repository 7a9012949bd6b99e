import { nextWord, wordsOf } from "../../../policypack/parse/systemd-words";
import { withSpecifiers } from "../../../policypack/parse/systemd-specifiers";
import { HOLE } from "../../../policypack/parse/word";

const read = (value: readonly string[]) => ({ ok: true, value });
const UNENDED = { ok: false, reason: "has a quote that does not end" };

test.each<[reason: string, text: string, ofUnit: unknown, ofVariable: unknown]>([
    ["nothing", "", read([]), read([])],
    ["blanks alone", " \t\n\r", read([]), read([])],
    ["the escapes of C", String.raw`\a\b\f\n\r\t\v\\\"\'\s`, read(["\x07\b\f\n\r\t\v\\\"' "]), read(["abfnrtv\\\"'s"])],
    ["characters by their numbers", String.raw`\x41\102\u0043\U0001F600`, read(["ABC\u{1F600}"]), read(["x41102u0043U0001F600"])],
    ["the last character there is", String.raw`\U0010ffff`, read(["\u{10ffff}"]), read(["U0010ffff"])],
    ["and none after it", String.raw`\U00110000`, read([String.raw`\U00110000`]), read(["U00110000"])],
    ["a backslash that nothing follows", "a\\", read(["a\\"]), read(["a"])],
    ["a backslash that nothing follows in quotes", '"a\\', UNENDED, read(["a"])],
    ["a quote that does not end", "a 'b c", UNENDED, read(["a", "b c"])],
])("%s", (_, text, ofUnit, ofVariable) => {
    expect(wordsOf(text)).toEqual(ofUnit);
    expect(wordsOf(text, "variable")).toEqual(ofVariable);
});

test("a word ends where the next one begins", () => {
    expect(nextWord("a  b", 0)).toEqual({ ok: true, value: { text: "a", end: 3 } });
    expect(nextWord("a  b", 3)).toEqual({ ok: true, value: { text: "b", end: 4 } });
    expect(nextWord("a  ", 1)).toEqual({ ok: true, value: undefined });
    expect(nextWord("a", 1)).toEqual({ ok: true, value: undefined });
});

test.each([
    ["%C %E %L %S %t", "/var/cache /etc /var/log /var/lib /run"],
    ["%u %U %g %G %h", "root 0 root 0 /root"],
    ["100%% %z %", "100% %z %"],
    ["%H", HOLE],
])("what %j stands for in a unit of the system", (text, value) => expect(withSpecifiers(text)).toBe(value));

test.each([
    ["kubelet.service", "kubelet.service|kubelet|kubelet|kubelet||kubelet"],
    ["a.b.service", "a.b.service|a.b|a.b|a.b||a.b"],
    ["etcd@a-b.service", "etcd@a-b.service|etcd@a-b|etcd|etcd|a-b|etcd"],
    ["@a.service", "@a.service|@a|||a|"],
    ["x-y-z@.service", "x-y-z@.service|x-y-z@|x-y-z|x/y/z||z"],
    [String.raw`a\x2db-c\xg.service`, String.raw`a\x2db-c\xg.service|a\x2db-c\xg|a\x2db-c\xg|a-b/c\xg||c\xg`],
])("what the name %s gives", (name, value) => expect(withSpecifiers("%n|%N|%p|%P|%i|%j", name)).toBe(value));

test("an instance is unescaped, too", () => expect(withSpecifiers("%I %J", String.raw`a-b\x2e@c-d\x2e.service`)).toBe("c/d. b."));
