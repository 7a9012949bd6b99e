import fc from "fast-check";
import { auditRules } from "../../../policypack/parse/audit-rules";

const watches = (...lines: string[]) =>
    auditRules(lines.join("\n")).watches.map(
        ({ path, permissions, isNever, line }) => `${isNever ? "never " : ""}${path} ${[...permissions].join("")} :${line}`,
    );

test.each<[string, string[], string[]]>([
    ["without -p every access counts", ["-w /etc/kubernetes -k k"], ["/etc/kubernetes rwxa :1"]],
    ["-p in any order and case", ["-w /a -p aWr"], ["/a rwa :1"]],
    ["comments and blank lines are none", ["# -w /a", "", "  -w /b"], ["/b rwxa :3"]],
    ["the long form", ["-a always,exit -F dir=/a -F perm=r", "-a exit,always -F path=/b"], ["/a r :1", "/b rwxa :2"]],
    ["a rule that never records", ["-a never,exit -F dir=/a"], ["never /a rwxa :1"]],
    ["-D takes away what stands before it", ["-w /a", "-D", "-w /b"], ["/b rwxa :3"]],
    ["quoted paths", ["-w '/a b' -p r"], ["/a b r :1"]],
    ["a comment with blanks before it", ["  # -w /a"], []],
    ["a rule before all others", ["-A never,exit -F dir=/a"], ["never /a rwxa :1"]],
    [
        "what says how a rule is recorded narrows nothing",
        ["-a always,exit -F arch=b64 -F dir=/a -S all -F key=k -F success=1"],
        ["/a rwxa :1"],
    ],
    ["a key may look like an option", ["-w /a -k -d"], ["/a rwxa :1"]],
    ["a rule that is taken away", ["-d never,exit -F dir=/a"], []],
    ["a rule for some programs' users", ["-a always,exit -F dir=/a -F euid!=0"], []],
    ["a path that does not begin at the root", ["-w a"], []],
    ["what watches no path", ["-b 8192", "-k x", "-w"], []],
    ["a quote that does not end", ["-w '/a", "-w /b"], ["/b rwxa :2"]],
    ["as many lines as are read", [..."\n".repeat(4998).split("\n"), "-w /a"], ["/a rwxa :5000"]],
    ["and no more", [..."\n".repeat(4999).split("\n"), "-w /a"], []],
    ["rules about other lists", ["-a always,exclude -F msgtype=CWD", "-a always,user -F dir=/a"], []],
    ["rules for some users or calls only", ["-a always,exit -F dir=/a -F uid=0", "-a always,exit -F dir=/a -S openat"], []],
    ["everybody but the boot itself", ["-a always,exit -F dir=/a -F auid!=unset"], ["/a rwxa :1"]],
    ["a watch that is taken away", ["-W /a"], []],
])("%s", (_, lines, expected) => expect(watches(...lines)).toEqual(expected));

test("whether a file begins anew is told", () => {
    expect(auditRules("-w /a -p r")).toEqual({
        watches: [{ path: "/a", permissions: new Set(["r"]), isNever: false, line: 1 }],
        isFresh: false,
        isEnabled: undefined,
    });
    expect(auditRules("-w /a\n-D")).toEqual({ watches: [], isFresh: true, isEnabled: undefined });
});

test("whether audit is on is told only where a rule says it", () => {
    expect(auditRules("-w /a").isEnabled).toBeUndefined();
    expect(auditRules("-e 2").isEnabled).toBe(true);
    expect(auditRules("-e 0").isEnabled).toBe(false);
});

test("arbitrary text never throws", () =>
    fc.assert(
        fc.property(fc.string({ unit: "binary" }), (text) => void auditRules(text)),
        { seed: 4, numRuns: 500 },
    ));
