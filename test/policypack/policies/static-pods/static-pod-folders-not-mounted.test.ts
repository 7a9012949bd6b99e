import { staticPodFoldersNotMounted } from "../../../../policypack/policies/static-pods/static-pod-folders-not-mounted";
import { UNKNOWN } from "../../judge";
import { MOUNT as at, podMounting as pod, READ, nonRoot } from "../../mounting-pod";
import { everyForm, policyTable } from "../../table";
import { everyPodOfConfigMap, everyVolumeInValues, everyWorkload } from "../../workloads";

const fix =
    "Remove the volume, or run what the manifest is for as a DaemonSet; a workload that must write there is named in the setting systemWorkloads.";
const STARTS = "which lets it start static Pods, of which no admission is asked";
const writes = (path: string, below = "") =>
    `${at}: mounts the node's ${JSON.stringify(path)} writable${below}, ${STARTS}. ${fix}`;
const MANIFESTS = "/etc/kubernetes/manifests";
const allowance = {
    namespace: "default",
    serviceAccount: "default",
    image: "example.com/app",
    paths: [MANIFESTS],
    reason: "installs kube-vip",
};

const elsewhere = {
    type: "aws:ec2/instance:Instance",
    name: "worker",
    props: {
        userData: `#cloud-config\n${JSON.stringify({
            write_files: [
                {
                    path: "/var/lib/kubelet/config.yaml",
                    content: JSON.stringify({
                        apiVersion: "kubelet.config.k8s.io/v1beta1",
                        kind: "KubeletConfiguration",
                        staticPodPath: "/srv/pods",
                    }),
                },
            ],
        })}`,
    },
};

policyTable(staticPodFoldersNotMounted, {
    fails: {
        ...everyWorkload(staticPodFoldersNotMounted, pod(MANIFESTS).props, [writes(MANIFESTS).replace("spec.", "")]),
        ...everyPodOfConfigMap(staticPodFoldersNotMounted, pod(MANIFESTS).props, [writes(MANIFESTS).replace("spec.", "")]),
        ...everyVolumeInValues(staticPodFoldersNotMounted, pod(MANIFESTS).props, [writes(MANIFESTS)]),
        ...everyForm(staticPodFoldersNotMounted, "PersistentVolume", { spec: { hostPath: { path: MANIFESTS } } }, [
            `spec.hostPath.path: offers the node's "/etc/kubernetes/manifests" to any Pod that claims it, ${STARTS}. ${fix}`,
        ]),
        "a folder above": { ...pod("/etc//kubernetes/"), reports: [writes("/etc//kubernetes/", ` with ${MANIFESTS}`)] },
        "one manifest": {
            ...pod("/etc/kubernetes/manifests/kube-apiserver.yaml"),
            reports: [writes("/etc/kubernetes/manifests/kube-apiserver.yaml")],
        },
        "a sub path that leads there": { ...pod("/etc", { subPath: "kubernetes/manifests" }), reports: [writes(MANIFESTS)] },
        "of a volume with a socket the part with the manifests": {
            ...pod("/", { subPath: "etc/kubernetes/manifests" }),
            reports: [writes(MANIFESTS)],
        },
        "k3s has a folder of its own": {
            ...pod("/var/lib/rancher/k3s/agent/pod-manifests"),
            reports: [writes("/var/lib/rancher/k3s/agent/pod-manifests")],
        },
        "Windows has it below its drive": {
            ...pod("C:\\etc\\kubernetes\\manifests"),
            reports: [writes("C:\\etc\\kubernetes\\manifests")],
        },
        "more containers than one, the first that is root's before the others": {
            ...pod(
                MANIFESTS,
                {},
                {
                    containers: [
                        { image: "a", ...nonRoot, volumeMounts: [{ name: "host", mountPath: "/a" }] },
                        { image: "b", volumeMounts: [{ name: "host", mountPath: "/b" }] },
                    ],
                },
            ),
            reports: [
                `spec.containers[1].volumeMounts[0]: mounts the node's "/etc/kubernetes/manifests" writable, as ${at} does, ${STARTS}. ${fix}`,
            ],
        },
        "a user who may not write there is advice": {
            ...pod(MANIFESTS, {}, nonRoot),
            reports: [`(advisory) ${writes(MANIFESTS)}`],
        },
        "to read manifests is advice": {
            ...pod(MANIFESTS, READ),
            reports: [
                `(advisory) [low] ${at}: mounts the node's "/etc/kubernetes/manifests" read-only, which tells it how the node's static Pods run. ${fix}`,
            ],
        },
        "an allowance is for its namespace alone": {
            ...pod(MANIFESTS, {}, {}, { namespace: "other" }),
            config: { systemWorkloads: [allowance] },
            reports: [writes(MANIFESTS)],
        },
    },
    passes: {
        "a folder beside": pod("/etc/kubernetes-addons"),
        "a sub path that leads elsewhere": pod("/etc", { subPath: "app" }),
        "a volume that nobody mounts": pod(MANIFESTS, {}, { containers: [] }),
        "keys are another policy's": pod("/etc/kubernetes/pki", READ),
        "a volume with a socket is another policy's": pod("/"),
        "a workload that is allowed": { ...pod(MANIFESTS), config: { systemWorkloads: [allowance] } },
    },
    stacks: {
        "the kubelets of this stack take static Pods from elsewhere": {
            resources: [elsewhere, { ...pod("/srv"), name: "agent" }],
            reports: [`${writes("/srv", " with /srv/pods")} @agent`],
        },
        "of two kinds of nodes each has a folder of its own": {
            resources: [
                elsewhere,
                {
                    ...elsewhere,
                    name: "other",
                    props: { userData: elsewhere.props.userData.replace("/srv/pods", "/opt/pods") },
                },
                { ...pod("/srv"), name: "agent" },
                { ...pod("/opt/pods/a"), name: "backup" },
            ],
            reports: [`${writes("/srv", " with /srv/pods")} @agent`, `${writes("/opt/pods/a")} @backup`],
        },
        "what holds the usual folder too has been told at its resource": {
            resources: [elsewhere, { ...pod("/"), name: "agent" }],
            reports: [],
        },
        "a PersistentVolume of that folder": {
            resources: [
                elsewhere,
                { type: "kubernetes:core/v1:PersistentVolume", name: "data", props: { spec: { local: { path: "/srv/pods" } } } },
            ],
            reports: [`spec.local.path: offers the node's "/srv/pods" to any Pod that claims it, ${STARTS}. ${fix} @data`],
        },
        "to read there starts nothing": { resources: [elsewhere, { ...pod("/srv", READ), name: "agent" }], reports: [] },
        "another folder": { resources: [elsewhere, { ...pod("/srv/data"), name: "agent" }], reports: [] },
        "the usual folder has been told at its resource": {
            resources: [elsewhere, { ...pod(MANIFESTS), name: "agent" }],
            reports: [],
        },
    },
    unknowns: {
        "a mount that only a deployment knows hides no other": {
            ...pod(
                MANIFESTS,
                {},
                {
                    containers: [
                        {
                            image: "a",
                            volumeMounts: [
                                { name: "host", mountPath: "/b", readOnly: UNKNOWN },
                                { name: "host", mountPath: "/a" },
                            ],
                        },
                    ],
                },
            ),
            unknown: "spec.containers.0.volumeMounts.0.readOnly",
            reports: [writes(MANIFESTS).replace("volumeMounts[0]", "volumeMounts[1]")],
        },
    },
});
