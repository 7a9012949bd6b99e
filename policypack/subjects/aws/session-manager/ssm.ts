import type { AssociationArgs as NativeAssociationArgs } from "@pulumi/aws-native/ssm/association";
import type { DocumentArgs as NativeDocumentArgs } from "@pulumi/aws-native/ssm/document";
import type { AssociationArgs } from "@pulumi/aws/ssm/association";
import type { DocumentArgs } from "@pulumi/aws/ssm/document";
import { each, on, type Resource, type Row } from "../../../lib/subject";
import type { NodeBoot } from "../../../model/node-boot";
import { bootOfScripts } from "../../../node/script";
import type { Cursor } from "../../../parse/cursor";
import { concernsNodes, textIfOfNode } from "../../boot-places";
import type { BootLens } from "../../boot-carrier";
import { bootOfPowerShell, bootsOfDocument, bootsOfDocumentText, programOfDocument } from "./ssm-document";

/** What Systems Manager runs on machines: documents, and the associations that hand a script to one. */
export function everySsmDocument<V>(lens: BootLens<V>): Row<V>[] {
    const from = (resource: Resource, boots: readonly NodeBoot[]) => each(boots, (boot) => lens(boot, resource));
    return [
        on<DocumentArgs>()("aws:ssm/document:Document", (resource) =>
            from(resource, bootsOfContent(resource.props.field("content"))),
        ),
        on<AssociationArgs>()("aws:ssm/association:Association", (resource) =>
            from(resource, bootsOfParameters(resource.props.field("name"), resource.props.field("parameters"))),
        ),
        on<NativeDocumentArgs>()("aws-native:ssm:Document", (resource) =>
            from(resource, bootsOfContent(resource.props.field("content"))),
        ),
        on<NativeAssociationArgs>()("aws-native:ssm:Association", (resource) =>
            from(resource, bootsOfParameters(resource.props.field("name"), resource.props.field("parameters"))),
        ),
    ];
}

/** A document's content: text, or in CloudFormation also data. */
export function bootsOfContent(content: Cursor<unknown>): readonly NodeBoot[] {
    const value = content.raw();
    if (value === undefined) return [];
    return typeof value === "string" ? bootsOfDocumentText(value, content.path) : bootsOfDocument(content);
}

/** `commands` of an association: what AWS-RunShellScript runs, or a document of one's own that is likely to do the same. */
export function bootsOfParameters(name: Cursor<string | undefined>, parameters: Cursor<unknown>): readonly NodeBoot[] {
    const commands = (parameters as Cursor<{ commands: unknown }>).field("commands");
    const lines = linesOf(commands);
    if (!lines.some(({ text }) => concernsNodes(text))) return [];
    if (programOfDocument(textIfOfNode(name) ?? "") === "powershell") {
        return [bootOfPowerShell(lines.map(({ text }) => text).join("\n"), commands.path)];
    }
    return [bootOfScripts([{ lines, at: commands.path }])];
}

/** aws takes one text, aws-native and CloudFormation a list. */
function linesOf(commands: Cursor<unknown>): { text: string; at: string }[] {
    const places = Array.isArray(commands.raw()) ? [...(commands as Cursor<unknown[]>).items()] : [commands];
    return places.map((place) => ({ text: place.text() ?? "", at: place.path }));
}
