import { shipperOf } from "../../../policypack/node/log-shipping";
import { bootOfUserData } from "../../../policypack/node/user-data";

type Files = Readonly<Record<string, string>>;
const shipper = (files: Files, runcmd: readonly string[] = []) => {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    return shipperOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd })}`, "u"));
};

const CLOUDWATCH = "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json";
const cloudWatch = (file_path: string): Files => ({
    [CLOUDWATCH]: JSON.stringify({ logs: { logs_collected: { files: { collect_list: [{ file_path }] } } } }),
});
const FORWARD = "*.* @@logs.example.com:6514";
const IMFILE = 'module(load="imfile")\ninput(type="imfile" File="/var/log/audit/audit.log" Tag="audit")\n';
const SYSLOG_PLUGIN = (active: string): Files => ({
    "/etc/audit/plugins.d/syslog.conf": `active = ${active}\ndirection = out\n`,
});

test.each<[why: string, files: Files, name: string | undefined]>([
    ["nothing", {}, undefined],
    ["the agent of CloudWatch, of the record", cloudWatch("/var/log/audit/audit.log"), "the CloudWatch agent"],
    ["the agent of CloudWatch, of all logs", cloudWatch("/var/log/*.log"), "the CloudWatch agent"],
    ["the agent of CloudWatch, of another log", cloudWatch("/var/log/cloud-init.log"), undefined],
    [
        "the agent of CloudWatch, of the system's log, to which nobody writes the record",
        cloudWatch("/var/log/messages"),
        undefined,
    ],
    [
        "the agent of CloudWatch, of the system's log, to which auditd writes",
        { ...cloudWatch("/var/log/messages"), ...SYSLOG_PLUGIN("yes") },
        "the CloudWatch agent",
    ],
    [
        "the agent of CloudWatch, of the system's log, as Debian calls it",
        { ...cloudWatch("/var/log/syslog"), ...SYSLOG_PLUGIN("yes") },
        "the CloudWatch agent",
    ],
    [
        "the agent of CloudWatch, of a log that auditd's way to syslog does not lead to",
        { ...cloudWatch("/var/log/secure"), ...SYSLOG_PLUGIN("yes") },
        undefined,
    ],
    ["rsyslog's file as it was", { "/etc/rsyslog.conf.bak": `${IMFILE}${FORWARD}` }, undefined],
    ["a copy of rsyslog's file", { "/srv/etc/rsyslog.conf": FORWARD, ...SYSLOG_PLUGIN("yes") }, undefined],
    [
        "a copy of syslog-ng's file",
        { "/srv/etc/syslog-ng/a.conf": 'destination d { tcp("logs.example.com"); };', ...SYSLOG_PLUGIN("yes") },
        undefined,
    ],
    [
        "syslog-ng, with a blank before its arguments",
        { "/etc/syslog-ng/a.conf": 'destination d { tcp ("logs.example.com"); };', ...SYSLOG_PLUGIN("yes") },
        "syslog-ng",
    ],
    ["the journal's own sender as it was", { "/etc/systemd/journal-upload.conf.bak": "URL=https://logs.example.com" }, undefined],
    [
        "another program's plugin, which is off",
        { ...cloudWatch("/var/log/audit"), "/etc/audit/plugins.d/au-remote.conf": "active = no" },
        "the CloudWatch agent",
    ],
    [
        "audisp-remote whose plugin is off, written close",
        { "/etc/audit/audisp-remote.conf": "remote_server = a", "/etc/audit/plugins.d/au-remote.conf": "active=no" },
        undefined,
    ],
    [
        "rsyslog whose reader is in another file of several",
        { "/etc/rsyslog.conf": FORWARD, "/etc/rsyslog.d/a.conf": IMFILE },
        "rsyslog",
    ],
    ["JSON of nobody", { "/etc/agent.json": '{"file_path": "/var/log/audit/audit.log"}' }, undefined],
    ["a note beside the agent's configuration", { "/etc/cloudwatch.json.md": "/var/log/audit" }, undefined],
    ["audisp-remote", { "/etc/audit/audisp-remote.conf": "remote_server = logs.example.com\nport = 60\n" }, "audisp-remote"],
    ["audisp-remote, indented", { "/etc/audisp/audisp-remote.conf": "  remote_server=logs.example.com\n" }, "audisp-remote"],
    [
        "audisp-remote without a server",
        { "/etc/audit/audisp-remote.conf": "#remote_server = a\nremote_server =\nport=60" },
        undefined,
    ],
    ["audisp-remote elsewhere", { "/srv/etc/audit/audisp-remote.conf": "remote_server = logs.example.com\n" }, undefined],
    ["audisp-remote as it was", { "/etc/audit/audisp-remote.conf.rpmsave": "remote_server = logs.example.com\n" }, undefined],
    [
        "audisp-remote whose plugin is off",
        {
            "/etc/audit/audisp-remote.conf": "remote_server = logs.example.com",
            "/etc/audit/plugins.d/au-remote.conf": "# its switch\nactive = no\n",
        },
        undefined,
    ],
    [
        "audisp-remote whose plugin is on",
        {
            "/etc/audit/audisp-remote.conf": "remote_server = logs.example.com",
            "/etc/audit/plugins.d/au-remote.conf": "#active = no\nactive = yes\n",
            "/etc/audit/plugins.d/syslog.conf": "active = no\n",
        },
        "audisp-remote",
    ],
    ["rsyslog that reads the record", { "/etc/rsyslog.d/60-audit.conf": `${IMFILE}${FORWARD}\n` }, "rsyslog"],
    ["rsyslog that auditd writes to", { "/etc/rsyslog.conf": FORWARD, ...SYSLOG_PLUGIN("yes") }, "rsyslog"],
    [
        "rsyslog that auditd writes to, indented and close",
        { "/etc/rsyslog.conf": FORWARD, "/etc/audisp/plugins.d/syslog.conf": " active=yes" },
        "rsyslog",
    ],
    ["rsyslog that auditd does not write to", { "/etc/rsyslog.conf": FORWARD, ...SYSLOG_PLUGIN("no") }, undefined],
    [
        "rsyslog that auditd would write to",
        { "/etc/rsyslog.conf": FORWARD, "/etc/audit/plugins.d/syslog.conf": "#active = yes\n" },
        undefined,
    ],
    [
        "rsyslog, and another plugin",
        { "/etc/rsyslog.conf": FORWARD, "/etc/audit/plugins.d/af_unix.conf": "active = yes\n" },
        undefined,
    ],
    [
        "rsyslog, and a plugin as it was",
        { "/etc/rsyslog.conf": FORWARD, "/etc/audit/plugins.d/syslog.conf.bak": "active = yes\n" },
        undefined,
    ],
    [
        "rsyslog, and a plugin elsewhere",
        { "/etc/rsyslog.conf": FORWARD, "/srv/etc/audit/plugins.d/syslog.conf": "active = yes\n" },
        undefined,
    ],
    ["rsyslog alone", { "/etc/rsyslog.conf": FORWARD }, undefined],
    ["rsyslog by UDP", { "/etc/rsyslog.d/a.conf": `${IMFILE}*.*  @192.0.2.1` }, "rsyslog"],
    [
        "rsyslog by an action",
        { "/etc/rsyslog.d/a.conf": `${IMFILE}action(type="omfwd" target="192.0.2.1" port="514")` },
        "rsyslog",
    ],
    ["rsyslog by RELP", { "/etc/rsyslog.d/a.conf": `${IMFILE}*.* action(type=omrelp server="a")` }, "rsyslog"],
    [
        "rsyslog by an action that is called otherwise",
        { "/etc/rsyslog.d/a.conf": `${IMFILE}action(name="a" target="a")` },
        "rsyslog",
    ],
    ["rsyslog to a file", { "/etc/rsyslog.d/a.conf": `${IMFILE}*.* /var/log/all\n#*.* @@logs.example.com` }, undefined],
    ["rsyslog's variables", { "/etc/rsyslogd.env": `${IMFILE}${FORWARD}` }, undefined],
    [
        "syslog-ng that auditd writes to",
        { "/etc/syslog-ng/conf.d/a.conf": 'destination d { network("logs.example.com" port(514)); };', ...SYSLOG_PLUGIN("yes") },
        "syslog-ng",
    ],
    ["syslog-ng alone", { "/etc/syslog-ng/syslog-ng.conf": 'destination d { tcp("logs.example.com"); };' }, undefined],
    [
        "syslog-ng to a file",
        { "/etc/syslog-ng/syslog-ng.conf": 'destination d { file("/var/log/all"); };', ...SYSLOG_PLUGIN("yes") },
        undefined,
    ],
    [
        "Fluent Bit, of the record",
        { "/etc/fluent-bit/fluent-bit.conf": "[INPUT]\n  Name tail\n  Path /var/log/audit/audit.log" },
        "Fluent Bit",
    ],
    ["Fluent Bit, of the journal", { "/etc/fluentbit/a.conf": "[INPUT]\n  Name Systemd" }, "Fluent Bit"],
    ["Fluent Bit, as it was once called", { "/etc/td-agent-bit/td-agent-bit.conf": "[INPUT]\n  Name systemd" }, "Fluent Bit"],
    ["Fluent Bit, of containers", { "/etc/fluent-bit/fluent-bit.conf": "[INPUT]\n  Path /var/log/containers/*.log" }, undefined],
    ["Fluentd", { "/etc/fluentd/fluent.conf": "<source>\n  @type tail\n  path /var/log/audit/audit.log\n</source>" }, "Fluentd"],
    ["Fluentd, as its package is called", { "/etc/td-agent/td-agent.conf": "path /var/log/audit/audit.log" }, "Fluentd"],
    [
        "Vector, of the record",
        { "/etc/vector/vector.yaml": "sources: { a: { type: file, include: [/var/log/audit/*.log] } }" },
        "Vector",
    ],
    ["Vector, of the journal", { "/etc/vector/vector.toml": '[sources.a]\ntype = "journald"' }, "Vector"],
    ["Vector, of another file", { "/etc/vector/vector.toml": '[sources.a]\ninclude = ["/var/log/nginx/*.log"]' }, undefined],
    ["Auditbeat", { "/etc/auditbeat/auditbeat.yml": "output.elasticsearch: { hosts: [a] }" }, "Filebeat"],
    ["Filebeat", { "/etc/filebeat/inputs.d/a.yml": "- type: log\n  paths: [/var/log/audit/audit.log]" }, "Filebeat"],
    ["Filebeat that sends nothing", { "/etc/filebeat/filebeat.yml": "outputs: []" }, undefined],
    [
        "Promtail, of the journal",
        { "/etc/promtail/config.yml": "scrape_configs: [{ journal: { path: /var/log/journal } }]" },
        "Promtail",
    ],
    ["Alloy, of the record", { "/etc/alloy/config.alloy": '{ __path__ = "/var/log/audit/audit.log" }' }, "Promtail"],
    [
        "Splunk's forwarder, of the record",
        { "/opt/splunkforwarder/etc/system/local/inputs.conf": "[monitor:///var/log/audit/audit.log]\n" },
        "the Splunk forwarder",
    ],
    [
        "Splunk's forwarder, to a server",
        { "/opt/splunkforwarder/etc/system/local/outputs.conf": "[tcpout]\ndefaultGroup = a\n" },
        "the Splunk forwarder",
    ],
    ["Splunk's forwarder, its own limits", { "/opt/splunkforwarder/etc/system/local/limits.conf": "# tcpout\n" }, undefined],
    ["Splunk's server", { "/opt/splunk/etc/system/local/inputs.conf": "[monitor:///var/log/audit/audit.log]\n" }, undefined],
    [
        "Splunk's forwarder as it was",
        { "/opt/splunkforwarder/inputs.conf.bak": "[monitor:///var/log/audit/audit.log]\n" },
        undefined,
    ],
    [
        "the journal's own sender",
        { "/etc/systemd/journal-upload.conf": "[Upload]\nURL=https://logs.example.com:19532\n" },
        "journald",
    ],
    [
        "the journal's own sender, indented",
        { "/etc/systemd/journal-upload.conf": "[Upload]\n  URL = https://logs.example.com\n" },
        "journald",
    ],
    [
        "the journal's own sender without a server",
        { "/etc/systemd/journal-upload.conf": "[Upload]\nURL=\nNetworkTimeoutSec=5\n" },
        undefined,
    ],
    ["the journal's own sender as it is shipped", { "/etc/systemd/journal-upload.conf": "[Upload]\n# URL=\n" }, undefined],
    [
        "the first that sends it, of several",
        { "/etc/rsyslog.conf": FORWARD, ...cloudWatch("/var/log/audit/audit.log"), "/etc/vector/a.toml": "journald" },
        "the CloudWatch agent",
    ],
])("%s", (_, files, name) => expect(shipper(files)).toBe(name));

describe("auditd's way to syslog, which a command opens", () => {
    const FILES: Files = { "/etc/rsyslog.conf": FORWARD };
    test.each<[why: string, command: string, name: string | undefined]>([
        ["opens it", "sed -i 's/active = no/active = yes/' /etc/audit/plugins.d/syslog.conf", "rsyslog"],
        ["opens it, by the program's path", "/usr/bin/sed -i 's/no/yes/' /etc/audisp/plugins.d/syslog.conf", "rsyslog"],
        ["closes it", "sed -i 's/active = yes*/active = no/;s/y.*/no/' /etc/audit/plugins.d/af_unix.conf", undefined],
        ["changes something else there", "sed -i 's/LOG_INFO/LOG_ALERT/' /etc/audit/plugins.d/syslog.conf", undefined],
        ["opens another", "sed -i 's/no/yes/' /etc/audit/plugins.d/af_unix.conf", undefined],
        ["only looks", "grep yes /etc/audit/plugins.d/syslog.conf", undefined],
    ])("%s", (_, command, name) => expect(shipper(FILES, [command])).toBe(name));

    test("among others", () =>
        expect(shipper(FILES, ["true", "sed -i 's/no/yes/' /etc/audit/plugins.d/syslog.conf", "echo yes"])).toBe("rsyslog"));
});

test("a folder of that name sends nothing", () =>
    expect(
        shipperOf({
            ...bootOfUserData("", "u"),
            files: [
                {
                    path: "/etc/vector/journald",
                    kind: "folder",
                    content: { text: "journald", isLiteral: true },
                    isAppended: false,
                    isBase: false,
                    at: "u",
                },
            ],
        }),
    ).toBeUndefined());
