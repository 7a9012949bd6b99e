import { definePolicy } from "../../lib/define-policy";
import { effectiveApiServer } from "../../subjects/control-plane";
import { workload } from "../examples";

export const kubeApiserverAuthorizationRequired = definePolicy({
    name: "kube-apiserver-authorization-required",
    displayName: "kube-apiserver authorizes requests",
    description: "An API server must not allow everything to everybody.",
    severity: "critical",
    mitigation: "M7",
    remediationSteps: "Set --authorization-mode=Node,RBAC",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.6", "1.2.7", "1.2.8"] },
    repair: "whoever is let in by it has to be given a role first",
    attack:
        "Every client with any credential, such as the token of any Pod, may do everything, nodes/proxy and exec among it. Kubelets ask this " +
        "API server who may use them (webhook), so their own authorization is void too.",
    subject: effectiveApiServer,
    *check(apiServer) {
        for (const { value, at, isDefault } of apiServer.authorizationModes) {
            if (value !== "AlwaysAllow") continue;
            const message = `allows every request${isDefault ? ": AlwaysAllow is the default" : " (AlwaysAllow)"}`;
            yield { at, message, ...(isDefault && apiServer.unseen !== undefined && { certainty: "unsure" }) };
        }
    },
    examples: { bad: apiServer("--authorization-mode=AlwaysAllow"), good: apiServer("--authorization-mode=Node,RBAC") },
});

function apiServer(flag: string) {
    const image = "registry.k8s.io/kube-apiserver:v1.34.0";
    return workload("Deployment", "kube-apiserver", { containers: [{ name: "api", image, command: ["kube-apiserver", flag] }] });
}
