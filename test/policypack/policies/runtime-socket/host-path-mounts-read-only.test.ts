import { hostPathMountsReadOnly } from "../../../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";
import { everyPodOfConfigMap, everyVolumeInValues, everyWorkload } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "Set readOnly: true on every mount of the volume, or give the container an emptyDir or a PersistentVolumeClaim; a workload that must write is named in the setting systemWorkloads.";
const mounts = (...volumeMounts: object[]) => ({ image: "example.com/app:1", volumeMounts });
const pod = (path: unknown, spec: object = {}) => ({
    type,
    props: {
        spec: {
            containers: [mounts({ name: "host", mountPath: "/host" })],
            volumes: [{ name: "host", hostPath: { path } }],
            ...spec,
        },
    },
});
const at = "spec.containers[0].volumeMounts[0]";
const line = (path: string) => `${at}: mounts the node's ${JSON.stringify(path)} writable. ${fix}`;

const system = (namespace: string, serviceAccountName: string, image: string, ...paths: string[]) => ({
    type: "kubernetes:apps/v1:DaemonSet",
    props: {
        metadata: { namespace },
        spec: {
            template: {
                spec: {
                    serviceAccountName,
                    containers: [{ image, volumeMounts: paths.map((_, i) => ({ name: `v${i}`, mountPath: `/v${i}` })) }],
                    volumes: paths.map((path, i) => ({ name: `v${i}`, hostPath: { path } })),
                },
            },
        },
    },
});
const awsNode = (path: string) =>
    system("kube-system", "aws-node", "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.23.1", path);
const ebs = (image: string) => system("kube-system", "ebs-csi-node-sa", image, "/var/lib/kubelet/plugins/ebs.csi.aws.com/");
const inTemplate = (text: string) => text.replace(/^spec\./, "spec.template.spec.");

const srv = (path: string) => ({
    namespace: "default",
    serviceAccount: "default",
    image: "example.com/app",
    paths: [path],
    reason: "shared",
});

policyTable(hostPathMountsReadOnly, {
    fails: {
        ...everyWorkload(hostPathMountsReadOnly, pod("/etc/cron.d").props, [line("/etc/cron.d").replace(/^spec\./, "")]),
        ...everyPodOfConfigMap(hostPathMountsReadOnly, pod("/etc/cron.d").props, [line("/etc/cron.d").replace(/^spec\./, "")]),
        ...everyVolumeInValues(hostPathMountsReadOnly, pod("/etc/cron.d").props, [line("/etc/cron.d")]),
        ...everyForm(hostPathMountsReadOnly, "PersistentVolume", { spec: { hostPath: { path: "/etc/cron.d" } } }, [
            `spec.hostPath.path: offers the node's "/etc/cron.d" to any Pod that claims it, writable. Keep the data in a directory of its own, such as /mnt/disks.`,
        ]),
        "writable in one container of three is writable": {
            ...pod("/data", {
                containers: [mounts({ name: "host", mountPath: "/host", readOnly: true })],
                initContainers: [mounts({ name: "host", mountPath: "/host" })],
                ephemeralContainers: [mounts({ name: "host", mountPath: "/host", readOnly: false })],
            }),
            reports: [
                `spec.initContainers[0].volumeMounts[0]: mounts the node's "/data" writable, as spec.ephemeralContainers[0].volumeMounts[0] does. ${fix}`,
            ],
        },
        "/proc without privileges is a path like any other": { ...pod("/proc"), reports: [line("/proc")] },
        "log collectors write beside the logs": { ...pod("/var/log"), reports: [`(advisory) ${line("/var/log")}`] },
        "the VPC CNI has its own paths and no other": { ...awsNode("/etc/cron.d"), reports: [inTemplate(line("/etc/cron.d"))] },
        "the VPC CNI's account with another image is not the VPC CNI": {
            ...system("kube-system", "aws-node", "example.com/amazon-k8s-cni:1", "/opt/cni/bin"),
            reports: [inTemplate(line("/opt/cni/bin"))],
        },
        "the VPC CNI's image under another account is not the VPC CNI": {
            ...system("kube-system", "default", "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:1", "/opt/cni/bin"),
            reports: [inTemplate(line("/opt/cni/bin"))],
        },
        "somebody's own registry is not EKS'": {
            ...system("kube-system", "aws-node", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:1", "/opt/cni/bin"),
            reports: [inTemplate(line("/opt/cni/bin"))],
        },
        "a collector's own folder is no other folder": {
            ...system("logging", "vector", "docker.io/timberio/vector:0.56.0", "/var/cache"),
            reports: [inTemplate(line("/var/cache"))],
        },
        "a folder of the image's own name is its state, and advice": {
            ...system("logging", "default", "example.com/vector:0.56.0", "/var/lib/vector/data"),
            reports: [`(advisory) ${inTemplate(line("/var/lib/vector/data"))}`],
        },
        "a folder of the project's name": {
            ...system("storage", "default", "docker.io/longhornio/longhorn-manager:1", "/var/lib/longhorn"),
            reports: [`(advisory) ${inTemplate(line("/var/lib/longhorn"))}`],
        },
        "a folder of the account's name": {
            ...system("agents", "scanner", "example.com/tool:1", "/opt/scanner"),
            reports: [`(advisory) ${inTemplate(line("/opt/scanner"))}`],
        },
        "a folder that the node runs is nobody's own": {
            ...system("agents", "amazon", "example.com/amazon:1", "/var/lib/amazon"),
            reports: [inTemplate(line("/var/lib/amazon"))],
        },
        "a folder of somebody else's name": {
            ...system("agents", "scanner", "example.com/tool:1", "/var/lib/vector"),
            reports: [inTemplate(line("/var/lib/vector"))],
        },
        "the folder of all state is nobody's own": {
            ...system("agents", "cache", "example.com/cache:1", "/var/cache"),
            reports: [inTemplate(line("/var/cache"))],
        },
        "whose own it is, when the image is not known": {
            ...system("agents", "default", UNKNOWN as unknown as string, "/var/lib/scanner"),
            reports: [inTemplate(line("/var/lib/scanner"))],
        },
        "the worst of several is told, and the others after it": {
            ...pod("/var", {
                containers: [
                    mounts(
                        { name: "host", mountPath: "/a", subPath: "log" },
                        { name: "host", mountPath: "/b", subPath: "spool" },
                    ),
                ],
            }),
            reports: [
                line("/var/spool").replace("volumeMounts[0]", "volumeMounts[1]").replace(" writable", ` writable, as ${at} does`),
            ],
        },
        "Istio's network plugin is installed by its own account alone": {
            ...system("istio-system", "istiod", "registry.istio.io/release/install-cni:1.30.0", "/opt/cni/bin"),
            reports: [inTemplate(line("/opt/cni/bin"))],
        },
        "Datadog is allowed its own folders and not the seccomp profiles of others": {
            ...system("datadog", "datadog", "registry.datadoghq.com/agent:7.81.1", "/var/lib/kubelet/seccomp"),
            reports: [inTemplate(line("/var/lib/kubelet/seccomp"))],
        },
        "what is below an allowed path is another path": {
            ...awsNode("/opt/cni/bin/x"),
            reports: [inTemplate(line("/opt/cni/bin/x"))],
        },
        "of a volume the container writes the part that its sub path names": {
            ...pod("/etc", { containers: [mounts({ name: "host", mountPath: "/host", subPath: "profile.d" })] }),
            reports: [line("/etc/profile.d")],
        },
        "another part of a volume with a socket is told here": {
            ...pod("/", { containers: [mounts({ name: "host", mountPath: "/host", subPath: "srv" })] }),
            reports: [line("/srv")],
        },
        "a sub path that nobody can tell may be the whole volume": {
            ...pod("/srv", { containers: [mounts({ name: "host", mountPath: "/host", subPathExpr: "$(WHERE)" })] }),
            reports: [line("/srv")],
        },
        "a sub path of the container's own variables": {
            ...pod("/srv", {
                containers: [
                    {
                        ...mounts({ name: "host", mountPath: "/host", subPathExpr: "$(WHERE)/logs" }),
                        env: [{ name: "WHERE", value: "a" }],
                    },
                ],
            }),
            reports: [line("/srv/a/logs")],
        },
        "an allowance for a part of the volume is for no other": {
            ...pod("/srv", { containers: [mounts({ name: "host", mountPath: "/host", subPath: "other" })] }),
            config: { systemWorkloads: [srv("/srv/cache")] },
            reports: [line("/srv/other")],
        },
        "what is mounted below a read-only mount stays writable": {
            ...pod("/sys", { containers: [mounts({ name: "host", mountPath: "/host", readOnly: true })] }),
            reports: [
                `(advisory) [low] ${at}: mounts the node's "/sys" read-only, but not what is mounted below it, such as /sys/fs/cgroup. Set recursiveReadOnly: Enabled, or mount only what is read.`,
            ],
        },
        "a PersistentVolume of the disk that the node boots from": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { volumeMode: "Block", local: { path: "/dev/nvme0n1p1" } } },
            reports: [
                `spec.local.path: offers the node's disk "/dev/nvme0n1p1", which it may boot from, to any Pod that claims it. Name a disk of data, by its id.`,
            ],
        },
    },
    passes: {
        "a read-only mount with what is below it": pod("/sys", {
            containers: [mounts({ name: "host", mountPath: "/host", readOnly: true, recursiveReadOnly: "Enabled" })],
        }),
        "a user who may not write what is below": pod("/sys", {
            securityContext: { runAsUser: 65534, runAsGroup: 65534 },
            containers: [mounts({ name: "host", mountPath: "/host", readOnly: true })],
        }),
        "the folder of static Pods is another policy's": pod("/etc/kubernetes/manifests"),
        "the kubelet's folder is another policy's": pod("/var/lib/kubelet"),
        "the keys are another policy's": pod("/etc/kubernetes/pki"),
        "an allowance for the part that is mounted": {
            ...pod("/srv", { containers: [mounts({ name: "host", mountPath: "/host", subPath: "cache" })] }),
            config: { systemWorkloads: [srv("/srv/cache")] },
        },
        "a PersistentVolume of the kubelet's is another policy's": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { local: { path: "/var/lib/kubelet" } } },
        },
        "a disk of data": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { volumeMode: "Block", local: { path: "/dev/disk/by-id/nvme-data" } } },
        },
        "read-only in every container": pod("/etc/cron.d", {
            containers: [mounts({ name: "host", mountPath: "/host", readOnly: true })],
            initContainers: [mounts({ name: "host", mountPath: "/host", readOnly: "true" })],
        }),
        "a volume that no container mounts": pod("/etc/cron.d", { containers: [mounts()] }),
        "another volume of the Pod may be written": pod("/etc/cron.d", {
            containers: [mounts({ name: "host", mountPath: "/host", readOnly: true }, { name: "scratch", mountPath: "/tmp" })],
        }),
        "a socket is the other policy's": pod("/var/run/docker.sock"),
        "the VPC CNI installs its plugin": awsNode("/opt/cni/bin"),
        "the VPC CNI keeps its state under either name of /run": awsNode("/var/run/aws-node/"),
        "the EBS driver's side car in its kubelet directory": ebs(
            "public.ecr.aws/csi-components/livenessprobe:v2.16.0-eksbuild.4",
        ),
        "the EBS driver from the region's EKS registry": ebs(
            "900889452093.dkr.ecr.ap-south-2.amazonaws.com/eks/aws-ebs-csi-driver:v1.49.0",
        ),
        "the EFS driver": system(
            "kube-system",
            "efs-csi-node-sa",
            "public.ecr.aws/efs-csi-driver/amazon/aws-efs-csi-driver:v3.4.1",
            "/var/lib/kubelet",
            "/var/run/efs",
            "/etc/amazon/efs",
        ),
        "kube-proxy": system(
            "kube-system",
            "kube-proxy",
            "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/kube-proxy:v1.35.3-eksbuild.13",
            "/var/log",
            "/run/xtables.lock",
        ),
        Cilium: system(
            "kube-system",
            "cilium",
            "quay.io/cilium/cilium:v1.18.0",
            "/opt/cni/bin",
            "/etc/cni/net.d",
            "/var/run/cilium",
            "/sys/fs/bpf",
            "/run/cilium/cgroupv2",
        ),
        "Calico from its manifest": system(
            "kube-system",
            "calico-node",
            "docker.io/calico/node:v3.30.0",
            "/var/run/calico",
            "/var/lib/calico",
        ),
        "Calico from its operator": system(
            "calico-system",
            "calico-node",
            "quay.io/calico/cni:v3.30.0",
            "/opt/cni/bin",
            "/var/log/calico/cni",
        ),
        "Istio installs its network plugin": system(
            "istio-system",
            "istio-cni",
            "registry.istio.io/release/install-cni:1.30.0",
            "/opt/cni/bin",
            "/etc/cni/net.d",
            "/var/run/istio-cni",
        ),
        "Velero saves the volumes of Pods": system(
            "velero",
            "velero-server",
            "docker.io/velero/velero:v1.18.1",
            "/var/lib/kubelet/pods",
        ),
        "a collector keeps how far it has read": system(
            "logging",
            "logs-promtail",
            "docker.io/grafana/promtail:3.5.1",
            "/run/promtail",
        ),
        "a named exemption": {
            ...pod("/srv/cache"),
            config: {
                systemWorkloads: [
                    {
                        namespace: "default",
                        serviceAccount: "default",
                        image: "example.com/*",
                        paths: ["/srv/*"],
                        reason: "shared cache",
                    },
                ],
            },
        },
        "a PersistentVolume is storage to be written": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { local: { path: "/mnt/disks/ssd1" } } },
        },
    },
    unknowns: {
        "a sub path that only a deployment knows": {
            ...pod("/srv", {
                containers: [
                    mounts({ name: "host", mountPath: "/a", subPath: UNKNOWN }, { name: "host", mountPath: "/b", subPath: "b" }),
                ],
            }),
            unknown: "spec.containers.0.volumeMounts.0.subPath",
            reports: [line("/srv/b").replace("volumeMounts[0]", "volumeMounts[1]")],
        },
        "an unknown mount hides no writable sibling": {
            ...pod("/etc/cron.d", {
                containers: [mounts({ name: "host", mountPath: "/a", readOnly: UNKNOWN }, { name: "host", mountPath: "/b" })],
            }),
            unknown: "spec.containers.0.volumeMounts.0.readOnly",
            reports: [line("/etc/cron.d").replace("volumeMounts[0]", "volumeMounts[1]")],
        },
        "unknown init containers hide no writable container": {
            ...pod("/etc/cron.d", { initContainers: UNKNOWN }),
            unknown: "spec.initContainers",
            reports: [line("/etc/cron.d")],
        },
        "whether the allowance is meant, when the image is not known": {
            ...awsNode("/opt/cni/bin"),
            props: JSON.parse(
                JSON.stringify(awsNode("/opt/cni/bin").props).replace(/"602401143452[^"]*"/, JSON.stringify(UNKNOWN)),
            ),
            unknown: "spec.template.spec.containers.0.image",
        },
    },
});
