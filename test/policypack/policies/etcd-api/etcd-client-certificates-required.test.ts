import { etcdClientCertificatesRequired } from "../../../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";
import { everyWorkload, everyWrittenPod } from "../../workloads";

const type = "kubernetes:core/v1:Pod";
const fix =
    "List https:// addresses alone, and set --client-cert-auth with --trusted-ca-file to an authority that is etcd's own.";
const container = (command: unknown[], more: object = {}) => ({ image: "registry.k8s.io/etcd:3.6.4-0", command, ...more });
const pod = (spec: object, metadata: object = {}) => ({ type, props: { metadata, spec } });
const etcd = (...args: unknown[]) => pod({ containers: [container(["etcd", ...args])] });
const variables = (values: Record<string, unknown>, ...args: string[]) =>
    pod({
        containers: [container(["etcd", ...args], { env: Object.entries(values).map(([name, value]) => ({ name, value })) })],
    });
const at = (i: number) => `spec.containers[0].command[${i}]`;
const plain = (place: string, url = "http://0.0.0.0:2379") =>
    `${place}: serves etcd on ${url} without TLS, so anybody is a client. ${fix}`;
const open = (place: string, url = "https://0.0.0.0:2379") =>
    `${place}: serves etcd on ${url} to clients without a certificate. ${fix}`;
const tls = ["--cert-file=/pki/server.crt", "--key-file=/pki/server.key"];
const mutual = [...tls, "--client-cert-auth=true", "--trusted-ca-file=/pki/ca.crt"];
const https = "--listen-client-urls=https://0.0.0.0:2379";

policyTable(etcdClientCertificatesRequired, {
    fails: {
        ...everyWorkload(
            etcdClientCertificatesRequired,
            { spec: { containers: [container(["etcd", "--listen-client-urls=http://0.0.0.0:2379"])] } },
            [plain("containers[0].command[1]")],
        ),
        ...everyWrittenPod(
            etcdClientCertificatesRequired,
            { spec: { containers: [container(["etcd", "--listen-client-urls=http://0.0.0.0:2379"])] } },
            [plain("containers[0].command[1]")],
        ),
        "a static Pod is the cluster's, whatever its image": {
            type: "aws:ec2/instance:Instance",
            props: {
                userData: `#!/bin/bash
cat > /etc/kubernetes/manifests/etcd.yaml <<EOF
apiVersion: v1
kind: Pod
metadata: {name: etcd}
spec:
  containers:
    - image: example.com/etcd:1
      command: [etcd, --listen-client-urls=http://$ADDRESS:2379]
EOF
`,
            },
            reports: [plain("userData › line 2 › spec.containers[0].command[1]", "http://…:2379")],
        },
        "TLS without client certificates": { ...etcd(https, ...tls), reports: [open(at(1))] },
        "one plain listener among several defeats the others": {
            ...etcd("--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.4:2379,http://10.0.0.4:2378", ...mutual),
            reports: [plain(at(1), "http://10.0.0.4:2378")],
        },
        "an authority of its own is missing, so the system's are trusted": {
            ...etcd(https, ...tls, "--client-cert-auth"),
            reports: [
                `${at(1)}: serves etcd on https://0.0.0.0:2379 to clients with a certificate of any authority that the system trusts. ${fix}`,
            ],
        },
        "one dash is as good as two, and the value may follow": {
            ...etcd("-listen-client-urls", "http://[::]:2379"),
            reports: [plain(at(2), "http://[::]:2379")],
        },
        "the last of a flag counts": {
            ...etcd("--listen-client-urls=https://127.0.0.1:2379", "--listen-client-urls=http://0.0.0.0:2379"),
            reports: [plain(at(2))],
        },
        "variables set what flags do not": {
            ...variables({ ETCD_LISTEN_CLIENT_URLS: "http://0.0.0.0:2379" }),
            reports: [plain("spec.containers[0].env[0].value")],
        },
        "the gateway for HTTP serves the same data": {
            ...etcd("--listen-client-http-urls=http://0.0.0.0:2381", "--listen-client-urls=https://0.0.0.0:2379", ...mutual),
            reports: [plain(at(1), "http://0.0.0.0:2381")],
        },
        "generated certificates ask for none, whatever the authority": {
            ...etcd(https, "--auto-tls", "--client-cert-auth", "--trusted-ca-file=/pki/ca.crt"),
            reports: [open(at(1))],
        },
        "through a shell": {
            ...pod({
                containers: [
                    container(["sh", "-ec"], { args: ["exec etcd --name $NAME --listen-client-urls http://0.0.0.0:2379"] }),
                ],
            }),
            reports: [plain("spec.containers[0].args[0]")],
        },
        "started by the image": {
            ...pod({
                containers: [
                    {
                        image: "quay.io/coreos/etcd:v3.5.21",
                        env: [{ name: "ETCD_LISTEN_CLIENT_URLS", value: "http://0.0.0.0:2379" }],
                    },
                ],
            }),
            reports: [`(advisory) ${plain("spec.containers[0].env[0].value")}`],
        },
        "the Pod's own address is no loopback": {
            ...pod({
                containers: [
                    container(["etcd", "--listen-client-urls=http://$(POD_IP):2379"], {
                        env: [{ name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }],
                    }),
                ],
            }),
            reports: [plain(at(1), "http://…:2379")],
        },
        "of two variables of one name the last counts": {
            ...pod({
                containers: [
                    container(["etcd", "--listen-client-urls=$(URL)"], {
                        env: [
                            { name: "URL", value: "http://127.0.0.1:2379" },
                            { name: "URL", value: "http://0.0.0.0:2379" },
                        ],
                    }),
                ],
            }),
            reports: [plain(at(1))],
        },
        "a variable that is made of those before it": {
            ...pod({
                containers: [
                    container(["etcd"], {
                        env: [
                            { name: "IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                            { name: "SCHEME", value: "http" },
                            { name: "ETCD_LISTEN_CLIENT_URLS", value: "$(SCHEME)://$(IP):2379" },
                        ],
                    }),
                ],
            }),
            reports: [plain("spec.containers[0].env[2].value", "http://…:2379")],
        },
        "an application's etcd is advice": {
            ...pod({
                containers: [{ image: "bitnami/etcd:3.6", command: ["etcd", "--listen-client-urls=http://0.0.0.0:2379"] }],
            }),
            reports: [`(advisory) ${plain(at(1))}`],
        },
        "kube-system has the cluster's": {
            ...pod(
                { containers: [{ image: "example.com/etcd:1", command: ["etcd", "--listen-client-urls=http://0.0.0.0:2379"] }] },
                { namespace: "kube-system" },
            ),
            reports: [plain(at(1))],
        },
        "the label of a hosted control plane": {
            ...pod(
                { containers: [{ image: "example.com/etcd:1", command: ["etcd", "--listen-client-urls=http://0.0.0.0:2379"] }] },
                { labels: { "gardener.cloud/role": "controlplane" } },
            ),
            reports: [plain(at(1))],
        },
        "on the node's network": {
            ...pod({
                hostNetwork: true,
                containers: [{ image: "example.com/etcd:1", command: ["etcd", "--listen-client-urls=http://0.0.0.0:2379"] }],
            }),
            reports: [plain(at(1))],
        },
        "with the cluster's certificates": {
            ...pod({
                containers: [
                    {
                        image: "example.com/etcd:1",
                        command: [
                            "etcd",
                            https,
                            "--cert-file=/etc/kubernetes/pki/etcd/server.crt",
                            "--key-file=/etc/kubernetes/pki/etcd/server.key",
                        ],
                    },
                ],
            }),
            reports: [open(at(1))],
        },
        "a configuration file excludes flags and is not seen": {
            ...etcd("--config-file=/etc/etcd/etcd.yaml", "--listen-client-urls=http://0.0.0.0:2379"),
            reports: [
                `(advisory) ${at(1)}: reads all of etcd's settings from a file that cannot be seen here, so its listeners could not be judged. Set them as flags, or check the file.`,
            ],
        },
        "variables from elsewhere may demand certificates": {
            ...pod({ containers: [container(["etcd", https, ...tls], { envFrom: [{ configMapRef: { name: "etcd" } }] })] }),
            reports: [`(advisory) ${open(at(1))}`],
        },
    },
    passes: {
        "as kubeadm starts it": etcd(
            "--advertise-client-urls=https://10.0.0.4:2379",
            "--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.4:2379",
            "--listen-metrics-urls=http://127.0.0.1:2381",
            ...mutual,
        ),
        "a trusted authority alone demands certificates": etcd(https, ...tls, "--trusted-ca-file=/pki/ca.crt"),
        "by default it listens to its own machine": etcd(),
        "loopback in every spelling": etcd(
            "--listen-client-urls=http://localhost:2379,http://127.0.0.2:2379,http://[::1]:2379,unix://localhost:1",
        ),
        "a flag beats its variable": variables({ ETCD_LISTEN_CLIENT_URLS: "http://0.0.0.0:2379" }, https, ...mutual),
        "a variable for the authority": variables(
            { ETCD_TRUSTED_CA_FILE: "/pki/ca.crt", ETCD_CERT_FILE: "/a", ETCD_KEY_FILE: "/b" },
            https,
        ),
        "etcdctl is a client": pod({
            containers: [container(["etcdctl", "--endpoints=http://0.0.0.0:2379", "snapshot", "save"])],
        }),
        "copying the program does not start it": pod({ initContainers: [container(["cp", "/usr/local/bin/etcd", "/out/etcd"])] }),
        "a proxy is another server": etcd("grpc-proxy", "start", "--listen-addr=0.0.0.0:23790"),
        "a file elsewhere on a node starts nothing": {
            type: "aws:ec2/instance:Instance",
            props: {
                userData: `#cloud-config
write_files:
  - path: /root/etcd.yaml
    content: "{kind: Pod, spec: {containers: [{command: [etcd, --listen-client-urls=http://0.0.0.0:2379]}]}}"
`,
            },
        },
        "a template is no manifest yet": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "etcd.yaml": "{{ if .etcd }}kind: Pod\nspec: {containers: [{command: [etcd]}]}{{ end }}" } },
        },
        "what a ConfigMap without a manifest holds need not be known": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { kubeconfig: UNKNOWN } },
        },
        "a manifest that the API server refuses starts nothing": {
            type: "kubernetes:core/v1:ConfigMap",
            props: {
                data: {
                    "a.yaml": "{kind: Pod, spec: {containers: etcd}}",
                    "b.yaml": "{kind: 7, spec: {containers: [{command: [etcd]}]}}",
                },
            },
        },
        "a ConfigMap of something else": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "app.conf": "containers: [etcd]", "list.yaml": "- containers" } },
        },
        "another image without a command": pod({
            containers: [{ image: "nginx", args: ["--listen-client-urls=http://0.0.0.0:2379"] }],
        }),
        "an image that is not known yet, without a flag or variable that would open an etcd": pod({
            containers: [{ image: UNKNOWN, env: [{ name: "PORT", value: "8080" }] }],
        }),
    },
    unknowns: {
        "an unknown flag hides no plain listener": {
            ...etcd("--listen-client-urls=http://0.0.0.0:2379,https://0.0.0.0:2380", UNKNOWN, ...tls),
            unknown: "spec.containers.0.command.2",
            reports: [plain(at(1))],
        },
        "an unknown variable hides none of another name": {
            ...pod({
                containers: [
                    container(["etcd", "--listen-client-urls=$(URL)"], {
                        env: [
                            { name: "OTHER", value: UNKNOWN },
                            { name: "URL", value: "http://0.0.0.0:2379" },
                        ],
                    }),
                    container(["etcd", "--listen-client-urls=$(OTHER)"], { env: [{ name: "OTHER", value: UNKNOWN }] }),
                ],
            }),
            unknown: "spec.containers.1.env.0.value",
            reports: [plain(at(1))],
        },
        "an unknown container hides no sibling": {
            ...pod({ containers: [UNKNOWN, container(["etcd", "--listen-client-urls=http://0.0.0.0:2379"])] }),
            unknown: "spec.containers.0",
            reports: [plain("spec.containers[1].command[1]")],
        },
        "an unknown manifest hides no other": {
            type: "kubernetes:core/v1:ConfigMap",
            props: {
                data: {
                    "a.yaml": UNKNOWN,
                    "b.yaml":
                        "{kind: Pod, metadata: {namespace: kube-system}, spec: {containers: [{command: [etcd, --listen-client-urls=http://0.0.0.0:2379]}]}}",
                },
            },
            unknown: "data.a.yaml",
            reports: [plain(`data["b.yaml"] › spec.containers[0].command[1]`)],
        },
        "an image, where flags go to its own command": {
            ...pod({ containers: [{ image: UNKNOWN, args: ["--listen-client-urls=http://0.0.0.0:2379"] }] }),
            unknown: "spec.containers.0.image",
        },
        "an image, where etcd's variables are set": {
            ...pod({
                containers: [{ image: UNKNOWN, env: [{ name: "ETCD_LISTEN_CLIENT_URLS", value: "http://0.0.0.0:2379" }] }],
            }),
            unknown: "spec.containers.0.image",
        },
        "where it listens": { ...etcd("--listen-client-urls", UNKNOWN), unknown: "spec.containers.0.command.2" },
        "what else is on a command line that is not known": {
            ...pod({ containers: [{ image: "registry.k8s.io/etcd:3.6", command: ["etcd", https], args: UNKNOWN }] }),
            unknown: "spec.containers.0.args",
        },
    },
});
