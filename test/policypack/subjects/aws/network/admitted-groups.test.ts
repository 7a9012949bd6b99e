import { etcdPortNotReachable } from "../../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judgeStack, UNKNOWN } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INSTANCE = "aws:ec2/instance:Instance";
const kubelet = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const group = (name: string, ingress: readonly object[] = [], more: object = {}) =>
    resource(name, SECURITY_GROUP, { id: `sg-${name}`, ingress, ...more });
const admits = (...securityGroups: unknown[]) => group("nodes", [{ ...kubelet, securityGroups }]);
const machine = (name: string, props: object = {}) => resource(name, INSTANCE, { vpcSecurityGroupIds: [`sg-${name}`], ...props });
const node = resource("node", INSTANCE, { vpcSecurityGroupIds: ["sg-nodes"], tags: CLUSTER });

const told = (
    resources: readonly GivenInStack[],
    policy = kubeletPortNotReachable,
    config: Record<string, unknown> = {},
): string[] => {
    const answer = judgeStack(
        policy,
        resources.map((one, i) => (i === 0 ? { ...one, config } : one)),
    );
    expect(answer.unknown).toBeUndefined();
    return answer.reported.map(
        ({ level, severity, message, urn }) => `(${level}) [${severity}] ${message} @${urn?.split("::").at(-1)}`,
    );
};
const fix = "Admit the control plane's security group alone, or list the group in trustedSecurityGroups.";
const line = (at: string, from: string, through: string, on = "nodes") =>
    `(advisory) [medium] ${at}: opens kubelet port 10250 to ${from} (${from} → security group "${through}" → security group "nodes" → ` +
    `instance "node" → kubelet 10250). ${fix} @${on}`;

describe("a rule for the kubelet's port that admits a group of something else", () => {
    test.each<[string, readonly GivenInStack[], readonly string[]]>([
        [
            "a bastion",
            [admits("sg-jump"), node, group("jump"), machine("jump", { tags: { Name: "bastion" } })],
            [line("ingress[0].securityGroups", 'instance "jump"', "jump")],
        ],
        [
            "a load balancer",
            [
                admits("sg-front"),
                node,
                group("front"),
                resource("front-lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] }),
            ],
            [line("ingress[0].securityGroups", 'load balancer "front-lb"', "front")],
        ],
        [
            "a data base of aws-native",
            [
                admits("sg-data"),
                node,
                group("data"),
                resource("data-db", "aws-native:rds:DbInstance", { vpcSecurityGroups: ["sg-data"] }),
            ],
            [line("ingress[0].securityGroups", 'db instance "data-db"', "data")],
        ],
        [
            "a load balancer and a machine, as a bastion's group has them",
            [
                admits("sg-front"),
                node,
                group("front", [], { name: "bastion" }),
                machine("front"),
                resource("front-lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] }),
            ],
            [line("ingress[0].securityGroups", 'load balancer "front-lb"', "front")],
        ],
        [
            "a machine of unknown use, in a group that is called a bastion's",
            [admits("sg-front"), node, group("front", [], { name: "bastion" }), machine("front")],
            [line("ingress[0].securityGroups", 'instance "front"', "front")],
        ],
        [
            "a bastion, into a group of another stack",
            [
                group("jump"),
                machine("jump", { tags: { Name: "bastion" } }),
                resource("open", "aws:ec2/securityGroupRule:SecurityGroupRule", {
                    type: "ingress",
                    securityGroupId: "sg-elsewhere",
                    ...kubelet,
                    sourceSecurityGroupId: "sg-jump",
                }),
            ],
            [
                '(advisory) [medium] sourceSecurityGroupId: opens kubelet port 10250 to instance "jump" (instance "jump" → security group ' +
                    `"jump" → security group sg-elsewhere → kubelet 10250). ${fix} @open`,
            ],
        ],
        [
            "by a rule of its own, while ids are unknown",
            [
                group("nodes", [], { id: UNKNOWN }),
                { ...node, props: { tags: CLUSTER, vpcSecurityGroupIds: [UNKNOWN] }, ...made({ vpcSecurityGroupIds: "nodes" }) },
                group("front", [], { id: UNKNOWN }),
                resource(
                    "front-lb",
                    "aws:lb/loadBalancer:LoadBalancer",
                    { securityGroups: [UNKNOWN] },
                    made({ securityGroups: "front" }),
                ),
                resource(
                    "open",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                    {
                        securityGroupId: UNKNOWN,
                        ipProtocol: "tcp",
                        fromPort: 10250,
                        toPort: 10250,
                        referencedSecurityGroupId: UNKNOWN,
                    },
                    made({ securityGroupId: "nodes", referencedSecurityGroupId: "front" }),
                ),
            ],
            [line("referencedSecurityGroupId", 'load balancer "front-lb"', "front", "open")],
        ],
        [
            "a trusted one",
            [
                admits("sg-0123"),
                node,
                group("jump", [], { id: "sg-0123" }),
                resource("jump", INSTANCE, { vpcSecurityGroupIds: ["sg-0123"], tags: { Name: "bastion" } }),
            ],
            [],
        ],
        [
            "itself",
            [admits("sg-nodes"), resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-nodes"] })],
            [],
        ],
        [
            "a machine of unknown use, such as one that scrapes",
            [admits("sg-prometheus"), node, group("prometheus"), machine("prometheus")],
            [],
        ],
        [
            "the cluster's",
            [
                admits("sg-cluster"),
                node,
                group("cluster"),
                resource("prod", "aws:eks/cluster:Cluster", { vpcConfig: { securityGroupIds: ["sg-cluster"] } }),
            ],
            [],
        ],
        [
            "a group that says that it is a cluster's",
            [
                admits("sg-front"),
                node,
                group("front", [], { tags: CLUSTER }),
                resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] }),
            ],
            [],
        ],
        ["nodes", [admits("sg-other"), node, group("other"), machine("other", { tags: CLUSTER })], []],
        ["nothing that the stack has", [admits("sg-elsewhere"), node], []],
        ["a group that nothing has", [admits("sg-empty"), node, group("empty")], []],
        [
            "one of several in its own rules, while ids are unknown",
            [
                { ...admits(UNKNOWN), propertyDependencies: { ingress: ["front", "jump"] } },
                node,
                group("front"),
                group("jump"),
                resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] }),
            ],
            [],
        ],
        [
            "a wide rule, as load balancers need for node ports",
            [
                group("nodes", [{ protocol: "tcp", fromPort: 1024, toPort: 65535, securityGroups: ["sg-front"] }]),
                node,
                group("front"),
                resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] }),
            ],
            [],
        ],
        [
            "another port",
            [
                group("nodes", [{ ...kubelet, fromPort: 443, toPort: 443, securityGroups: ["sg-jump"] }]),
                node,
                group("jump"),
                machine("jump", { tags: { Name: "bastion" } }),
            ],
            [],
        ],
    ])("%s", (_, resources, lines) =>
        expect(told(resources, kubeletPortNotReachable, { trustedSecurityGroups: ["sg-0123"] })).toEqual(lines),
    );

    test("is told once after a refresh, when the rule stands among the group's own too", () => {
        const rule = resource("open", "aws:ec2/securityGroupRule:SecurityGroupRule", {
            type: "ingress",
            securityGroupId: "sg-nodes",
            ...kubelet,
            sourceSecurityGroupId: "sg-jump",
        });
        expect(told([admits("sg-jump"), rule, node, group("jump"), machine("jump", { tags: { Name: "bastion" } })])).toEqual([
            line("sourceSecurityGroupId", 'instance "jump"', "jump", "open"),
        ]);
    });
});

test("etcd's port to a load balancer", () => {
    const members = group("nodes", [{ protocol: "tcp", fromPort: 2379, toPort: 2380, securityGroups: ["sg-front"] }]);
    const front = [group("front"), resource("lb", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-front"] })];
    expect(told([members, ...front], etcdPortNotReachable)).toEqual([
        '(advisory) [medium] ingress[0].securityGroups: opens etcd ports 2379 and 2380 to load balancer "lb" (load balancer "lb" → security group ' +
            '"front" → security group "nodes" → etcd 2379). Admit the control plane\'s own security group alone, or list the group in ' +
            "trustedSecurityGroups. @nodes",
    ]);
});

test("etcd's port in the group that EKS makes for a cluster leads to no etcd, the kubelet's to nodes", () => {
    const stack = (port: number) => [
        resource("prod", "aws:eks/cluster:Cluster", { vpcConfig: { clusterSecurityGroupId: "sg-9" } }),
        group("jump"),
        machine("jump", { tags: { Name: "bastion" } }),
        resource("open", "aws:ec2/securityGroupRule:SecurityGroupRule", {
            type: "ingress",
            securityGroupId: "sg-9",
            protocol: "tcp",
            fromPort: port,
            toPort: port,
            sourceSecurityGroupId: "sg-jump",
        }),
    ];
    expect(told(stack(2379), etcdPortNotReachable)).toEqual([]);
    expect(told(stack(10250))).toEqual([
        '(advisory) [medium] sourceSecurityGroupId: opens kubelet port 10250 to instance "jump" (instance "jump" → security group "jump" → ' +
            `the security group of cluster "prod" → kubelet 10250). ${fix} @open`,
    ]);
});
