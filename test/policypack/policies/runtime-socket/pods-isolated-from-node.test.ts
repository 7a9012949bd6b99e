import { podsIsolatedFromNode } from "../../../../policypack/policies/runtime-socket/pods-isolated-from-node";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const FIX =
    "Remove it (hostUsers: false or single capabilities often do), or name a workload of the system in the setting systemWorkloads.";
const type = "kubernetes:core/v1:Pod";
const app = { name: "app", image: "example.com/app:1" };
const pod = (spec: object, metadata: object = {}) => ({ type, props: { metadata, spec: { containers: [app], ...spec } } });
const PID = `hostPID: sees the node's processes, the kubelet and the container runtime among them. ${FIX}`;
const NETWORK = "is on the node's own network, where the kubelet and its neighbours trust whoever asks";
const IPC = "shares memory and queues with the node's processes";
const PRIVILEGED = "runs a container that may do on the node whatever root may";
const HOST_PROCESS = "runs as a process of the Windows node itself";
const at = (path: string, fact: string) => `spec.${path}: ${fact}. ${FIX}`;
const unsure = (path: string, fact: string) => `(advisory) [medium] ${at(path, fact)}`;
const exporter = (spec: object, serviceAccountName = "prometheus-node-exporter") =>
    pod(
        { serviceAccountName, containers: [{ name: "e", image: "quay.io/prometheus/node-exporter:v1" }], ...spec },
        { namespace: "monitoring" },
    );
const provider = (serviceAccountName: string, image: string) =>
    pod(
        { serviceAccountName, containers: [{ name: "c", image, securityContext: { privileged: true } }] },
        { namespace: "kube-system" },
    );
const SECRETS_STORE = "registry.k8s.io/csi-secrets-store/driver:v1.6.0";
const allowance = {
    namespace: "agents",
    serviceAccount: "agent",
    image: "example.com/app",
    shares: ["hostPID"],
    reason: "traces",
};

const ADD = "containers[0].securityContext.capabilities.add";
const ADMIN =
    "adds the capability SYS_ADMIN, with which it mounts what it likes, a /proc among it where the kernel's settings are";
const adds = (...add: unknown[]) => pod({ containers: [{ ...app, securityContext: { capabilities: { add } } }] });

const runner = (line: string) => `[[runners]]\n[runners.kubernetes]\nimage = "docker:28"\n${line}\n`;
const builds = { namespace: "ci", serviceAccount: "default", image: "docker", shares: ["privileged"], reason: "builds images" };

const chart = (values: object, more: object = {}) => ({
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart: "agent", namespace: "agents", values: { serviceAccount: { name: "agent" }, ...values } },
    ...more,
});
const privileged = { ...app, securityContext: { privileged: true } };
const told = (place: string, fact: string) => `${place}: ${fact}. ${FIX}`;

policyTable(podsIsolatedFromNode, {
    fails: {
        "a container that is given to a chart": {
            ...chart({ server: { extraContainers: [app, privileged] } }),
            reports: [told("values.server.extraContainers[1].securityContext.privileged", PRIVILEGED)],
        },
        "one that runs first, in the configuration of an add-on": {
            type: "aws:eks/addon:Addon",
            props: { addonName: "agent", configurationValues: JSON.stringify({ extraInitContainers: [privileged] }) },
            reports: [told("configurationValues › extraInitContainers[0].securityContext.privileged", PRIVILEGED)],
        },
        "the same of the other provider": {
            type: "aws-native:eks:Addon",
            props: { addonName: "agent", configurationValues: JSON.stringify({ sidecars: [privileged] }) },
            reports: [told("configurationValues › sidecars[0].securityContext.privileged", PRIVILEGED)],
        },
        "containers under names": {
            ...chart({ controllers: { main: { containers: { main: privileged } } } }),
            reports: [told("values.controllers.main.containers.main.securityContext.privileged", PRIVILEGED)],
        },
        "what the chart's own templates may give its Pods is advice": {
            ...chart({
                hostPID: true,
                hostNetwork: true,
                node: { containerSecurityContext: { capabilities: { add: ["SYS_ADMIN"] } } },
            }),
            reports: [
                `(advisory) ${told("values.hostPID", PID.slice("hostPID: ".length, -FIX.length - 2))}`,
                `(advisory) [medium] ${told("values.hostNetwork", NETWORK)}`,
                `(advisory) ${told("values.node.containerSecurityContext.capabilities.add[0]", ADMIN)}`,
            ],
        },
        "another image than the one that is allowed, in a chart": {
            ...chart({ hostPID: true, image: { repository: "example.com/other" } }, { config: { systemWorkloads: [allowance] } }),
            reports: [`(advisory) ${told("values.hostPID", PID.slice("hostPID: ".length, -FIX.length - 2))}`],
        },
        ...everyWorkload(podsIsolatedFromNode, { spec: { hostPID: true, containers: [app] } }, [PID]),
        ...everyWrittenPod(podsIsolatedFromNode, { spec: { hostPID: true, containers: [app] } }, [PID]),
        "the Pods that a runner makes for its jobs": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "config.toml": runner("privileged = true") } },
            reports: [`data["config.toml"] › runners[0].kubernetes.privileged: ${PRIVILEGED}. ${FIX}`],
        },
        "the same by the values of the runner's chart": {
            type: "kubernetes:helm.sh/v3:Release",
            props: { namespace: "ci", values: { runners: { config: runner("privileged = true") } } },
            config: { systemWorkloads: [{ ...builds, namespace: "other" }] },
            reports: [`values.runners.config › runners[0].kubernetes.privileged: ${PRIVILEGED}. ${FIX}`],
        },
        "every namespace": {
            ...pod({ hostPID: true, hostNetwork: true, hostIPC: true }),
            reports: [
                at("hostPID", PID.slice("hostPID: ".length, -FIX.length - 2)),
                unsure("hostNetwork", NETWORK),
                unsure("hostIPC", IPC),
            ],
        },
        "a privileged container of each kind": {
            ...pod({
                containers: [{ ...app, securityContext: { privileged: true } }],
                initContainers: [{ ...app, name: "init", securityContext: { privileged: true } }],
            }),
            reports: [
                at("containers[0].securityContext.privileged", PRIVILEGED),
                at("initContainers[0].securityContext.privileged", PRIVILEGED),
            ],
        },
        "a HostProcess container of Windows": {
            ...pod({ containers: [{ ...app, securityContext: { windowsOptions: { hostProcess: true } } }] }),
            reports: [at("containers[0].securityContext.windowsOptions.hostProcess", HOST_PROCESS)],
        },
        "a HostProcess Pod of Windows": {
            ...pod({ securityContext: { windowsOptions: { hostProcess: true } } }),
            reports: [at("securityContext.windowsOptions.hostProcess", HOST_PROCESS)],
        },
        "each capability that leads out of a container, however it is spelt": {
            ...adds("SYS_ADMIN", "NET_ADMIN", "cap_sys_module", "CAP_DAC_READ_SEARCH", "SYS_RAWIO"),
            reports: [
                at(`${ADD}[0]`, ADMIN),
                at(`${ADD}[2]`, "adds the capability SYS_MODULE, with which it loads its own code into the node's kernel"),
                at(
                    `${ADD}[3]`,
                    "adds the capability DAC_READ_SEARCH, with which it opens any file of the node's disk by its handle",
                ),
                at(`${ADD}[4]`, "adds the capability SYS_RAWIO, with which it talks to the node's devices and memory directly"),
            ],
        },
        "all capabilities are told once": {
            ...adds("ALL", "SYS_ADMIN"),
            reports: [at(`${ADD}[0]`, "adds all capabilities, with which it may do on the node nearly whatever root may")],
        },
        "BPF beside PERFMON is told as what both are": {
            ...adds("PERFMON", "BPF"),
            reports: [
                at(
                    `${ADD}[1]`,
                    "adds the capabilities BPF and PERFMON, with which it reads the memory of the node's kernel and processes",
                ),
            ],
        },
        "either of them is advice": {
            ...pod({
                containers: [
                    { ...app, securityContext: { capabilities: { add: ["BPF"] } } },
                    { ...app, securityContext: { capabilities: { add: ["PERFMON"] } } },
                ],
            }),
            reports: [
                unsure(`${ADD}[0]`, "adds the capability BPF, with which it loads programs into the node's kernel"),
                unsure(
                    `${ADD.replace("[0]", "[1]")}[0]`,
                    "adds the capability PERFMON, with which it samples the node's processes",
                ),
            ],
        },
        "a /proc that is not masked": {
            ...pod({ initContainers: [{ ...app, securityContext: { procMount: "Unmasked" } }] }),
            reports: [
                at(
                    "initContainers[0].securityContext.procMount",
                    "unmasks /proc, where root writes what the node's kernel then runs",
                ),
            ],
        },
        "privileged in a user namespace of its own is advice": {
            ...pod({ hostUsers: false, containers: [{ ...app, securityContext: { privileged: true } }] }),
            reports: [unsure("containers[0].securityContext.privileged", `${PRIVILEGED}, if not for its user namespace`)],
        },
        "an allowance for another capability": {
            ...pod(
                {
                    serviceAccountName: "agent",
                    containers: [{ ...app, securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }],
                },
                { namespace: "agents" },
            ),
            config: { systemWorkloads: [{ ...allowance, shares: ["SYS_MODULE"] }] },
            reports: [at(`${ADD}[0]`, ADMIN)],
        },
        "an image of the system's under another account": {
            ...exporter({ hostPID: true }, "default"),
            reports: [PID.replace(/^/, "spec.")],
        },
        "an add-on's image under another account": {
            ...provider("default", SECRETS_STORE),
            reports: [at("containers[0].securityContext.privileged", PRIVILEGED)],
        },
        "an add-on's account with another image": {
            ...provider("secrets-store-csi-driver", "example.com/csi-secrets-store/driver:v1.6.0"),
            reports: [at("containers[0].securityContext.privileged", PRIVILEGED)],
        },
        "what the system's workload does not need": {
            ...exporter({ hostIPC: true }),
            reports: [unsure("hostIPC", IPC)],
        },
        "an allowance for another share": {
            ...pod({ hostPID: true, hostIPC: true, serviceAccountName: "agent" }, { namespace: "agents" }),
            config: { systemWorkloads: [allowance] },
            reports: [unsure("hostIPC", IPC)],
        },
        "an allowance of which one image is not": {
            ...pod(
                { hostPID: true, serviceAccountName: "agent", containers: [app, { name: "b", image: "example.com/b" }] },
                { namespace: "agents" },
            ),
            config: { systemWorkloads: [allowance] },
            reports: [PID.replace(/^/, "spec.")],
        },
    },
    passes: {
        "what is a part of being privileged is not told beside it": {
            ...pod(
                {
                    serviceAccountName: "agent",
                    containers: [
                        {
                            ...app,
                            securityContext: { privileged: true, procMount: "Unmasked", capabilities: { add: ["SYS_ADMIN"] } },
                        },
                    ],
                },
                { namespace: "agents" },
            ),
            config: { systemWorkloads: [{ ...allowance, shares: ["privileged"] }] },
        },
        "in a user namespace of its own a capability is for what is the Pod's": pod({
            hostUsers: false,
            containers: [{ ...app, securityContext: { procMount: "Unmasked", capabilities: { add: ["SYS_ADMIN"] } } }],
        }),
        "what is dropped": pod({ containers: [{ ...app, securityContext: { capabilities: { drop: ["ALL", "SYS_ADMIN"] } } }] }),
        "looking into the processes of its own Pod": adds("SYS_PTRACE"),
        "a capability that is allowed": {
            ...pod(
                {
                    serviceAccountName: "agent",
                    containers: [{ ...app, securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }],
                },
                { namespace: "agents" },
            ),
            config: { systemWorkloads: [{ ...allowance, shares: ["SYS_ADMIN"] }] },
        },
        "a chart of a workload that is allowed": chart(
            { hostPID: true, image: { registry: "example.com", repository: "app" } },
            { config: { systemWorkloads: [allowance] } },
        ),
        "a chart that asks for nothing": chart({
            hostPID: false,
            securityContext: { privileged: false, runAsUser: 1000 },
            extraContainers: [app, "later"],
            sidecars: null,
        }),
        "a part of a chart that is not enabled": chart({
            agent: { enabled: false, hostPID: true, extraContainers: [privileged] },
        }),
        "a runner whose jobs get nothing of their node": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "config.toml": runner("privileged = false"), "broken.toml": "[runners.kubernetes" } },
        },
        "a runner whose jobs may be privileged": {
            type: "kubernetes:helm.sh/v3:Release",
            props: { namespace: "ci", values: { runners: { config: runner("privileged = true") } } },
            config: { systemWorkloads: [builds] },
        },
        "a Pod with a user namespace of its own": pod({ hostUsers: false }),
        "namespaces that are refused": pod({ hostPID: false, hostNetwork: false, hostIPC: false }),
        "single capabilities": pod({
            containers: [{ ...app, securityContext: { privileged: false, capabilities: { add: ["NET_ADMIN"] } } }],
        }),
        "the processes of the Pod itself": pod({ shareProcessNamespace: true }),
        "node-exporter as its chart has it": exporter({ hostPID: true, hostNetwork: true }),
        "node-exporter as kube-prometheus has it, behind a proxy": exporter(
            {
                hostPID: true,
                hostNetwork: true,
                containers: [
                    { name: "node-exporter", image: "quay.io/prometheus/node-exporter:v1" },
                    { name: "kube-rbac-proxy", image: "quay.io/brancz/kube-rbac-proxy:v0.22.1" },
                ],
            },
            "node-exporter",
        ),
        "kube-proxy as EKS has it": pod(
            {
                hostNetwork: true,
                serviceAccountName: "kube-proxy",
                containers: [
                    {
                        name: "kube-proxy",
                        image: "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/kube-proxy:v1.33.0",
                        securityContext: { privileged: true },
                    },
                ],
            },
            { namespace: "kube-system" },
        ),
        "the Secrets Store driver mounts into Pods": provider("secrets-store-csi-driver", SECRETS_STORE),
        "the node problem detector reads the kernel's log": provider(
            "node-problem-detector",
            "registry.k8s.io/node-problem-detector/node-problem-detector:v1.35.1",
        ),
        "a workload that is allowed": {
            ...pod({ hostPID: true, serviceAccountName: "agent" }, { namespace: "agents" }),
            config: { systemWorkloads: [allowance] },
        },
    },
    unknowns: {
        "what a chart's container may only a deployment knows": {
            ...chart({ extraContainers: [{ ...app, securityContext: { privileged: UNKNOWN } }, privileged] }),
            unknown: "values.extraContainers.0.securityContext.privileged",
            reports: [told("values.extraContainers[1].securityContext.privileged", PRIVILEGED)],
        },
        "a capability that only a deployment knows": {
            ...adds(UNKNOWN, "SYS_ADMIN"),
            unknown: "spec.containers.0.securityContext.capabilities.add.0",
            reports: [at(`${ADD}[1]`, ADMIN)],
        },
        "a user namespace that only a deployment knows": {
            ...pod({ hostUsers: UNKNOWN, containers: [{ ...app, securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }] }),
            unknown: "spec.hostUsers",
        },
        "a namespace of the node that only a deployment knows": {
            ...pod({ hostPID: UNKNOWN, hostIPC: true }),
            unknown: "spec.hostPID",
            reports: [unsure("hostIPC", IPC)],
        },
        "an image that decides and is not known": {
            ...pod(
                { hostPID: true, serviceAccountName: "agent", containers: [{ name: "a", image: UNKNOWN }] },
                { namespace: "agents" },
            ),
            config: { systemWorkloads: [allowance] },
            unknown: "spec.containers.0.image",
        },
    },
});
