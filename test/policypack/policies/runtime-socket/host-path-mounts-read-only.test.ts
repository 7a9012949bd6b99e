import { hostPathMountsReadOnly } from "../../../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";
import { everyWorkload } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "Set readOnly: true on every mount of the volume, or give the container an emptyDir or a PersistentVolumeClaim; a workload that must write is named in the setting allowances.";
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

policyTable(hostPathMountsReadOnly, {
    fails: {
        ...everyWorkload(hostPathMountsReadOnly, pod("/etc").props, [line("/etc").replace(/^spec\./, "")]),
        ...everyForm(hostPathMountsReadOnly, "PersistentVolume", { spec: { hostPath: { path: "/etc/kubernetes" } } }, [
            `spec.hostPath.path: offers the node's "/etc/kubernetes" to any Pod that claims it, writable. Keep the data in a directory of its own, such as /mnt/disks.`,
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
        "the VPC CNI has its own paths and no other": { ...awsNode("/etc"), reports: [inTemplate(line("/etc"))] },
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
            ...system("logging", "vector", "docker.io/timberio/vector:0.56.0", "/var/lib"),
            reports: [inTemplate(line("/var/lib"))],
        },
        "another image under a collector's account is no collector": {
            ...system("logging", "vector", "example.com/vector:0.56.0", "/var/lib/vector"),
            reports: [inTemplate(line("/var/lib/vector"))],
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
    },
    passes: {
        "read-only in every container": pod("/etc", {
            containers: [mounts({ name: "host", mountPath: "/host", readOnly: true })],
            initContainers: [mounts({ name: "host", mountPath: "/host", readOnly: "true" })],
        }),
        "a volume that no container mounts": pod("/etc", { containers: [mounts()] }),
        "another volume of the Pod may be written": pod("/etc", {
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
                allowances: [
                    {
                        namespace: "default",
                        serviceAccount: "default",
                        image: "example.com/*",
                        path: "/srv/*",
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
        "an unknown mount hides no writable sibling": {
            ...pod("/etc", {
                containers: [mounts({ name: "host", mountPath: "/a", readOnly: UNKNOWN }, { name: "host", mountPath: "/b" })],
            }),
            unknown: "spec.containers.0.volumeMounts.0.readOnly",
            reports: [line("/etc").replace("volumeMounts[0]", "volumeMounts[1]")],
        },
        "unknown init containers hide no writable container": {
            ...pod("/etc", { initContainers: UNKNOWN }),
            unknown: "spec.initContainers",
            reports: [line("/etc")],
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
