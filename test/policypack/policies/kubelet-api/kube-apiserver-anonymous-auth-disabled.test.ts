import { kubeApiserverAnonymousAuthDisabled } from "../../../../policypack/policies/kubelet-api/kube-apiserver-anonymous-auth-disabled";
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
const fix =
    "Set --anonymous-auth=false and let probes authenticate, or allow anonymous requests to /livez, /readyz and /healthz alone with --authentication-config.";

/** A control plane of kubeadm whose API server has a file that says who is anonymous, mounted under another path. */
const kubeadm = (...anonymous: string[]) => ({
    type: "aws:ec2/instance:Instance",
    props: {
        userData: [
            "#!/bin/bash",
            "cat > /etc/kubernetes/kubeadm.yaml <<'EOF'",
            "apiVersion: kubeadm.k8s.io/v1beta4",
            "kind: ClusterConfiguration",
            "apiServer:",
            "  extraArgs: [{ name: authentication-config, value: /conf/authentication.yaml }]",
            "  extraVolumes: [{ name: conf, hostPath: /etc/kubernetes/conf, mountPath: /conf }]",
            "EOF",
            "cat > /etc/kubernetes/conf/authentication.yaml <<'EOF'",
            "apiVersion: apiserver.config.k8s.io/v1beta1",
            "kind: AuthenticationConfiguration",
            ...anonymous,
            "EOF",
            "kubeadm init --config /etc/kubernetes/kubeadm.yaml",
        ].join("\n"),
    },
});

policyTable(kubeApiserverAnonymousAuthDisabled, {
    fails: {
        ...everyWorkload(
            kubeApiserverAnonymousAuthDisabled,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver", "--anonymous-auth=true"] }] } },
            [`containers[0].command[1]: accepts anonymous requests. ${fix}`],
        ),
        ...everyWrittenPod(
            kubeApiserverAnonymousAuthDisabled,
            { spec: { containers: [{ image: "example.com/api:1", command: ["kube-apiserver", "--anonymous-auth=true"] }] } },
            [`containers[0].command[1]: accepts anonymous requests. ${fix}`],
        ),
        "the default": { ...apiServer(), reports: [`${at(0)}: accepts anonymous requests, as is the default. ${fix}`] },
        "a flag that stands alone is true": {
            ...apiServer("--anonymous-auth"),
            reports: [`${at(1)}: accepts anonymous requests. ${fix}`],
        },
        "a file of kubeadm's lets everybody in": {
            ...kubeadm("anonymous: { enabled: true }"),
            reports: [`userData › line 9 › anonymous.enabled: accepts anonymous requests. ${fix}`],
        },
        "a file of kubeadm's says nothing of it": {
            ...kubeadm("jwt: []"),
            reports: [`userData › line 2: accepts anonymous requests, as is the default. ${fix}`],
        },
        "a boolean takes no following word": {
            ...apiServer("--anonymous-auth", "false"),
            reports: [`${at(1)}: accepts anonymous requests. ${fix}`],
        },
    },
    passes: {
        "a file of kubeadm's lets the probes in": kubeadm("anonymous: { enabled: true, conditions: [{ path: /livez }] }"),
        "a file of kubeadm's lets nobody in": kubeadm("anonymous: { enabled: false }"),
        "switched off": apiServer("--anonymous-auth=false"),
        "Go's other word for false": apiServer("--anonymous-auth=F"),
        "a file says who is anonymous": apiServer("--authentication-config=/etc/kubernetes/authn.yaml"),
        "another program": pod("etcd"),
    },
    unknowns: {
        "another flag that is not known may set it": { ...apiServer(UNKNOWN), unknown: "spec.containers.0.command.1" },
    },
});
