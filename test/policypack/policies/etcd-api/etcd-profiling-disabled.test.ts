import { etcdProfilingDisabled } from "../../../../policypack/policies/etcd-api/etcd-profiling-disabled";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix = "Leave --enable-pprof out, and keep --log-level at info: debug serves profiles too.";
const image = "registry.k8s.io/etcd:3.6.4-0";
const etcd = (...args: unknown[]) => ({ type, props: { spec: { containers: [{ image, command: ["etcd", ...args] }] } } });
const at = (i: number) => `spec.containers[0].command[${i}]`;
const on = (place: string) => `${place}: serves profiles of etcd at /debug/pprof, which is turned on. ${fix}`;
const byLevel = (place: string) =>
    `${place}: serves profiles of etcd at /debug/pprof, which the log level debug turns on too. ${fix}`;
const everywhere = { spec: { containers: [{ image, command: ["etcd", "--enable-pprof"] }] } };

policyTable(etcdProfilingDisabled, {
    fails: {
        ...everyWorkload(etcdProfilingDisabled, everywhere, [on("containers[0].command[1]")]),
        ...everyWrittenPod(etcdProfilingDisabled, everywhere, [on("containers[0].command[1]")]),
        "by the level of logs": { ...etcd("--log-level=debug"), reports: [byLevel(at(1))] },
        "the level does what the flag does not": {
            ...etcd("--enable-pprof=false", "--log-level", "debug"),
            reports: [byLevel(at(3))],
        },
        "the last of a flag counts": { ...etcd("--enable-pprof=false", "-enable-pprof=1"), reports: [on(at(2))] },
    },
    passes: {
        "by default": etcd("--log-level=info"),
        "turned off": etcd("--enable-pprof=false"),
        "the level in other letters is another one": etcd("--log-level=DEBUG"),
        "a file that is not seen is another policy's finding": etcd("--config-file=/etc/etcd.yaml", "--enable-pprof"),
    },
    unknowns: {
        "the level": { ...etcd("--log-level", UNKNOWN), unknown: "spec.containers.0.command.2" },
    },
});
