import { kubeletHealthzLocal } from "../../../../policypack/policies/kubelet-api/kubelet-healthz-local";
import { UNKNOWN } from "../../judge";
import { bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix = "Set healthzBindAddress to 127.0.0.1 (--healthz-bind-address), or healthzPort to 0.";
const serves = (where: string) => `makes the kubelet serve its health on ${where}. ${fix}`;

policyTable(kubeletHealthzLocal, {
    fails: {
        ...everyKubelet(
            kubeletHealthzLocal,
            {
                config: { healthzBindAddress: "0.0.0.0" },
                path: "healthzBindAddress",
                flag: "--healthz-bind-address=0.0.0.0",
                others: [],
            },
            serves("0.0.0.0, port 10248"),
        ),
        "every address of both families, on a port of one's own": {
            ...kubeletConfig({ healthzBindAddress: "::", healthzPort: 9000 }),
            reports: [`data.kubelet › healthzBindAddress: ${serves("::, port 9000")}`],
        },
        "a name may be any address": {
            ...kubeletConfig({ healthzBindAddress: "node-1" }),
            reports: [`data.kubelet › healthzBindAddress: ${serves("node-1, port 10248")}`],
        },
    },
    passes: {
        "loopback is the default": kubeletConfig({}),
        "an empty address is the default": kubeletConfig({ healthzBindAddress: "" }),
        "all of 127.0.0.0/8 is loopback": kubeletConfig({ healthzBindAddress: "127.9.9.9" }),
        "leading zeros change no address": kubeletPod("--healthz-bind-address=127.0.0.01"),
        "IPv6 has a loopback too": kubeletConfig({ healthzBindAddress: "::1" }),
        "port 0 serves nothing": kubeletConfig({ healthzBindAddress: "0.0.0.0", healthzPort: 0 }),
        "the flag beats the file": kubeletPod("--healthz-bind-address=0.0.0.0", "--healthz-bind-address=::1"),
        "nodeadm leaves it": instance(nodeConfig({})),
        "bootstrap.sh leaves it": instance(bootstrap("--v=2")),
    },
    unknowns: {
        "user data is not known yet": { type: "aws:ec2/instance:Instance", props: { userData: UNKNOWN }, unknown: "userData" },
    },
});
