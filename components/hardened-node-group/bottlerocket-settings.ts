import { stringify } from "smol-toml";
import type { KubeletChoices } from "./kubelet-configuration";

/** What may differ between hardened nodes on Bottlerocket. */
export interface BottlerocketChoices extends Pick<KubeletChoices, "maxPods" | "isSelfSigned"> {
    /** Run the control container, by which Session Manager enters the node without being root there. */
    readonly hasSessions: boolean;
}

/**
 * Bottlerocket's settings in TOML. Its kubelet asks who comes, takes no anonymous request and serves no read-only port whatever they say, so
 * only what they could open is written out. EKS adds the cluster's own settings.
 */
export const bottlerocketSettings = (choices: BottlerocketChoices): string =>
    stringify({
        settings: {
            kubernetes: {
                "standalone-mode": false,
                "server-tls-bootstrap": !choices.isSelfSigned,
                "seccomp-default": true,
                "event-qps": 50,
                ...(choices.maxPods !== undefined && { "max-pods": choices.maxPods }),
            },
            "host-containers": {
                // SSH, and root on the node.
                admin: { enabled: false },
                control: { enabled: choices.hasSessions, superpowered: false },
            },
            kernel: { lockdown: "integrity" },
        },
    });
