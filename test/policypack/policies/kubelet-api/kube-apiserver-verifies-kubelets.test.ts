import { kubeApiserverVerifiesKubelets } from "../../../../policypack/policies/kubelet-api/kube-apiserver-verifies-kubelets";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const pod = (...command: unknown[]) => ({
    type,
    props: { spec: { containers: [{ image: "registry.k8s.io/kube-apiserver:v1.36.0", command }] } },
});
const apiServer = (...flags: unknown[]) => pod("kube-apiserver", ...flags);
const at = (i: number) => `spec.containers[0].command[${i}]`;
const fix = "Set --kubelet-certificate-authority, and let kubelets ask for signed certificates (serverTLSBootstrap).";

policyTable(kubeApiserverVerifiesKubelets, {
    fails: {
        ...everyWorkload(
            kubeApiserverVerifiesKubelets,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver"] }] } },
            [`containers[0].command[0]: connects to kubelets without verifying their certificates. ${fix}`],
        ),
        ...everyWrittenPod(
            kubeApiserverVerifiesKubelets,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver"] }] } },
            [`containers[0].command[0]: connects to kubelets without verifying their certificates. ${fix}`],
        ),
        "without TLS there is nothing to verify": {
            ...apiServer("--kubelet-https=false", "--kubelet-certificate-authority=/ca.crt"),
            reports: [`${at(1)}: talks to kubelets in plain text (--kubelet-https). Remove --kubelet-https.`],
        },
        "through hyperkube": {
            ...pod("/hyperkube", "apiserver", "--secure-port=6443"),
            reports: [`${at(1)}: connects to kubelets without verifying their certificates. ${fix}`],
        },
        "through Kubernetes' own runner": {
            ...pod("/go-runner", "--log-file=/var/log/kube-apiserver.log", "--", "/usr/local/bin/kube-apiserver"),
            reports: [`${at(3)}: connects to kubelets without verifying their certificates. ${fix}`],
        },
        "flags from elsewhere may set it": {
            ...pod("/bin/sh", "-c", "kube-apiserver --secure-port=6443 $EXTRA_FLAGS"),
            reports: [`(advisory) ${at(2)}: connects to kubelets without verifying their certificates. ${fix}`],
        },
    },
    passes: {
        "an authority is set": apiServer("--kubelet-certificate-authority", "/etc/kubernetes/pki/ca.crt"),
        "an underscore is a dash": apiServer("--kubelet_certificate_authority=/ca.crt"),
        "TLS, said aloud": apiServer("--kubelet-https=true", "--kubelet-certificate-authority=/ca.crt"),
        "another program": pod("kube-scheduler"),
    },
    unknowns: {
        "an unknown authority hides no plain text": {
            ...apiServer("--kubelet-https=false", "--kubelet-certificate-authority", UNKNOWN),
            unknown: "spec.containers.0.command.3",
            reports: [`${at(1)}: talks to kubelets in plain text (--kubelet-https). Remove --kubelet-https.`],
        },
        "another flag that is not known may set it": { ...apiServer(UNKNOWN), unknown: "spec.containers.0.command.1" },
    },
});
