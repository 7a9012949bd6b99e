import { readAll } from "../../../../policypack/lib/read-all";
import type { NodeBoot } from "../../../../policypack/model/node-boot";
import { everyCloudFormationResource } from "../../../../policypack/subjects/aws/cloudformation";
import { carriesNodes } from "../../../../policypack/subjects/aws/cloudformation-resource";
import { tagsOf } from "../../../../policypack/subjects/aws/role-hints";
import { stackOf, UNKNOWN } from "../../judge";
import { resource } from "../../paths";

const STACK = "aws:cloudformation/stack:Stack";
const NATIVE = "aws-native:cloudformation:Stack";
/** What each boot of a resource runs, with the tags that it has there. */
function boots(type: string, props: object) {
    const [one] = stackOf([resource("it", type, props)]);
    const rows = everyCloudFormationResource<readonly [NodeBoot, string]>(function* (boot, of) {
        yield () =>
            [
                boot,
                tagsOf(of)
                    .map(([key, value]) => `${key}=${value}`)
                    .join(),
            ] as const;
    });
    const row = rows.find(({ tokens }) => tokens.includes(type));
    const { known, faults } = readAll(
        () => row?.lens(one!) ?? [],
        (thunk) => thunk(),
    );
    const runs = known.map(([{ commands }, tags]) => {
        const lines = commands.map(({ argv }) => argv.map(({ text, isLiteral }) => (isLiteral ? text : "…")).join(" "));
        return [lines.join("; "), tags].filter(Boolean).join(" | ");
    });
    return [...runs, ...faults.map((fault) => `? ${(fault as Error).message.split(":")[0]}`)];
}
const script = (line: string) => `#!/bin/bash\n${line}\n`;
const instance = (UserData: unknown, more: object = {}, name = "Node") => ({
    [name]: { Type: "AWS::EC2::Instance", Properties: { UserData, ...more } },
});
const body = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more });
const JOIN = { "Fn::Base64": script("kubeadm join") };

test.each<[reason: string, templateBody: unknown, found: string[]]>([
    ["a machine", body(instance(JOIN)), ["kubeadm join"]],
    [
        "two machines",
        body({ ...instance(JOIN), ...instance({ "Fn::Base64": script("kubeadm init") }, {}, "Other") }),
        ["kubeadm join", "kubeadm init"],
    ],
    [
        "a machine whose words are packed",
        body(instance(Buffer.from(script("kubeadm join")).toString("base64"))),
        ["kubeadm join"],
    ],
    ["a machine without user data", body(instance("")), []],
    ["other resources", body({ Queue: { Type: "AWS::SQS::Queue", Properties: { UserData: JOIN } } }), []],
    ["nothing of nodes", body({ Queue: { Type: "AWS::SQS::Queue" } }), []],
    ["nothing of nodes, in what is no template", "[", []],
    ["what is no template", "kubeadm: [", ["? templateBody"]],
    ["nothing", undefined, []],
])("a template has %s", (_, templateBody, found) => {
    expect(boots(STACK, { templateBody })).toEqual(found);
    expect(boots("aws:cloudformation/stackSet:StackSet", { templateBody })).toEqual(found);
    expect(boots(NATIVE, { templateBody })).toEqual(found);
    expect(boots("aws-native:cloudformation:StackSet", { templateBody })).toEqual(found);
});

test("a template may be data in Cloud Control", () =>
    expect(boots(NATIVE, { templateBody: { Resources: instance(JOIN) } })).toEqual(["kubeadm join"]));

/** What a stack gives its parameters. */
const template = body(instance({ "Fn::Base64": { "Fn::Sub": script("kubeadm join --v=${Level}") } }), {
    Parameters: { Level: { Type: "String", Default: "1" } },
});
test.each<[reason: string, parameters: unknown, line: string]>([
    ["nothing, so that its default counts", undefined, "kubeadm join --v=1"],
    ["a value", { Level: "5" }, "kubeadm join --v=5"],
    ["a value among others", { Other: "x", Level: "5" }, "kubeadm join --v=5"],
    ["a value that is not known yet", { Level: UNKNOWN }, "kubeadm join …"],
    ["values that are not known yet", UNKNOWN, "kubeadm join --v=1"],
    ["a value in a list", [{ parameterKey: "Level", parameterValue: "5" }], "kubeadm join --v=5"],
    ["a value in a list that is not known yet", [{ parameterKey: "Level", parameterValue: UNKNOWN }], "kubeadm join …"],
    ["a key in a list that is not known yet", [{ parameterKey: UNKNOWN, parameterValue: "5" }], "kubeadm join --v=1"],
    ["a text", "Level=5", "kubeadm join --v=1"],
])("a stack gives a parameter %s", (_, parameters, line) => {
    for (const type of [STACK, NATIVE, "aws:cloudformation/stackSet:StackSet", "aws-native:cloudformation:StackSet"])
        expect(boots(type, { templateBody: template, parameters })).toEqual([line]);
});

test("a machine has the tags that the template gives it, not those of the stack", () => {
    const tagged = (Tags: unknown) => boots(STACK, { templateBody: body(instance(JOIN, { Tags })), tags: { of: "stack" } });
    expect(tagged([{ Key: "eks:cluster-name", Value: "shop" }])).toEqual(["kubeadm join | eks:cluster-name=shop"]);
    expect(tagged([])).toEqual(["kubeadm join | of=stack"]);
    expect(tagged(undefined)).toEqual(["kubeadm join | of=stack"]);
    expect(tagged("x")).toEqual(["kubeadm join | of=stack"]);
});

describe("a resource by itself", () => {
    const CONTROL = "aws:cloudcontrol/resource:Resource";
    const control = (desiredState: unknown, typeName = "AWS::EC2::Instance") => boots(CONTROL, { typeName, desiredState });
    test("of Cloud Control has its state in text", () => {
        expect(control(JSON.stringify({ UserData: script("kubeadm join"), Tags: [{ Key: "a", Value: "b" }] }))).toEqual([
            "kubeadm join | a=b",
        ]);
        expect(control(JSON.stringify({ UserData: script("kubeadm join") }), "AWS::SQS::Queue")).toEqual([]);
        expect(control("{ [")).toEqual(["? desiredState"]);
        expect(control("{ [", "AWS::SQS::Queue")).toEqual([]);
        expect(control(undefined)).toEqual([]);
    });
    test("as an extension has its properties as data", () => {
        const extension = (type: unknown, properties: unknown) =>
            boots("aws-native:index:ExtensionResource", { type, properties });
        expect(extension("AWS::EC2::Instance", { UserData: script("kubeadm join") })).toEqual(["kubeadm join"]);
        expect(extension("AWS::SQS::Queue", { UserData: script("kubeadm join") })).toEqual([]);
        expect(extension(undefined, { UserData: script("kubeadm join") })).toEqual([]);
    });
});

/** What each type of CloudFormation has of nodes. */
test.each<[type: string, properties: object]>([
    ["AWS::EC2::LaunchTemplate", { LaunchTemplateData: { UserData: script("kubeadm join") } }],
    ["AWS::EC2::Instance", { UserData: script("kubeadm join") }],
    ["AWS::EC2::SpotFleet", { SpotFleetRequestConfigData: { LaunchSpecifications: [{}, { UserData: script("kubeadm join") }] } }],
    ["AWS::AutoScaling::LaunchConfiguration", { UserData: script("kubeadm join") }],
    ["AWS::ImageBuilder::ImageRecipe", { AdditionalInstanceConfiguration: { UserDataOverride: script("kubeadm join") } }],
    ["AWS::Lightsail::Instance", { UserData: script("kubeadm join") }],
    [
        "AWS::SSM::Document",
        { Content: { mainSteps: [{ action: "aws:runShellScript", inputs: { runCommand: ["kubeadm join"] } }] } },
    ],
    ["AWS::SSM::Association", { Name: "AWS-RunShellScript", Parameters: { commands: ["kubeadm join"] } }],
    ["AWS::SSM::Parameter", { Value: script("kubeadm join") }],
    ["AWS::SecretsManager::Secret", { SecretString: script("kubeadm join") }],
])("%s with %j has a boot", (type, properties) => {
    expect(boots("aws-native:index:ExtensionResource", { type, properties })).toEqual(["kubeadm join"]);
    expect(boots("aws-native:index:ExtensionResource", { type, properties: {} })).toEqual([]);
});

test.each<[type: string, is: boolean]>([
    ["AWS::EC2::LaunchTemplate", true],
    ["AWS::SSM::Document", true],
    ["AWS::SecretsManager::Secret", true],
    ["AWS::SQS::Queue", false],
    ["constructor", false],
])("%s carries configuration of nodes: %s", (type, is) => expect(carriesNodes(type)).toBe(is));
