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
