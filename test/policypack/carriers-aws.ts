import { stringify } from "yaml";
import type { Carrier } from "./carriers";

const packed = (text: string | Buffer): string => Buffer.from(text as string).toString("base64");
/** As people write it: text as it is. */
const plain = (text: string | Buffer): string => (typeof text === "string" ? text : packed(text));

/** A property that takes user data, in base64 alone or also as text. */
const userData = (type: string, at: string, made: (text: string) => object, encoded = plain): Carrier => ({
    type,
    at,
    admits: "user data",
    line: (number) => `${at} › line ${number}`,
    props: (text) => made(encoded(text)),
});

const startsMachines = (type: string): Carrier[] => [
    userData(type, "userData", (text) => ({ userData: text })),
    userData(type, "userDataBase64", (text) => ({ userDataBase64: text }), packed),
];

/** A property that takes a shell script. `line` is given where the script is cut into its lines. */
const script = (
    type: string,
    at: string,
    props: (text: string) => object,
    line = (n: number) => `${at} › line ${n}`,
): Carrier => ({
    type,
    at,
    admits: "script",
    line,
    props: (text) => props(text as string),
});

const commandDocument = (runCommand: unknown) => ({
    schemaVersion: "2.2",
    mainSteps: [
        { action: "aws:updateSsmAgent", name: "agent", inputs: {} },
        { action: "aws:runShellScript", name: "node", inputs: { runCommand } },
    ],
});
const STEP = "content › mainSteps[1].inputs.runCommand";
const ofStep = (n: number) => `${STEP}[${n - 1}]`;
const OLD = 'content › runtimeConfig["aws:runShellScript"].properties[0].runCommand';

const IN_STATE = "desiredState › LaunchTemplateData.UserData";
const template = (type: string, properties: object) => ({ Resources: { Node: { Type: type, Properties: properties } } });
const IN_TEMPLATE = "templateBody › Resources.Node.Properties";

/** What CloudFormation and what speaks its language have. */
const CLOUD_FORMATION: readonly Carrier[] = [
    userData("aws:cloudformation/stack:Stack", `${IN_TEMPLATE}.LaunchTemplateData.UserData`, (text) => ({
        templateBody: JSON.stringify(
            template("AWS::EC2::LaunchTemplate", { LaunchTemplateData: { UserData: { "Fn::Base64": text } } }),
        ),
    })),
    userData(
        "aws:cloudformation/stack:Stack",
        `${IN_TEMPLATE}.UserData`,
        (text) => ({ templateBody: stringify(template("AWS::EC2::Instance", { UserData: text }), { version: "1.1" }) }),
        packed,
    ),
    userData("aws:cloudformation/stackSet:StackSet", `${IN_TEMPLATE}.UserData`, (text) => ({
        templateBody: `Resources:\n  Node:\n    Type: AWS::AutoScaling::LaunchConfiguration\n    Properties:\n      UserData: !Base64\n        Fn::Join: ["", [${JSON.stringify(text)}]]\n`,
    })),
    userData(
        "aws-native:cloudformation:Stack",
        `${IN_TEMPLATE}.SpotFleetRequestConfigData.LaunchSpecifications[0].UserData`,
        (text) => ({
            templateBody: template("AWS::EC2::SpotFleet", {
                SpotFleetRequestConfigData: { LaunchSpecifications: [{ UserData: text }] },
            }),
        }),
        packed,
    ),
    script(
        "aws-native:cloudformation:StackSet",
        `${IN_TEMPLATE}.Content.mainSteps[1].inputs.runCommand`,
        (text) => ({
            templateBody: JSON.stringify(template("AWS::SSM::Document", { Content: commandDocument(text.split("\n")) })),
        }),
        (n) => `${IN_TEMPLATE}.Content.mainSteps[1].inputs.runCommand[${n - 1}]`,
    ),
    userData(
        "aws:cloudcontrol/resource:Resource",
        IN_STATE,
        (text) => ({
            typeName: "AWS::EC2::LaunchTemplate",
            desiredState: JSON.stringify({ LaunchTemplateData: { UserData: text } }),
        }),
        packed,
    ),
    userData("aws-native:index:ExtensionResource", "properties.Value", (text) => ({
        type: "AWS::SSM::Parameter",
        properties: { Value: text },
    })),
];

/** What nodes fetch. */
const STORES: readonly Carrier[] = [
    ...["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"].flatMap((type) => [
        userData(type, "content", (content) => ({ key: "boot", content })),
        userData(type, "contentBase64", (contentBase64) => ({ key: "boot", contentBase64 }), packed),
    ]),
    userData("aws:ssm/parameter:Parameter", "value", (value) => ({ type: "String", value })),
    userData("aws:secretsmanager/secretVersion:SecretVersion", "secretString", (secretString) => ({ secretString })),
    userData("aws-native:ssm:Parameter", "value", (value) => ({ type: "String", value })),
    userData("aws-native:secretsmanager:Secret", "secretString", (secretString) => ({ secretString })),
];

/** Scripts that Pulumi runs itself. */
const COMMANDS: readonly Carrier[] = [
    script("command:remote:Command", "create", (create) => ({ connection: { host: "10.0.0.1" }, create })),
    script("command:remote:Command", "update", (update) => ({ connection: { host: "10.0.0.1" }, create: "true", update })),
    script("command:remote:Command", "stdin", (stdin) => ({ connection: { host: "10.0.0.1" }, create: "sudo bash -s", stdin })),
    script("command:local:Command", "create", (create) => ({ create })),
    script(
        "command:local:Command",
        "create › line 1 › ssh",
        (text) => ({ create: `ssh -o BatchMode=yes -i key root@10.0.0.1 'bash -s' <<'END'\n${text}\nEND\n` }),
        (n) => `create › line 1 › ssh › line ${n}`,
    ),
];

/** What @pulumi/eks is given. */
const EKS: readonly Carrier[] = [
    userData("eks:index:NodeGroup", "nodeUserDataOverride", (text) => ({ nodeUserDataOverride: text })),
    userData("eks:index:NodeGroupV2", "nodeUserData", (text) => ({ nodeUserData: text })),
    userData("eks:index:ManagedNodeGroup", "userData", (text) => ({ userData: text })),
    userData("eks:index:Cluster", "nodeUserData", (text) => ({ nodeUserData: text })),
    userData("eks:index:Cluster", "nodeGroupOptions.nodeUserData", (text) => ({ nodeGroupOptions: { nodeUserData: text } })),
];

/** What AWS has for the configuration of machines. */
export const AWS_CARRIERS: readonly Carrier[] = [
    ...startsMachines("aws:ec2/instance:Instance"),
    ...startsMachines("aws:ec2/spotInstanceRequest:SpotInstanceRequest"),
    ...startsMachines("aws:ec2/launchConfiguration:LaunchConfiguration"),
    userData("aws:ec2/launchTemplate:LaunchTemplate", "userData", (text) => ({ userData: text }), packed),
    userData("aws:ec2/spotFleetRequest:SpotFleetRequest", "launchSpecifications[1].userData", (text) => ({
        launchSpecifications: [{ ami: "ami-1" }, { userData: text }],
    })),
    userData("aws:imagebuilder/imageRecipe:ImageRecipe", "userDataBase64", (text) => ({ userDataBase64: text }), packed),
    userData("aws:lightsail/instance:Instance", "userData", (text) => ({ userData: text })),
    userData(
        "aws-native:ec2:LaunchTemplate",
        "launchTemplateData.userData",
        (text) => ({ launchTemplateData: { userData: text } }),
        packed,
    ),
    userData("aws-native:ec2:Instance", "userData", (text) => ({ userData: text }), packed),
    userData(
        "aws-native:ec2:SpotFleet",
        "spotFleetRequestConfigData.launchSpecifications[0].userData",
        (text) => ({ spotFleetRequestConfigData: { launchSpecifications: [{ userData: text }] } }),
        packed,
    ),
    userData("aws-native:autoscaling:LaunchConfiguration", "userData", (text) => ({ userData: text }), packed),
    userData(
        "aws-native:imagebuilder:ImageRecipe",
        "additionalInstanceConfiguration.userDataOverride",
        (text) => ({ additionalInstanceConfiguration: { userDataOverride: text } }),
        packed,
    ),
    userData("aws-native:lightsail:Instance", "userData", (text) => ({ userData: text })),
    script(
        "aws:ssm/document:Document",
        STEP,
        (text) => ({ documentType: "Command", content: JSON.stringify(commandDocument(text.split("\n"))) }),
        ofStep,
    ),
    script(
        "aws:ssm/document:Document",
        `${STEP} in YAML`,
        (text) => ({ content: stringify(commandDocument([text])) }),
        (n) => `${ofStep(1)} › line ${n}`,
    ),
    script(
        "aws:ssm/document:Document",
        OLD,
        (text) => ({
            content: JSON.stringify({
                schemaVersion: "1.2",
                runtimeConfig: {
                    "aws:runShellScript": { properties: [{ id: "0.aws:runShellScript", runCommand: text.split("\n") }] },
                },
            }),
        }),
        (n) => `${OLD}[${n - 1}]`,
    ),
    script("aws:ssm/association:Association", "parameters.commands", (text) => ({
        name: "AWS-RunShellScript",
        parameters: { commands: text },
    })),
    script(
        "aws-native:ssm:Document",
        "content.mainSteps[1].inputs.runCommand",
        (text) => ({ content: commandDocument(text.split("\n")) }),
        (n) => `content.mainSteps[1].inputs.runCommand[${n - 1}]`,
    ),
    script(
        "aws-native:ssm:Association",
        "parameters.commands",
        (text) => ({ name: "AWS-RunShellScript", parameters: { commands: text.split("\n") } }),
        (n) => `parameters.commands[${n - 1}]`,
    ),
    ...CLOUD_FORMATION,
    ...STORES,
    ...COMMANDS,
    ...EKS,
];
