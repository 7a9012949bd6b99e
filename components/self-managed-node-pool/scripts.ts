import { CLUSTER_FILES, ETCD_FILES, PLACES } from "./places";
import { watchedFolders } from "./audit-rules";

/** Packages of Kubernetes for an image without them. */
export interface Packages {
    /** The https:// URL of a repository of RPMs, whose metadata is signed by the key in its `repodata/repomd.xml.key`. */
    readonly repository: string;
    /** `1.36.3` */
    readonly version: string;
}

/** Where secrets are read. */
export interface SecretPlace {
    readonly region: string;
    /** The name of the secret. */
    readonly secret: string;
}

const AGENT_CONTROL = "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";
export const AGENT = "/etc/node-audit/amazon-cloudwatch-agent.json";

const HEAD = ["#!/bin/bash", "set -euo pipefail", "umask 077"];
const script = (...lines: readonly string[]): string => [...HEAD, ...lines, ""].join("\n");
const asked = ({ region, secret }: SecretPlace): string =>
    `aws secretsmanager get-secret-value --region ${region} --secret-id ${secret} --query SecretString --output text`;

/** Fetches the keys of a cluster, once, before kubeadm makes what they sign. */
export const clusterKeysScript = (place: SecretPlace): string =>
    keysScript(place, Object.fromEntries(CLUSTER_FILES.map((name) => [name, name])));

/** Fetches the API server's client certificate for etcd; the API server reads it anew for every connection. */
export const etcdKeysScript = (place: SecretPlace): string => keysScript(place, ETCD_FILES);

/**
 * Waits for a secret and writes each part of it as a file of root's that nobody else reads.
 * @param files the parts, and where each lies below the folder of keys
 */
function keysScript(place: SecretPlace, files: Readonly<Record<string, string>>): string {
    const fresh = `${PLACES.pki}.new`;
    const names = Object.entries(files);
    return script(
        // The machine may be there before its secret has a value or its role the right.
        `until parts=$(${asked(place)}); do sleep 15; done`,
        `mkdir -p ${PLACES.pki}/etcd ${fresh}/etcd`,
        `chmod 0700 ${PLACES.pki} ${PLACES.pki}/etcd ${fresh}`,
        ...names.flatMap(([part, file]) => [
            `printf '%s' "$parts" | jq -er '."${part}"' > ${fresh}/${file}`,
            `chmod 0600 ${fresh}/${file}`,
        ]),
        // All of them are there before the first is replaced.
        ...names.map(([, file]) => `mv ${fresh}/${file} ${PLACES.pki}/${file}`),
    );
}

/**
 * Makes a token by which workers join for the next hours, and hands it to them with the cluster's address and authority, as the kubeconfig
 * that `kubeadm join` takes. It is nowhere but in the cluster, in that secret and, while it is made, in memory.
 */
export const joinTokenScript = ({ region, secret }: SecretPlace, endpoint: string): string =>
    script(
        "work=$(mktemp -d /run/join-token.XXXXXX)",
        `trap 'rm -rf "$work"' EXIT`,
        `kubeadm token create --kubeconfig /etc/kubernetes/admin.conf --ttl 3h --usages authentication > "$work/token"`,
        `base64 -w0 ${PLACES.pki}/ca.crt > "$work/ca"`,
        `jq -n --rawfile token "$work/token" --rawfile ca "$work/ca" '${kubeconfig(endpoint)}' > "$work/discovery.conf"`,
        `aws secretsmanager put-secret-value --region ${region} --secret-id ${secret} --secret-string "file://$work/discovery.conf"`,
    );

/** A kubeconfig as a program of jq, which has `$token` and `$ca` (in base64). */
const kubeconfig = (endpoint: string): string =>
    [
        `{apiVersion: "v1", kind: "Config", "current-context": "join"`,
        `clusters: [{name: "cluster", cluster: {server: "https://${endpoint}", "certificate-authority-data": $ca}}]`,
        `users: [{name: "joining", user: {token: ($token | rtrimstr("\\n"))}}]`,
        `contexts: [{name: "join", context: {cluster: "cluster", user: "joining"}}]}`,
    ].join(", ");

/** What the setup of every node depends on. */
export interface Setup {
    /** Absent where the image has kubeadm, the kubelet, kubectl and containerd. */
    readonly packages?: Packages;
    readonly staticPodPath?: string;
}

/** Makes a machine of a control plane: its audit first, then keys, then kubeadm. */
export const controlPlaneSetup = (setup: Setup): string =>
    script(
        ...prepare(setup),
        PLACES.clusterKeys,
        PLACES.etcdKeys,
        // The token that it makes for itself is not printed into the log of the boot.
        `kubeadm init --config ${PLACES.kubeadm} --skip-token-print`,
        // Of system:masters, which no authorization stops; everybody else's is the administrators' of kubeadm, who can be taken out.
        "rm -f /etc/kubernetes/super-admin.conf",
        "systemctl enable --now etcd-client-keys.timer join-token.timer",
        "systemctl start join-token.service",
    );

/** Makes a worker: its audit first, then the token, then kubeadm. */
export const workerSetup = (setup: Setup, place: SecretPlace): string =>
    script(
        ...prepare(setup),
        `until ${asked(place)} > ${PLACES.discovery}; do sleep 15; done`,
        `chmod 0600 ${PLACES.discovery}`,
        `kubeadm join --config ${PLACES.kubeadm}`,
        `rm -f ${PLACES.discovery}`,
    );

/** In this order: folders are there before the audit watches them, and it runs before there are keys, a runtime or a kubelet. */
const prepare = ({ packages, staticPodPath }: Setup): readonly string[] => [
    ...(packages === undefined ? [] : repository(packages)),
    `dnf install -y amazon-cloudwatch-agent audit jq${packages === undefined ? "" : ` ${programs(packages)}`}`,
    `mkdir -p ${PLACES.manifests} ${PLACES.pki} ${PLACES.patches} ${watchedFolders(staticPodPath).join(" ")}`,
    `chmod 0700 ${PLACES.manifests} ${PLACES.pki} ${PLACES.patches}${staticPodPath === undefined ? "" : ` ${staticPodPath}`}`,
    // The default of many systems, with which the kernel records nothing that a process does.
    "rm -f /etc/audit/rules.d/10-no-audit.rules",
    "systemctl enable --now auditd.service",
    "augenrules --load",
    `${AGENT_CONTROL} -a fetch-config -m ec2 -s -c file:${AGENT}`,
    "modprobe -a overlay br_netfilter",
    "sysctl --system",
    "systemctl daemon-reload",
    // An image may have it running with another configuration.
    "systemctl enable containerd.service kubelet.service",
    "systemctl restart containerd.service",
];

const repository = ({ repository: url }: Packages): readonly string[] => [
    "cat > /etc/yum.repos.d/kubernetes.repo <<'END'",
    "[kubernetes]",
    "name=Kubernetes",
    `baseurl=${url}`,
    "enabled=1",
    "gpgcheck=1",
    `gpgkey=${url}repodata/repomd.xml.key`,
    "END",
];

const programs = ({ version }: Packages): string =>
    ["kubeadm", "kubelet", "kubectl"].map((name) => `${name}-${version}`).join(" ") + " containerd iproute-tc conntrack-tools";
