import { Cursor } from "../../../../../policypack/parse/cursor";
import {
    bootsOfDocument,
    bootsOfDocumentText,
    programOfDocument,
} from "../../../../../policypack/subjects/aws/session-manager/ssm-document";
import { bootsOfContent, bootsOfParameters } from "../../../../../policypack/subjects/aws/session-manager/ssm";
import { bootsOf } from "../../../../../policypack/subjects/aws/machines/node-boots";
import { stackOf } from "../../../judge";
import { resource } from "../../../paths";
import type { NodeBoot } from "../../../../../policypack/model/node-boot";

/** The commands of each boot with their places, and what of it is not read. */
const said = (boots: readonly NodeBoot[]) =>
    boots.map(({ commands, unread }) =>
        [
            ...commands.map(({ argv, at }) => `${at}: ${argv.map(({ text }) => text).join(" ")}`),
            ...unread.map(({ at, reason }) => `${at}? ${reason}`),
        ].join("; "),
    );
const at = <T = unknown>(value: unknown) => Cursor.of<{ content: T }>({ content: value as T }).field("content");
const documentOf = (document: unknown) => said(bootsOfDocument(at(document)));
const step = (action: string, inputs: object) => ({ mainSteps: [{ action, inputs }] });
const shell = (runCommand: unknown, parameters: object = {}) => ({ parameters, ...step("aws:runShellScript", { runCommand }) });
const STEP = "content.mainSteps[0].inputs.runCommand";

test.each<[reason: string, document: unknown, boots: string[]]>([
    ["lines", shell(["kubeadm init", "true"]), [`${STEP}[0]: kubeadm init; ${STEP}[1]: true`]],
    ["one text", shell("kubeadm init\ntrue\n"), [`${STEP} › line 1: kubeadm init; ${STEP} › line 2: true`]],
    ["lines that have nothing to do with nodes", shell(["systemctl start nginx"]), []],
    ["nothing", shell(undefined), []],
    ["no steps", {}, []],
    ["another action", step("aws:softwareInventory", { runCommand: ["kubeadm init"] }), []],
    [
        "two steps, of one machine",
        { mainSteps: [...shell(["kubeadm init"]).mainSteps, ...shell(["kubectl get nodes"]).mainSteps] },
        [`${STEP}[0]: kubeadm init; content.mainSteps[1].inputs.runCommand[0]: kubectl get nodes`],
    ],
    [
        "another document's commands",
        step("aws:runCommand", { DocumentName: "AWS-RunShellScript", Parameters: { commands: ["kubeadm init"] } }),
        ["content.mainSteps[0].inputs.Parameters.commands[0]: kubeadm init"],
    ],
    [
        "another document's commands, by its ARN",
        step("aws:runDocument", {
            DocumentName: "arn:aws:ssm:::document/AWS-RunShellScript",
            Parameters: { commands: ["kubeadm init"] },
        }),
        ["content.mainSteps[0].inputs.Parameters.commands[0]: kubeadm init"],
    ],
    [
        "another document's own work",
        step("aws:runCommand", { DocumentName: "AWS-UpdateSSMAgent", Parameters: { commands: ["kubeadm init"] } }),
        [],
    ],
    ["no other document's", step("aws:runCommand", { Parameters: { commands: ["kubeadm init"] } }), []],
    [
        "what names another document beside another action",
        step("aws:pause", { DocumentName: "AWS-RunShellScript", Parameters: { commands: ["kubeadm init"] } }),
        [],
    ],
    [
        "the first schema",
        { runtimeConfig: { "aws:runShellScript": { properties: [{ runCommand: ["kubeadm init"] }] } } },
        ['content.runtimeConfig["aws:runShellScript"].properties[0].runCommand[0]: kubeadm init'],
    ],
    [
        "the first schema without a list",
        { runtimeConfig: { "aws:runShellScript": { properties: { runCommand: ["kubeadm init"] } } } },
        ['content.runtimeConfig["aws:runShellScript"].properties.runCommand[0]: kubeadm init'],
    ],
])("a document runs %s", (_, document, boots) => expect(documentOf(document)).toEqual(boots));

/** What Windows runs, all lines as one script. */
test.each<[reason: string, document: unknown, place: string]>([
    ["a step", step("aws:runPowerShellScript", { runCommand: ["kubelet.exe", "Start-Service kubelet"] }), STEP],
    [
        "another document's commands",
        step("aws:runCommand", { DocumentName: "AWS-RunPowerShellScript", Parameters: { commands: ["kubelet.exe"] } }),
        "content.mainSteps[0].inputs.Parameters.commands",
    ],
    [
        "the first schema",
        { runtimeConfig: { "aws:runPowerShellScript": { properties: [{ runCommand: "kubelet.exe" }] } } },
        'content.runtimeConfig["aws:runPowerShellScript"].properties[0].runCommand',
    ],
])("PowerShell in %s is one script", (_, document, place) => {
    const [line, ...more] = documentOf(document);
    expect(line).toMatch(/^\S+ › line 1: kubelet\.exe/);
    expect([line!.startsWith(`${place} › line 1`), more]).toEqual([true, []]);
});
test("PowerShell of several lines is one script with lines", () =>
    expect(documentOf(step("aws:runPowerShellScript", { runCommand: ["kubelet.exe", "Get-Date"] }))).toEqual([
        `${STEP} › line 1: kubelet.exe; ${STEP} › line 2: Get-Date`,
    ]));
test("PowerShell that has nothing to do with nodes is not told", () =>
    expect(documentOf(step("aws:runPowerShellScript", { runCommand: ["Get-Date"] }))).toEqual([]));

/** Parameters are what their defaults are. */
test.each<[reason: string, document: unknown, boots: string[]]>([
    [
        "a whole text",
        shell("{{ commands }}", { commands: { default: "kubeadm init" } }),
        ["content.parameters.commands.default: kubeadm init"],
    ],
    [
        "a whole list",
        shell(" {{commands}} ", { commands: { default: ["kubeadm init"] } }),
        ["content.parameters.commands.default[0]: kubeadm init"],
    ],
    [
        "a part of a line",
        shell(["kubeadm init --v={{ level }}"], { level: { default: "5" } }),
        [`${STEP}[0]: kubeadm init --v=5`],
    ],
    [
        "a part without spaces",
        shell(["kubeadm init --v={{level}}"], { level: { default: "5" } }),
        [`${STEP}[0]: kubeadm init --v=5`],
    ],
    ["a part of a text", shell("kubeadm {{ verb }}", { verb: { default: "init" } }), [`${STEP}: kubeadm init`]],
    ["the beginning of a text", shell("{{ tool }} init", { tool: { default: "kubeadm" } }), [`${STEP}: kubeadm init`]],
    [
        "several parts",
        shell(["{{ tool }} {{ verb }}"], { tool: { default: "kubeadm" }, verb: { default: "init" } }),
        [`${STEP}[0]: kubeadm init`],
    ],
])("a parameter for %s", (_, document, boots) => expect(documentOf(document)).toEqual(boots));

test("what has no default only the machine knows", () => {
    const values = (parameters: object) =>
        bootsOfDocument(at(shell(["kubeadm init --v={{ level }}"], parameters)))[0]!.commands[0]!.argv[2]!;
    expect(values({ level: { default: "5" } }).text).toBe("--v=5");
    for (const parameters of [{}, { level: {} }, { level: { default: 5 } }])
        expect(values(parameters).text).not.toMatch(/level|5/);
});

test("a document in text is read where it speaks of nodes", () => {
    const text = (document: unknown) => said(bootsOfDocumentText(JSON.stringify(document), "content"));
    expect(text(shell(["kubeadm init"]))).toEqual([`content › ${STEP.replace("content.", "")}[0]: kubeadm init`]);
    expect(text(shell(["true"]))).toEqual([]);
    expect(bootsOfDocumentText("{ no document", "content")).toEqual([]);
    expect(() => bootsOfDocumentText("kubeadm: [", "content")).toThrow("content");
});

test("a resource's content is text or data", () => {
    expect(said(bootsOfContent(at(shell(["kubeadm init"]))))).toEqual([`${STEP}[0]: kubeadm init`]);
    expect(said(bootsOfContent(at(JSON.stringify(shell(["kubeadm init"])))))).toHaveLength(1);
    expect(bootsOfContent(at(undefined))).toEqual([]);
});

/** What an association hands to a document. */
test.each<[reason: string, name: unknown, commands: unknown, boots: string[]]>([
    ["lines", "AWS-RunShellScript", ["kubeadm init", "true"], ["content.commands[0]: kubeadm init; content.commands[1]: true"]],
    ["one text", "AWS-RunShellScript", "kubeadm init", ["content.commands: kubeadm init"]],
    ["to a document of one's own", "own", "kubeadm init", ["content.commands: kubeadm init"]],
    ["to nobody knows what", undefined, "kubeadm init", ["content.commands: kubeadm init"]],
    ["what has nothing to do with nodes", "AWS-RunShellScript", ["true"], []],
    ["nothing", "AWS-RunShellScript", undefined, []],
])("an association hands over %s", (_, name, commands, boots) =>
    expect(said(bootsOfParameters(at<string | undefined>(name), at({ commands })))).toEqual(boots),
);
test("an association of PowerShell hands over one script", () => {
    const commands = ["kubelet.exe", "Get-Date"];
    expect(said(bootsOfParameters(at<string | undefined>("AWS-RunPowerShellScript"), at({ commands })))).toEqual([
        "content.commands › line 1: kubelet.exe; content.commands › line 2: Get-Date",
    ]);
});

test.each(["aws:ssm/association:Association", "aws-native:ssm:Association"])("%s is of PowerShell by its name", (type) => {
    const parameters = { commands: type.startsWith("aws-native") ? ["kubelet.exe"] : "kubelet.exe" };
    const placesOf = (name: string) =>
        bootsOf(stackOf([resource("it", type, { name, parameters })])[0]!).flatMap(({ commands }) =>
            commands.map(({ at: place }) => place),
        );
    expect(placesOf("AWS-RunPowerShellScript")).toEqual(["parameters.commands › line 1"]);
    expect(placesOf("AWS-RunShellScript")).toEqual([
        type.startsWith("aws-native") ? "parameters.commands[0]" : "parameters.commands",
    ]);
});

test.each<[name: string, program: string | undefined]>([
    ["AWS-RunShellScript", "shell"],
    ["arn:aws:ssm:eu-west-1::document/AWS-RunShellScript", "shell"],
    ["AWS-RunPowerShellScript", "powershell"],
    ["arn:aws:ssm:eu-west-1::document/AWS-RunPowerShellScript", "powershell"],
    ["My-AWS-RunShellScript", undefined],
    ["AWS-RunShellScript-v2", undefined],
    ["My-AWS-RunPowerShellScript", undefined],
    ["AWS-RunPowerShellScript-v2", undefined],
    ["AWS-UpdateSSMAgent", undefined],
])("%s runs %s", (name, program) => expect(programOfDocument(name)).toBe(program));
