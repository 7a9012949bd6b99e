import { stringify } from "yaml";

/** What asks the API server whether it is well: kubeadm, its own probes and load balancers, and none of them says who it is. */
const HEALTH = ["/livez", "/readyz", "/healthz"] as const;

/**
 * The AuthenticationConfiguration of the API server: requests that nobody signed reach the three health checks and nothing else. Kubernetes
 * 1.32 and later (AnonymousAuthConfigurableEndpoints).
 */
export const authenticationConfiguration = (): string =>
    stringify({
        apiVersion: "apiserver.config.k8s.io/v1beta1",
        kind: "AuthenticationConfiguration",
        anonymous: { enabled: true, conditions: HEALTH.map((path) => ({ path })) },
    });
