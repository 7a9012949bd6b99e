import { staticPodsRestricted } from "../../../../policypack/policies/static-pods/static-pods-restricted";
import { everyBoot } from "../../boots";
import { written } from "../../carriers";
import { UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Run it as a DaemonSet, which admission judges, or name what is meant in the setting systemWorkloads.";
const manifest = (spec: object, image = "example.com/agent:1", container: object = {}) =>
    JSON.stringify({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "agent", namespace: "kube-system" },
        spec: { containers: [{ name: "agent", image, ...container }], ...spec },
    });
const writes = (content: string, path = "/etc/kubernetes/manifests/agent.yaml") =>
    `#cloud-config\n${JSON.stringify({ write_files: [{ path, content }] })}`;
const mounting = (path: string, image?: string, readOnly = false) =>
    manifest({ volumes: [{ name: "v", hostPath: { path } }] }, image, {
        volumeMounts: [{ name: "v", mountPath: "/v", ...(readOnly && { readOnly }) }],
    });
const AT = "write_files[0].content › spec";
const privileged = { securityContext: { privileged: true } };

policyTable(staticPodsRestricted, {
    fails: {
        ...everyBoot(staticPodsRestricted, written("/etc/kubernetes/manifests/a.yaml", manifest({}, undefined, privileged)), [
            `AT › line 2 › spec.containers[0].securityContext.privileged: runs a privileged container. ${FIX}`,
        ]),
        "an init container and the node's namespaces": {
            ...instance(
                writes(
                    manifest({
                        hostPID: true,
                        hostNetwork: true,
                        initContainers: [{ name: "i", image: "example.com/i", ...privileged }],
                    }),
                ),
            ),
            reports: [
                `userData › ${AT}.hostPID: sees the node's processes. ${FIX}`,
                `(advisory) [medium] userData › ${AT}.hostNetwork: is on the node's own network. ${FIX}`,
                `userData › ${AT}.initContainers[0].securityContext.privileged: runs a privileged container. ${FIX}`,
            ],
        },
        "a folder of the node, in k3s' own folder": {
            ...instance(writes(mounting("/var/lib/kubelet/"), "/var/lib/rancher/k3s/agent/pod-manifests/a.yaml")),
            reports: [`userData › ${AT}.containers[0].volumeMounts[0]: mounts the node's "/var/lib/kubelet/" writable. ${FIX}`],
        },
        "a folder that it only reads": {
            ...instance(writes(mounting("/var/log", undefined, true))),
            reports: [
                `(advisory) [medium] userData › ${AT}.containers[0].volumeMounts[0]: mounts the node's "/var/log" read-only. ${FIX}`,
            ],
        },
        "a runtime's socket, read-only or not": {
            ...instance(writes(mounting("/run/containerd", undefined, true))),
            reports: [`userData › ${AT}.containers[0].volumeMounts[0]: mounts the node's "/run/containerd" read-only. ${FIX}`],
        },
        "etcd with more than it needs": {
            ...instance(writes(mounting("/etc", "registry.k8s.io/etcd:3.5.24-0"))),
            reports: [`userData › ${AT}.containers[0].volumeMounts[0]: mounts the node's "/etc" writable. ${FIX}`],
        },
        "an image that is only called etcd": {
            ...instance(writes(mounting("/var/lib/etcd", "example.com/etcd:3.5.24-0"))),
            reports: [`userData › ${AT}.containers[0].volumeMounts[0]: mounts the node's "/var/lib/etcd" writable. ${FIX}`],
        },
    },
    passes: {
        "a Pod that asks for nothing": instance(writes(manifest({}))),
        "kubeadm's etcd": instance(writes(mounting("/var/lib/etcd", "registry.k8s.io/etcd:3.5.24-0"))),
        "kubeadm's API server": instance(
            writes(
                manifest(
                    { hostNetwork: true, volumes: [{ name: "v", hostPath: { path: "/etc/kubernetes/pki" } }] },
                    "registry.k8s.io/kube-apiserver:v1.33.2",
                    { volumeMounts: [{ name: "v", mountPath: "/v", readOnly: true }] },
                ),
            ),
        ),
        "kube-proxy of RKE2": instance(
            writes(
                manifest({ hostNetwork: true }, "rancher/hardened-kubernetes:v1.33.2", privileged),
                "/var/lib/rancher/rke2/agent/pod-manifests/kube-proxy.yaml",
            ),
        ),
        "kube-vip with the administrator's credentials": instance(
            writes(mounting("/etc/kubernetes/admin.conf", "ghcr.io/kube-vip/kube-vip:v0.9.2")),
        ),
        "what is configured": {
            ...instance(writes(mounting("/opt/agent"))),
            config: {
                systemWorkloads: [
                    {
                        namespace: "kube-system",
                        serviceAccount: "default",
                        image: "example.com/agent",
                        paths: ["/opt/agent"],
                        reason: "keeps its state",
                    },
                ],
            },
        },
        "a volume that no container mounts": instance(writes(manifest({ volumes: [{ name: "v", hostPath: { path: "/" } }] }))),
        "a file that the kubelet leaves out": instance(
            writes(manifest({}, undefined, privileged), "/etc/kubernetes/manifests/.agent.yaml"),
        ),
        "what is no Pod is not run by a kubelet": instance(
            writes(manifest({}, undefined, privileged).replace('"kind":"Pod"', '"kind":"PodTemplate"')),
        ),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
