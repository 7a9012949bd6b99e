import { definePolicy } from "../../lib/define-policy";
import { effectiveApiServer } from "../../subjects/control-plane";

export const kubeApiserverAnonymousAuthDisabled = definePolicy({
    name: "kube-apiserver-anonymous-auth-disabled",
    displayName: "kube-apiserver refuses anonymous requests",
    description: "An API server should refuse requests that nobody signed.",
    severity: "medium",
    mitigation: "M7",
    remediationSteps:
        "Set --anonymous-auth=false and let probes authenticate, or allow anonymous requests to /livez, /readyz and /healthz alone with " +
        "--authentication-config",
    frameworks: { "CIS Kubernetes 1.12": ["1.2.1"] },
    repair: "probes and load balancers may ask without credentials, and would take the API server for dead",
    attack:
        "One binding to system:unauthenticated, made by mistake, is then open to whoever reaches the API server. With nodes/proxy in its role, " +
        "that is a command in every container.",
    subject: effectiveApiServer,
    *check(apiServer) {
        const anonymous = apiServer.anonymousAuth;
        if (!anonymous.value) return;
        // The file may allow them to some paths alone; the flag and the file's own setting exclude each other.
        if (anonymous.isDefault && apiServer.authenticationConfig.value !== "") return;
        const message = `accepts anonymous requests${anonymous.isDefault ? ", as is the default" : ""}`;
        yield {
            at: anonymous.at,
            message,
            ...(anonymous.isDefault && apiServer.unseen !== undefined && { certainty: "unsure" }),
        };
    },
    examples: {
        bad: {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "api", command: ["kube-apiserver", "--anonymous-auth=true"] }] } },
        },
        good: {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "api", command: ["kube-apiserver", "--anonymous-auth=false"] }] } },
        },
    },
});
