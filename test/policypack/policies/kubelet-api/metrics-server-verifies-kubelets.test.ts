import { metricsServerVerifiesKubelets } from "../../../../policypack/policies/kubelet-api/metrics-server-verifies-kubelets";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload } from "../../workloads";

const image = "registry.k8s.io/metrics-server/metrics-server:v0.8.0";
const server = (...args: unknown[]) => ({
    type: "kubernetes:core/v1:Pod",
    props: { spec: { containers: [{ name: "metrics-server", image, args }] } },
});
const release = (values: object, chart: unknown = "metrics-server") => ({
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart, namespace: "kube-system", values },
});
const addon = (type: string, configurationValues: unknown, addonName: unknown = "metrics-server") => ({
    type,
    props: { clusterName: "prod", addonName, configurationValues },
});
const AWS = "aws:eks/addon:Addon";
const insecure = "--kubelet-insecure-tls";
const fix =
    "Remove --kubelet-insecure-tls; where kubelets sign their own certificates, let them ask for signed ones (serverTLSBootstrap), and set " +
    "--kubelet-certificate-authority where their authority is not the cluster's.";
const any = (at: string) => `${at}: sends its token to whoever answers for a kubelet, with any certificate. ${fix}`;

policyTable(metricsServerVerifiesKubelets, {
    fails: {
        ...everyWorkload(
            metricsServerVerifiesKubelets,
            { spec: { containers: [{ name: "metrics", image, args: [insecure] }] } },
            [any("containers[0].args[0]")],
        ),
        "the last of two counts": {
            ...server(`${insecure}=false`, `${insecure}=true`),
            reports: [any("spec.containers[0].args[1]")],
        },
        "an authority makes no difference then": {
            ...server("--kubelet-certificate-authority=/ca.crt", insecure),
            reports: [any("spec.containers[0].args[1]")],
        },
        "the old flag speaks in plain text": {
            ...server("--deprecated-kubelet-completely-insecure"),
            reports: [
                "spec.containers[0].args[0]: asks kubelets in plain text, at the port that asks nobody who they are. Remove --deprecated-kubelet-completely-insecure.",
            ],
        },
        "through a shell": {
            type: "kubernetes:core/v1:Pod",
            props: {
                spec: {
                    containers: [
                        { name: "m", image: "example.com/m:1", command: ["sh", "-c", `exec /metrics-server ${insecure}`] },
                    ],
                },
            },
            reports: [any("spec.containers[0].command[2]")],
        },
        "its chart adds the words": { ...release({ args: ["--v=2", insecure] }), reports: [any("values.args[1]")] },
        "its chart, by another way to it": {
            ...release({ defaultArgs: [insecure] }, "./charts/metrics-server-3.13.0.tgz"),
            reports: [any("values.defaultArgs[0]")],
        },
        "the add-on in JSON": {
            ...addon(AWS, JSON.stringify({ args: [insecure] })),
            reports: [any("configurationValues › args[0]")],
        },
        "the add-on in YAML, by the other provider": {
            ...addon("aws-native:eks:Addon", `replicas: 2\nargs:\n  - ${insecure}\n`),
            reports: [any("configurationValues › args[0]")],
        },
        "a configuration that is no document": {
            ...addon(AWS, "{"),
            reports: ["configurationValues: is no valid YAML (line 1), so it could not be judged. Correct it."],
        },
    },
    passes: {
        "as its manifest has it": server(
            "--secure-port=10250",
            "--kubelet-preferred-address-types=InternalIP",
            "--metric-resolution=15s",
        ),
        "said off": server(`${insecure}=false`),
        "another program with that flag": {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "x", image: "example.com/exporter:1", args: [insecure] }] } },
        },
        "another chart with such a word": release({ args: [insecure] }, "exporter"),
        "its chart without words": release({ replicas: 2 }),
        "another add-on": addon(AWS, JSON.stringify({ args: [insecure] }), "adot"),
        "the add-on without a configuration": addon(AWS, undefined),
    },
    unknowns: {
        "a word that is not known may be the flag": { ...server(UNKNOWN), unknown: "spec.containers.0.args.0" },
        "what is known is told all the same": {
            ...server(insecure, UNKNOWN),
            unknown: "spec.containers.0.args.1",
            reports: [any("spec.containers[0].args[0]")],
        },
        "the add-on's configuration": { ...addon(AWS, UNKNOWN), unknown: "configurationValues" },
        "the chart's words": { ...release({ args: UNKNOWN }), unknown: "values.args" },
    },
});
