import { etcdMetricsNotExposed } from "../../../../policypack/policies/etcd-api/etcd-metrics-not-exposed";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "Listen on http://127.0.0.1:2381, as kubeadm has it, or on an https:// address with --client-cert-auth and --trusted-ca-file.";
const image = "registry.k8s.io/etcd:3.6.4-0";
const etcd = (...args: unknown[]) => ({ type, props: { spec: { containers: [{ image, command: ["etcd", ...args] }] } } });
const at = (i: number) => `spec.containers[0].command[${i}]`;
const plain = (place: string, url = "http://0.0.0.0:2381") =>
    `${place}: serves etcd's metrics on ${url} without TLS, so anybody reads them. ${fix}`;
const tls = ["--cert-file=/pki/server.crt", "--key-file=/pki/server.key"];
const everywhere = { spec: { containers: [{ image, command: ["etcd", "--listen-metrics-urls=http://0.0.0.0:2381"] }] } };

policyTable(etcdMetricsNotExposed, {
    fails: {
        ...everyWorkload(etcdMetricsNotExposed, everywhere, [plain("containers[0].command[1]")]),
        ...everyWrittenPod(etcdMetricsNotExposed, everywhere, [plain("containers[0].command[1]")]),
        "beside the address of kubeadm": {
            ...etcd("--listen-metrics-urls=http://127.0.0.1:2381,http://10.0.0.4:2381"),
            reports: [plain(at(1), "http://10.0.0.4:2381")],
        },
        "clients' certificates count for nothing without TLS": {
            ...etcd("--listen-metrics-urls=http://0.0.0.0:2381", ...tls, "--client-cert-auth", "--trusted-ca-file=/pki/ca.crt"),
            reports: [plain(at(1))],
        },
        "TLS asks nobody who they are": {
            ...etcd("--listen-metrics-urls=https://0.0.0.0:2381", ...tls),
            reports: [`${at(1)}: serves etcd's metrics on https://0.0.0.0:2381 to clients without a certificate. ${fix}`],
        },
        "a variable lists it": {
            type,
            props: {
                spec: {
                    containers: [
                        { image, command: ["etcd"], env: [{ name: "ETCD_LISTEN_METRICS_URLS", value: "http://0.0.0.0:2381" }] },
                    ],
                },
            },
            reports: [plain("spec.containers[0].env[0].value")],
        },
    },
    passes: {
        "as kubeadm starts it": etcd("--listen-metrics-urls=http://127.0.0.1:2381"),
        "without a listener for metrics": etcd("--metrics=extensive"),
        "an empty list is none": etcd("--listen-metrics-urls="),
        "TLS with clients' certificates": etcd(
            "--listen-metrics-urls=https://0.0.0.0:2381",
            ...tls,
            "--trusted-ca-file=/pki/ca.crt",
        ),
        "a file that is not seen is another policy's finding": etcd("--config-file=/etc/etcd.yaml"),
    },
    unknowns: {
        "where metrics are served": { ...etcd("--listen-metrics-urls", UNKNOWN), unknown: "spec.containers.0.command.2" },
    },
});
