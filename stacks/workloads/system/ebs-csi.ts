/** The EBS CSI driver. Its node half mounts volumes for Pods, so it writes below the kubelet's directory and in /dev. */
import * as kubernetes from "@pulumi/kubernetes";
import type { types } from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { eksRegistry } from "../settings";
import { clusterRole, read, serviceAccount } from "../rbac";

type Container = types.input.core.v1.Container;
type Mount = types.input.core.v1.VolumeMount;

const namespace = "kube-system";
const node = { namespace, name: "ebs-csi-node-sa" };
const controller = { namespace, name: "ebs-csi-controller-sa" };
for (const { name } of [node, controller]) serviceAccount(namespace, name);

clusterRole("ebs-csi-node-role", node, [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch", "patch"] },
    { apiGroups: ["storage.k8s.io"], resources: ["volumeattachments"], verbs: read },
    { apiGroups: ["storage.k8s.io"], resources: ["csinodes"], verbs: ["get"] },
]);
clusterRole("ebs-external-attacher-role", controller, [
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: [...read, "patch"] },
    { apiGroups: [""], resources: ["nodes"], verbs: read },
    { apiGroups: ["storage.k8s.io"], resources: ["csinodes"], verbs: read },
    { apiGroups: ["storage.k8s.io"], resources: ["volumeattachments"], verbs: [...read, "patch"] },
    { apiGroups: ["storage.k8s.io"], resources: ["volumeattachments/status"], verbs: ["patch"] },
]);
clusterRole("ebs-external-provisioner-role", controller, [
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: [...read, "create", "patch", "delete"] },
    { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: [...read, "update"] },
    { apiGroups: ["storage.k8s.io"], resources: ["storageclasses", "csinodes", "volumeattachments"], verbs: read },
    { apiGroups: [""], resources: ["nodes"], verbs: read },
    { apiGroups: [""], resources: ["events"], verbs: ["list", "watch", "create", "update", "patch"] },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: [...read, "create", "update", "patch", "delete"] },
]);

const image = `${eksRegistry}/eks/aws-ebs-csi-driver:v1.49.0`;
const resources = { requests: { cpu: "10m", memory: "40Mi" }, limits: { memory: "256Mi" } };
const confined = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true };
const health = {
    ports: [{ name: "healthz", containerPort: 9808, protocol: "TCP" }],
    livenessProbe: {
        httpGet: { path: "/healthz", port: "healthz" },
        initialDelaySeconds: 10,
        timeoutSeconds: 3,
        periodSeconds: 10,
        failureThreshold: 5,
    },
};

/** One of the helpers that every CSI driver has beside it. */
function sidecar(name: string, repository: string, args: string[], mounts: Mount[]): Container {
    return {
        name,
        image: `${eksRegistry}/eks/${repository}`,
        args,
        resources,
        securityContext: confined,
        volumeMounts: mounts,
    };
}

const driver = "/var/lib/kubelet/plugins/ebs.csi.aws.com";
const atCsi: Mount = { name: "plugin-dir", mountPath: "/csi" };
const nodeLabels = { app: "ebs-csi-node", "app.kubernetes.io/name": "aws-ebs-csi-driver" };

new kubernetes.apps.v1.DaemonSet(
    "ebs-csi-node",
    {
        metadata: { name: "ebs-csi-node", namespace, labels: nodeLabels },
        spec: {
            selector: { matchLabels: nodeLabels },
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
            template: {
                metadata: { labels: nodeLabels },
                spec: {
                    nodeSelector: { "kubernetes.io/os": "linux" },
                    serviceAccountName: node.name,
                    priorityClassName: "system-node-critical",
                    tolerations: [{ operator: "Exists" }],
                    hostNetwork: false,
                    securityContext: { fsGroup: 0, runAsGroup: 0, runAsNonRoot: false, runAsUser: 0 },
                    containers: [
                        {
                            name: "ebs-plugin",
                            image,
                            args: [
                                "node",
                                "--endpoint=$(CSI_ENDPOINT)",
                                "--csi-mount-point-prefix=/var/lib/kubelet/plugins/kubernetes.io/csi/ebs.csi.aws.com/",
                                "--metadata-sources=kubernetes",
                                "--logging-format=text",
                                "--v=2",
                            ],
                            env: [
                                { name: "CSI_ENDPOINT", value: "unix:/csi/csi.sock" },
                                { name: "CSI_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
                            ],
                            ...health,
                            resources,
                            securityContext: { privileged: true, readOnlyRootFilesystem: true },
                            lifecycle: { preStop: { exec: { command: ["/bin/aws-ebs-csi-driver", "pre-stop-hook"] } } },
                            volumeMounts: [
                                { name: "kubelet-dir", mountPath: "/var/lib/kubelet", mountPropagation: "Bidirectional" },
                                atCsi,
                                { name: "device-dir", mountPath: "/dev" },
                            ],
                        },
                        sidecar(
                            "node-driver-registrar",
                            "csi-node-driver-registrar:v2.14.0-eksbuild.2",
                            ["--csi-address=/csi/csi.sock", `--kubelet-registration-path=${driver}/csi.sock`, "--v=2"],
                            [
                                atCsi,
                                { name: "registration-dir", mountPath: "/registration" },
                                { name: "probe-dir", mountPath: `${driver}/` },
                            ],
                        ),
                        sidecar("liveness-probe", "livenessprobe:v2.16.0-eksbuild.2", ["--csi-address=/csi/csi.sock"], [atCsi]),
                    ],
                    volumes: [
                        { name: "kubelet-dir", hostPath: { path: "/var/lib/kubelet", type: "Directory" } },
                        { name: "plugin-dir", hostPath: { path: `${driver}/`, type: "DirectoryOrCreate" } },
                        { name: "registration-dir", hostPath: { path: "/var/lib/kubelet/plugins_registry/", type: "Directory" } },
                        { name: "device-dir", hostPath: { path: "/dev", type: "Directory" } },
                        { name: "probe-dir", emptyDir: {} },
                    ],
                },
            },
        },
    },
    inCluster,
);

const sockets = "/var/lib/csi/sockets/pluginproxy";
const atSockets: Mount = { name: "socket-dir", mountPath: `${sockets}/` };
const controllerLabels = { app: "ebs-csi-controller", "app.kubernetes.io/name": "aws-ebs-csi-driver" };
const elected = [`--csi-address=${sockets}/csi.sock`, "--leader-election=true", "--v=2"];

new kubernetes.apps.v1.Deployment(
    "ebs-csi-controller",
    {
        metadata: { name: "ebs-csi-controller", namespace, labels: controllerLabels },
        spec: {
            replicas: 2,
            selector: { matchLabels: controllerLabels },
            strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
            template: {
                metadata: { labels: controllerLabels },
                spec: {
                    nodeSelector: { "kubernetes.io/os": "linux" },
                    serviceAccountName: controller.name,
                    priorityClassName: "system-cluster-critical",
                    securityContext: { fsGroup: 1000, runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
                    containers: [
                        {
                            name: "ebs-plugin",
                            image,
                            args: [
                                "controller",
                                "--endpoint=$(CSI_ENDPOINT)",
                                "--batching=true",
                                "--logging-format=text",
                                "--v=2",
                            ],
                            env: [{ name: "CSI_ENDPOINT", value: `unix://${sockets}/csi.sock` }],
                            ...health,
                            resources,
                            securityContext: confined,
                            volumeMounts: [atSockets],
                        },
                        sidecar(
                            "csi-provisioner",
                            "csi-provisioner:v5.3.0-eksbuild.2",
                            [...elected, "--extra-create-metadata"],
                            [atSockets],
                        ),
                        sidecar("csi-attacher", "csi-attacher:v4.9.0-eksbuild.2", elected, [atSockets]),
                        sidecar(
                            "liveness-probe",
                            "livenessprobe:v2.16.0-eksbuild.2",
                            ["--csi-address=/csi/csi.sock"],
                            [{ ...atSockets, mountPath: "/csi" }],
                        ),
                    ],
                    volumes: [{ name: "socket-dir", emptyDir: {} }],
                },
            },
        },
    },
    inCluster,
);

new kubernetes.storage.v1.CSIDriver(
    "ebs.csi.aws.com",
    { metadata: { name: "ebs.csi.aws.com" }, spec: { attachRequired: true, podInfoOnMount: false, fsGroupPolicy: "File" } },
    inCluster,
);

new kubernetes.storage.v1.StorageClass(
    "gp3",
    {
        metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3", encrypted: "true" },
        volumeBindingMode: "WaitForFirstConsumer",
    },
    inCluster,
);
