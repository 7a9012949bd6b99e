import type { GuardedObject } from "./guarded-object";
import type { RbacSubject } from "./rbac";

const accountIn = (namespace: RegExp) => (subject: Omit<RbacSubject, "at">) =>
    subject.kind === "ServiceAccount" && namespace.test(subject.namespace ?? "");

/** Where the manager of Cluster API and its providers run: `capi-system`, `capa-system`, `capi-kubeadm-bootstrap-system`. */
const CLUSTER_API = accountIn(
    /^(?:cap[a-z0-9]{1,3}|capi-[a-z0-9-]+|ca(?:b|cp)[a-z0-9]{1,4}|rke2-(?:bootstrap|control-plane))-system$/,
);
const KARPENTER = (subject: Omit<RbacSubject, "at">) =>
    accountIn(/^(?:kube-system|karpenter)$/)(subject) && subject.name === "karpenter";
const MACHINE_CONFIG = accountIn(/^openshift-machine-config-operator$/);

/**
 * Objects of which nodes are made, the configuration of kubelets and what else runs before any API server is asked.
 *
 * Not among them: `kube-public/cluster-info`, which a joining node believes only with a signature made of its token; the Secret `kubeadm-certs`,
 * which is encrypted with a key that no cluster has; NodePools and machine deployments, which name a template that others wrote; kops'
 * objects, which it reads from its bucket.
 */
export const BOOT_OBJECTS: readonly GuardedObject[] = [
    {
        words: "the ConfigMap kubelet-config",
        gives: "configures the kubelet of every node that joins or is upgraded",
        group: "",
        resources: /^configmaps$/,
        namespace: "kube-system",
        // Kubernetes 1.23 and before had its version in the name.
        name: /^kubelet-config(?:-1\.\d+)?$/,
        isMadeAnew: false,
    },
    {
        words: "the ConfigMap kubeadm-config",
        gives: "sets the arguments of every control plane that joins or is upgraded",
        group: "",
        resources: /^configmaps$/,
        namespace: "kube-system",
        name: /^kubeadm-config$/,
        isMadeAnew: false,
    },
    {
        words: "EC2NodeClasses",
        gives: "has every node that Karpenter starts run its user data as root",
        group: "karpenter.k8s.aws",
        resources: /^ec2nodeclasses$/,
        namespace: undefined,
        isMadeAnew: true,
        keeper: KARPENTER,
    },
    {
        words: "bootstrap configurations of Cluster API",
        gives: "writes files and commands of new nodes",
        group: "bootstrap.cluster.x-k8s.io",
        resources: /^[a-z0-9]+$/,
        namespace: "any",
        isMadeAnew: true,
        keeper: CLUSTER_API,
    },
    {
        words: "control planes of Cluster API",
        gives: "writes files, commands and arguments of new control plane nodes",
        group: "controlplane.cluster.x-k8s.io",
        resources: /^[a-z0-9]+$/,
        namespace: "any",
        isMadeAnew: true,
        keeper: CLUSTER_API,
    },
    {
        words: "machines and templates of Cluster API's infrastructure",
        gives: "chooses the image that new nodes boot",
        group: "infrastructure.cluster.x-k8s.io",
        resources: /machine(?:s|templates|pools|pooltemplates)$/,
        namespace: "any",
        isMadeAnew: true,
        keeper: CLUSTER_API,
    },
    {
        words: "ClusterClasses",
        gives: "patches the templates of which nodes are made",
        group: "cluster.x-k8s.io",
        resources: /^clusterclasses$/,
        namespace: "any",
        isMadeAnew: true,
        keeper: CLUSTER_API,
    },
    {
        words: "machine configurations of OpenShift",
        gives: "writes files, units and kubelet settings of nodes",
        group: "machineconfiguration.openshift.io",
        resources: /^(?:machineconfigs|kubeletconfigs|machineosconfigs)$/,
        namespace: undefined,
        isMadeAnew: true,
        keeper: MACHINE_CONFIG,
    },
];

/** Objects that say who is a node or an administrator of nodes. */
export const IDENTITY_OBJECTS: readonly GuardedObject[] = [
    {
        words: "the ConfigMap aws-auth",
        gives: "makes any role of IAM a node or an administrator",
        group: "",
        resources: /^configmaps$/,
        namespace: "kube-system",
        name: /^aws-auth$/,
        isMadeAnew: false,
        // Of the ConfigMaps that come with every ConfigMap, those that nodes boot from are told.
        isOrdinaryEverywhere: true,
        keeper: ({ kind, name }) => kind === "User" && name.startsWith("eks:"),
    },
    {
        words: "the Secrets bootstrap-token-*",
        gives: "makes tokens with which one gets the certificate of any node",
        group: "",
        resources: /^secrets$/,
        namespace: "kube-system",
        name: /^bootstrap-token-/,
        isMadeAnew: true,
        // Whatever keeps certificates or copies secrets writes all of them, and few clusters take such tokens.
        isOrdinaryEverywhere: true,
    },
];
