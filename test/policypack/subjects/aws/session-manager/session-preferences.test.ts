import { sessionPreferences } from "../../../../../policypack/subjects/aws/session-manager/session-preferences";
import { instanceConnectEndpoint, serialConsole } from "../../../../../policypack/subjects/aws/session-manager/account-doors";
import type { Subject } from "../../../../../policypack/lib/subject";
import { stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

function views<V>(subject: Subject<V>, type: string, props: object): V[] {
    const [one] = stackOf([resource("it", type, props)]);
    return [...(subject.rows.get(type)?.(one!) ?? [])].map((thunk) => thunk());
}
const TEXT = "aws:ssm/document:Document";
const DATA = "aws-native:ssm:Document";
const preferences = (content: unknown, more: object = {}) =>
    views(sessionPreferences, DATA, { documentType: "Session", content, ...more });
const shell = (inputs: object = {}) => ({ sessionType: "Standard_Stream", inputs });

test("the preferences of a shell, as data and as text", () => {
    const read = { at: "content.inputs", isRecorded: false, asRoot: undefined };
    expect(preferences(shell())).toEqual([read]);
    const at = "content › inputs";
    expect(views(sessionPreferences, TEXT, { documentType: "Session", content: JSON.stringify(shell()) })).toEqual([
        { ...read, at },
    ]);
    expect(
        views(sessionPreferences, TEXT, { documentType: "Session", content: "sessionType: Standard_Stream\ninputs: {}\n" }),
    ).toEqual([{ ...read, at }]);
});

test.each<[reason: string, type: unknown]>([
    ["a command", "Command"],
    ["an automation", "Automation"],
    ["nothing said", undefined],
])("a document for %s has none", (_, documentType) => expect(preferences(shell(), { documentType })).toEqual([]));

test("what is no document cannot be read", () => {
    expect(() => views(sessionPreferences, TEXT, { documentType: "Session", content: "sessionType: [" })).toThrow("content");
    expect(() => preferences(UNKNOWN)).toThrow();
});

test.each<[reason: string, content: object, isRecorded: boolean]>([
    ["nowhere", shell(), false],
    ["in a bucket", shell({ s3BucketName: "logs" }), true],
    ["in a log group", shell({ cloudWatchLogGroupName: "logs" }), true],
    ["in an empty name", shell({ s3BucketName: "", cloudWatchLogGroupName: "" }), false],
    ["nowhere, as one command has its own end", { sessionType: "InteractiveCommands", inputs: {} }, true],
    ["nowhere, as a port is never recorded", { sessionType: "Port", inputs: {} }, true],
])("a session is recorded %s: %s", (_, content, isRecorded) =>
    expect(preferences(content).map((one) => one.isRecorded)).toEqual([isRecorded]),
);

const ROOT = { runAsEnabled: true, runAsDefaultUser: "root" };
test.each<[reason: string, content: object, asRoot: object | undefined]>([
    ["a shell whose user is root", shell(ROOT), { at: "content.inputs.runAsDefaultUser", setting: 'runAsDefaultUser "root"' }],
    ["a shell whose user is somebody", shell({ ...ROOT, runAsDefaultUser: "ops" }), undefined],
    ["a shell whose user does not count", shell({ ...ROOT, runAsEnabled: false }), undefined],
    ["a shell of which nothing is said", shell({ runAsDefaultUser: "root" }), undefined],
    [
        "a command that is elevated",
        { sessionType: "InteractiveCommands", properties: { linux: { runAsElevated: true } } },
        { at: "content.properties.linux.runAsElevated", setting: "runAsElevated" },
    ],
    [
        "a command that is elevated on one system",
        {
            sessionType: "NonInteractiveCommands",
            properties: { windows: { runAsElevated: false }, linux: { runAsElevated: true } },
        },
        { at: "content.properties.linux.runAsElevated", setting: "runAsElevated" },
    ],
    ["a command that is not", { sessionType: "InteractiveCommands", properties: { linux: { runAsElevated: false } } }, undefined],
    ["a command with the settings of a shell", { sessionType: "InteractiveCommands", inputs: ROOT, properties: {} }, undefined],
    ["a shell with the settings of a command", { ...shell(), properties: { linux: { runAsElevated: true } } }, undefined],
    [
        "a port, whose properties are texts",
        { sessionType: "Port", properties: { portNumber: "22", type: "LocalPortForwarding" } },
        undefined,
    ],
    ["nothing", { sessionType: "Port" }, undefined],
])("root is whom a session runs as: %s", (_, content, asRoot) =>
    expect(preferences(content).map((one) => one.asRoot)).toEqual([asRoot]),
);

test("a serial console is on unless it is said to be off", () => {
    const of = (enabled: unknown) => views(serialConsole, "aws:ec2/serialConsoleAccess:SerialConsoleAccess", { enabled });
    expect([of(true), of(undefined)]).toEqual([
        [{ kind: "serial console", at: "enabled" }],
        [{ kind: "serial console", at: "enabled" }],
    ]);
    expect(of(false)).toEqual([]);
});

test.each(["aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "aws-native:ec2:InstanceConnectEndpoint"])(
    "%s has groups or none, and keeps the client's address or not",
    (type) => {
        const of = (props: object) => views(instanceConnectEndpoint, type, props);
        const endpoint = { kind: "instance connect endpoint", groupsAt: "securityGroupIds", clientAt: "preserveClientIp" };
        expect(of({})).toEqual([{ ...endpoint, hasGroups: false, keepsClient: undefined }]);
        expect(of({ securityGroupIds: [UNKNOWN], preserveClientIp: true })).toEqual([
            { ...endpoint, hasGroups: true, keepsClient: true },
        ]);
        expect(of({ securityGroupIds: [], preserveClientIp: false })).toEqual([
            { ...endpoint, hasGroups: false, keepsClient: false },
        ]);
    },
);
