import { kubeApiserverAuthorizationRequired } from "../../../../policypack/policies/kubelet-api/kube-apiserver-authorization-required";
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
const fix = "Set --authorization-mode=Node,RBAC.";

policyTable(kubeApiserverAuthorizationRequired, {
    fails: {
        ...everyWorkload(
            kubeApiserverAuthorizationRequired,
            {
                spec: {
                    containers: [{ image: "example.com/api:1", command: ["kube-apiserver", "--authorization-mode=AlwaysAllow"] }],
                },
            },
            [`containers[0].command[1]: allows every request (AlwaysAllow). ${fix}`],
        ),
        ...everyWrittenPod(
            kubeApiserverAuthorizationRequired,
            {
                spec: {
                    containers: [{ image: "example.com/api:1", command: ["kube-apiserver", "--authorization-mode=AlwaysAllow"] }],
                },
            },
            [`containers[0].command[1]: allows every request (AlwaysAllow). ${fix}`],
        ),
        "among others it still allows everything": {
            ...apiServer("--authorization-mode=RBAC,AlwaysAllow"),
            reports: [`${at(1)}: allows every request (AlwaysAllow). ${fix}`],
        },
        "a list given in two flags is one list": {
            ...apiServer("--authorization-mode=Node,RBAC", "--authorization-mode", "AlwaysAllow"),
            reports: [`${at(3)}: allows every request (AlwaysAllow). ${fix}`],
        },
        "the default": { ...apiServer(), reports: [`${at(0)}: allows every request: AlwaysAllow is the default. ${fix}`] },
    },
    passes: {
        "as kubeadm starts it": apiServer("--authorization-mode=Node,RBAC"),
        "a file says how": apiServer("--authorization-config=/etc/kubernetes/authz.yaml"),
        "another program": pod("kube-proxy"),
    },
    unknowns: {
        "which modes": { ...apiServer("--authorization-mode", UNKNOWN), unknown: "spec.containers.0.command.2" },
    },
});
