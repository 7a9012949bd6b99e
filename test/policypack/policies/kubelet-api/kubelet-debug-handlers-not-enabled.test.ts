import { kubeletDebugHandlersNotEnabled } from "../../../../policypack/policies/kubelet-api/kubelet-debug-handlers-not-enabled";
import { UNKNOWN } from "../../judge";
import { bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";

const fix = "Remove the setting, or set it to false.";
const contention = `turns on enableContentionProfiling, so the kubelet profiles lock contention. ${fix}`;

policyTable(kubeletDebugHandlersNotEnabled, {
    fails: {
        ...everyKubelet(
            kubeletDebugHandlersNotEnabled,
            {
                config: { enableContentionProfiling: true },
                path: "enableContentionProfiling",
                flag: "--contention-profiling",
                others: [],
            },
            contention,
        ),
        "queries of the system logs are off by default": {
            ...kubeletConfig({ enableSystemLogQuery: true }),
            reports: [
                `data.kubelet › enableSystemLogQuery: turns on enableSystemLogQuery, so the kubelet answers queries of the node's system logs. ${fix}`,
            ],
        },
        "somebody asks for what is on anyhow": {
            ...kubeletConfig({ enableProfilingHandler: true, enableDebugFlagsHandler: true }),
            reports: [
                `data.kubelet › enableProfilingHandler: turns on enableProfilingHandler, so the kubelet serves profiles of its memory and calls. ${fix}`,
                `data.kubelet › enableDebugFlagsHandler: turns on enableDebugFlagsHandler, so the kubelet lets requests change how much it logs. ${fix}`,
            ],
        },
    },
    passes: {
        "the defaults are nobody's doing": kubeletConfig({}),
        "they are turned off": kubeletConfig({
            enableProfilingHandler: false,
            enableDebugFlagsHandler: false,
            enableSystemLogQuery: false,
            enableSystemLogHandler: false,
        }),
        "the system log handler is on by default": kubeletConfig({ enableSystemLogHandler: true }),
        "without debugging handlers none is served": kubeletConfig({
            enableContentionProfiling: true,
            enableDebuggingHandlers: false,
        }),
        "the flag beats the file": kubeletPod("--contention-profiling", "--contention-profiling=false"),
        "nodeadm turns on none": instance(nodeConfig({})),
        "bootstrap.sh turns on none": instance(bootstrap("--v=2")),
    },
    unknowns: {
        "user data is not known yet": { type: "aws:ec2/instance:Instance", props: { userData: UNKNOWN }, unknown: "userData" },
    },
});
