/**
 * Labels of control planes: kubeadm's static Pods, Gardener, HyperShift, Kamaji, vcluster, k0smotron. A pattern is for the value.
 */
export const CLUSTER_LABELS: readonly (readonly [string, RegExp])[] = [
    ["tier", /^control-plane$/],
    ["component", /^etcd$/],
    ["gardener.cloud/role", /^controlplane$/],
    ["hypershift.openshift.io/control-plane-component", /./],
    ["kamaji.clastix.io/component", /./],
    ["app.kubernetes.io/name", /^kamaji-etcd$/],
    ["app", /^(?:vcluster(?:-etcd)?|k0smotron)$/],
];

/**
 * The name of the label that says that something is a part of a control plane; undefined when none does.
 *
 * @param valueOf the value of a label, or of a selector's; what it throws is thrown
 */
export const labelOfCluster = (valueOf: (name: string) => string | undefined): string | undefined =>
    CLUSTER_LABELS.find(([name, value]) => value.test(valueOf(name) ?? ""))?.[0];
