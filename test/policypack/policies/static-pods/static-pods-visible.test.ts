import { staticPodsVisible } from "../../../../policypack/policies/static-pods/static-pods-visible";
import { everyBoot } from "../../boots";
import { written } from "../../carriers";
import { type GivenInStack, UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX = "Put the Pod into kube-system, or into a namespace that the stack makes or the setting namespaces lists.";
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
const cannotExist = (name: string) => `puts a static Pod into the namespace "${name}", which cannot exist. ${FIX}`;

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
    fails: {
        ...everyBoot(staticPodsVisible, written("/etc/kubernetes/manifests/agent.yaml", manifest("Node_Agents")), [
            `AT › line 2 › metadata.namespace: ${cannotExist("Node_Agents")}`,
        ]),
        "a name that is too long": {
            ...instance(writes(manifest("a".repeat(64)))),
            reports: [`userData › ${AT}: ${cannotExist("a".repeat(64))}`],
        },
        "a manifest in the folder that the kubelet is told": {
            ...instance(
                `#!/bin/bash\ncat > /srv/pods/a.json <<'EOF'\n${manifest("a.b")}\nEOF\n/etc/eks/bootstrap.sh prod --kubelet-extra-args --pod-manifest-path=/srv/pods\n`,
            ),
            reports: [`userData › line 2 › metadata.namespace: ${cannotExist("a.b")}`],
        },
    },
    passes: {
        "a namespace that every cluster has": instance(writes(manifest("kube-system"))),
        "none is default": instance(writes(manifest(undefined))),
        "one that may exist is for the whole stack to say": instance(writes(manifest("monitoring"))),
        "a file that the kubelet leaves out": instance(writes(manifest("Node_Agents"), "/etc/kubernetes/manifests/.agent.yaml")),
        "a folder that no kubelet looks into": instance(writes(manifest("Node_Agents"), "/srv/www/manifests/agent.yaml")),
        "what the kubelet refuses": instance(writes(manifest(7))),
        "no YAML": instance(writes("{")),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
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
            resources: [{ ...node("monitoring"), config: { namespaces: ["monitoring"] } }],
            reports: [],
        },
        "one whose admission refuses the Pod": {
            resources: [namespace("monitoring", refuses), node("monitoring", { hostPID: true })],
            reports: [
                `userData › ${AT}: puts a static Pod into the namespace "monitoring", which refuses it (Pod Security level restricted). ${FIX} @node`,
            ],
        },
        "one whose admission takes it": { resources: [namespace("monitoring", refuses), node("monitoring")], reports: [] },
        "one that cannot exist is told at its resource": { resources: [node("Node_Agents")], reports: [] },
        "user data that only a deployment knows hides no other, and is told at its resource": {
            resources: [{ ...instance(""), name: "unknown", props: { userData: UNKNOWN } }, node("monitoring")],
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
