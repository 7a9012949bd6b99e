import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveKubelet } from "../../subjects/effective-kubelet";
import { kubeletConfigMap } from "../examples";

/** What each handler gives to whoever may use the node's proxy, log or metrics sub-resources. */
const HANDLERS = {
    enableSystemLogQuery: "answers queries of the node's system logs",
    enableContentionProfiling: "profiles lock contention",
    enableProfilingHandler: "serves profiles of its memory and calls",
    enableDebugFlagsHandler: "lets requests change how much it logs",
} as const;

export const kubeletDebugHandlersNotEnabled = definePolicy({
    name: "kubelet-debug-handlers-not-enabled",
    displayName: "The kubelet's debug handlers are not enabled",
    description: "Nobody should turn on a kubelet's handlers for profiling, debug flags and system logs.",
    severity: "low",
    mitigation: "M5",
    remediationSteps: "Remove the setting, or set it to false",
    repair: { does: "Sets what somebody turned on to false.", write: { value: false } },
    attack:
        "Whoever holds nodes/proxy or nodes/log reads the machine's journal and the kubelet's memory through its port, past the API server's audit " +
        "log. The handlers that are on by default are no finding: only what somebody turns on is.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            // Without its debugging handlers a kubelet serves none of these.
            if (!kubelet.enableDebuggingHandlers.value) return;
            for (const [name, does] of Object.entries(HANDLERS)) {
                const { value, at, isDefault } = kubelet[name as keyof typeof HANDLERS];
                if (value && !isDefault) yield { at, message: `turns on ${name}, so the kubelet ${does}` };
            }
        });
    },
    examples: {
        bad: kubeletConfigMap("enableSystemLogQuery: true"),
        good: kubeletConfigMap(),
    },
});
