import { kubeApiserverAuthenticatesToKubelets } from "../../../../policypack/policies/kubelet-api/kube-apiserver-authenticates-to-kubelets";
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
const fix = "Set --kubelet-client-certificate and --kubelet-client-key.";

policyTable(kubeApiserverAuthenticatesToKubelets, {
    fails: {
        ...everyWorkload(
            kubeApiserverAuthenticatesToKubelets,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver"] }] } },
            [
                `containers[0].command[0]: shows kubelets no client certificate: --kubelet-client-certificate and --kubelet-client-key are not set. ${fix}`,
            ],
        ),
        ...everyWrittenPod(
            kubeApiserverAuthenticatesToKubelets,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver"] }] } },
            [
                `containers[0].command[0]: shows kubelets no client certificate: --kubelet-client-certificate and --kubelet-client-key are not set. ${fix}`,
            ],
        ),
        "a certificate without its key": {
            ...apiServer("--kubelet-client-certificate=/a.crt"),
            reports: [`${at(0)}: shows kubelets no client certificate: --kubelet-client-key is not set. ${fix}`],
        },
    },
    passes: {
        "a certificate and its key": apiServer("--kubelet-client-certificate=/a.crt", "--kubelet-client-key=/a.key"),
        "another program": pod("kube-controller-manager"),
    },
    unknowns: {
        "whether it has a key": {
            ...apiServer("--kubelet-client-certificate=/a.crt", "--kubelet-client-key", UNKNOWN),
            unknown: "spec.containers.0.command.3",
        },
    },
});
