import { runtimeSocketNotMounted } from "../../../../policypack/policies/runtime-socket/runtime-socket-not-mounted";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";
import { everyPodOfConfigMap, everyVolumeInValues, everyWorkload } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "Remove the volume (a read-only mount of a socket still commands the runtime), or name the workload in the setting systemWorkloads.";
const volumes = (...paths: unknown[]) => paths.map((path, i) => ({ name: `v${i}`, hostPath: { path } }));
const pod = (path: unknown, container: object = {}, spec: object = {}, mount: object = {}) => ({
    type,
    props: {
        metadata: { namespace: "kube-system" },
        spec: {
            containers: [{ image: "example.com/app:1", volumeMounts: [{ name: "v0", mountPath: "/x", ...mount }], ...container }],
            volumes: volumes(path),
            ...spec,
        },
    },
});
const at = "spec.volumes[0].hostPath.path";
const itself = (written: string, owner: string) => `${at}: mounts ${JSON.stringify(written)}, the socket of ${owner}. ${fix}`;
const holds = (written: string, path = "/run/containerd/containerd.sock", owner = "containerd") =>
    `${at}: mounts ${JSON.stringify(written)}, which holds ${path}, the socket of ${owner}. ${fix}`;
const processes = `${at}: mounts "/proc" where it may look into the node's processes, and so into their root with /run/containerd/containerd.sock. ${fix}`;
const nonRoot = { runAsUser: 65534, runAsGroup: 65534, runAsNonRoot: true };
const exporter = { image: "quay.io/prometheus/node-exporter:v1.9.1" };
const ciliumAllowed = {
    type,
    props: {
        metadata: { namespace: "kube-system" },
        spec: {
            serviceAccountName: "cilium",
            containers: [
                {
                    image: "quay.io/cilium/cilium:v1.18.0@sha256:00",
                    securityContext: { capabilities: { add: ["SYS_ADMIN", "SYS_PTRACE"] } },
                    volumeMounts: [{ name: "v0", mountPath: "/hostproc" }],
                },
            ],
            volumes: volumes("/proc"),
        },
    },
};
const istioAllowed = (serviceAccountName: string) => ({
    type,
    props: {
        metadata: { namespace: "istio-system" },
        spec: {
            serviceAccountName,
            containers: [
                {
                    image: "registry.istio.io/release/install-cni:1.30.0",
                    securityContext: { capabilities: { add: ["SYS_ADMIN", "SYS_PTRACE"] } },
                    volumeMounts: [{ name: "v0", mountPath: "/host/proc", readOnly: true }],
                },
            ],
            volumes: volumes("/proc"),
        },
    },
});
const falco = {
    namespace: "falco",
    serviceAccount: "falco",
    image: "docker.io/falcosecurity/falco",
    paths: ["/run/containerd/containerd.sock"],
    reason: "names containers in its alerts",
};
const falcoPod = (image: string) => ({
    type,
    props: {
        metadata: { namespace: "falco" },
        spec: {
            serviceAccountName: "falco",
            containers: [{ image, volumeMounts: [{ name: "v0", mountPath: "/host/run", readOnly: true }] }],
            volumes: volumes("/var/run/containerd/containerd.sock"),
        },
    },
    config: { systemWorkloads: [falco] },
});

const falcoPart = (subPath: string) => {
    const { config, props } = falcoPod("falcosecurity/falco:0.41.0");
    const [container] = props.spec.containers;
    const containers = [{ ...container, volumeMounts: [{ name: "v0", mountPath: "/x", subPath }] }];
    return { type, config, props: { ...props, spec: { ...props.spec, containers, volumes: volumes("/run") } } };
};

const kubelet = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
const crio = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData: `#cloud-config\n${JSON.stringify({
            write_files: [
                {
                    path: "/var/lib/kubelet/config.yaml",
                    content: JSON.stringify({ ...kubelet, containerRuntimeEndpoint: "unix:///srv/agents/crio.sock" }),
                },
            ],
        })}`,
    },
};
const containerdAt = (address: string) =>
    `#cloud-config\n${JSON.stringify({
        write_files: [{ path: "/etc/containerd/config.toml", content: `[grpc]\naddress = "${address}"\n` }],
    })}`;

const runner = (...lines: string[]) =>
    ["[[runners]]", "[runners.kubernetes]", "[[runners.kubernetes.volumes.host_path]]", ...lines, ""].join("\n");
const RELEASE = "kubernetes:helm.sh/v3:Release";
const SOCKET = "/run/containerd/containerd.sock";
const chartWith = (values: object) => ({
    type: RELEASE,
    props: {
        chart: "oci://charts.example.com/agent",
        namespace: "agents",
        values: {
            serviceAccount: { name: "agent" },
            extraVolumes: [{ name: "v0", hostPath: { path: SOCKET } }],
            extraVolumeMounts: [{ name: "v0", mountPath: SOCKET }],
            ...values,
        },
    },
});
const ofChart = (image: string) => ({ namespace: "agents", serviceAccount: "agent", image, paths: [SOCKET], reason: "collects" });

policyTable(runtimeSocketNotMounted, {
    fails: {
        ...everyWorkload(runtimeSocketNotMounted, { spec: { containers: [], volumes: volumes("/var/run/docker.sock") } }, [
            itself("/var/run/docker.sock", "Docker").replace("spec.", ""),
        ]),
        ...everyPodOfConfigMap(runtimeSocketNotMounted, { spec: { containers: [], volumes: volumes("/var/run/docker.sock") } }, [
            itself("/var/run/docker.sock", "Docker").replace("spec.", ""),
        ]),
        ...everyVolumeInValues(runtimeSocketNotMounted, pod("/var/run/docker.sock").props, [
            itself("/var/run/docker.sock", "Docker"),
        ]),
        "a chart mounts it in the same line, as node-exporter's does": {
            type: RELEASE,
            props: {
                chart: "exporter",
                values: { extraHostVolumeMounts: [{ name: "run", hostPath: "/run", mountPath: "/host/run" }] },
            },
            reports: [holds("/run").replace("spec.volumes[0].hostPath.path", "values.extraHostVolumeMounts[0].hostPath")],
        },
        "a volume under a name of its own, as a library of charts has it": {
            type: RELEASE,
            props: { chart: "agent", values: { persistence: { run: { type: "hostPath", hostPath: "/var/run/docker.sock" } } } },
            reports: [
                itself("/var/run/docker.sock", "Docker").replace(
                    "spec.volumes[0].hostPath.path",
                    "values.persistence.run.hostPath",
                ),
            ],
        },
        "another image than the one that is allowed, in a chart": {
            ...chartWith({ image: { registry: "example.com", repository: "agent" } }),
            config: { systemWorkloads: [ofChart("docker.io/library/agent")] },
            reports: [itself("/run/containerd/containerd.sock", "containerd").replace("spec.volumes", "values.extraVolumes")],
        },
        ...everyForm(runtimeSocketNotMounted, "PersistentVolume", { spec: { hostPath: { path: "/run" } } }, [
            `spec.hostPath.path: offers "/run", which holds /run/containerd/containerd.sock, the socket of containerd. ${fix}`,
        ]),
        "the volumes that a runner gives the Pods of its jobs": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "config.toml": runner('mount_path = "/var/run/docker.sock"') } },
            reports: [
                `(advisory) data["config.toml"] › runners[0].kubernetes.volumes.host_path[0].mount_path: gives the Pods of a runner's jobs the volume "/var/run/docker.sock", the socket of Docker. ${fix}`,
            ],
        },
        "the same by the values of the runner's chart": {
            type: "kubernetes:helm.sh/v3:Release",
            props: { values: { runners: { config: runner('host_path = "/run"') } } },
            reports: [
                `(advisory) values.runners.config › runners[0].kubernetes.volumes.host_path[0].host_path: gives the Pods of a runner's jobs the volume "/run", which holds /run/containerd/containerd.sock, the socket of containerd. ${fix}`,
            ],
        },
        "a local volume is a path of the node too": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { local: { path: "/run/crio" } } },
            reports: [`spec.local.path: offers "/run/crio", which holds /run/crio/crio.sock, the socket of CRI-O. ${fix}`],
        },
        "read-only does not keep a socket from being used": {
            ...pod("/run/containerd/containerd.sock", {}, {}, { readOnly: true }),
            reports: [itself("/run/containerd/containerd.sock", "containerd")],
        },
        "the root of the node holds every socket": { ...pod("/"), reports: [holds("/")] },
        "/var/run is /run": { ...pod("/var/run/"), reports: [holds("/var/run/")] },
        "/var holds the sockets that are not under /run": {
            ...pod("/var"),
            reports: [holds("/var", "/var/snap/microk8s/common/run/containerd.sock", "microk8s' containerd")],
        },
        "doubled slashes and dots are the same path": {
            ...pod("//var/./lib/../run//docker.sock"),
            reports: [itself("//var/./lib/../run//docker.sock", "Docker")],
        },
        "the root of the first process is the root of the node": {
            ...pod("/proc/1/root/run/crio/crio.sock"),
            reports: [itself("/proc/1/root/run/crio/crio.sock", "CRI-O")],
        },
        "a user's own directory holds the sockets of rootless runtimes": {
            ...pod("/run/user/1000"),
            reports: [holds("/run/user/1000", "/run/user/*/docker.sock", "rootless Docker")],
        },
        "a Windows pipe is a socket": {
            ...pod("\\\\.\\pipe\\Docker_Engine"),
            reports: [itself("\\\\.\\pipe\\Docker_Engine", "Docker")],
        },
        "NRI plugins change every container": {
            ...pod("/var/run/nri/nri.sock"),
            reports: [itself("/var/run/nri/nri.sock", "the Node Resource Interface")],
        },
        "the settings of Bottlerocket can add static Pods": {
            ...pod("/run/api.sock"),
            reports: [itself("/run/api.sock", "Bottlerocket's settings")],
        },
        "systemd does what root asks": {
            ...pod("/var/run/systemd/private", {}, {}, { readOnly: true }),
            reports: [itself("/var/run/systemd/private", "systemd")],
        },
        "and over the bus as well": {
            ...pod("/run/dbus"),
            reports: [holds("/run/dbus", "/run/dbus/system_bus_socket", "the node's bus")],
        },
        "who is not root reads states over the bus, which is advice": {
            ...pod("/run/dbus/system_bus_socket", {}, { securityContext: nonRoot }),
            reports: [`(advisory) ${itself("/run/dbus/system_bus_socket", "the node's bus")}`],
        },
        "a shim takes commands for its container": {
            ...pod("/run/containerd/s"),
            reports: [itself("/run/containerd/s", "containerd's shims")],
        },
        "a volume that nothing mounts yet can be mounted by an ephemeral container": {
            ...pod("/run/docker.sock", { volumeMounts: [] }),
            reports: [itself("/run/docker.sock", "Docker")],
        },
        "the working folder of the first process is the root of the node": {
            ...pod("/proc/1/cwd/run/docker.sock"),
            reports: [itself("/proc/1/cwd/run/docker.sock", "Docker")],
        },
        "the pipes of localhost are the machine's own": {
            ...pod("\\\\localhost\\pipe\\containerd-containerd"),
            reports: [itself("\\\\localhost\\pipe\\containerd-containerd", "containerd")],
        },
        "a sub path that leads to the socket": {
            ...pod("/run", {}, {}, { subPath: "containerd/containerd.sock" }),
            reports: [holds("/run")],
        },
        "sub paths that lead elsewhere narrow what the containers have, and not what an ephemeral one may": {
            ...pod("/run", {}, {}, { subPath: "app" }),
            reports: [
                `(advisory) ${at}: mounts "/run", which holds /run/containerd/containerd.sock, the socket of containerd. Name the path that its mounts need in the volume itself: an ephemeral container may mount all of it.`,
            ],
        },
        "a sub path that only a deployment knows may lead to the socket": {
            ...pod("/run", {}, {}, { subPath: UNKNOWN }),
            reports: [holds("/run")],
        },
        "one mount without a sub path has all of it": {
            ...pod("/run", {
                volumeMounts: [
                    { name: "v0", mountPath: "/a", subPath: "app" },
                    { name: "v0", mountPath: "/b" },
                ],
            }),
            reports: [holds("/run")],
        },
        "an allowance for a part of the volume is for no other part": {
            ...falcoPart("crio/crio.sock"),
            reports: [holds("/run")],
        },
        "/proc with the node's processes shows their root": { ...pod("/proc", {}, { hostPID: true }), reports: [processes] },
        "/proc in a privileged container shows it too": {
            ...pod("/proc", { securityContext: { privileged: true } }),
            reports: [processes],
        },
        "/proc with CAP_SYS_PTRACE shows it too": {
            ...pod("/proc", { securityContext: { capabilities: { add: ["CAP_SYS_PTRACE"] } } }),
            reports: [processes],
        },
        "two volumes are two findings": {
            ...pod("/run", {}, { volumes: volumes("/run", "/run/k3s/containerd") }),
            reports: [
                holds("/run"),
                holds("/run/k3s/containerd", "/run/k3s/containerd/containerd.sock", "k3s' containerd").replace(
                    "volumes[0]",
                    "volumes[1]",
                ),
            ],
        },
        "node-exporter with the root of the node is advice": {
            ...pod("/", exporter, { securityContext: nonRoot }, { readOnly: true }),
            reports: [
                `(advisory) ${at}: mounts "/", which holds /run/containerd/containerd.sock, the socket of containerd. Leave out the collectors that need it (--path.rootfs), if the metrics of file systems are not used.`,
            ],
        },
        "node-exporter that may set the clock, as kube-prometheus has it, opens no more files than without": {
            ...pod(
                "/",
                { ...exporter, securityContext: { capabilities: { drop: ["ALL"], add: ["CAP_SYS_TIME"] } } },
                { securityContext: nonRoot },
                { readOnly: true },
            ),
            reports: [
                `(advisory) ${at}: mounts "/", which holds /run/containerd/containerd.sock, the socket of containerd. Leave out the collectors that need it (--path.rootfs), if the metrics of file systems are not used.`,
            ],
        },
        "node-exporter that may become another user is no longer harmless": {
            ...pod(
                "/",
                { ...exporter, securityContext: { capabilities: { add: ["SYS_TIME", "SETUID"] } } },
                { securityContext: nonRoot },
                { readOnly: true },
            ),
            reports: [holds("/")],
        },
        "node-exporter as root is no longer harmless": { ...pod("/", exporter, {}, { readOnly: true }), reports: [holds("/")] },
        "node-exporter in root's group may open the socket": {
            ...pod("/", exporter, { securityContext: { runAsUser: 65534 } }, { readOnly: true }),
            reports: [holds("/")],
        },
        "another image with node-exporter's rights is no node-exporter": {
            ...pod("/", { image: "example.com/app:1" }, { securityContext: nonRoot }, { readOnly: true }),
            reports: [holds("/")],
        },
        "Cilium is allowed /proc and no socket": {
            ...ciliumAllowed,
            props: { ...ciliumAllowed.props, spec: { ...ciliumAllowed.props.spec, volumes: volumes("/var/run") } },
            reports: [holds("/var/run")],
        },
        "Cilium's name in another namespace is not Cilium": {
            type,
            props: { ...ciliumAllowed.props, metadata: { namespace: "default" } },
            reports: [processes],
        },
        "Istio's network plugin is allowed /proc under its own account alone": {
            ...istioAllowed("default"),
            reports: [processes],
        },
        "an allowance is for its image alone": {
            ...falcoPod("example.com/falcosecurity/falco:1"),
            reports: [itself("/var/run/containerd/containerd.sock", "containerd")],
        },
    },
    passes: {
        "the values of a part that is not enabled": chartWith({ enabled: false }),
        "a volume of a chart whose image is allowed": {
            ...chartWith({ image: { registry: "example.com", repository: "agent" } }),
            config: { systemWorkloads: [ofChart("example.com/agent")] },
        },
        "a volume of a chart that names no image, allowed by the chart's own name": {
            ...chartWith({}),
            config: { systemWorkloads: [ofChart("charts.example.com/agent")] },
        },
        "other paths hold no socket": pod("/var/lib/app"),
        "/proc alone, for a container without privileges": pod("/proc"),
        "/proc for a user who is not root": pod("/proc", { securityContext: nonRoot }, { hostPID: true }),
        "a path that only begins like a socket": pod("/run/docker.sock.d"),
        "Cilium enters the node's namespaces through /proc": ciliumAllowed,
        "Istio's network plugin enters the namespaces of Pods through /proc": istioAllowed("istio-cni"),
        "a named exemption, however the path is spelt": falcoPod("falcosecurity/falco:0.41.0"),
        "a named exemption for the part that is mounted": falcoPart("containerd/containerd.sock"),
        "a Release without values": { type: "kubernetes:helm.sh/v3:Release", props: { chart: "agent" } },
        "a runner's volume that is elsewhere on the node": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "config.toml": runner('mount_path = "/var/run/docker.sock"', 'host_path = "/srv/docker"') } },
        },
        "a Pod without volumes": { type, props: { spec: { containers: [] } } },
        "a volume without any source": { type, props: { spec: { volumes: [{ name: "a" }, { name: "b", hostPath: {} }] } } },
        "a CronJob that is not written out": {
            type: "kubernetes:batch/v1:CronJob",
            props: { spec: { jobTemplate: { spec: null } } },
        },
        "a volume of another kind": { type, props: { spec: { containers: [], volumes: [{ name: "a", emptyDir: {} }] } } },
        "a PersistentVolume elsewhere": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { csi: { driver: "ebs.csi.aws.com" } } },
        },
    },
    stacks: {
        "the kubelets of this stack find their runtime elsewhere": {
            resources: [crio, { ...pod("/srv/agents", {}, {}, { readOnly: true }), name: "agent" }],
            reports: [
                `${at}: mounts "/srv/agents", which holds /srv/agents/crio.sock, the socket of the kubelet's container runtime. ${fix} @agent`,
            ],
        },
        "and name it without a scheme": {
            resources: [
                { ...crio, props: { userData: crio.props.userData.replace("unix://", "") } },
                { ...pod("/srv/agents", {}, {}, { readOnly: true }), name: "agent" },
            ],
            reports: [
                `${at}: mounts "/srv/agents", which holds /srv/agents/crio.sock, the socket of the kubelet's container runtime. ${fix} @agent`,
            ],
        },
        "a pipe of Windows is no socket": {
            resources: [
                {
                    ...crio,
                    props: { userData: crio.props.userData.replace("unix:///srv/agents/crio.sock", "npipe:////./pipe/crio") },
                },
                { ...pod("/pipe", {}, {}, { readOnly: true }), name: "agent" },
            ],
            reports: [],
        },
        "of two kinds of nodes one has it there": {
            resources: [
                crio,
                {
                    type: "aws:ec2/instance:Instance",
                    name: "other",
                    props: { userData: containerdAt("/srv/other/containerd.sock") },
                },
                { ...pod("/srv/agents", {}, {}, { readOnly: true }), name: "agent" },
            ],
            reports: [
                `${at}: mounts "/srv/agents", which holds /srv/agents/crio.sock, the socket of the kubelet's container runtime. ${fix} @agent`,
            ],
        },
        "containerd of this stack listens elsewhere": {
            resources: [
                { type: "aws:ec2/instance:Instance", name: "worker", props: { userData: containerdAt("/srv/containerd.sock") } },
                {
                    type: "kubernetes:core/v1:PersistentVolume",
                    name: "data",
                    props: { spec: { local: { path: "/srv/containerd.sock" } } },
                },
            ],
            reports: [`spec.local.path: offers "/srv/containerd.sock", the socket of containerd. ${fix} @data`],
        },
        "where the socket is in its usual place the resource has told it": {
            resources: [
                {
                    type: "aws:ec2/instance:Instance",
                    name: "worker",
                    props: { userData: containerdAt("/run/containerd/containerd.sock") },
                },
                { ...pod("/run/containerd"), name: "agent" },
            ],
            reports: [],
        },
        "another folder of such nodes": { resources: [crio, { ...pod("/srv/data"), name: "agent" }], reports: [] },
        "a part of the folder without the socket": {
            resources: [crio, { ...pod("/srv", {}, {}, { subPath: "data" }), name: "agent" }],
            reports: [
                `(advisory) ${at}: mounts "/srv", which holds /srv/agents/crio.sock, the socket of the kubelet's container runtime. Name the path that its mounts need in the volume itself: an ephemeral container may mount all of it. @agent`,
            ],
        },
        "a workload that is allowed to": {
            resources: [
                crio,
                {
                    ...pod("/srv/agents"),
                    name: "agent",
                    config: {
                        systemWorkloads: [
                            {
                                namespace: "kube-system",
                                serviceAccount: "default",
                                image: "example.com/app",
                                paths: ["/srv/agents"],
                                reason: "asks the runtime",
                            },
                        ],
                    },
                },
            ],
            reports: [],
        },
    },
    unknowns: {
        "volumes of a chart that are not known hide no other": {
            type: RELEASE,
            props: {
                chart: "agent",
                values: { extraVolumes: UNKNOWN, more: { extraVolumes: [{ name: "v0", hostPath: { path: SOCKET } }] } },
            },
            unknown: "values.extraVolumes",
            reports: [itself(SOCKET, "containerd").replace("spec.volumes", "values.more.extraVolumes")],
        },
        "an unknown path hides no bad sibling": {
            ...pod("/", {}, { volumes: volumes(UNKNOWN, "/run/docker.sock") }),
            unknown: "spec.volumes.0.hostPath.path",
            reports: [itself("/run/docker.sock", "Docker").replace("volumes[0]", "volumes[1]")],
        },
        "whose allowance it is, when the namespace is not known": {
            ...falcoPod("falcosecurity/falco:0.41.0"),
            props: { ...falcoPod("falcosecurity/falco:0.41.0").props, metadata: { namespace: UNKNOWN } },
            unknown: "metadata.namespace",
        },
    },
});
