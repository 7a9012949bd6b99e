import { kubeletAuthorizationRequired } from "../../../../policypack/policies/kubelet-api/kubelet-authorization-required";
import { UNKNOWN } from "../../judge";
import { everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix = "Set authorization.mode to Webhook, and remove --authorization-mode or set it to Webhook.";
const allows = `makes the kubelet allow every client everything (AlwaysAllow). ${fix}`;

policyTable(kubeletAuthorizationRequired, {
    fails: {
        ...everyKubelet(
            kubeletAuthorizationRequired,
            {
                config: { authorization: { mode: "AlwaysAllow" } },
                path: "authorization.mode",
                flag: "--authorization-mode=AlwaysAllow",
                others: [],
            },
            allows,
        ),
        "flags alone allow everything": {
            ...kubeletPod("--anonymous-auth=false"),
            reports: [
                `spec.containers[0].command[0]: starts a kubelet without --config, which then allows every client everything (AlwaysAllow). ${fix}`,
            ],
        },
        "a flag's value may be the next word": {
            ...kubeletPod("--config=/k.yaml", "--authorization-mode", "AlwaysAllow"),
            reports: [`spec.containers[0].command[3]: ${allows}`],
        },
    },
    passes: {
        "the API server is asked": kubeletPod("--authorization-mode=Webhook"),
        "a mode that the kubelet does not have keeps it from starting": kubeletPod("--authorization-mode=RBAC,Node"),
        "a file's default is Webhook": kubeletConfig({}),
        "the EKS images ask": instance(nodeConfig({})),
    },
    unknowns: {
        "the flag's own value is not known yet": {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "k", command: ["kubelet", "--authorization-mode", UNKNOWN] }] } },
            unknown: "spec.containers.0.command.2",
        },
    },
});
