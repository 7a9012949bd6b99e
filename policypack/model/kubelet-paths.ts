import type { NodeSubresourceGrant } from "./node-subresource-grant";

/** The sub-resources, beside those that monitoring needs (`metrics`, `stats`, `healthz`), that the kubelet authorizes (pkg/kubelet/server/auth.go), and what each gives to whoever has it. */
export const GIVES: Readonly<Record<string, string>> = {
    proxy: "run commands in every container of a node",
    checkpoint: "write out the memory of containers",
    log: "read the node's log files",
    configz: "read the kubelet's configuration",
    pods: "read every Pod of a node with its environment",
};

/** The kubelet takes its verb from the HTTP method and serves GET (also for a WebSocket, so for exec) and POST. */
export const EFFECTIVE_VERBS: readonly string[] = ["get", "create", "*"];

/** The guarded sub-resources that a grant opens, `proxy` first. */
export function opened({ reaches, verbs }: NodeSubresourceGrant): readonly string[] {
    if (!verbs.some((verb) => EFFECTIVE_VERBS.includes(verb))) return [];
    return Object.keys(GIVES).filter((name) => reaches === "every" || reaches.includes(name));
}

/**
 * Whether a grant lets one say where a kubelet is: the API server takes the address and port of the kubelet that it sends commands and log
 * requests to from the node's status (pkg/kubelet/client, NodeConnectionInfoGetter).
 */
export const redirects = ({ reaches, verbs }: NodeSubresourceGrant): boolean =>
    ["*", "update", "patch"].some((verb) => verbs.includes(verb)) && (reaches === "every" || reaches.includes("status"));
