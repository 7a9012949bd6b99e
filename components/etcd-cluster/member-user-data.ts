import { stringify } from "yaml";
import { auditAgent } from "../hardened-node-group/audit-agent";
import { etcdAuditRules, WATCHED } from "./audit-rules";
import { etcdConfiguration } from "./etcd-configuration";
import { KEY_FILES, type Member, PLACES } from "./member";

/** What a member boots with. */
export interface Boot {
    readonly member: Member;
    readonly all: readonly Member[];
    readonly token: string;
    readonly region: string;
    /** The name of the secret that holds its certificates and keys. */
    readonly secret: string;
    /** The device of the data volume, as the machine names it. */
    readonly device: string;
    /** The name of the log group to which the audit record goes. */
    readonly logGroup: string;
    /** An archive of an etcd release, and its SHA-256; absent where the image has etcd. */
    readonly archive?: { readonly url: string; readonly sha256: string };
}

/**
 * A member's user data: a cloud-config that starts the audit and sends its record away, mounts the data volume, fetches certificates and keys
 * with the machine's own role, and starts etcd as a user of its own. Nothing in it is secret, and nothing is unknown at a preview.
 */
export function memberUserData(boot: Boot): string {
    const files = [
        { path: PLACES.configuration, permissions: "0644", content: etcdConfiguration(boot.member, boot.all, boot.token) },
        { path: "/etc/audit/rules.d/audit.rules", permissions: "0640", content: etcdAuditRules() },
        { path: AGENT, permissions: "0644", content: auditAgent(boot.logGroup) },
        { path: "/usr/local/sbin/etcd-keys", permissions: "0700", content: keysScript(boot) },
        { path: "/usr/local/sbin/etcd-setup", permissions: "0700", content: setupScript(boot) },
        { path: "/etc/systemd/system/etcd-keys.service", permissions: "0644", content: KEYS_UNIT },
        { path: "/etc/systemd/system/etcd-keys.timer", permissions: "0644", content: KEYS_TIMER },
        { path: "/etc/systemd/system/etcd.service", permissions: "0644", content: ETCD_UNIT },
    ];
    const config = {
        write_files: files.map(({ path, permissions, content }) => ({ path, owner: "root:root", permissions, content })),
        runcmd: [["/usr/local/sbin/etcd-setup"]],
    };
    return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
}

const AGENT = "/etc/node-audit/amazon-cloudwatch-agent.json";
const AGENT_CONTROL = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";

/** Where keys are until all of them are there; a folder of root's beside theirs, so that moving them is one step each. */
const NEW_KEYS = `${PLACES.keys}.new`;

/** Fetches the member's secret and writes each part as a file that its user alone reads; etcd reads them anew for every connection. */
function keysScript({ region, secret }: Boot): string {
    return [
        "#!/bin/bash",
        "set -euo pipefail",
        "umask 077",
        `parts=$(aws secretsmanager get-secret-value --region ${region} --secret-id ${secret} --query SecretString --output text)`,
        `mkdir -p ${NEW_KEYS}`,
        ...KEY_FILES.flatMap((file) => [
            `printf '%s' "$parts" | jq -er '."${file}"' > ${NEW_KEYS}/${file}`,
            `chown etcd:etcd ${NEW_KEYS}/${file}`,
            `chmod 0600 ${NEW_KEYS}/${file}`,
        ]),
        // All of them are there before the first is replaced.
        ...KEY_FILES.map((file) => `mv ${NEW_KEYS}/${file} ${PLACES.keys}/${file}`),
        "",
    ].join("\n");
}

/** In this order: the audit watches folders that are there by then, the volume's own among them, and etcd starts once it is recorded. */
const setupScript = ({ device, archive }: Boot): string =>
    [
        "#!/bin/bash",
        "set -euo pipefail",
        "id etcd || useradd --system --home-dir /var/lib/etcd --no-create-home --shell /sbin/nologin etcd",
        "dnf install -y amazon-cloudwatch-agent audit jq xfsprogs",
        ...(archive === undefined ? [] : install(archive)),
        ...mount(device),
        `mkdir -p ${PLACES.keys} ${WATCHED.join(" ")}`,
        `chown etcd:etcd ${PLACES.keys}`,
        `chmod 0700 ${PLACES.keys}`,
        ...startAudit,
        // Once here, so that a boot without keys ends here and says so.
        "/usr/local/sbin/etcd-keys",
        "systemctl daemon-reload",
        "systemctl enable --now etcd-keys.timer etcd.service",
        "",
    ].join("\n");

/** Mounts the data volume, which is empty at the first boot only; at later ones it is there before the audit's rules are loaded. */
const mount = (device: string): string[] => [
    `until test -b ${device}; do sleep 2; done`,
    `blkid ${device} || mkfs.xfs -L etcd ${device}`,
    `mkdir -p ${PLACES.data}`,
    `echo 'LABEL=etcd ${PLACES.data} xfs defaults,nofail,x-systemd.before=auditd.service,nodev,nosuid,noexec 0 2' >> /etc/fstab`,
    `mount ${PLACES.data}`,
    `chown etcd:etcd ${PLACES.data}`,
    `chmod 0700 ${PLACES.data}`,
];

const startAudit: readonly string[] = [
    // The default of many systems, with which the kernel records nothing that a process does.
    "rm -f /etc/audit/rules.d/10-no-audit.rules",
    "systemctl enable --now auditd.service",
    "augenrules --load",
    `${AGENT_CONTROL} -a fetch-config -m ec2 -s -c file:${AGENT}`,
];

const install = ({ url, sha256 }: { readonly url: string; readonly sha256: string }): string[] => [
    `curl -fsSL --proto =https -o /root/etcd.tar.gz ${url}`,
    `echo '${sha256}  /root/etcd.tar.gz' | sha256sum -c -`,
    "tar -xzf /root/etcd.tar.gz -C /usr/local/bin --strip-components=1 --no-same-owner --wildcards '*/etcd' '*/etcdctl' '*/etcdutl'",
    "rm /root/etcd.tar.gz",
];

const KEYS_UNIT = `[Unit]
Description=Certificates and keys of etcd
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/etcd-keys
`;

const KEYS_TIMER = `[Unit]
Description=Renewed certificates and keys of etcd

[Timer]
OnCalendar=daily
RandomizedDelaySec=1h
Persistent=true

[Install]
WantedBy=timers.target
`;

const ETCD_UNIT = `[Unit]
Description=etcd
After=network-online.target etcd-keys.service
Requires=etcd-keys.service
RequiresMountsFor=${PLACES.data}

[Service]
Type=notify
User=etcd
Group=etcd
ExecStart=${PLACES.binary} --config-file=${PLACES.configuration}
Restart=always
RestartSec=5
LimitNOFILE=65536
NoNewPrivileges=true
PrivateTmp=true
ProtectHome=true
ProtectSystem=strict
ReadWritePaths=${PLACES.data}

[Install]
WantedBy=multi-user.target
`;
