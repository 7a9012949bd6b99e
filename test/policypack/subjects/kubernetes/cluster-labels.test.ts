import { labelOfCluster } from "../../../../policypack/subjects/kubernetes/cluster-labels";

const labelOf = (labels: Readonly<Record<string, string>>) => labelOfCluster((name) => labels[name]);

test.each([
    ["tier", "control-plane"],
    ["component", "etcd"],
    ["gardener.cloud/role", "controlplane"],
    ["hypershift.openshift.io/control-plane-component", "etcd"],
    ["kamaji.clastix.io/component", "deployment"],
    ["app.kubernetes.io/name", "kamaji-etcd"],
    ["app", "vcluster"],
    ["app", "vcluster-etcd"],
    ["app", "k0smotron"],
])("the label %s=%s is of a cluster", (name, value) => expect(labelOf({ other: "x", [name]: value })).toBe(name));

test.each([
    ["tier", "control-plane-tools"],
    ["tier", "no-control-plane"],
    ["component", "etcd-backup"],
    ["component", "my-etcd"],
    ["gardener.cloud/role", "controlplanes"],
    ["gardener.cloud/role", "seed-controlplane"],
    ["kamaji.clastix.io/component", ""],
    ["app.kubernetes.io/name", "kamaji-etcd-ui"],
    ["app.kubernetes.io/name", "my-kamaji-etcd"],
    ["app", "vcluster-ui"],
    ["app", "my-vcluster"],
    ["name", "etcd"],
])("the label %s=%s is not", (name, value) => expect(labelOf({ [name]: value })).toBeUndefined());
