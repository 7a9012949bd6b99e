import { evidenceOfObject } from "../../../../../policypack/subjects/aws/buckets/node-objects";
import { stackOf, UNKNOWN } from "../../../judge";

const evidenceOf = (props: object) =>
    evidenceOfObject(
        stackOf([{ name: "it", type: "aws:s3/bucketObjectv2:BucketObjectv2", props: { bucket: "b", ...props } }])[0]!,
    );
/** What an object is by its key, while its content is not known, as that of an asset never is. */
const byKey = (key: string) => evidenceOf({ key, content: UNKNOWN });
const packed = (text: string) => Buffer.from(text).toString("base64");

test.each([
    ...["static-pods/web.yaml", "staticpods/web.yaml", "static-pod/web.yaml", "boot/static-pods/web.yaml", "v1.static-pods/web"],
    ...["kubelet-config.yaml", "kubeletconfig.json", "Kubelet-Config", "boot/kubelet-config", "kubelet.conf", "kubelet.service"],
    ...["kubeadm.yaml", "kubeadm.yml", "kubeadm.conf", "kubeadm-config.yaml", "kubeadmconfig.yaml", "boot_kubeadm.conf"],
    ...["nodeadm", "boot-nodeadm.yaml", "node-config.yaml", "nodeconfig.json", "nodeup", "kops/nodeup/1.33"],
])("%s is what nodes boot from", (key) => expect(byKey(key)).toEqual({ verdict: "node", why: `object ${key}` }));

test.each([
    ...["manifests/web.yaml", "manifest/web.yml", "etc/kubernetes/manifests/web.json", "apps/manifests/web.yaml"],
    ...["pod-manifests/web.yaml", "podmanifests/web.yaml", "static-manifests/web.yaml", "staticpodmanifests/web.yaml"],
])("%s is a manifest, for nodes or for GitOps", (key) => expect(byKey(key)).toEqual({ verdict: "unsure", why: `object ${key}` }));

test.each([
    ...["index.html", "dashboards/kubelet.json", "docs/kubelet.md", "mystatic-pods/web.txt", "static-pods", "mykubelet-config"],
    ...["manifests/web.txt", "manifests/web.yaml.bak", "manifests/a/web.yaml", "app-manifests/web.yaml", "manifests/.yaml/"],
])("%s says nothing", (key) => expect(byKey(key)).toBeUndefined());

test.each<[reason: string, content: string]>([
    ["YAML", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"],
    ["YAML with blanks", "kind\t :  Pod \t\napiVersion: v1\n"],
    ["YAML with a comment", "kind: Pod # of the control plane\napiVersion: v1\n"],
    ["YAML in quotes", "'kind': 'Pod'\n'apiVersion': 'v1'\n"],
    ["a list", "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n"],
    ["a list of others", "items:\n- kind: Pod\n  apiVersion: v1\n"],
    ["JSON as people write it", '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {}\n}'],
    ["JSON as programs write it", '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"}}'],
    ["JSON that ends with it", '{"apiVersion":"v1","kind":"Pod"}'],
    ["JSON that begins with it", '{"kind": "Pod", "apiVersion": "v1"}'],
])("a Pod in %s is a node's where manifests are, and may be anything elsewhere", (_, content) => {
    expect(evidenceOf({ key: "manifests/web.yaml", content })).toEqual({ verdict: "node", why: "the manifest of a Pod" });
    expect(evidenceOf({ key: "web.yaml", content })).toEqual({ verdict: "unsure", why: "the manifest of a Pod" });
    expect(evidenceOf({ contentBase64: packed(content) })).toEqual({ verdict: "unsure", why: "the manifest of a Pod" });
});

test.each<[reason: string, content: string]>([
    ["a Deployment", "apiVersion: apps/v1\nkind: Deployment\n"],
    ["a Pod's template", "apiVersion: v1\nkind: PodTemplate\n"],
    ["another kind of kind", "subkind: Pod\nmy-kind: Pod\n"],
    ["a text about Pods", "Every kind: Pods, Deployments\n"],
    ["what only begins like a comment", "kind: Pod#1\n"],
    ["a kind of Pods in JSON", '{"kind":"PodList"}'],
    ["nothing", ""],
])("%s is no Pod, wherever it lies", (_, content) => expect(evidenceOf({ key: "manifests/web.yaml", content })).toBeUndefined());

test.each<[reason: string, props: object, evidence: object | undefined]>([
    [
        "a script that joins a cluster",
        { key: "x.sh", content: "#!/bin/sh\nkubeadm join\n" },
        { verdict: "node", why: "user data that runs kubeadm" },
    ],
    [
        "the same in base64, which machines unpack",
        { key: "x.sh", content: packed("#!/bin/sh\n# joins the cluster\nkubeadm join\n") },
        { verdict: "node", why: "user data that runs kubeadm" },
    ],
    [
        "the same in the provider's own base64",
        { key: "x.sh", contentBase64: packed("#!/bin/sh\nkubeadm join\n") },
        { verdict: "node", why: "user data that runs kubeadm" },
    ],
    [
        "a script that may be run by a node",
        { key: "x.sh", content: "#!/bin/sh\nls /etc/kubernetes/\n" },
        { verdict: "unsure", why: "" },
    ],
    ["a script about clusters, which nodes need not run", { key: "x.sh", content: "#!/bin/sh\nkubectl get nodes\n" }, undefined],
    [
        "a page whose name is a node's file's",
        { key: "kubelet.conf", content: "<html>" },
        { verdict: "node", why: "object kubelet.conf" },
    ],
    ["what is no base64", { key: "x.sh", contentBase64: "%" }, undefined],
    ["nothing that is known", { key: UNKNOWN, content: UNKNOWN }, undefined],
])("%s", (_, props, evidence) => expect(evidenceOf(props)).toEqual(evidence));
