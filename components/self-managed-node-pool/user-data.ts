import { stringify } from "yaml";
import { auditAgent } from "../hardened-node-group/audit-agent";
import { auditGate } from "../hardened-node-group/audited-node";
import { nodeAuditRules } from "./audit-rules";
import { authenticationConfiguration } from "./authentication-configuration";
import { containerdConfiguration } from "./containerd-configuration";
import {
    type ControlPlane,
    initDocuments,
    joinDocument,
    KUBELET_PATCH,
    kubeletPatch,
    type Registration,
} from "./kubeadm-documents";
import type { NodeChoices } from "./kubelet-configuration";
import { PLACES } from "./places";
import {
    AGENT,
    clusterKeysScript,
    controlPlaneSetup,
    etcdKeysScript,
    joinTokenScript,
    type Packages,
    workerSetup,
} from "./scripts";
import { controlPlaneUnits } from "./units";

/** What every node boots with. */
interface Boot {
    readonly region: string;
    /** The name of the log group to which the audit record goes. */
    readonly logGroup: string;
    /** The name of the secret with the token by which workers join. */
    readonly joinSecret: string;
    readonly packages?: Packages;
}

/** What a machine of a control plane boots with. */
export interface ControlPlaneBoot extends Boot {
    readonly controlPlane: ControlPlane;
    /** The name of the secret with the cluster's keys. */
    readonly keysSecret: string;
    /** The name of the secret with the API server's client certificate for etcd. */
    readonly etcdSecret: string;
}

/** What a worker boots with. */
export interface WorkerBoot extends Boot {
    readonly registration: Registration;
    readonly kubelet: Omit<NodeChoices, "isControlPlane">;
}

/**
 * The user data of a machine of a control plane: a cloud-config that starts the audit, fetches keys with the machine's own role and runs
 * `kubeadm init`. Nothing in it is secret, and nothing is unknown at a preview.
 */
export function controlPlaneUserData(boot: ControlPlaneBoot): string {
    const { region, controlPlane } = boot;
    return cloudConfig([
        ...commonFiles(boot, undefined),
        secretFree(PLACES.kubeadm, initDocuments(controlPlane)),
        secretFree(PLACES.authentication, authenticationConfiguration()),
        program(PLACES.clusterKeys, clusterKeysScript({ region, secret: boot.keysSecret })),
        program(PLACES.etcdKeys, etcdKeysScript({ region, secret: boot.etcdSecret })),
        program(PLACES.joinToken, joinTokenScript({ region, secret: boot.joinSecret }, controlPlane.endpoint)),
        program(PLACES.setup, controlPlaneSetup(boot)),
        ...Object.entries(controlPlaneUnits()).map(([path, content]) => readable(path, content)),
    ]);
}

/** The user data of a worker, which runs `kubeadm join`; as for a control plane. */
export function workerUserData(boot: WorkerBoot): string {
    const { staticPodPath } = boot.kubelet;
    const ofStaticPods = staticPodPath === undefined ? {} : { staticPodPath };
    return cloudConfig([
        ...commonFiles(boot, staticPodPath),
        secretFree(PLACES.kubeadm, joinDocument(boot.registration)),
        secretFree(KUBELET_PATCH, kubeletPatch(boot.kubelet)),
        program(PLACES.setup, workerSetup({ ...boot, ...ofStaticPods }, { region: boot.region, secret: boot.joinSecret })),
    ]);
}

interface File {
    readonly path: string;
    readonly permissions: string;
    readonly content: string;
}

const readable = (path: string, content: string): File => ({ path, permissions: "0644", content });
/** Nothing in it is secret, and still nobody but root has to read how a node is put together. */
const secretFree = (path: string, content: string): File => ({ path, permissions: "0600", content });
const program = (path: string, content: string): File => ({ path, permissions: "0700", content });

const commonFiles = ({ logGroup }: Boot, manifests: string | undefined): readonly File[] => [
    { path: "/etc/audit/rules.d/audit.rules", permissions: "0640", content: nodeAuditRules(manifests) },
    readable(AGENT, auditAgent(logGroup)),
    readable(
        "/etc/systemd/system/kubelet.service.d/50-audited.conf",
        auditGate(["auditd.service", "amazon-cloudwatch-agent.service"]),
    ),
    readable(PLACES.containerd, containerdConfiguration()),
    readable("/etc/modules-load.d/kubernetes.conf", "overlay\nbr_netfilter\n"),
    readable("/etc/sysctl.d/90-kubernetes.conf", KERNEL),
];

/** Forwarding for Pods, and what the kubelet would set itself if it were let (protectKernelDefaults). */
const KERNEL = `net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.ip_forward = 1
vm.overcommit_memory = 1
vm.panic_on_oom = 0
kernel.panic = 10
kernel.panic_on_oops = 1
kernel.keys.root_maxkeys = 1000000
kernel.keys.root_maxbytes = 25000000
`;

function cloudConfig(files: readonly File[]): string {
    const document = {
        write_files: files.map(({ path, permissions, content }) => ({ path, owner: "root:root", permissions, content })),
        runcmd: [[PLACES.setup]],
    };
    return `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
}
