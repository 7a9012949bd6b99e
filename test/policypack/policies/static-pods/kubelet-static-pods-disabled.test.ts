import { kubeletStaticPodsDisabled } from "../../../../policypack/policies/static-pods/kubelet-static-pods-disabled";
import { CONTROL_PLANES } from "../../carriers-kubernetes";
import { UNKNOWN } from "../../judge";
import { base64, bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig, template } from "../../kubelets";
import { policyTable, type PolicyTable } from "../../table";

const fix =
    "Remove staticPodPath and staticPodURL (flags --pod-manifest-path and --manifest-url), and run such Pods as a DaemonSet.";
const runs = (path: string) => `runs a static Pod for every manifest in "${path}". ${fix}`;
const fetches = (origin: string) => `runs static Pods from ${origin}. ${fix}`;

const workers = (rows: PolicyTable["fails"]): PolicyTable["fails"] =>
    Object.fromEntries(Object.entries(rows).filter(([, { type }]) => !CONTROL_PLANES.test(type)));

/** A worker that joins with a patch of its kubelet's configuration. */
const joinWith = (path: string) =>
    [
        "#!/bin/bash",
        "cat > /etc/kubernetes/join.yaml <<'EOF'",
        "apiVersion: kubeadm.k8s.io/v1beta4",
        "kind: JoinConfiguration",
        "discovery: { file: { kubeConfigPath: /run/discovery.conf } }",
        "patches: { directory: /etc/kubernetes/patches }",
        "EOF",
        `echo "staticPodPath: ${path}" > /etc/kubernetes/patches/kubeletconfiguration.yaml`,
        "kubeadm join --config /etc/kubernetes/join.yaml",
    ].join("\n");

policyTable(kubeletStaticPodsDisabled, {
    fails: {
        ...workers(
            everyKubelet(
                kubeletStaticPodsDisabled,
                {
                    config: { staticPodPath: "/opt/pods" },
                    path: "staticPodPath",
                    flag: "--pod-manifest-path=/opt/pods",
                    others: [],
                },
                runs("/opt/pods"),
            ),
        ),
        "a flag beside a file that is not here": {
            ...kubeletPod("--config=/k.yaml", "--pod-manifest-path", "/opt/pods"),
            reports: [`spec.containers[0].command[3]: ${runs("/opt/pods")}`],
        },
        "a URL is told without what may be a credential": {
            ...template(bootstrap("'--manifest-url=http://user:secret@pods.example.com/pods.yaml?sig=x'")),
            reports: [`userData › line 3 › --kubelet-extra-args: ${fetches("http://pods.example.com")}`],
        },
        "a path and a URL are two findings": {
            ...instance(
                nodeConfig({ config: { staticPodPath: "/etc/kubernetes/manifests", staticPodURL: "https://example.com/a" } }),
            ),
            reports: [
                `userData › NodeConfig › spec.kubelet.config › staticPodPath: ${runs("/etc/kubernetes/manifests")}`,
                `userData › NodeConfig › spec.kubelet.config › staticPodURL: ${fetches("https://example.com")}`,
            ],
        },
        "a path that cannot be read hides no URL": {
            ...instance(nodeConfig({ config: { staticPodPath: 1, staticPodURL: "https://example.com/a" } })),
            reports: [
                `userData › NodeConfig › spec.kubelet.config › staticPodURL: ${fetches("https://example.com")}`,
                "userData › NodeConfig › spec.kubelet.config › staticPodPath: is not text and keeps the kubelet from starting, so it could not be judged. Correct it.",
            ],
        },
        "another path than kubeadm's in kubeadm's ConfigMap": {
            ...kubeletConfig({ staticPodPath: "/srv/pods" }),
            reports: [`data.kubelet › staticPodPath: ${runs("/srv/pods")}`],
        },
        "kubeadm's path on a worker": {
            ...instance(
                "#cloud-config\nwrite_files:\n- path: /var/lib/kubelet/config.yaml\n  content: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n    kind: KubeletConfiguration\n    staticPodPath: /etc/kubernetes/manifests\nruncmd:\n- kubeadm join 10.0.0.1:6443 --token x\n",
            ),
            reports: [`userData › write_files[0].content › staticPodPath: ${runs("/etc/kubernetes/manifests")}`],
        },
        "kubeadm's path in a patch of a worker's own": {
            ...instance(joinWith("/etc/kubernetes/manifests")),
            reports: [`userData › line 8 › staticPodPath: ${runs("/etc/kubernetes/manifests")}`],
        },
        "another path in a patch": {
            ...instance(joinWith("/srv/pods")),
            reports: [`userData › line 8 › staticPodPath: ${runs("/srv/pods")}`],
        },
    },
    cannotFail: { "control planes start from static Pods": CONTROL_PLANES },
    passes: {
        "the EKS images have none": instance(nodeConfig({})),
        "a flag empties it": instance(nodeConfig({ config: { staticPodPath: "/a" }, flags: ["--pod-manifest-path="] })),
        "kubeadm's own path, from which its control planes start": kubeletConfig({ staticPodPath: "/etc/kubernetes/manifests" }),
        "a patch takes kubeadm's path from a worker": instance(joinWith("''")),
        "a worker of kubeadm's, which has its path from the cluster": instance("#!/bin/bash\nkubeadm join 10.0.0.1:6443\n"),
        "a control plane starts from static Pods": instance(
            "#cloud-config\nwrite_files:\n- path: /var/lib/kubelet/config.yaml\n  content: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n    kind: KubeletConfiguration\n    staticPodPath: /etc/kubernetes/manifests\nruncmd:\n- kubeadm init\n",
        ),
        "a control plane's label": kubeletPod(
            "--pod-manifest-path=/etc/kubernetes/manifests",
            "--node-labels=node-role.kubernetes.io/control-plane=",
        ),
    },
    unknowns: {
        "an unknown userData beside a known userDataBase64": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN, userDataBase64: base64(nodeConfig({ config: { staticPodPath: "/opt/pods" } })) },
            unknown: "userData",
            reports: [`userDataBase64 › NodeConfig › spec.kubelet.config › staticPodPath: ${runs("/opt/pods")}`],
        },
    },
});
