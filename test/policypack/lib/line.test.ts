import { line, partsOf } from "../../../policypack/lib/line";

test.each([
    ["a property", "ingress[0].cidrBlocks"],
    ["a key that is no plain word", 'data["kubelet.conf: x"] › readOnlyPort'],
    ["a key with a quotation mark", 'data["a\\": b"]'],
    ["a line of a script", "userData › line 12"],
    ["a part of a message", "userData › part 2 (text/x-shellscript; a: b) › line 3 › --config"],
    ["a file of a node", "/etc/kubernetes/manifests/etcd.yaml › spec.containers[0].command[1]"],
])("%s is told from the fact", (_, at) => {
    const text = line(at, "serves metrics: all of them", "Set it to 0.");
    expect(text).toBe(`${at}: serves metrics: all of them. Set it to 0.`);
    expect(partsOf(text)).toEqual({ at, message: "serves metrics: all of them. Set it to 0." });
});

test.each(["opens port 10250: to everybody. Close it.", "could not be judged. Report it", "", ": odd", 'says "a: b" and [c: d]'])(
    "a sentence about the resource itself has no path: %s",
    (text) => expect(partsOf(text)).toEqual({ at: "", message: text }),
);

test.each([
    ["what turns the terminal red", "lets in \u001b[31m", "lets in \\u{1b}[31m"],
    ["half a character", "lets in \ud800", "lets in \\u{d800}"],
])("%s in a value is shown as its number", (_, fact, shown) => expect(line("", fact, "Fix it")).toBe(`${shown}. Fix it.`));

test.each([
    ["a name in quotes", 'lets "a\npassword: x" in, and "b" too', 'lets "a…" too'],
    ["the last", 'lets in "a\r\npassword: x"', 'lets in "a…"'],
    ["without quotes", "lets in a\npassword: x", "lets in a…"],
    ["behind one in quotes", 'lets "b" in a\nx', 'lets "b" in a…'],
    ["with a quote among its lines", 'lets in "a\n"b" c"', 'lets in "a…"'],
])("of a value with several lines the first is shown: %s", (_, fact, shown) =>
    expect(line("", fact, "Fix it")).toBe(`${shown}. Fix it.`),
);

test("a value of any length leaves the fix in sight", () => {
    const text = line("a", `lets in ${"x".repeat(40_000)}`, "Fix it");
    expect(text).toBe(`a: lets in ${"x".repeat(992)}… (40008 characters). Fix it.`);
});
