import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { effectiveApiServer } from "../../subjects/control-plane";

export const kubeApiserverVerifiesKubelets = definePolicy({
    name: "kube-apiserver-verifies-kubelets",
    displayName: "kube-apiserver verifies kubelets",
    description: "An API server should verify the certificates of kubelets.",
    severity: "medium",
    mitigation: "M7",
    remediationSteps: "Set --kubelet-certificate-authority, and let kubelets ask for signed certificates (serverTLSBootstrap)",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.5"] },
    repair: NO_REPAIR.certificates,
    attack:
        "Somebody between the API server and a node answers in the kubelet's place, and receives what kubectl exec, logs and port-forward " +
        "send there, with the API server's own identity to pass on.",
    subject: effectiveApiServer,
    *check(apiServer) {
        const https = apiServer.kubeletHttps;
        if (!https.value)
            yield { at: https.at, message: "talks to kubelets in plain text (--kubelet-https)", fix: "Remove --kubelet-https" };
        const authority = apiServer.kubeletCertificateAuthority;
        if (authority.value !== "") return;
        const message = "connects to kubelets without verifying their certificates";
        yield { at: authority.at, message, ...(apiServer.unseen !== undefined && { certainty: "unsure" }) };
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "api", command: ["kube-apiserver", "--secure-port=6443"] }] } },
        },
        good: {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        {
                            name: "api",
                            command: ["kube-apiserver", "--kubelet-certificate-authority=/etc/kubernetes/pki/kubelet-ca.crt"],
                        },
                    ],
                },
            },
        },
    },
});
