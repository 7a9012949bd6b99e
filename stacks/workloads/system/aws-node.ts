/** The VPC CNI. It writes the plugin and its configuration into the node, so its mounts are writable. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "../in-cluster";
import { clusterName, eksRegistry, vpcId } from "../settings";
import { clusterRole, read, serviceAccount } from "../rbac";

const account = { namespace: "kube-system", name: "aws-node" };
serviceAccount(account.namespace, account.name);
clusterRole("aws-node", account, [
    { apiGroups: ["crd.k8s.amazonaws.com"], resources: ["eniconfigs"], verbs: read },
    { apiGroups: [""], resources: ["namespaces", "pods"], verbs: read },
    { apiGroups: [""], resources: ["nodes"], verbs: read },
    { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch", "list"] },
    { apiGroups: ["networking.k8s.aws"], resources: ["policyendpoints"], verbs: read },
    { apiGroups: ["networking.k8s.aws"], resources: ["policyendpoints/status"], verbs: ["get"] },
    { apiGroups: ["vpcresources.k8s.aws"], resources: ["cninodes"], verbs: ["get", "list", "watch", "patch"] },
]);

new kubernetes.core.v1.ConfigMap(
    "amazon-vpc-cni",
    {
        metadata: { name: "amazon-vpc-cni", namespace: account.namespace },
        data: { "enable-network-policy-controller": "true", "enable-windows-ipam": "false" },
    },
    inCluster,
);

const labels = { "k8s-app": "aws-node" };
const nodeName = { name: "MY_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };
const probe = { exec: { command: ["/app/grpc-health-probe", "-addr=:50051", "-connect-timeout=5s", "-rpc-timeout=5s"] } };
const requests = { cpu: "25m" };

new kubernetes.apps.v1.DaemonSet(
    "aws-node",
    {
        metadata: { name: "aws-node", namespace: account.namespace, labels },
        spec: {
            selector: { matchLabels: labels },
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
            template: {
                metadata: { labels },
                spec: {
                    priorityClassName: "system-node-critical",
                    serviceAccountName: account.name,
                    hostNetwork: true,
                    terminationGracePeriodSeconds: 10,
                    tolerations: [{ operator: "Exists" }],
                    initContainers: [
                        {
                            name: "aws-vpc-cni-init",
                            image: `${eksRegistry}/amazon-k8s-cni-init:v1.20.4-eksbuild.2`,
                            env: [
                                { name: "DISABLE_TCP_EARLY_DEMUX", value: "false" },
                                { name: "ENABLE_IPv6", value: "false" },
                            ],
                            resources: { requests },
                            securityContext: { privileged: true },
                            volumeMounts: [{ name: "cni-bin-dir", mountPath: "/host/opt/cni/bin" }],
                        },
                    ],
                    containers: [
                        {
                            name: "aws-node",
                            image: `${eksRegistry}/amazon-k8s-cni:v1.20.4-eksbuild.2`,
                            ports: [{ name: "metrics", containerPort: 61678 }],
                            livenessProbe: { ...probe, initialDelaySeconds: 60, timeoutSeconds: 10 },
                            readinessProbe: { ...probe, initialDelaySeconds: 1, timeoutSeconds: 10 },
                            env: [
                                { name: "AWS_VPC_K8S_CNI_LOG_FILE", value: "/host/var/log/aws-routed-eni/ipamd.log" },
                                { name: "AWS_VPC_K8S_PLUGIN_LOG_FILE", value: "/var/log/aws-routed-eni/plugin.log" },
                                { name: "CLUSTER_NAME", value: clusterName },
                                { name: "ENABLE_PREFIX_DELEGATION", value: "true" },
                                { name: "WARM_PREFIX_TARGET", value: "1" },
                                // The metadata service need not be asked for it.
                                { name: "VPC_ID", value: vpcId },
                                nodeName,
                                { name: "MY_POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
                            ],
                            resources: { requests },
                            securityContext: { capabilities: { add: ["NET_ADMIN", "NET_RAW"] } },
                            volumeMounts: [
                                { name: "cni-bin-dir", mountPath: "/host/opt/cni/bin" },
                                { name: "cni-net-dir", mountPath: "/host/etc/cni/net.d" },
                                { name: "log-dir", mountPath: "/host/var/log/aws-routed-eni" },
                                { name: "run-dir", mountPath: "/var/run/aws-node" },
                                { name: "xtables-lock", mountPath: "/run/xtables.lock" },
                            ],
                        },
                        {
                            name: "aws-eks-nodeagent",
                            image: `${eksRegistry}/amazon/aws-network-policy-agent:v1.2.7-eksbuild.1`,
                            args: [
                                "--enable-ipv6=false",
                                "--enable-network-policy=true",
                                "--enable-cloudwatch-logs=false",
                                "--enable-policy-event-logs=false",
                                "--log-file=/var/log/aws-routed-eni/network-policy-agent.log",
                                "--metrics-bind-addr=:8162",
                                "--health-probe-bind-addr=:8163",
                                "--conntrack-cache-cleanup-period=300",
                            ],
                            env: [nodeName],
                            resources: { requests },
                            securityContext: { privileged: true, capabilities: { add: ["NET_ADMIN"] } },
                            volumeMounts: [
                                { name: "cni-bin-dir", mountPath: "/host/opt/cni/bin" },
                                { name: "bpf-pin-path", mountPath: "/sys/fs/bpf" },
                                { name: "log-dir", mountPath: "/var/log/aws-routed-eni" },
                                { name: "run-dir", mountPath: "/var/run/aws-node" },
                            ],
                        },
                    ],
                    volumes: [
                        { name: "bpf-pin-path", hostPath: { path: "/sys/fs/bpf" } },
                        { name: "cni-bin-dir", hostPath: { path: "/opt/cni/bin" } },
                        { name: "cni-net-dir", hostPath: { path: "/etc/cni/net.d" } },
                        { name: "log-dir", hostPath: { path: "/var/log/aws-routed-eni", type: "DirectoryOrCreate" } },
                        { name: "run-dir", hostPath: { path: "/var/run/aws-node", type: "DirectoryOrCreate" } },
                        { name: "xtables-lock", hostPath: { path: "/run/xtables.lock", type: "FileOrCreate" } },
                    ],
                },
            },
        },
    },
    inCluster,
);
