import type { StackResource } from "../../../../policypack/lib/subject";
import { CONTAINER_RUNTIME, ETCD, ETCD_METRICS, KUBELET, NODE_HEALTH } from "../../../../policypack/model/guarded-service";
import type { RoleHint } from "../../../../policypack/model/node-evidence";
import type { PortRange } from "../../../../policypack/model/port-range";
import { Unreadable } from "../../../../policypack/model/unreadable";
import { Cursor } from "../../../../policypack/parse/cursor";
import type { IngressRule } from "../../../../policypack/subjects/aws/network/ingress-rules";
import {
    hintsOfName,
    hintsOfParents,
    hintsOfRules,
    hintsOfTags,
    isNamedBy,
    tagsOf,
} from "../../../../policypack/subjects/aws/role-hints";
import { inWords } from "../../../../policypack/subjects/aws/words";

const resource = (type: string, name: string, props: object = {}, parent?: StackResource): StackResource => ({
    type,
    name,
    urn: `urn:pulumi:s::p::${type}::${name}`,
    props: Cursor.of(props),
    parent,
    dependencies: [],
    propertyDependencies: {},
});
const group = (props: object, name = "it") => resource("aws:ec2/securityGroup:SecurityGroup", name, props);
const told = (hints: readonly RoleHint[]) => hints.map(({ role, why }) => `${role}: ${why}`);

describe("tags", () => {
    test.each<[key: string, role: string]>([
        ["k8s.io/role/master", "control plane"],
        ["k8s.io/role/control-plane", "control plane"],
        ["k8s.io/role/apiserver", "control plane"],
        ["k8s.io/etcd/main", "control plane"],
        ["node-role.kubernetes.io/master", "control plane"],
        ["node-role.kubernetes.io/control-plane", "control plane"],
        ["node-role.kubernetes.io/etcd", "control plane"],
        ["k8s.io/role/node", "worker"],
        ["eks:nodegroup-name", "worker"],
        ["aws:eks:cluster-name", "worker"],
        ["karpenter.sh/nodepool", "worker"],
        ["karpenter.k8s.aws/ec2nodeclass", "worker"],
        ["alpha.eksctl.io/nodegroup-name", "worker"],
        ["k8s.io/cluster-autoscaler/enabled", "worker"],
        ["alpha.eksctl.io/cluster-name", "kubernetes"],
        ["kubernetes.io/cluster/prod", "kubernetes"],
        ["sigs.k8s.io/cluster-api-provider-aws/cluster/prod", "kubernetes"],
        ["KubernetesCluster", "kubernetes"],
    ])("%s says %s", (key, role) => expect(told(hintsOfTags(group({ tags: { [key]: "x" } })))).toEqual([`${role}: tag ${key}`]));

    test.each([
        ...["x-k8s.io/role/master", "k8s.io/role/master-x", "k8s.io/role/nodes", "xk8s.io/etcd/main", "k8s.io/etcd"],
        ...["node-role.kubernetes.io/etcd-x", "x-node-role.kubernetes.io/etcd", "k8s.io/role/node-x", "x-k8s.io/role/node"],
        ...["my-eks:x", "eks", "karpenter.sh", "karpenter.example/x", "x-karpenter.sh/x", "my.alpha.eksctl.io/nodegroup"],
        ...["x/k8s.io/cluster-autoscaler/x", "alpha.eksctl.io/cluster-name-x", "x-alpha.eksctl.io/cluster-name"],
        ...["x-kubernetes.io/cluster/prod", "kubernetes.io/cluster", "x.sigs.k8s.io/cluster-api-provider-aws/cluster/x"],
        ...["MyKubernetesCluster", "KubernetesClusterX", "Name", "sigs.k8s.io/cluster-api-provider-aws/role"],
        ...["sigs.k8s.io/cluster-api-provider-aws/role-x", "x.sigs.k8s.io/cluster-api-provider-aws/role"],
    ])("%s says nothing", (key) => expect(hintsOfTags(group({ tags: { [key]: "x" } }))).toEqual([]));

    test.each([
        ["controlplane", ["control plane: tag sigs.k8s.io/cluster-api-provider-aws/role"]],
        ["control-plane", ["control plane: tag sigs.k8s.io/cluster-api-provider-aws/role"]],
        ["node", ["worker: tag sigs.k8s.io/cluster-api-provider-aws/role"]],
        ["nodes", []],
        ["a-node", []],
        ["control-planes", []],
        ["a-control-plane", []],
        ["bastion", []],
    ])("of Cluster API's role the value counts: %s", (value, hints) =>
        expect(told(hintsOfTags(group({ tags: { "sigs.k8s.io/cluster-api-provider-aws/role": value } })))).toEqual(hints),
    );

    test("are read wherever AWS resources have them", () => {
        const props = {
            tags: { a: "1" },
            tagsAll: { b: "2" },
            tagSpecifications: [{ tags: { c: "3" } }, { tags: [{ key: "d", value: "4" }] }, {}],
            launchTemplateData: { tagSpecifications: [{ tags: [{ key: "e" }] }], tags: "x" },
            spotFleetRequestConfigData: { launchSpecifications: [{ tags: { f: 6 } }] },
        };
        expect(tagsOf(group(props))).toEqual([
            ["a", "1"],
            ["b", "2"],
            ["c", "3"],
            ["d", "4"],
            ["e", ""],
            ["f", ""],
        ]);
        expect(tagsOf(group({ tags: [{ key: "a", value: "1" }, { value: "2" }], tagSpecifications: "x" }))).toEqual([
            ["a", "1"],
            ["", "2"],
        ]);
    });
});

describe("parents", () => {
    const cluster = resource("eks:index:Cluster", "prod");
    const below = (type: string, name = "it") =>
        hintsOfParents(resource("aws:ec2/x:X", name, {}, resource(type, "own", {}, cluster)));

    test.each([
        ["eks:index:NodeGroup", 'part of node group "own"'],
        ["eks:index:NodeGroupV2", 'part of node group v2 "own"'],
        ["eks:index:ManagedNodeGroup", 'part of managed node group "own"'],
        ["eks:index:NodeGroupSecurityGroup", 'part of node group security group "own"'],
    ])("what %s makes is a node's", (type, why) => expect(told(below(type))).toEqual([`worker: ${why}`]));

    test.each(["eks:index:NodeGroupX", "my-eks:index:NodeGroup", "eks:index:XNodeGroup", "eks:index:Cluster"])(
        "what %s makes is none by that",
        (type) => expect(below(type)).toEqual([]),
    );

    test.each<[name: string, hints: string[]]>([
        ["prod-eksClusterSecurityGroup", ['kubernetes: part of cluster "prod"']],
        ["prod-nodeSecurityGroup", ['kubernetes: part of cluster "prod"']],
        ["prod-nodeSecurityGroup-2", []],
        ["database", []],
    ])("of what stands below a cluster only its own groups are its: %s", (name, hints) =>
        expect(told(hintsOfParents(resource("aws:ec2/securityGroup:SecurityGroup", name, {}, cluster)))).toEqual(hints),
    );
});

describe("names", () => {
    test.each<[name: string, hints: string[]]>([
        ...["etcd", "prod-etcd-1", "k8s-master", "masters", "control-plane", "controlplane", "My_Control-Planes"].map(
            (name): [string, string[]] => [name, [`control plane by name: name ${name}`]],
        ),
        ...["bastion", "ops-bastions", "jump-box", "jumphost", "Jump-Server-2"].map((name): [string, string[]] => [
            name,
            [`bastion by name: name ${name}`],
        ]),
        ["etcd-bastion", ["control plane by name: name etcd-bastion", "bastion by name: name etcd-bastion"]],
        ...["netcd", "etcdx", "mastery", "remaster", "bastionx", "xbastion", "jump", "worker"].map((name): [string, string[]] => [
            name,
            [],
        ]),
    ])("%s", (name, hints) => expect(told(hintsOfName(group({}, name)))).toEqual(hints));

    test("are its own, its property's and its tag's, in that order", () => {
        expect(told(hintsOfName(group({ name: "etcd-2", tags: { Name: "etcd-3" } }, "etcd-1")))).toEqual([
            "control plane by name: name etcd-1",
        ]);
        expect(told(hintsOfName(group({ name: "etcd-2", tags: { Name: "etcd-3" } })))).toEqual([
            "control plane by name: name etcd-2",
        ]);
        expect(told(hintsOfName(group({ tags: { name: "etcd", Name: "etcd-3" } })))).toEqual([
            "control plane by name: name etcd-3",
        ]);
        expect(hintsOfName(group({ tags: { Names: "etcd" } }))).toEqual([]);
    });
});

test("a hint of its own has come no way yet", () => {
    const group = (props: object, name = "it", parent?: StackResource) =>
        resource("aws:ec2/securityGroup:SecurityGroup", name, props, parent);
    const kubelet: IngressRule = { at: "", tcpPorts: () => ({ first: 10250, last: 10250 }), sources: [], instead: "" };
    const hints = [
        ...hintsOfTags(group({ tags: { KubernetesCluster: "prod" } })),
        ...hintsOfParents(group({}, "it", resource("eks:index:NodeGroup", "pool"))),
        ...hintsOfParents(group({}, "prod-nodeSecurityGroup", resource("eks:index:Cluster", "prod"))),
        ...hintsOfName(group({}, "etcd")),
        ...hintsOfRules([kubelet]),
    ];
    expect(hints.map(({ through }) => through)).toEqual([[], [], [], [], []]);
});

test("a group with the name of the EKS component's below something else is not its own", () =>
    expect(hintsOfParents(resource("aws:x:X", "prod-nodeSecurityGroup", {}, resource("my:index:Cluster", "prod")))).toEqual([]));

test.each(["my-sigs.k8s.io/cluster-api-provider-aws/role", "sigs.k8s.io/cluster-api-provider-aws/roles"])(
    "the tag %s is nobody's",
    (key) => {
        for (const value of ["control-plane", "node"])
            expect(hintsOfTags(resource("aws:x:X", "it", { tags: { [key]: value } }))).toEqual([]);
    },
);

describe("rules", () => {
    const rule = (ports: PortRange | undefined): IngressRule => ({ at: "", tcpPorts: () => ports, sources: [], instead: "" });
    const unknown: IngressRule = {
        ...rule(undefined),
        tcpPorts: () => {
            throw new Unreadable("fromPort", "is no number");
        },
    };
    test.each<[from: number, to: number, roles: string[]]>([
        [10250, 10250, ["kubelet"]],
        [10255, 10255, ["kubelet"]],
        [10248, 10248, ["node health"]],
        [2379, 2380, ["etcd"]],
        [2381, 2381, ["etcd metrics"]],
        [443, 443, []],
        [0, 65535, []],
    ])("%d to %d", (from, to, roles) =>
        expect(told(hintsOfRules([rule({ first: from, last: to })]))).toEqual(
            roles.map((role) => `${role}: a rule for ${role} ports`),
        ),
    );

    test("that open no TCP port, or are not known, say nothing", () => {
        expect(hintsOfRules([rule(undefined), unknown])).toEqual([]);
        expect(isNamedBy(rule(undefined), KUBELET)).toBe(false);
        expect(isNamedBy(unknown, KUBELET)).toBe(false);
    });

    test("were written for a service where its port shows it", () => {
        const port = (one: number) => rule({ first: one, last: one });
        expect([KUBELET, NODE_HEALTH, ETCD, ETCD_METRICS].map((service) => isNamedBy(port(10250), service))).toEqual([
            true,
            false,
            false,
            false,
        ]);
        expect(isNamedBy(port(2375), CONTAINER_RUNTIME)).toBe(false);
        expect(isNamedBy(rule({ first: 1, last: 65535 }), KUBELET)).toBe(false);
    });
});

test.each([
    ["aws:autoscaling/group:Group", 'auto scaling group "it"'],
    ["aws-native:eks:Nodegroup", 'node group "it"'],
    ["aws-native:eks:NodegroupX", 'nodegroup x "it"'],
    ["xaws-native:eks:Nodegroup", 'nodegroup "it"'],
    ["my-aws:autoscaling/group:Group", 'group "it"'],
    ["aws:ec2/launchTemplate:LaunchTemplate", 'launch template "it"'],
    ["aws:ec2/networkAcl:NetworkAcl", 'network ACL "it"'],
    ["aws-native:ec2:VPC", 'VPC "it"'],
    ["aws-native:ec2:Ec2Fleet", 'EC2 fleet "it"'],
    ["aws-native:ec2:VPCEndpoint", 'VPC endpoint "it"'],
    ["plain", 'plain "it"'],
])("%s is called %s", (type, words) => expect(inWords(resource(type, "it"))).toBe(words));
