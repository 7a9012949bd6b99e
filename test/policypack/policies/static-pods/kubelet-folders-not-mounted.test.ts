import { kubeletFoldersNotMounted } from "../../../../policypack/policies/static-pods/kubelet-folders-not-mounted";
import { UNKNOWN } from "../../judge";
import { MOUNT as at, podMounting as pod, READ, nonRoot } from "../../mounting-pod";
import { everyForm, policyTable } from "../../table";
import { everyPodOfConfigMap, everyVolumeInValues, everyWorkload } from "../../workloads";

const fix =
    "Mount the one folder that is needed (pod-resources, device-plugins); what must have the kubelet's own is named in the setting systemWorkloads.";
const READS = "which lets it read the kubelet's credentials, or the tokens and Secrets of the node's Pods";
const SETS = "which lets it say how the node's kubelet and runtime run";
const reads = (path: string, below = "") =>
    `${at}: mounts the node's ${JSON.stringify(path)} read-only${below}, ${READS}. ${fix}`;
const writes = (path: string, below = "") => `${at}: mounts the node's ${JSON.stringify(path)} writable${below}, ${SETS}. ${fix}`;
const KUBELET = "/var/lib/kubelet";
const system = (serviceAccountName: string, image: string, path: string, mount: object = {}) =>
    pod(
        path,
        {},
        { serviceAccountName, containers: [{ image, volumeMounts: [{ name: "host", mountPath: "/host", ...mount }] }] },
        {
            namespace: "kube-system",
        },
    );
const ebs = "public.ecr.aws/ebs-csi-driver/aws-ebs-csi-driver:v1.49.0";
const vector = "docker.io/timberio/vector:0.56.0";

policyTable(kubeletFoldersNotMounted, {
    fails: {
        ...everyWorkload(kubeletFoldersNotMounted, pod(KUBELET, READ).props, [reads(KUBELET).replace("spec.", "")]),
        ...everyPodOfConfigMap(kubeletFoldersNotMounted, pod(KUBELET, READ).props, [reads(KUBELET).replace("spec.", "")]),
        ...everyVolumeInValues(kubeletFoldersNotMounted, pod(KUBELET, READ).props, [reads(KUBELET)]),
        ...everyForm(kubeletFoldersNotMounted, "PersistentVolume", { spec: { local: { path: KUBELET } } }, [
            `spec.local.path: offers the node's "/var/lib/kubelet" to any Pod that claims it, ${SETS}. ${fix}`,
        ]),
        "a PersistentVolume of the kubelet's keys": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { hostPath: { path: "/etc/kubernetes/kubelet.conf" } } },
            reports: [
                `spec.hostPath.path: offers the node's "/etc/kubernetes/kubelet.conf" to any Pod that claims it, ${SETS}. ${fix}`,
            ],
        },
        "the kubelet's folder, writable": { ...pod(KUBELET), reports: [writes(KUBELET)] },
        "a folder above": { ...pod("/var/lib/", READ), reports: [reads("/var/lib/", ` with ${KUBELET}`)] },
        "the kubelet's keys": { ...pod("/var/lib/kubelet/pki", READ), reports: [reads("/var/lib/kubelet/pki")] },
        "the volumes of all Pods": { ...pod("/var/lib/kubelet/pods", READ), reports: [reads("/var/lib/kubelet/pods")] },
        "the kubelet's kubeconfig": {
            ...pod("/etc/kubernetes/kubelet.conf", READ),
            reports: [reads("/etc/kubernetes/kubelet.conf")],
        },
        "an administrator's kubeconfig": {
            ...pod("/etc/kubernetes/super-admin.conf", READ),
            reports: [reads("/etc/kubernetes/super-admin.conf")],
        },
        "the key of k3s' kubelet lies below": {
            ...pod("/var/lib/rancher/k3s/agent", READ),
            reports: [reads("/var/lib/rancher/k3s/agent", " with /var/lib/rancher/k3s/agent/client-kubelet.key")],
        },
        "Windows has it below its drive": { ...pod("C:\\var\\lib\\kubelet", READ), reports: [reads("C:\\var\\lib\\kubelet")] },
        "EKS on Windows has it elsewhere": {
            ...pod("C:\\ProgramData\\kubernetes"),
            reports: [writes("C:\\ProgramData\\kubernetes")],
        },
        "a drop-in of its unit": {
            ...pod("/etc/systemd/system/kubelet.service.d"),
            reports: [writes("/etc/systemd/system/kubelet.service.d")],
        },
        "all units": {
            ...pod("/etc/systemd/system"),
            reports: [writes("/etc/systemd/system", " with /etc/systemd/system/kubelet.service")],
        },
        "its arguments": { ...pod("/etc/default"), reports: [writes("/etc/default", " with /etc/default/kubelet")] },
        "the runtime's configuration": { ...pod("/etc/containerd/certs.d"), reports: [writes("/etc/containerd/certs.d")] },
        "a user who reads none of it is advice": { ...pod(KUBELET, READ, nonRoot), reports: [`(advisory) ${reads(KUBELET)}`] },
        "a collector may read what it is allowed to, and not write it": {
            ...system("logs-vector", vector, "/var/lib"),
            reports: [writes("/var/lib", ` with ${KUBELET}`)],
        },
        "the EBS driver's image under another account": { ...system("default", ebs, KUBELET), reports: [writes(KUBELET)] },
    },
    passes: {
        "what tells which Pod has which device": pod("/var/lib/kubelet/pod-resources", READ),
        "another name that begins alike": pod("/var/lib/kubelet-config", READ),
        "a certificate": pod("/var/lib/kubelet/pki/kubelet.crt", READ),
        "settings that are only read": pod("/etc/systemd/system", READ),
        "the folder of static Pods is another policy's": pod("/etc/kubernetes/manifests"),
        "the keys of the control plane are another policy's": pod("/etc/kubernetes", READ),
        "the EBS driver mounts the volumes of Pods": system("ebs-csi-node-sa", ebs, KUBELET),
        "Vector reads the logs of Docker's containers below": system("vector", vector, "/var/lib/", READ),
        "a workload that is allowed": {
            ...pod(KUBELET, READ),
            config: {
                systemWorkloads: [
                    {
                        namespace: "default",
                        serviceAccount: "default",
                        image: "example.com/app",
                        paths: [KUBELET],
                        reason: "checks files",
                    },
                ],
            },
        },
    },
    unknowns: {
        "an image that decides and is not known": {
            ...system("ebs-csi-node-sa", ebs, KUBELET),
            props: { ...system("ebs-csi-node-sa", UNKNOWN as unknown as string, KUBELET).props },
            unknown: "spec.containers.0.image",
        },
    },
});
