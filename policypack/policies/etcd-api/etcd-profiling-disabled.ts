import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveEtcd } from "../../subjects/control-plane";
import { etcdPod } from "../examples";

export const etcdProfilingDisabled = definePolicy({
    name: "etcd-profiling-disabled",
    displayName: "etcd's profiling is disabled",
    description: "An etcd should not serve profiles of itself.",
    severity: "low",
    mitigation: "M11",
    remediationSteps: "Leave --enable-pprof out, and keep --log-level at info: debug serves profiles too",
    repair: "whoever reads its metrics or profiles has to be moved first",
    attack:
        "Profiles are served on the client listeners, whatever users etcd has. They show its command line and its memory at work, requests with " +
        "their keys among it, and a long profile or trace takes the time of an etcd that the whole cluster waits for.",
    subject: effectiveEtcd,
    *check(etcd) {
        // What cannot be seen is told by etcd-client-certificates-required, once for each etcd.
        if (etcd.configFile !== undefined) return;
        yield* byEvidence(etcd.evidence, function* () {
            const { value, at, by } = etcd.pprof;
            if (!value) return;
            const why = by === "log-level" ? "the log level debug turns on too" : "is turned on";
            yield { at, message: `serves profiles of etcd at /debug/pprof, which ${why}` };
        });
    },
    examples: { bad: etcdPod("--enable-pprof"), good: etcdPod("--log-level=info") },
});
