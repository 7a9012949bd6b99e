import type { DocumentArgs as NativeDocumentArgs } from "@pulumi/aws-native/ssm/document";
import type { DocumentArgs } from "@pulumi/aws/ssm/document";
import { on, subject, type Thunk } from "../../../lib/subject";
import type { SessionPreferences } from "../../../model/session-preferences";
import { Unreadable } from "../../../model/unreadable";
import { BELOW, Cursor } from "../../../parse/cursor";
import { yaml } from "../../../parse/yaml";

/** A session document of Systems Manager (schema 1.0). */
interface SessionDocument {
    /** Standard_Stream is a shell; InteractiveCommands and NonInteractiveCommands run one command, Port forwards a port. */
    sessionType: string;
    inputs: {
        s3BucketName: string;
        cloudWatchLogGroupName: string;
        runAsEnabled: boolean;
        runAsDefaultUser: string;
    };
    properties: Record<string, { runAsElevated: boolean }>;
}

/** The preferences of Session Manager: its own document (`SSM-SessionManagerRunShell`), and others for sessions. */
export const sessionPreferences = subject<SessionPreferences>(
    on<DocumentArgs>()("aws:ssm/document:Document", ({ props }) => preferencesOf(props)),
    on<NativeDocumentArgs>()("aws-native:ssm:Document", ({ props }) => preferencesOf(props)),
);

function* preferencesOf(props: Cursor<{ documentType?: string; content?: unknown }>): Generator<Thunk<SessionPreferences>> {
    if (props.field("documentType").text() !== "Session") return;
    yield () => read(documentOf(props.field("content")));
}

function documentOf(content: Cursor<unknown>): Cursor<SessionDocument> {
    const value = content.raw();
    if (typeof value !== "string") return content as Cursor<SessionDocument>;
    const parsed = yaml(value);
    if (!parsed.ok) throw new Unreadable(content.path, parsed.reason);
    return Cursor.of<SessionDocument>(parsed.value, content.path + BELOW);
}

function read(document: Cursor<SessionDocument>): SessionPreferences {
    const inputs = document.field("inputs");
    const isShell = document.field("sessionType").text() === "Standard_Stream";
    const isSet = (place: Cursor<unknown>) => (place.raw() ?? "") !== "";
    return {
        at: inputs.path,
        // What is forwarded through a port is never recorded, and one command has its own end.
        isRecorded: !isShell || isSet(inputs.field("s3BucketName")) || isSet(inputs.field("cloudWatchLogGroupName")),
        asRoot: isShell ? rootByUser(inputs) : rootByCommand(document.field("properties")),
    };
}

function rootByUser(inputs: Cursor<SessionDocument["inputs"]>): SessionPreferences["asRoot"] {
    const user = inputs.field("runAsDefaultUser");
    if (inputs.field("runAsEnabled").flag() !== true || user.text() !== "root") return undefined;
    return { at: user.path, setting: 'runAsDefaultUser "root"' };
}

/** For a command, each operating system has properties of its own: `properties.linux.runAsElevated`. */
function rootByCommand(properties: Cursor<SessionDocument["properties"]>): SessionPreferences["asRoot"] {
    for (const [, ofSystem] of properties.entries()) {
        // Of a forwarded port they are texts.
        if (typeof ofSystem.raw() !== "object") continue;
        const setting = ofSystem.field("runAsElevated");
        if (setting.flag() === true) return { at: setting.path, setting: "runAsElevated" };
    }
    return undefined;
}
