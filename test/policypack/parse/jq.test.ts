import fc from "fast-check";
import { jqEdit } from "../../../policypack/parse/jq";

const INPUT = JSON.stringify({ readOnlyPort: 0, authentication: { anonymous: { enabled: false } } });
const edited = (...args: string[]) => {
    const result = jqEdit(args, INPUT);
    return result.ok ? (JSON.parse(result.value) as unknown) : result.reason;
};

test.each<[string, string[], object]>([
    [
        "assignments, one after another",
        [".readOnlyPort = 10255 | .authentication.anonymous.enabled=true"],
        { readOnlyPort: 10255, authentication: { anonymous: { enabled: true } } },
    ],
    ["a deletion", ["-r", "del(.authentication)"], { readOnlyPort: 0 }],
    [
        "a merge",
        ['. * {"authentication":{"webhook":{"enabled":false}}}'],
        { readOnlyPort: 0, authentication: { anonymous: { enabled: false }, webhook: { enabled: false } } },
    ],
    [
        "variables from the command line",
        ["--argjson", "port", "10255", "--arg", "path", "/etc/pods", ".readOnlyPort=$port | .staticPodPath=$path"],
        { readOnlyPort: 10255, authentication: { anonymous: { enabled: false } }, staticPodPath: "/etc/pods" },
    ],
    ["a condition", ['if .readOnlyPort == 0 then .readOnlyPort = 1 else . end | del(.["authentication"])'], { readOnlyPort: 1 }],
    ["keys that are named as functions are", ['{"range": .readOnlyPort, repeat: 1}'], { range: 0, repeat: 1 }],
])("%s", (_, args, expected) => expect(edited(...args)).toEqual(expected));

test.each([
    ["a function that may run without end", [".a = [range(1e9)]"], "uses a function of jq that is not followed"],
    ["a function that the port answers otherwise", ['setpath(["a","b"];1)'], "uses a function of jq that is not followed"],
    ["the environment", [".a = env.HOME"], "uses a function of jq that is not followed"],
    ["a definition", ["def f: f; f"], "uses a function of jq that is not followed"],
    ["a program from a file", ["-f", "/opt/edit.jq"], "uses an option of jq that is not followed"],
    ["no program", [], "has no program"],
    ["what is no program", [".a ="], "is a program or an input that jq does not take"],
])("%s is not followed", (_, args, reason) => expect(edited(...args)).toBe(reason));

test("arbitrary programs end and never throw", () =>
    fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.json(), (program, input) => void jqEdit([program], input)),
        { seed: 5, numRuns: 500 },
    ));
