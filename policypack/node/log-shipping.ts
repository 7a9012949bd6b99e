import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";

interface Shipper {
    readonly name: string;
    /** Files whose content sends something away. */
    readonly file: RegExp;
    readonly sends: RegExp;
}

/** Programs that send a node's logs elsewhere, with what of their configuration says that they do. */
const SHIPPERS: readonly Shipper[] = [
    {
        name: "the CloudWatch agent",
        file: /^(?=.*cloudwatch).*\.json$/,
        sends: /\/var\/log\/(?:audit|\*)/,
    },
    {
        name: "audisp-remote",
        file: /^\/etc\/(?:audit|audisp)\/audisp-remote\.conf$/,
        sends: /^[ \t]*remote_server[ \t]*=[ \t]*\S/m,
    },
    {
        name: "rsyslog",
        file: /^\/etc\/rsyslog\.(?:conf$|d\/)/,
        sends: /^[^#\n\r\u2028\u2029]*(?:\s@@?\S|type="?om(?:fwd|relp)|action\((?:(?!action\().)*target=)/m,
    },
    { name: "syslog-ng", file: /^\/etc\/syslog-ng\//, sends: /\b(?:tcp|udp|network|syslog)\s*\(/ },
    { name: "Fluent Bit", file: /fluent-?bit|td-agent-bit/, sends: /\/var\/log\/audit|systemd/i },
    { name: "Fluentd", file: /fluentd|td-agent/, sends: /\/var\/log\/audit/ },
    { name: "Vector", file: /\/vector\//, sends: /\/var\/log\/audit|journald/ },
    { name: "Filebeat", file: /(?:file|audit)beat/, sends: /output\.|\/var\/log\/audit/ },
    { name: "Promtail", file: /promtail|alloy/, sends: /\/var\/log\/audit|journal/ },
    {
        name: "the Splunk forwarder",
        file: /^(?=.*splunkforwarder).*(?:inputs|outputs)\.conf$/,
        sends: /\/var\/log\/audit|tcpout/,
    },
    { name: "journald", file: /journal-upload\.conf$/, sends: /^[ \t]*URL[ \t]*=[ \t]*\S/m },
];

/** auditd's own way to syslog, which another program must then send on. */
const PLUGIN = /^\/etc\/(?:audit|audisp)\/plugins\.d\/(?:syslog|au-remote)\.conf$/;

/** What sends a node's audit record away; undefined where nothing in the boot does. */
export function shipperOf({ files, commands }: NodeBoot): string | undefined {
    for (const { path, content, kind } of files) {
        if (kind === "folder") continue;
        const isSyslog = /\/var\/log\/(?:messages|syslog)\b/.test(content.text) && reachesSyslog({ files, commands });
        const shipper = SHIPPERS.find(({ file, sends }) => file.test(path) && (isSyslog || sends.test(content.text)));
        if (shipper === undefined) continue;
        if ((shipper.name === "rsyslog" || shipper.name === "syslog-ng") && !reachesSyslog({ files, commands })) continue;
        if (shipper.name === "audisp-remote" && isInactive(files)) continue;
        return shipper.name;
    }
    return undefined;
}

function reachesSyslog({ files, commands }: Pick<NodeBoot, "files" | "commands">): boolean {
    const isActive = files.some(({ path, content }) => PLUGIN.test(path) && /^[ \t]*active\s*=\s*yes/m.test(content.text));
    const isEdited = commands.some(
        ({ argv }) =>
            basename(argv[0]!.text) === "sed" &&
            argv.some(({ text }) => PLUGIN.test(text)) &&
            argv.some(({ text }) => /yes/.test(text)),
    );
    const isRead = files.some(
        ({ path, content }) => path.startsWith("/etc/rsyslog") && /imfile|\/var\/log\/audit/.test(content.text),
    );
    return isActive || isEdited || isRead;
}

const isInactive = (files: NodeBoot["files"]): boolean =>
    files.some(({ path, content }) => path.endsWith("/au-remote.conf") && /^[ \t]*active\s*=\s*no/m.test(content.text));
