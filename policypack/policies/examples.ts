import type { Example } from "../lib/define-policy";

/** What several policies show in the reference: the Pod of a control plane's etcd, started with these flags. */
export const etcdPod = (...flags: readonly string[]): Example => ({
    type: "kubernetes:core/v1:Pod",
    props: {
        metadata: { name: "etcd", namespace: "kube-system" },
        spec: { containers: [{ name: "etcd", image: "registry.k8s.io/etcd:3.6.4-0", command: ["etcd", ...flags] }] },
    },
});

/** What a kind of workload has beside its containers and volumes, so that an example can be deployed as it is shown. */
export const workload = (kind: "DaemonSet" | "Deployment" | "StatefulSet", name: string, spec: object): Example => ({
    type: `kubernetes:apps/v1:${kind}`,
    name,
    props: {
        metadata: { name, namespace: "kube-system" },
        spec: {
            ...(kind === "StatefulSet" && { serviceName: name }),
            selector: { matchLabels: { app: name } },
            template: { metadata: { labels: { app: name } }, spec },
        },
    },
});

/** An agent on every node that mounts one of its paths. */
export const agentMounting = (
    path: string,
    { readOnly = false, name = "node", mountPath = "/host" }: { readOnly?: boolean; name?: string; mountPath?: string } = {},
): Example =>
    workload("DaemonSet", "agent", {
        containers: [
            { name: "agent", image: "example.com/agent:1", volumeMounts: [{ name, mountPath, ...(readOnly && { readOnly }) }] },
        ],
        volumes: [{ name, hostPath: { path } }],
    });

/** A role's trust policy for one service of AWS. */
export const trustOf = (service: string): string =>
    `{"Statement": [{"Effect": "Allow", "Principal": {"Service": "${service}"}, "Action": "sts:AssumeRole"}]}`;

/** The role of EKS workers, with one more of AWS's own policies. */
export const nodeRole = (managedPolicy: string): Example => ({
    type: "aws:iam/role:Role",
    name: "node",
    props: {
        assumeRolePolicy: trustOf("ec2.amazonaws.com"),
        managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", `arn:aws:iam::aws:policy/${managedPolicy}`],
    },
});

/** A managed node group of EKS. */
export const nodeGroup = (more: object): Example => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "workers",
    props: {
        clusterName: "prod",
        nodeRoleArn: "arn:aws:iam::123456789012:role/node",
        subnetIds: ["subnet-0a", "subnet-0b"],
        scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 3 },
        ...more,
    },
});

/** A machine that nodeadm makes a node of, with this below `spec.kubelet` of its NodeConfig. */
export const nodeadmNode = (...kubelet: readonly string[]): Example => ({
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData: [
            "apiVersion: node.eks.aws/v1alpha1",
            "kind: NodeConfig",
            "spec:",
            "  cluster: { name: prod }",
            ...(kubelet.length > 0 ? ["  kubelet:", ...kubelet.map((line) => `    ${line}`)] : []),
        ].join("\n"),
    },
});

/** kubeadm's ConfigMap for the kubelets of a cluster, with these lines. */
export const kubeletConfigMap = (...lines: readonly string[]): Example => ({
    type: "kubernetes:core/v1:ConfigMap",
    name: "kubelet-config",
    props: {
        metadata: { name: "kubelet-config", namespace: "kube-system" },
        data: {
            kubelet: ["apiVersion: kubelet.config.k8s.io/v1beta1", "kind: KubeletConfiguration", ...lines].join("\n"),
        },
    },
});
