import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { NO_REPAIR } from "../../model/repair";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { kubeletConfigMap } from "../examples";

export const kubeletServingCertificateSet = definePolicy({
    name: "kubelet-serving-certificate-set",
    displayName: "The kubelet serves a certificate of the cluster",
    description: "A kubelet must serve a certificate that its clients can verify.",
    severity: "medium",
    mitigation: "M7",
    remediationSteps:
        "Set serverTLSBootstrap to true (--rotate-server-certificates) and approve the requests, or set tlsCertFile and tlsPrivateKeyFile",
    frameworks: { "CIS Kubernetes 1.12": ["4.2.9", "4.2.11"], "CIS EKS 1.8": ["3.2.9"] },
    repair: NO_REPAIR.certificates,
    attack:
        "Clients cannot verify a certificate that the kubelet signed itself, so they do not try. Whoever takes over the node's address " +
        "then reads the tokens that they send, and what is typed in kubectl exec.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { value, at } = kubelet.serverTLSBootstrap;
            if (value) return;
            const { tlsCertFile: certificate, tlsPrivateKeyFile: key } = kubelet;
            if (certificate.value === "" && key.value === "") {
                yield { at, message: "leaves the kubelet with a certificate that it signs itself" };
            } else if (certificate.value === "" || key.value === "") {
                const [set, missing] = key.value === "" ? ["certificate", "key"] : ["key", "certificate"];
                const place = key.value === "" ? certificate.at : key.at;
                yield {
                    at: place,
                    message: `gives the kubelet a serving ${set} without its ${missing}, so it can serve neither`,
                };
            }
        });
    },
    examples: {
        bad: kubeletConfigMap(),
        good: kubeletConfigMap("serverTLSBootstrap: true"),
    },
});
