import { staticPodsVisible } from "../../../../policypack/policies/static-pods/static-pods-visible";
import { type GivenInStack, UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Put the Pod into kube-system, or into a namespace that the stack makes or the setting existingNamespaces lists.";
const manifest = (namespace: unknown, spec: object = {}) =>
    JSON.stringify({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "agent", ...(namespace !== undefined && { namespace }) },
        spec: { containers: [{ name: "agent", image: "example.com/agent:1" }], ...spec },
    });
const writes = (content: string, path = "/etc/kubernetes/manifests/agent.yaml") =>
    `#cloud-config\n${JSON.stringify({ write_files: [{ path, content }] })}`;
const AT = "write_files[0].content › metadata.namespace";

const node = (namespace: string, spec?: object): GivenInStack => ({
    ...instance(writes(manifest(namespace, spec))),
    name: "node",
});
const namespace = (name: unknown, labels?: object): GivenInStack => ({
    type: "kubernetes:core/v1:Namespace",
    name: "namespace",
    props: { metadata: { name, ...(labels && { labels }) } },
});
const refuses = { "pod-security.kubernetes.io/enforce": "restricted" };

policyTable(staticPodsVisible, {
    stacks: {
        "a namespace that nothing here makes may exist elsewhere": {
            resources: [namespace("monitoring"), node("monitorng")],
            reports: [
                `(advisory) userData › ${AT}: puts a static Pod into the namespace "monitorng", which nothing here makes. ${FIX} @node`,
            ],
        },
        "a namespace of the stack": { resources: [namespace("monitoring"), node("monitoring")], reports: [] },
        "one that a release makes": {
            resources: [
                {
                    type: "kubernetes:helm.sh/v3:Release",
                    name: "release",
                    props: { chart: "a", namespace: "monitoring", createNamespace: true },
                },
                node("monitoring"),
            ],
            reports: [],
        },
        "one that is configured": {
            resources: [{ ...node("monitoring"), config: { existingNamespaces: ["monitoring"] } }],
            reports: [],
        },
        "one whose admission refuses the Pod": {
            resources: [namespace("monitoring", refuses), node("monitoring", { hostPID: true })],
            reports: [
                `userData › ${AT}: puts a static Pod into the namespace "monitoring", which refuses it (Pod Security level restricted). ${FIX} @node`,
            ],
        },
        "one whose admission refuses what is worst": {
            resources: [
                namespace("monitoring", { "pod-security.kubernetes.io/enforce": "baseline" }),
                node("monitoring", { hostPID: true }),
            ],
            reports: [
                `userData › ${AT}: puts a static Pod into the namespace "monitoring", which refuses it (Pod Security level baseline). ${FIX} @node`,
            ],
        },
        "one whose admission refuses nothing": {
            resources: [
                namespace("monitoring", { "pod-security.kubernetes.io/enforce": "privileged" }),
                node("monitoring", { hostPID: true }),
            ],
            reports: [],
        },
        "one whose admission takes it": { resources: [namespace("monitoring", refuses), node("monitoring")], reports: [] },
        "a manifest in the folder that the kubelet is told": {
            resources: [
                namespace("monitoring", refuses),
                {
                    ...instance(
                        `#!/bin/bash\ncat > /srv/pods/a.json <<'EOF'\n${manifest("monitoring", { hostPID: true })}\nEOF\n/etc/eks/bootstrap.sh prod --kubelet-extra-args --pod-manifest-path=/srv/pods\n`,
                    ),
                    name: "node",
                },
            ],
            reports: [
                `userData › line 2 › metadata.namespace: puts a static Pod into the namespace "monitoring", which refuses it (Pod Security level restricted). ${FIX} @node`,
            ],
        },
        "a manifest whose namespace cannot exist is refused by the kubelet": {
            resources: [node("Node_Agents"), node("a".repeat(64)), node("a.b")].map((one, i) => ({ ...one, name: `node-${i}` })),
            reports: [],
        },
        "a manifest with no namespace that can be read is refused too": {
            resources: [{ ...instance(writes(manifest(7))), name: "node" }],
            reports: [],
        },
        "no YAML": { resources: [{ ...instance(writes("{")), name: "node" }], reports: [] },
        "namespaces that every cluster has": {
            resources: [node("kube-system"), { ...instance(writes(manifest(undefined))), name: "of-default" }],
            reports: [],
        },
        "a file that the kubelet leaves out": {
            resources: [{ ...instance(writes(manifest("monitoring"), "/etc/kubernetes/manifests/.agent.yaml")), name: "node" }],
            reports: [],
        },
        "a folder that no kubelet looks into": {
            resources: [{ ...instance(writes(manifest("monitoring"), "/srv/www/manifests/agent.yaml")), name: "node" }],
            reports: [],
        },
        "user data that only a deployment knows hides no other": {
            resources: [{ ...instance(""), name: "unknown", props: { userData: UNKNOWN } }, node("monitoring")],
            unknown: "userData",
            reports: [
                `(advisory) userData › ${AT}: puts a static Pod into the namespace "monitoring", which nothing here makes. ${FIX} @node`,
            ],
        },
        "a namespace whose name is not known hides nothing": {
            resources: [namespace(UNKNOWN), node("monitoring")],
            reports: [
                `(advisory) userData › ${AT}: puts a static Pod into the namespace "monitoring", which nothing here makes. ${FIX} @node`,
            ],
        },
    },
});
