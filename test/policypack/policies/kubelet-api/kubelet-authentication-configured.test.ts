import { kubeletAuthenticationConfigured } from "../../../../policypack/policies/kubelet-api/kubelet-authentication-configured";
import { UNKNOWN } from "../../judge";
import { everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix =
    "Set authentication.webhook.enabled to true (--authentication-token-webhook), or authentication.x509.clientCAFile (--client-ca-file) to the cluster's authority.";
const no = "no way to authenticate a client: neither tokens nor certificates";
const leaves = `leaves the kubelet ${no}. ${fix}`;
const off = { authentication: { webhook: { enabled: false }, x509: { clientCAFile: "" } } };

policyTable(kubeletAuthenticationConfigured, {
    fails: {
        ...everyKubelet(
            kubeletAuthenticationConfigured,
            {
                config: off,
                path: "authentication.webhook.enabled",
                flag: "--authentication-token-webhook=false",
                others: ["--config=/k.yaml"],
                installed: ["--client-ca-file="],
            },
            leaves,
        ),
        "flags alone know neither": {
            ...kubeletPod("--read-only-port=0"),
            reports: [`spec.containers[0].command[0]: starts a kubelet without --config, which then knows ${no}. ${fix}`],
        },
        "flags take both from the image's file": {
            ...instance(nodeConfig({ flags: ["--authentication-token-webhook=false", "--client-ca-file="] })),
            reports: [`userData › NodeConfig › spec.kubelet.flags[0]: ${leaves}`],
        },
    },
    passes: {
        "certificates are enough": kubeletPod("--client-ca-file=/etc/kubernetes/pki/ca.crt"),
        "tokens are enough": kubeletConfig({}),
        "the EKS images bring an authority": instance(
            nodeConfig({ config: { authentication: { webhook: { enabled: false } } } }),
        ),
    },
    unknowns: {
        "user data is not known yet": { type: "aws:ec2/instance:Instance", props: { userData: UNKNOWN }, unknown: "userData" },
    },
});
