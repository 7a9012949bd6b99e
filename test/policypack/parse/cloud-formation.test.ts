import fc from "fast-check";
import { cloudFormationResources } from "../../../policypack/parse/cloud-formation";
import { HOLE } from "../../../policypack/parse/word";
import { stringify } from "yaml";
import { inTime } from "../in-time";

const RUNS = { seed: 11, numRuns: 200 };
const all = () => true;

/** The one property of the one resource of a template in YAML, for each choice of its conditions. */
function valuesOf(property: string, parameters: Record<string, string> = {}, rest = ""): unknown[] {
    const template = `${rest}\nResources:\n  Node:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: ${property}\n`;
    const resources = cloudFormationResources(template, parameters, all);
    if (!resources.ok) throw new Error(resources.reason);
    return resources.value.map(({ properties }) => (properties as { UserData: unknown }).UserData);
}

const PARAMETERS =
    "Parameters: { Name: { Type: String, Default: prod }, Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /ami } }";
const MAPPINGS = "Mappings: { Ports: { dev: { kubelet: 10255 } } }";

test.each([
    ["a text is itself", "plain", "plain"],
    ["what only CloudFormation knows is a hole", "!GetAtt Cluster.Endpoint", HOLE],
    ["a short tag of a text", "!Sub 'a ${AWS::Region}'", `a ${HOLE}`],
    ["a long function", "{ 'Fn::Sub': 'a ${AWS::Region}' }", `a ${HOLE}`],
    ["user data is taken as text", "!Base64 text", "text"],
    ["functions in functions", "{ 'Fn::Base64': !Sub 'name ${Name}' }", "name prod"],
    ["a parameter that is a reference is not its own value", "!Ref Image", HOLE],
    ["the shell's own variables, escaped", "!Sub 'echo ${!HOME}'", "echo ${HOME}"],
    ["values of the call's own", "!Sub ['${A}-${B}', { A: !Ref Name, B: !Ref Other }]", `prod-${HOLE}`],
    ["a join keeps its literal parts", "!Join ['', ['--port=', !Ref Port, ' --v=2']]", `--port=${HOLE} --v=2`],
    ["a choice from a split text", "!Select [1, !Split [',', 'a,b']]", "b"],
    ["a mapping", "!FindInMap [Ports, dev, kubelet]", 10255],
    ["a mapping of an unknown key", "!FindInMap [Ports, !Ref Stage, kubelet]", HOLE],
    ["a function that does not exist", "{ 'Fn::Nothing': 1 }", HOLE],
    ["as JSON", "{ 'Fn::ToJsonString': { a: [1, !Ref Name] } }", '{"a":[1,"prod"]}'],
])("%s", (_, property, value) => expect(valuesOf(property, {}, `${PARAMETERS}\n${MAPPINGS}`)).toEqual([value]));

test("the stack's own parameters win over defaults", () =>
    expect(valuesOf("!Ref Name", { Name: "dev" }, PARAMETERS)).toEqual(["dev"]));

test("both choices of a condition are resources", () =>
    expect(valuesOf("!If [IsOpen, open, !If [IsOpen, never, closed]]")).toEqual(["open", "closed"]));

test("conditions elsewhere do not double a resource", () =>
    expect(valuesOf("plain", {}, "Outputs: { A: !If [IsOpen, a, b] }")).toEqual(["plain"]));

test("JSON and YAML are read the same", () =>
    fc.assert(
        fc.property(fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.constant({ Ref: "X" })), { maxLength: 5 }), (parts) => {
            const template = {
                Resources: { Node: { Type: "AWS::EC2::Instance", Properties: { UserData: { "Fn::Join": [" ", parts] } } } },
            };
            const inJson = cloudFormationResources(JSON.stringify(template), {}, all);
            expect(inJson).toEqual(cloudFormationResources(stringify(template), {}, all));
            const joined = parts.map((part) => (typeof part === "string" ? part : HOLE)).join(" ");
            expect(inJson).toMatchObject({ value: [{ properties: { UserData: joined } }] });
        }),
        RUNS,
    ));

test.each([
    ["no YAML", "Resources: [", "is no valid YAML (line 1)"],
    ["a list", "- a", "is no CloudFormation template"],
    ["too much", " ".repeat((1 << 20) + 1), "is larger than 1 MiB"],
])("%s is unreadable", (_, text, reason) => expect(cloudFormationResources(text, {}, all)).toEqual({ ok: false, reason }));

test("nothing makes it throw", () =>
    fc.assert(
        fc.property(
            fc.jsonValue({ maxDepth: 5 }),
            fc.constantFrom("Ref", "Fn::Sub", "Fn::Join", "Fn::If", "Fn::Select", "Fn::Split", "Fn::FindInMap"),
            (argument, name) => {
                const template = { Resources: { N: { Type: "T", Properties: { a: { [name]: argument } } } } };
                expect(cloudFormationResources(JSON.stringify(template), {}, all).ok).toBe(true);
            },
        ),
        RUNS,
    ));

test("texts that multiply end as a hole", () => {
    let value: unknown = "x".repeat(100_000);
    for (let i = 0; i < 20; i++) value = { "Fn::Sub": ["${a}${a}${a}", { a: value }] };
    const template = { Resources: { N: { Type: "T", Properties: { value } } } };
    expect(inTime(1_500, () => cloudFormationResources(JSON.stringify(template), {}, all))).toMatchObject({ ok: true });
});
