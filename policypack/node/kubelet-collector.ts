import type { KubeletCollector } from "../model/kubelet-collector";
import type { Sourced } from "../model/sourced";
import { type FlagGrammar, parseBool } from "../parse/flags";
import { type Invocation, StartSettings } from "./invocation";

/** The flags of metrics-server about kubelets, and its booleans. */
export const COLLECTOR_GRAMMAR: FlagGrammar = {
    dialect: "pflag",
    switches: new Set([
        "kubelet-insecure-tls",
        "deprecated-kubelet-completely-insecure",
        "kubelet-use-node-status-port",
        "version",
    ]),
    valued: new Set(["kubelet-certificate-authority", "kubelet-preferred-address-types", "kubelet-port", "secure-port"]),
};

/** What metrics-server does with its flags (cmd/metrics-server/app/options/kubelet_client.go of 0.8). */
export function kubeletCollector(invocation: Invocation): KubeletCollector {
    const settings = new StartSettings(invocation, COLLECTOR_GRAMMAR);
    const flag = (name: string): Sourced<boolean> => {
        const read = settings.value(name, "false");
        return { ...read, value: parseBool(read.value) ?? false };
    };
    return {
        get acceptsAnyCertificate() {
            return flag("kubelet-insecure-tls");
        },
        get isPlainText() {
            return flag("deprecated-kubelet-completely-insecure");
        },
    };
}
