import fc from "fast-check";
import { kubeletReadOnlyPortDisabled } from "../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { policies } from "../../../policypack/policies";
import { CARRIERS } from "../carriers";
import { type Given, judge, UNKNOWN } from "../judge";
import { nodeConfig } from "../kubelets";

/** The places at which a kubelet with an open read-only port is found, and the unknown that is told. */
function placesOf(given: Given): readonly string[] {
    const { reported, unknown } = judge(kubeletReadOnlyPortDisabled, given);
    return [
        ...reported.map(
            ({ message }) =>
                `${message.split(": ")[0]!}${/depends on what only the machine knows/.test(message) ? " cannot be judged" : ""}`,
        ),
        ...(unknown === undefined ? [] : [`unknown ${unknown}`]),
    ];
}

const START = "kubelet --kubeconfig=/k --config=/c --read-only-port=10255";
const LOCAL = "command:local:Command";
const REMOTE = "command:remote:Command";
const DOCUMENT = "aws:ssm/document:Document";
const PARAMETER = "aws:ssm/parameter:Parameter";
const GROUP = "eks:index:NodeGroupV2";
const STACK = "aws:cloudformation/stack:Stack";
const document = (parameters: object, runCommand: unknown, action = "aws:runShellScript") =>
    JSON.stringify({ schemaVersion: "2.2", parameters, mainSteps: [{ action, inputs: { runCommand } }] });
const template = (userData: unknown, parameters?: object) =>
    JSON.stringify({
        Parameters: parameters ?? {},
        Resources: { Node: { Type: "AWS::EC2::Instance", Properties: { UserData: { "Fn::Base64": userData } } } },
    });
const bootstrap = (value: string) =>
    `#!/bin/bash\n/etc/eks/bootstrap.sh \${Name} --kubelet-extra-args '--read-only-port=${value}'\n`;
const IN_TEMPLATE = "templateBody › Resources.Node.Properties.UserData › line 2 › --kubelet-extra-args";
const PORT = { Port: { Type: "Number", Default: 10255 } };

test.each<readonly [reason: string, type: string, props: object, places: readonly string[]]>([
    [
        "kubelet's extra arguments of a node group",
        GROUP,
        { kubeletExtraArgs: "--v=2 --read-only-port=10255" },
        ["kubeletExtraArgs › --kubelet-extra-args"],
    ],
    [
        "the bootstrap script's",
        GROUP,
        { bootstrapExtraArgs: "--kubelet-extra-args '--read-only-port=10255'" },
        ["bootstrapExtraArgs › --kubelet-extra-args"],
    ],
    [
        "a part for nodeadm",
        "eks:index:ManagedNodeGroup",
        {
            nodeadmExtraOptions: [
                { contentType: "application/node.eks.aws", content: nodeConfig({ flags: ["--read-only-port=10255"] }) },
            ],
        },
        ["nodeadmExtraOptions[0].content › part 1 (application/node.eks.aws) › spec.kubelet.flags[0]"],
    ],
    [
        "an input that is not known yet hides no other",
        GROUP,
        { nodeUserData: UNKNOWN, kubeletExtraArgs: "--read-only-port=10255" },
        ["kubeletExtraArgs › --kubelet-extra-args", "unknown nodeUserData"],
    ],
    ["inputs that the engine does not show", GROUP, {}, []],

    [
        "a variable of the command's environment",
        REMOTE,
        { create: `FLAGS=\${PORT_FLAG}\n${START.replace("10255", "$PORT")}`, environment: { PORT: "10255" } },
        ["create › line 2"],
    ],
    [
        "what a command is given to read",
        REMOTE,
        { create: "sudo tee /etc/eks/nodeadm.d/a.yaml", stdin: nodeConfig({ flags: ["--read-only-port=1"] }) },
        ["create › spec.kubelet.flags[0]"],
    ],
    ["what runs at deletion configures nothing", REMOTE, { create: "true", delete: START }, []],
    ["a command that is not known yet and says nothing of nodes", REMOTE, { create: UNKNOWN }, []],
    ["a kubelet started by ssh", LOCAL, { create: `ssh -p 22 root@10.0.0.1 ${START}` }, ["create › ssh"]],
    ["a program of another language", LOCAL, { create: START, interpreter: ["python3", "-c"] }, []],
    ["kubectl starts no kubelet", LOCAL, { create: "kubectl apply -f kubelet.yaml" }, []],

    [
        "a parameter's default, the only value that is here",
        DOCUMENT,
        { content: document({ port: { default: "10255" } }, [START.replace("10255", "{{ port }}")]) },
        ["content › mainSteps[0].inputs.runCommand[0]"],
    ],
    [
        "a parameter without a default is not known",
        DOCUMENT,
        { content: document({}, [START.replace("10255", "{{ port }}")]) },
        ["content › mainSteps[0].inputs.runCommand[0] cannot be judged"],
    ],
    [
        "a whole script as a parameter",
        DOCUMENT,
        { content: document({ all: { default: [START] } }, "{{ all }}") },
        ["content › parameters.all.default[0]"],
    ],
    [
        "PowerShell is read as on Windows",
        DOCUMENT,
        { content: document({}, [START], "aws:runPowerShellScript") },
        ["content › mainSteps[0].inputs.runCommand › line 1"],
    ],
    ["a document that is none", DOCUMENT, { content: "kubelet: [" }, ["content"]],
    ["a document about something else is not even parsed", DOCUMENT, { content: "[" }, []],

    [
        "a template's function leaves what it has as text",
        STACK,
        { templateBody: template({ "Fn::Sub": bootstrap("10255") }) },
        [IN_TEMPLATE],
    ],
    [
        "a parameter's default in a template",
        STACK,
        { templateBody: template({ "Fn::Sub": bootstrap("${Port}") }, PORT) },
        [IN_TEMPLATE],
    ],
    [
        "a parameter that the stack sets",
        STACK,
        { templateBody: template({ "Fn::Sub": bootstrap("${Port}") }, PORT), parameters: { Port: "0" } },
        [],
    ],
    [
        "a parameter that is not known yet has not its default",
        STACK,
        { templateBody: template({ "Fn::Sub": bootstrap("${Port}") }, PORT), parameters: { Port: UNKNOWN } },
        [`${IN_TEMPLATE} cannot be judged`],
    ],
    [
        "a choice by a condition",
        STACK,
        { templateBody: template({ "Fn::If": ["Open", { "Fn::Sub": bootstrap("10255") }, { "Fn::Sub": bootstrap("0") }] }) },
        [IN_TEMPLATE],
    ],
    ["a template that is none", STACK, { templateBody: "UserData: [" }, ["templateBody"]],

    [
        "a KubeletConfiguration by itself",
        PARAMETER,
        { value: "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n" },
        ["value › readOnlyPort"],
    ],
    ["a value that is not known yet and is nothing of nodes", PARAMETER, { value: UNKNOWN, name: "/shop/database" }, []],
    ["one whose name says that it is", PARAMETER, { value: UNKNOWN, name: "/eks/kubelet-config" }, ["unknown value"]],
    ["a text that only speaks of kubelets", PARAMETER, { value: "The kubelet serves --read-only-port=10255" }, []],
])("%s", (_, type, props, places) => expect(placesOf({ type, props })).toEqual(places));

test("every carrier takes any text at all", () =>
    fc.assert(
        fc.property(
            fc.constantFrom(...CARRIERS),
            fc.oneof(
                fc.string(),
                fc.constantFrom("kubelet", "#!/bin/sh\nkubelet '", "#cloud-config\nkube: [", "{{ kube }}", "${kube}"),
            ),
            ({ type, props }, text) => {
                for (const policy of policies) {
                    const { reported } = judge(policy, { type, props: props(text) });
                    expect(reported.filter(({ message }) => message.includes("could not be judged: the policy"))).toEqual([]);
                }
            },
        ),
        { seed: 5, numRuns: 300 },
    ));

test("a property of another shape than it has is an answer of its own", () => {
    for (const { type, props } of CARRIERS) {
        for (const property of Object.keys(props("x"))) {
            for (const value of [1, [], ["x"], { a: 1 }, true]) {
                for (const policy of policies) {
                    const { reported } = judge(policy, { type, props: { [property]: value } });
                    expect(reported.filter(({ message }) => message.includes("could not be judged: the policy"))).toEqual([]);
                }
            }
        }
    }
});
