import { nodeBucketsOf } from "../../../../../policypack/subjects/aws/buckets/node-buckets";
import type { GivenInStack } from "../../../judge";
import { stackOf, UNKNOWN } from "../../../judge";
import { BUCKET, KUBELET_CONFIG } from "../../../node-buckets";

const hostingOf = (given: readonly GivenInStack[], nodeBuckets: (name: string) => boolean = () => false) =>
    nodeBucketsOf(stackOf([...given]), { nodeBuckets }).hosting.map(({ view, keys, machines }) => {
        const { words, path, evidence, isMadeHere } = view;
        const way = [words, ...path].join(" → ");
        const where = isMadeHere ? "" : ", made elsewhere";
        return `${evidence.verdict} (${evidence.why}) ${way}${where}: ${[...keys, ...machines.map(({ name }) => `by ${name}`)].join(", ")}`;
    });
const object = (props: object, name = "o"): GivenInStack => ({
    ...KUBELET_CONFIG,
    name,
    props: { bucket: "shop-boot", ...props },
});
const node = (...lines: string[]): GivenInStack => ({
    name: "w",
    type: "aws:ec2/instance:Instance",
    props: { userData: ["#!/bin/bash", ...lines, ""].join("\n") },
});
const BY_NODE = "node (user data that runs kubeadm)";

test.each<[reason: string, given: GivenInStack[], hosting: string[]]>([
    [
        "an object that configures nodes",
        [BUCKET, object({ key: "kubeadm.yaml", content: UNKNOWN })],
        ['node (object kubeadm.yaml) bucket "boot" → object "o": kubeadm.yaml'],
    ],
    [
        "an object whose key is not known yet, which may be any",
        [BUCKET, object({ key: UNKNOWN, content: "#!/bin/sh\nkubeadm join\n" })],
        [`${BY_NODE} bucket "boot" → object "o": *`],
    ],
    [
        "what certainly configures nodes, before what may",
        [BUCKET, object({ key: "manifests/web.yaml", content: UNKNOWN }, "a"), object({ key: "nodeadm", content: UNKNOWN }, "b")],
        ['node (object nodeadm) bucket "boot" → object "b": manifests/web.yaml, nodeadm'],
    ],
    [
        "the first of what may",
        [
            BUCKET,
            object({ key: "manifests/a.yaml", content: UNKNOWN }, "a"),
            object({ key: "manifests/b.yaml", content: UNKNOWN }, "b"),
        ],
        ['unsure (object manifests/a.yaml) bucket "boot" → object "a": manifests/a.yaml, manifests/b.yaml'],
    ],
    [
        "what a node takes",
        [BUCKET, node("kubeadm join", "aws s3 cp s3://shop-boot/web.yaml /etc/kubernetes/manifests/web.yaml")],
        [`${BY_NODE} bucket "boot" → instance "w" → /etc/kubernetes/manifests/web.yaml: web.yaml, by w`],
    ],
    [
        "a folder that a node takes",
        [BUCKET, node("kubeadm join", "aws s3 sync s3://shop-boot/pods/ /etc/kubernetes/manifests/")],
        [`${BY_NODE} bucket "boot" → instance "w" → /etc/kubernetes/manifests/: pods/*, by w`],
    ],
    [
        "all that a node takes",
        [BUCKET, node("kubeadm join", "aws s3 sync s3://shop-boot /etc/kubernetes/manifests")],
        [`${BY_NODE} bucket "boot" → instance "w" → /etc/kubernetes/manifests: *, by w`],
    ],
    [
        "a key that a node makes up",
        [BUCKET, node("kubeadm join", 'aws s3 cp "s3://shop-boot/$(hostname)/k.yaml" /etc/kubernetes/k.yaml')],
        [`${BY_NODE} bucket "boot" → instance "w" → /etc/kubernetes/k.yaml: */k.yaml, by w`],
    ],
    [
        "what a node takes, though it may be anything",
        [BUCKET, node("kubeadm join", "aws s3 cp s3://shop-boot/logo.svg /srv/logo.svg")],
        ['unsure (user data that runs kubeadm) bucket "boot" → instance "w" → /srv/logo.svg: logo.svg, by w'],
    ],
    [
        "a bucket of another stack that a node takes from",
        [
            { ...BUCKET, props: { bucket: "other" } },
            node("kubeadm join", "aws s3 cp s3://shop-boot/k.yaml /etc/kubernetes/k.yaml"),
        ],
        [`${BY_NODE} bucket "shop-boot" → instance "w" → /etc/kubernetes/k.yaml, made elsewhere: k.yaml, by w`],
    ],
    [
        "not what another machine takes",
        [BUCKET, node("aws s3 cp s3://shop-boot/kubelet.tgz /srv/kubelet.tgz", "tar xf /srv/kubelet.tgz")],
        [],
    ],
    ["not a bucket of data", [BUCKET, object({ key: "index.html", content: "<html>" })], []],
])("nodes boot from %s", (_, given, hosting) => expect(hostingOf(given)).toEqual(hosting));

/** At a preview a user data that names a new bucket is not known. */
const fromBucket = (props: object, type = "aws:ec2/launchTemplate:LaunchTemplate"): GivenInStack => ({
    name: "w",
    type,
    props: { userData: UNKNOWN, ...props },
    propertyDependencies: { userData: ["boot"] },
});
test.each<[reason: string, given: GivenInStack, hosting: string[]]>([
    [
        "a worker",
        fromBucket({ tags: { "eks:cluster-name": "shop" } }),
        ['unsure (tag eks:cluster-name) bucket "boot" → launch template "w": *'],
    ],
    [
        "a control plane",
        fromBucket({ tags: { "k8s.io/role/master": "1" } }),
        ['unsure (tag k8s.io/role/master) bucket "boot" → launch template "w": *'],
    ],
    [
        "a machine of a cluster",
        fromBucket({ tags: { "kubernetes.io/cluster/shop": "owned" } }),
        ['unsure (tag kubernetes.io/cluster/shop) bucket "boot" → launch template "w": *'],
    ],
    ["a machine whose name speaks of a control plane", { ...fromBucket({}), name: "etcd" }, []],
    ["a machine of unknown use", fromBucket({}), []],
    ["a worker without unknown user data", fromBucket({ userData: "#!/bin/sh\n", tags: { "eks:cluster-name": "shop" } }), []],
    [
        "a worker with nothing of the bucket",
        { ...fromBucket({ tags: { "eks:cluster-name": "shop" } }), propertyDependencies: {} },
        [],
    ],
])("%s whose user data is not known yet may boot from it", (_, given, hosting) =>
    expect(hostingOf([BUCKET, given])).toEqual(hosting),
);

test.each([
    ...[
        "static-pods",
        "staticpod",
        "static-pod-files",
        "kubelet-configs",
        "kubeadm",
        "nodeadm-boot",
        "node-config",
        "nodeconfig",
    ],
    ...[
        "node-bootstrap",
        "nodemanifests",
        "pod-manifests",
        "podmanifests",
        "kube-manifests",
        "kubernetes-manifests",
        "k8smanifests",
    ],
    ...["kops-state", "shop-kopsstate"],
])("the name %s leaves the question open", (name) => {
    const open = (bucket: string) => [`unsure (its name) bucket "${bucket}": *`];
    expect(hostingOf([{ ...BUCKET, name: "it", props: { bucket: name } }])).toEqual(open("it"));
    expect(hostingOf([{ ...BUCKET, name: "it", props: { bucket: "b", tags: { Use: name } } }])).toEqual(open("it"));
    expect(hostingOf([{ ...BUCKET, name }])).toEqual(open(name));
});

test.each(["assets", "node-modules", "manifests", "pods", "shop-state", "kops"])("the name %s says nothing", (name) =>
    expect(hostingOf([{ ...BUCKET, name, props: { bucket: name, tags: { Use: name, Empty: null } } }])).toEqual([]),
);

test("settings say of a bucket by either name that nodes boot from it", () => {
    const said = ['node (nodeBuckets) bucket "boot" → nodes: *'];
    expect(hostingOf([BUCKET], (name) => name === "boot")).toEqual(said);
    expect(hostingOf([BUCKET], (name) => name === "shop-boot")).toEqual(said);
    expect(hostingOf([{ ...BUCKET, props: { bucket: UNKNOWN } }], (name) => name === "boot")).toEqual(said);
    expect(hostingOf([{ ...BUCKET, props: { bucket: UNKNOWN } }], (name) => name !== "boot")).toEqual([]);
    expect(hostingOf([BUCKET], (name) => name === "other")).toEqual([]);
});
