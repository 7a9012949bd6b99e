import { kubeletServingCertificateSet } from "../../../../policypack/policies/kubelet-api/kubelet-serving-certificate-set";
import { UNKNOWN } from "../../judge";
import { bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix =
    "Set serverTLSBootstrap to true (--rotate-server-certificates) and approve the requests, or set tlsCertFile and tlsPrivateKeyFile.";
const signs = `leaves the kubelet with a certificate that it signs itself. ${fix}`;

policyTable(kubeletServingCertificateSet, {
    fails: {
        ...everyKubelet(
            kubeletServingCertificateSet,
            {
                config: { serverTLSBootstrap: false },
                path: "serverTLSBootstrap",
                flag: "--rotate-server-certificates=false",
                others: [],
            },
            signs,
        ),
        "a certificate needs its key": {
            ...kubeletPod("--config=", "--tls-cert-file=/a.crt"),
            reports: [
                `spec.containers[0].command[2]: gives the kubelet a serving certificate without its key, so it can serve neither. ${fix}`,
            ],
        },
        "a key needs its certificate": {
            ...kubeletConfig({ tlsPrivateKeyFile: "/a.key" }),
            reports: [
                `data.kubelet › tlsPrivateKeyFile: gives the kubelet a serving key without its certificate, so it can serve neither. ${fix}`,
            ],
        },
        "nobody sets it": { ...kubeletConfig({}), reports: [`data.kubelet › serverTLSBootstrap: ${signs}`] },
    },
    passes: {
        "files of one's own": kubeletPod("--tls-cert-file=/a.crt", "--tls-private-key-file=/a.key"),
        "the cluster signs it": kubeletConfig({ serverTLSBootstrap: true }),
        "nodeadm asks the cluster": instance(nodeConfig({})),
        "bootstrap.sh asks the cluster": instance(bootstrap("--v=2")),
    },
    unknowns: {
        "user data is not known yet": { type: "aws:ec2/instance:Instance", props: { userData: UNKNOWN }, unknown: "userData" },
    },
});
