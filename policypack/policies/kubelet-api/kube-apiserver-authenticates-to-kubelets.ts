import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { effectiveApiServer } from "../../subjects/control-plane";

export const kubeApiserverAuthenticatesToKubelets = definePolicy({
    name: "kube-apiserver-authenticates-to-kubelets",
    displayName: "kube-apiserver authenticates to kubelets",
    description: "An API server should show kubelets a client certificate.",
    severity: "medium",
    mitigation: "M7",
    remediationSteps: "Set --kubelet-client-certificate and --kubelet-client-key",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.4"] },
    repair: NO_REPAIR.certificates,
    attack:
        "An API server without a certificate only works with kubelets that serve anonymous requests, so the cluster keeps those open: " +
        "then anybody who reaches a kubelet's port runs commands in its containers.",
    subject: effectiveApiServer,
    *check(apiServer) {
        const parts = [
            ["--kubelet-client-certificate", apiServer.kubeletClientCertificate],
            ["--kubelet-client-key", apiServer.kubeletClientKey],
        ] as const;
        const missing = parts.filter(([, { value }]) => value === "");
        if (missing.length === 0) return;
        const message = `shows kubelets no client certificate: ${missing.map(([flag]) => flag).join(" and ")} ${missing.length === 1 ? "is" : "are"} not set`;
        yield { at: apiServer.at, message, ...(apiServer.unseen !== undefined && { certainty: "unsure" }) };
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
                            command: [
                                "kube-apiserver",
                                "--kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt",
                                "--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key",
                            ],
                        },
                    ],
                },
            },
        },
    },
});
