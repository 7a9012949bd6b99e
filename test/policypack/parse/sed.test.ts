import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { sedEdit } from "../../../policypack/parse/sed";
import { inTime } from "../in-time";

const TEXT = 'a: 1\nreadOnlyPort: 0\n"anonymous": {"enabled": false}\n#PasswordAuthentication no\nlast\n';
const edited = (...args: string[]) => {
    const result = sedEdit(args, TEXT);
    return result.ok ? result.value : `! ${result.reason}`;
};
const real = (...args: string[]) =>
    spawnSync(
        "sed",
        args.filter((arg) => arg !== "-i"),
        { input: TEXT, encoding: "utf8" },
    );

/** What people write; sed itself is asked where the machine has one. */
const SCRIPTS: readonly (readonly [string, ...string[]])[] = [
    ["a substitution", "s/readOnlyPort: 0/readOnlyPort: 10255/"],
    ["in place, with another delimiter", "-i", "s|readOnlyPort: 0|readOnlyPort: 1/2|"],
    ["every occurrence", "s/a/A/g"],
    ["the second occurrence", "s/a/A/2"],
    ["without regard to case", "s/PASSWORDAUTHENTICATION no/PasswordAuthentication yes/I"],
    ["an optional character and the rest of the line", "-E", "s/^#?(PasswordAuthentication).*/\\1 yes/"],
    ["the same in basic expressions", "s/^#\\?\\(PasswordAuthentication\\).*/\\1 yes/"],
    ["the whole match", "s/readOnlyPort/x-&/"],
    ["a deletion by what a line says", "/anonymous/d"],
    ["a deletion by number and to the end", "2d;4,$d"],
    ["a range of what lines say", "/readOnly/,/Password/d"],
    ["all but one line", "/readOnly/!d"],
    ["a line after", "/readOnly/a\\\nstaticPodPath: /x"],
    ["a line after, in one line", "/readOnly/a staticPodPath: /x"],
    ["a line before, and one in place of another", "-e", "1i first", "-e", "$c end"],
    ["printed lines alone", "-n", "/readOnly/p"],
    ["classes", "s/[[:digit:]]\\+/9/g"],
    ["classes of blanks and signs", "s/[[:space:]]\\{1,\\}[^[:punct:]]/_/g"],
    ["a brace that is plain", 's/{"enabled": false}/{"enabled": true}/'],
    ["a dot that is plain", "s/a\\.b/c/"],
    ["a star at the start", "s/^*a/b/"],
    ["nothing, everywhere but right behind a match", "s/a*/x/g"],
    ["a range that may end in the first line", "0,/a/d"],
    ["a range changed into one line", "2,3c one"],
    ["a bracket in brackets", 's/[]"]/x/g'],
    ["a backslash in brackets", "s/[\\s]/x/g"],
    ["signs of the ends that are plain", "s/o^n\\|O$n\\|\\(no\\)$/x/"],
];
const hasSed = real("s/a/a/").status === 0;

test.each(SCRIPTS)("%s", (_, ...args) => {
    const own = edited(...args);
    expect(own).not.toMatch(/^!/);
    if (hasSed) expect(own).toBe(real(...args).stdout);
});

test.each([
    ["branches", ":a;N;$!ba;s/\\n/ /g"],
    ["other files", "r /etc/passwd"],
    ["programs", "s/a/b/e"],
    ["changes of case", "s/a/\\U&/"],
    ["line 0 without an expression", "0,3d"],
    ["repetition of choices", "-E", "s/(a|a)*b/c/"],
    ["groups that only JavaScript has", "-E", "s/(?=a)b/c/"],
    ["repetition of what repeats, which may take forever", "-E", "s/(a*)*b/c/"],
])("%s are not followed", (_, ...args) => expect(edited(...args)).toMatch(/^! uses a command of sed/));

test("arbitrary scripts end and never throw", () =>
    fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 200 }), (script, text) => {
            void sedEdit([script], text);
        }),
        { seed: 6, numRuns: 500 },
    ));

test("an expression that goes back over a long line is cut off", () => {
    expect(inTime(3_000, () => sedEdit(["-E", "s/a*a*a*a*a*a*b/x/"], `${"a".repeat(3_000)}\n`))).toEqual({
        ok: false,
        reason: "has an expression that takes too long",
    });
});

test("and is tried again where the process was kept waiting, though not for ever", () => {
    const tries = (user: number) => {
        const usage = jest.spyOn(process, "cpuUsage").mockReturnValue({ user, system: 0 });
        const { ok } = sedEdit(["-E", "s/a*a*a*a*a*a*b/x/"], `${"a".repeat(3_000)}\n`);
        const { length } = usage.mock.calls;
        usage.mockRestore();
        return { ok, tries: length / 2 };
    };
    expect(tries(10_000)).toEqual({ ok: false, tries: 4 });
    expect(tries(150_000)).toEqual({ ok: false, tries: 1 });
});
