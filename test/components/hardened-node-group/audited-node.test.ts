import { parse } from "yaml";
import { type AuditChoices, auditedNode } from "../../../components/hardened-node-group/audited-node";

const AGENT = "/etc/node-audit/amazon-cloudwatch-agent.json";
const GATE = "/etc/systemd/system/kubelet.service.d/50-audited.conf";

function read(choices: AuditChoices) {
    const text = auditedNode(choices);
    expect(text.startsWith("#cloud-config\n")).toBe(true);
    const { write_files, runcmd } = parse(text) as { write_files: { path: string; content: string }[]; runcmd: string[][] };
    return {
        files: new Map(write_files.map(({ path, content }) => [path, content])),
        commands: runcmd.map((words) => words.join(" ")),
    };
}

test("the kubelet does not start while nothing keeps or sends the record", () => {
    expect(read({ logGroup: "/nodes" }).files.get(GATE)).toBe(
        [
            "[Service]",
            "ExecStartPre=/usr/bin/systemctl is-active --quiet auditd.service",
            "ExecStartPre=/usr/bin/systemctl is-active --quiet amazon-cloudwatch-agent.service",
            "",
        ].join("\n"),
    );
});

test("the agent sends what auditd writes to the group, a stream for each instance", () => {
    const { files, commands } = read({ logGroup: "/nodes" });
    expect(JSON.parse(files.get(AGENT)!)).toEqual({
        agent: { run_as_user: "root" },
        logs: {
            logs_collected: {
                files: {
                    collect_list: [
                        { file_path: "/var/log/audit/audit.log", log_group_name: "/nodes", log_stream_name: "{instance_id}" },
                    ],
                },
            },
        },
    });
    expect(commands).toContain(
        `/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${AGENT}`,
    );
});

test("folders are there, and the rule that records nothing is gone, before rules are loaded", () => {
    const { commands } = read({ logGroup: "/nodes", staticPodPath: "/srv/pods" });
    const order = ["dnf install", "mkdir -p", "rm -f /etc/audit/rules.d/10-no-audit.rules", "augenrules --load"].map((start) =>
        commands.findIndex((command) => command.startsWith(start)),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(commands.find((command) => command.startsWith("mkdir"))).toContain(" /srv/pods");
});

test("a record that stays needs no agent", () => {
    const { files, commands } = read({});
    expect([...files.keys()]).toEqual(["/etc/audit/rules.d/audit.rules", GATE]);
    expect(`${files.get(GATE)} ${commands.join(" ")}`).not.toContain("cloudwatch");
});
