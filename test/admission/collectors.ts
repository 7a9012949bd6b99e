import { COLLECTOR_GRAMMAR } from "../../policypack/node/kubelet-collector";
import { metricsServerVerifiesKubelets } from "../../policypack/policies/kubelet-api/metrics-server-verifies-kubelets";
import { METRICS_SERVER } from "../../policypack/subjects/kubernetes/kubelet-collector";
import { flag, startRule } from "./asked";

const FLAGS = ["kubelet-insecure-tls", "deprecated-kubelet-completely-insecure"];

/** What the pack says of metrics-servers. */
export const collectorRule = startRule(metricsServerVerifiesKubelets, [
    {
        program: { called: "collectors", program: METRICS_SERVER, grammar: COLLECTOR_GRAMMAR, flags: FLAGS },
        aspects: FLAGS.map((name) => flag(name)),
    },
]);
