import type { Policy } from "../../policypack/lib/define-policy";
import { everyCarrier, written } from "./carriers";
import { everyKubernetesKubelet, nodeConfig } from "./carriers-kubernetes";

export { nodeConfig };
import type { Given } from "./judge";
import type { PolicyTable } from "./table";
import { everyWorkload } from "./workloads";

/** EC2's form of user data. */
export const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A launch template whose machines start with this user data. */
export const template = (userData: string): Given => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    props: { userData: base64(userData) },
});

export const instance = (userData: string): Given => ({ type: "aws:ec2/instance:Instance", props: { userData } });

/** What starts a node of Amazon Linux 2. */
export const bootstrap = (extra: string): string =>
    `#!/bin/bash\nset -ex\n/etc/eks/bootstrap.sh prod --kubelet-extra-args ${extra}\n`;

export const kubeletConfiguration = (config: object): string =>
    JSON.stringify({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...config });

/** What a kubelet is configured with that asks everybody who they are and what they may. */
export const HARDENED_KUBELET = {
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    readOnlyPort: 0,
    serverTLSBootstrap: true,
};

/** kubeadm's ConfigMap. */
export const kubeletConfig = (config: object): Given => ({
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "kubelet-config", namespace: "kube-system" }, data: { kubelet: kubeletConfiguration(config) } },
});

/** A Pod that runs a kubelet with these words after its name. */
export const kubeletPod = (...args: string[]): Given => ({
    type: "kubernetes:core/v1:Pod",
    props: {
        metadata: { name: "kubelet" },
        spec: { containers: [{ name: "kubelet", image: "example.com/node:1", command: ["kubelet", ...args] }] },
    },
});

/** MIME as people write it. */
export const mime = (...parts: (readonly [type: string, body: string])[]): string =>
    [
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="==BOUNDARY=="',
        "",
        ...parts.flatMap(([type, body]) => ["--==BOUNDARY==", `Content-Type: ${type}; charset="us-ascii"`, "", body]),
        "--==BOUNDARY==--",
        "",
    ].join("\r\n");

interface EveryKubelet {
    readonly config: object;
    /** Where the setting stands in `config`. */
    readonly path: string;
    readonly flag: string;
    /** Flags beside it that a kubelet of flags alone needs. */
    readonly others: readonly string[];
    /** Flags beside it that a kubelet needs which an installer configured. */
    readonly installed?: readonly string[];
}

/**
 * A failing row for every type that the policy reads: machines and ConfigMaps with this file setting, workloads with this flag.
 * @param says what the finding's line is, after its path
 */
export function everyKubelet(
    policy: Policy,
    { config, path, flag, others, installed = [] }: EveryKubelet,
    says: string,
): PolicyTable["fails"] {
    const userData = nodeConfig({ config });
    const machines = everyCarrier(policy, "nodeadm", ({ admits, at, line }) => {
        const [text, place] =
            admits === "script" ? [written("/etc/eks/nodeadm.d/own.yaml", userData), line(2)] : [userData, `${at} › NodeConfig`];
        return { text, reports: [`${place} › spec.kubelet.config › ${path}: ${says}`] };
    });
    const maps = policy.reads
        .filter((type) => /:ConfigMap(Patch|List)?$/.test(type))
        .map((type): [string, PolicyTable["fails"][string]] => {
            const { props } = kubeletConfig(config);
            const inList = type.endsWith("List");
            const at = inList ? "items[0].data.kubelet" : "data.kubelet";
            return [
                `the same in ${type}`,
                { type, props: inList ? { items: [props] } : props, reports: [`${at} › ${path}: ${says}`] },
            ];
        });
    const pod = {
        spec: { containers: [{ name: "kubelet", image: "example.com/node:1", command: ["/usr/bin/kubelet", ...others, flag] }] },
    };
    return {
        ...machines,
        ...Object.fromEntries(maps),
        ...everyKubernetesKubelet(policy, { config, path, flags: [...installed, flag] }, says),
        ...everyWorkload(policy, pod, [`containers[0].command[${others.length + 1}]: ${says}`]),
    };
}
