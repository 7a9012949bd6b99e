import type { NodeBoot } from "../model/node-boot";
import { Cursor } from "../parse/cursor";
import { yaml } from "../parse/yaml";

/** A log group to which a boot has the node's audit record sent. */
export interface AuditLogGroup {
    /** Placeholders such as `{instance_id}` as they are. */
    readonly name: string;
    /** For how long the agent has it kept; undefined where it leaves that to the group. */
    readonly days: number | undefined;
    /** Where the agent is configured. */
    readonly at: string;
}

const AGENT = /^(?=.*cloudwatch).*\.json$/;
const FLUENT_BIT = /fluent-?bit|td-agent-bit/;
const RECORD = /^\/var\/log\/(?:audit\/|\*)/;

interface AgentConfiguration {
    readonly logs: { readonly logs_collected: { readonly files: { readonly collect_list: readonly Collected[] } } };
}
interface Collected {
    readonly file_path: string;
    readonly log_group_name: string;
    readonly retention_in_days: number;
}

/** Where the CloudWatch agent and Fluent Bit of a boot send what auditd writes. A configuration that cannot be read names none. */
export function auditLogGroupsOf({ files }: NodeBoot): AuditLogGroup[] {
    return files.flatMap(({ path, kind, content, at }) => {
        if (kind === "folder" || !content.isLiteral) return [];
        if (AGENT.test(path)) return ofAgent(content.text, at);
        return FLUENT_BIT.test(path) ? ofFluentBit(content.text, at) : [];
    });
}

function ofAgent(text: string, at: string): AuditLogGroup[] {
    const value = yaml(text);
    if (!value.ok) return [];
    const files = Cursor.of<AgentConfiguration>(value.value).field("logs").field("logs_collected").field("files");
    try {
        return [...files.field("collect_list").items()].flatMap((one) => {
            const file = one.field("file_path").text() ?? "";
            if (!RECORD.test(file)) return [];
            const days = one.field("retention_in_days").number();
            // Without a name the agent takes the path up to its last dot ("collect_list" in its documents).
            const name = one.field("log_group_name").text() ?? file.replace(/\.[^./]*$/, "");
            return [{ name, days, at }];
        });
    } catch {
        return [];
    }
}

function ofFluentBit(text: string, at: string): AuditLogGroup[] {
    if (!/\/var\/log\/audit/.test(text)) return [];
    return [...text.matchAll(/^[ \t]*log_group_name[ \t]+(\S+)/gim)].map(([, name]) => ({ name: name!, days: undefined, at }));
}
