import { sessionPreferencesRestricted } from "../../../../policypack/policies/runtime-socket/session-preferences-restricted";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const shell = (inputs: object, more: object = {}) => ({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs, ...more });
const document = (content: object | string, documentType = "Session") => ({
    type: "aws:ssm/document:Document",
    props: {
        name: "SSM-SessionManagerRunShell",
        documentType,
        content: typeof content === "string" ? content : JSON.stringify(content),
    },
});
const recorded = { s3BucketName: "sessions" };
const nowhere = "content › inputs: records sessions nowhere. Set s3BucketName or cloudWatchLogGroupName.";
const root =
    'content › inputs.runAsDefaultUser: starts sessions as root (runAsDefaultUser "root"). Name a user without rights of root.';

policyTable(sessionPreferencesRestricted, {
    fails: {
        "the defaults record nothing": { ...document(shell({})), reports: [nowhere] },
        "what the console writes when nothing is chosen": {
            ...document(
                shell({ s3BucketName: "", cloudWatchLogGroupName: "", kmsKeyId: "", runAsEnabled: false, runAsDefaultUser: "" }),
            ),
            reports: [nowhere],
        },
        "sessions that are root's": {
            ...document(shell({ ...recorded, runAsEnabled: true, runAsDefaultUser: "root" })),
            reports: [root],
        },
        "YAML is read as well": {
            ...document(
                "schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs:\n  cloudWatchLogGroupName: g\n  runAsEnabled: true\n  runAsDefaultUser: root\n",
            ),
            reports: [root],
        },
        "a command that is root's": {
            ...document({
                schemaVersion: "1.0",
                sessionType: "InteractiveCommands",
                properties: { linux: { commands: "top", runAsElevated: true } },
            }),
            reports: [
                "content › properties.linux.runAsElevated: starts sessions as root (runAsElevated). Name a user without rights of root.",
            ],
        },
        "the same of AWS's own provider, as data": {
            type: "aws-native:ssm:Document",
            props: { documentType: "Session", content: shell({ idleSessionTimeout: "20" }) },
            reports: ["content.inputs: records sessions nowhere. Set s3BucketName or cloudWatchLogGroupName."],
        },
        "what is no document": {
            ...document("{"),
            reports: ["content: is no valid YAML (line 1), so it could not be judged. Correct it."],
        },
    },
    passes: {
        "recorded in a bucket, as an ordinary user; TLS encrypts every session": document(
            shell({ ...recorded, runAsEnabled: true, runAsDefaultUser: "operator" }),
        ),
        "recorded in a log group, which a parameter names": document(
            shell({ cloudWatchLogGroupName: "{{ logGroup }}", idleSessionTimeout: "20" }),
        ),
        "root's name means nothing where it is not asked for": document(
            shell({ ...recorded, runAsEnabled: false, runAsDefaultUser: "root" }),
        ),
        "a forwarded port": document({
            schemaVersion: "1.0",
            sessionType: "Port",
            properties: { portNumber: "443", type: "LocalPortForwarding" },
        }),
        "a command is no session": document("{", "Command"),
    },
    unknowns: {
        "a document that is made of an output": { ...document(UNKNOWN as string), unknown: "content" },
    },
});
