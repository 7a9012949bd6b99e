import { nodeBootObjectsWritersRestricted } from "../../../../policypack/policies/static-pods/node-boot-objects-writers-restricted";
import { type GivenInStack, UNKNOWN } from "../../judge";
import { binding, clusterRole, configMaps, fixOf, group, role, rule, serviceAccount, user } from "../../rbac";
import { policyTable } from "../../table";

const orders = serviceAccount("shop", "orders");
const KUBELET = "the ConfigMap kubelet-config, and so configures the kubelet of every node that joins or is upgraded";
const fix = fixOf(nodeBootObjectsWritersRestricted);
const writes = (subject: string, name: string, what: string) =>
    `roleRef.name: gives ${subject} the role ${name}, which writes ${what}. ${fix} @binding`;
const classes = rule("karpenter.k8s.aws", ["ec2nodeclasses"], ["patch"]);
const CLASSES = "EC2NodeClasses, and so has every node that Karpenter starts run its user data as root";
const tuner = role("tuner", "kube-system", configMaps(["update"], "kubelet-config"));
const bound = binding("kube-system", "Role tuner", orders);

/** The same role and binding in each of their forms: a Patch, a List, an older version. */
const forms = (of: GivenInStack, kind: string): GivenInStack[] =>
    ["v1", "v1beta1", "v1alpha1"].flatMap((version) =>
        ["", "Patch", "List"].map((form) => ({
            type: `kubernetes:rbac.authorization.k8s.io/${version}:${kind}${form}`,
            name: of.name!,
            props: form === "List" ? { items: [of.props] } : of.props,
        })),
    );
const inEveryForm = Object.fromEntries(
    [
        ...forms(tuner, "Role").map((one) => [one, bound] as const),
        ...forms(bound, "RoleBinding").map((one) => [tuner, one] as const),
    ].map((resources) => [
        `the same with ${resources.map(({ type }) => type.split("/")[1]).join(" and ")}`,
        {
            resources,
            reports: [
                `${resources[1].type.endsWith("List") ? "items[0]." : ""}${writes("ServiceAccount shop/orders", "tuner", KUBELET)}`,
            ],
        },
    ]),
);

policyTable(nodeBootObjectsWritersRestricted, {
    stacks: {
        ...inEveryForm,
        "kubeadm's nodes take their kubelet's configuration from it": {
            resources: [tuner, bound],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
        },
        "the version that its name had once": {
            resources: [role("tuner", "kube-system", configMaps(["patch"], "kubelet-config-1.23")), bound],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
        },
        "a ClusterRole in every namespace": {
            resources: [
                clusterRole("tuner", configMaps(["update"], "kubeadm-config")),
                binding(undefined, "ClusterRole tuner", orders),
            ],
            reports: [
                writes(
                    "ServiceAccount shop/orders",
                    "tuner",
                    "the ConfigMap kubeadm-config, and so sets the arguments of every control plane that joins or is upgraded",
                ),
            ],
        },
        "a ClusterRole in one namespace": {
            resources: [
                clusterRole("tuner", configMaps(["update"], "kubelet-config")),
                binding("kube-system", "ClusterRole tuner", orders),
                { ...binding("shop", "ClusterRole tuner", orders), name: "elsewhere" },
            ],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
        },
        "taken away and made again is written": {
            resources: [role("tuner", "kube-system", configMaps(["delete"], "kubelet-config"), configMaps(["create"])), bound],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
        },
        "a service account of the binding's own namespace": {
            resources: [tuner, binding("kube-system", "Role tuner", { kind: "ServiceAccount", name: "agent" })],
            reports: [writes("ServiceAccount kube-system/agent", "tuner", KUBELET)],
        },
        "one node that is taken over is enough": {
            resources: [tuner, binding("kube-system", "Role tuner", group("system:nodes"))],
            reports: [writes("Group system:nodes", "tuner", KUBELET)],
        },
        "people may have their reasons": {
            resources: [tuner, binding("kube-system", "Role tuner", group("platform"), user("ann"), orders)],
            reports: [
                writes("ServiceAccount shop/orders", "tuner", KUBELET),
                `(advisory) ${writes("Group platform and 1 more", "tuner", KUBELET)}`,
            ],
        },
        "what applies a repository has the repository's reasons": {
            resources: [tuner, binding("kube-system", "Role tuner", serviceAccount("flux-system", "kustomize-controller"))],
            reports: [`(advisory) ${writes("ServiceAccount flux-system/kustomize-controller", "tuner", KUBELET)}`],
        },
        "everyone, each by name": {
            resources: [
                tuner,
                binding("kube-system", "Role tuner", group("system:authenticated"), user("system:anonymous"), orders),
            ],
            reports: [
                `[critical] subjects[0].name: gives system:authenticated the role tuner, which writes ${KUBELET}. ${fix} @binding`,
                `[critical] subjects[1].name: gives system:anonymous the role tuner, which writes ${KUBELET}. ${fix} @binding`,
                writes("ServiceAccount shop/orders", "tuner", KUBELET),
            ],
        },
        "a built-in role in kube-system": {
            resources: [binding("kube-system", "ClusterRole admin", group("developers"))],
            reports: [
                `(advisory) [medium] roleRef.name: gives Group developers the role admin, which has a rule of system:aggregate-to-edit, which writes every ConfigMap in kube-system, ${KUBELET.replace(",", " among them,")}. ${fix} @binding`,
            ],
        },
        "everything in kube-system": {
            resources: [
                role("all", "kube-system", rule("*", ["*"], ["*"])),
                binding("kube-system", "Role all", serviceAccount("kube-system", "deployer")),
            ],
            reports: [
                `(advisory) [medium] ${writes("ServiceAccount kube-system/deployer", "all", `everything in kube-system, ${KUBELET.replace(",", " among them,")}`)}`,
            ],
        },
        "every ConfigMap is this one too": {
            resources: [clusterRole("all", configMaps(["patch"])), binding(undefined, "ClusterRole all", orders)],
            reports: [
                `(advisory) [medium] ${writes("ServiceAccount shop/orders", "all", `every ConfigMap in every namespace, ${KUBELET.replace(",", " among them,")}`)}`,
            ],
        },
        "a role of the stack that collects by its labels": {
            resources: [
                clusterRole("part", classes, { team: "a" }),
                {
                    type: clusterRole("whole", classes).type,
                    name: "whole",
                    props: {
                        metadata: { name: "whole" },
                        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { team: "a" } }] },
                    },
                },
                binding(undefined, "ClusterRole whole", orders),
            ],
            reports: [writes("ServiceAccount shop/orders", "whole, which has a rule of part", CLASSES)],
        },
        "a role that nobody is bound to here": {
            resources: [tuner],
            reports: [
                `(advisory) rules[0]: lets its subjects write ${KUBELET}, and no binding in this stack tells who they are. ${fix} @tuner`,
            ],
        },
        "a rule about everything that nobody is bound to here": {
            resources: [clusterRole("all", configMaps(["update"]))],
            reports: [],
        },
        "Karpenter's, Cluster API's and OpenShift's objects": {
            resources: [
                clusterRole("tuner", classes),
                binding(undefined, "ClusterRole tuner", orders),
                clusterRole(
                    "machines",
                    rule("bootstrap.cluster.x-k8s.io", ["eksconfigtemplates", "kubeadmconfigs/status"], ["create"]),
                    undefined,
                    rule("controlplane.cluster.x-k8s.io", ["*"], ["update"]),
                    rule("infrastructure.cluster.x-k8s.io", ["awsclusters", "awsmachinetemplates"], ["patch"]),
                    rule("cluster.x-k8s.io", ["machinedeployments", "clusterclasses"], ["patch"]),
                    rule("machineconfiguration.openshift.io", ["machineconfigs"], ["create"]),
                ),
                { ...binding(undefined, "ClusterRole machines", orders), name: "machines-binding" },
            ],
            reports: [
                writes("ServiceAccount shop/orders", "tuner", CLASSES),
                ...[
                    "bootstrap configurations of Cluster API, and so writes files and commands of new nodes",
                    "control planes of Cluster API, and so writes files, commands and arguments of new control plane nodes",
                    "machines and templates of Cluster API's infrastructure, and so chooses the image that new nodes boot",
                    "ClusterClasses, and so patches the templates of which nodes are made",
                    "machine configurations of OpenShift, and so writes files, units and kubelet settings of nodes",
                ].map((what) => writes("ServiceAccount shop/orders", "machines", what).replace("@binding", "@machines-binding")),
            ],
        },
        "who is named, and who is not": {
            resources: [
                {
                    ...tuner,
                    config: {
                        publisherSubjects: [
                            { kind: "ServiceAccount", namespace: "shop", name: "orders", reason: "tunes" },
                            { kind: "Group", name: "platform", reason: "on call" },
                        ],
                    },
                },
                binding("kube-system", "Role tuner", orders, group("platform"), group("developers")),
            ],
            reports: [writes("Group developers", "tuner", KUBELET)],
        },
        "a Role of another namespace": {
            resources: [
                role("tuner", "shop", configMaps(["update"], "kubelet-config")),
                { ...bound, name: "dangling" },
                binding("shop", "Role tuner", orders),
            ],
            reports: [],
        },
        "what changes nothing": {
            resources: [
                role("reader", "kube-system", configMaps(["get", "list", "watch", "create"]), configMaps(["update"], "leader")),
                binding("kube-system", "Role reader", orders),
                clusterRole("named", rule("karpenter.k8s.aws", ["ec2nodeclasses"], ["create"], "default")),
                { ...binding(undefined, "ClusterRole named", orders), name: "a" },
                clusterRole("classes", classes),
                { ...binding("karpenter", "ClusterRole classes", orders), name: "cluster-scoped" },
                clusterRole("other", rule("example.com", ["configmaps"], ["update"], "kubelet-config")),
                { ...binding(undefined, "ClusterRole other", orders), name: "c" },
            ],
            reports: [],
        },
        "who is there to write it": {
            resources: [
                clusterRole("classes", classes),
                binding(undefined, "ClusterRole classes", serviceAccount("karpenter", "karpenter")),
                clusterRole("capi", rule("bootstrap.cluster.x-k8s.io", ["*"], ["*"])),
                {
                    ...binding(undefined, "ClusterRole capi", serviceAccount("capi-kubeadm-bootstrap-system", "manager")),
                    name: "b",
                },
                clusterRole("mco", rule("machineconfiguration.openshift.io", ["*"], ["*"])),
                {
                    ...binding(undefined, "ClusterRole mco", serviceAccount("openshift-machine-config-operator", "controller")),
                    name: "c",
                },
                tuner,
                { ...binding("kube-system", "Role tuner", group("system:masters")), name: "d" },
            ],
            reports: [],
        },
        "an administrator of the cluster, whom another policy tells": {
            resources: [
                clusterRole("all", rule("*", ["*"], ["*"])),
                binding(undefined, "ClusterRole all", serviceAccount("argocd", "argocd-application-controller")),
                { ...binding(undefined, "ClusterRole cluster-admin", group("developers")), name: "b" },
            ],
            reports: [],
        },
        "everything in a namespace without nodes": {
            resources: [role("all", "velero", rule("*", ["*"], ["*"])), binding("velero", "Role all", orders)],
            reports: [],
        },
        "a subject that is not known hides no sibling": {
            resources: [tuner, binding("kube-system", "Role tuner", serviceAccount("shop", UNKNOWN), orders)],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
            unknown: "subjects.0.name",
        },
        "a namespace that is not known": {
            resources: [tuner, binding(UNKNOWN, "Role tuner", orders)],
            reports: [],
            unknown: "metadata.namespace",
        },
        "rules that are not known hide no known role": {
            resources: [
                tuner,
                bound,
                { ...tuner, name: "later", props: { metadata: { name: "later", namespace: "shop" }, rules: UNKNOWN } },
            ],
            reports: [writes("ServiceAccount shop/orders", "tuner", KUBELET)],
            unknown: "rules",
        },
    },
});
