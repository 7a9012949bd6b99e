import { kubeletAnonymousAuthDisabled } from "../../../../policypack/policies/kubelet-api/kubelet-anonymous-auth-disabled";
import { UNKNOWN } from "../../judge";
import { bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix = "Set authentication.anonymous.enabled to false, and remove --anonymous-auth or set it to false.";
const accepts = `makes the kubelet accept requests without credentials. ${fix}`;
const path = "authentication.anonymous.enabled";
const anonymous = (enabled: unknown) => ({ authentication: { anonymous: { enabled } } });

policyTable(kubeletAnonymousAuthDisabled, {
    fails: {
        ...everyKubelet(
            kubeletAnonymousAuthDisabled,
            { config: anonymous(true), path, flag: "--anonymous-auth=true", others: [] },
            accepts,
        ),
        "a bare boolean is true": { ...kubeletPod("--anonymous-auth"), reports: [`spec.containers[0].command[1]: ${accepts}`] },
        "a flag beats a file that is not here": {
            ...kubeletPod("--config=/k.yaml", "--anonymous-auth=T"),
            reports: [`spec.containers[0].command[2]: ${accepts}`],
        },
        "a bare boolean takes no value after a blank": {
            ...instance(bootstrap("'--anonymous-auth false'")),
            reports: [
                "userData › line 3 › --kubelet-extra-args: has its value after a blank where the kubelet wants =, which keeps it from starting, so it could not be judged. Correct it.",
            ],
        },
        "flags alone accept everybody": {
            ...kubeletPod("--read-only-port=0"),
            reports: [
                `spec.containers[0].command[0]: starts a kubelet without --config, which then accepts requests without credentials. ${fix}`,
            ],
        },
        "yes is true in YAML 1.1": {
            type: "kubernetes:core/v1:ConfigMap",
            props: {
                metadata: { name: "kubelet-config", namespace: "kube-system" },
                data: {
                    kubelet:
                        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication: {anonymous: {enabled: yes}}",
                },
            },
            reports: [`data.kubelet › ${path}: ${accepts}`],
        },
        "a text is no boolean": {
            ...kubeletConfig(anonymous("true")),
            reports: [
                `data.kubelet › ${path}: is not true or false and keeps the kubelet from starting, so it could not be judged. Correct it.`,
            ],
        },
        "a list where an object belongs is no pass": {
            ...kubeletConfig({ authentication: [] }),
            reports: [
                "data.kubelet › authentication: is no object and keeps the kubelet from starting, so it could not be judged. Correct it.",
            ],
        },
        "a shell in the container starts it": {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        { name: "k", command: ["/bin/sh", "-c"], args: ["exec kubelet --config=/k.yaml --anonymous-auth=T"] },
                    ],
                },
            },
            reports: [`spec.containers[0].args[0]: ${accepts}`],
        },
        "hyperkube starts it": {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "k", command: ["/hyperkube", "kubelet", "--anonymous-auth"] }] } },
            reports: [`spec.containers[0].command[2]: ${accepts}`],
        },
    },
    passes: {
        "the EKS images refuse": instance(nodeConfig({})),
        "a merged object keeps its other settings": instance(
            nodeConfig({ config: { authentication: { webhook: { cacheTTL: "1m" } } } }),
        ),
        "a flag takes it back": kubeletPod("--config=/k.yaml", "--anonymous-auth=true", "--anonymous-auth=False"),
        "a file's default is false": kubeletConfig({}),
        "another program's flag": {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "x", command: ["kubelet-exporter", "--anonymous-auth=true"] }] } },
        },
    },
    unknowns: {
        "an unknown command may be a kubelet": {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        { name: "a", command: UNKNOWN },
                        { name: "k", command: ["kubelet", "--anonymous-auth"] },
                    ],
                },
            },
            unknown: "spec.containers.0.command",
            reports: [`spec.containers[1].command[1]: ${accepts}`],
        },
        "an unknown ConfigMap value": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { metadata: { name: "kubelet-config", namespace: "kube-system" }, data: { kubelet: UNKNOWN } },
            unknown: "data.kubelet",
        },
    },
});
