import fc from "fast-check";
import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { etcdPortNotReachable } from "../../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";
import { inTime } from "../../../in-time";

/** What the stack side makes of one group with every port open to the internet, and the things given. */
type Outcome = "mandatory" | "advisory" | "silent";
const OPEN = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const group = (name = "group"): GivenInStack => ({
    name,
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: { id: "sg-1", ingress: [OPEN] },
});
const of = (policy: typeof kubeletPortNotReachable, resources: readonly GivenInStack[]): Outcome => {
    const { reported } = judgeStack(policy, resources);
    if (reported.length === 0) return "silent";
    expect(reported).toHaveLength(1);
    return reported[0]?.level === "advisory" ? "advisory" : "mandatory";
};
const outcomes = (resources: readonly GivenInStack[]) => [
    of(kubeletPortNotReachable, resources),
    of(etcdPortNotReachable, resources),
];

const resource = (name: string, type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name,
    type,
    props,
    ...more,
});
const instance = (props: object) => resource("machine", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-1"], ...props });
const template = (props: object) =>
    resource("template", "aws:ec2/launchTemplate:LaunchTemplate", { id: "lt-1", vpcSecurityGroupIds: ["sg-1"], ...props });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const nodeadm =
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/node.eks.aws\n\n---\n";

describe("what stands behind a group decides, for the kubelet and for etcd", () => {
    test.each<[string, readonly GivenInStack[], Outcome, Outcome]>([
        ["nothing", [], "advisory", "advisory"],
        ["an instance of unknown use", [instance({})], "advisory", "advisory"],
        [
            "an instance that a cluster owns",
            [instance({ tags: { "kubernetes.io/cluster/prod": "owned" } })],
            "mandatory",
            "silent",
        ],
        [
            "the same by the provider's default tags",
            [instance({ tagsAll: { "kubernetes.io/cluster/prod": "owned" } })],
            "mandatory",
            "silent",
        ],
        ["a kops control plane", [instance({ tags: { "k8s.io/role/master": "1" } })], "mandatory", "mandatory"],
        [
            "a control plane of Cluster API",
            [instance({ tags: { "sigs.k8s.io/cluster-api-provider-aws/role": "control-plane" } })],
            "mandatory",
            "mandatory",
        ],
        [
            "a bastion of Cluster API",
            [instance({ tags: { "sigs.k8s.io/cluster-api-provider-aws/role": "bastion" } })],
            "advisory",
            "advisory",
        ],
        ["nodeadm's user data", [instance({ userData: nodeadm })], "mandatory", "silent"],
        ["nodeadm's user data in base64", [template({ userData: base64(nodeadm) })], "mandatory", "silent"],
        [
            "a plain NodeConfig",
            [instance({ userDataBase64: base64("---\napiVersion: node.eks.aws/v1alpha1\n") })],
            "mandatory",
            "silent",
        ],
        [
            "the EKS bootstrap script",
            [template({ userData: base64("#!/bin/bash\n/etc/eks/bootstrap.sh prod\n") })],
            "mandatory",
            "silent",
        ],
        [
            "a comment on the script",
            [template({ userData: base64("#!/bin/bash\n# no /etc/eks/bootstrap.sh here\n") })],
            "advisory",
            "advisory",
        ],
        [
            "Bottlerocket's settings",
            [template({ userData: base64('[settings.kubernetes]\ncluster-name = "prod"\n') })],
            "mandatory",
            "silent",
        ],
        [
            "kubeadm init",
            [instance({ userData: "#!/bin/sh\nkubeadm init --config /etc/kubeadm.yaml\n" })],
            "mandatory",
            "mandatory",
        ],
        ["kubeadm join", [instance({ userData: "#!/bin/sh\nkubeadm join 10.0.0.1:6443\n" })], "mandatory", "silent"],
        [
            "kubeadm join as control plane",
            [instance({ userData: "kubeadm join 10.0.0.1:6443 --control-plane\n" })],
            "mandatory",
            "mandatory",
        ],
        [
            "an EKS image",
            [
                template({
                    imageId:
                        "resolve:ssm:/aws/service/eks/optimized-ami/1.32/amazon-linux-2023/x86_64/standard/recommended/image_id",
                }),
            ],
            "mandatory",
            "silent",
        ],
        [
            "tags for the machines that a template starts",
            [template({ tagSpecifications: [{ resourceType: "instance", tags: { "eks:nodegroup-name": "w" } }] })],
            "mandatory",
            "silent",
        ],
        ["a template that nothing uses", [template({})], "advisory", "advisory"],
        [
            "a template of a node group",
            [template({}), resource("workers", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: "lt-1" } })],
            "mandatory",
            "silent",
        ],
        [
            "a template of a mixed auto scaling group",
            [
                template({}),
                resource("fleet", "aws:autoscaling/group:Group", {
                    mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" } } },
                    tags: [{ key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagateAtLaunch: true }],
                }),
            ],
            "mandatory",
            "silent",
        ],
        [
            "a template of an ordinary auto scaling group",
            [template({}), resource("fleet", "aws:autoscaling/group:Group", { launchTemplate: { id: "lt-1" }, tags: [] })],
            "advisory",
            "advisory",
        ],
        [
            "a template of AWS Batch",
            [
                template({}),
                resource("jobs", "aws:batch/computeEnvironment:ComputeEnvironment", {
                    launchTemplate: { launchTemplateId: "lt-1" },
                }),
            ],
            "silent",
            "silent",
        ],
        [
            "an EKS cluster",
            [resource("prod", "aws:eks/cluster:Cluster", { vpcConfig: { securityGroupIds: ["sg-1"] } })],
            "mandatory",
            "silent",
        ],
        [
            "Karpenter's class of nodes",
            [
                resource("default", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", {
                    spec: { securityGroupSelectorTerms: [{ id: "sg-1" }] },
                }),
            ],
            "mandatory",
            "silent",
        ],
        [
            "an attachment to a node's interface",
            [
                resource("node", "aws:ec2/instance:Instance", { tags: { "kubernetes.io/cluster/prod": "owned" } }),
                resource(
                    "attachment",
                    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
                    { securityGroupId: "sg-1", networkInterfaceId: "eni-1" },
                    { propertyDependencies: { networkInterfaceId: ["node"] } },
                ),
            ],
            "mandatory",
            "silent",
        ],
        [
            "an interface of a node",
            [
                resource("interface", "aws:ec2/networkInterface:NetworkInterface", { id: "eni-1", securityGroups: ["sg-1"] }),
                resource("node", "aws:ec2/instance:Instance", {
                    networkInterfaces: [{ networkInterfaceId: "eni-1", deviceIndex: 0 }],
                    tags: { "kubernetes.io/cluster/prod": "owned" },
                }),
            ],
            "mandatory",
            "silent",
        ],
        [
            "a network load balancer",
            [resource("it", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-1"] })],
            "silent",
            "silent",
        ],
        ["a data base", [resource("it", "aws:rds/cluster:Cluster", { vpcSecurityGroupIds: ["sg-1"] })], "silent", "silent"],
        ["a cache", [resource("it", "aws:elasticache/cluster:Cluster", { securityGroupIds: ["sg-1"] })], "silent", "silent"],
        [
            "a function",
            [resource("it", "aws:lambda/function:Function", { vpcConfig: { securityGroupIds: ["sg-1"] } })],
            "silent",
            "silent",
        ],
        [
            "an ECS service",
            [resource("it", "aws:ecs/service:Service", { networkConfiguration: { securityGroups: ["sg-1"] } })],
            "silent",
            "silent",
        ],
        [
            "a VPC endpoint",
            [resource("it", "aws:ec2/vpcEndpoint:VpcEndpoint", { securityGroupIds: ["sg-1"] })],
            "silent",
            "silent",
        ],
        ["a file system", [resource("it", "aws:efs/mountTarget:MountTarget", { securityGroups: ["sg-1"] })], "silent", "silent"],
        [
            "a load balancer and an instance of unknown use",
            [resource("it", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-1"] }), instance({})],
            "advisory",
            "advisory",
        ],
        [
            "a file system and a node",
            [
                resource("it", "aws:efs/mountTarget:MountTarget", { securityGroups: ["sg-1"] }),
                instance({ tags: { "kubernetes.io/cluster/prod": "owned" } }),
            ],
            "mandatory",
            "silent",
        ],
        [
            "a parameter that holds its id",
            [resource("it", "aws:ssm/parameter:Parameter", { type: "String", value: "sg-1" })],
            "advisory",
            "advisory",
        ],
        [
            "another group that admits it",
            [
                resource("it", "aws:ec2/securityGroup:SecurityGroup", {
                    id: "sg-2",
                    ingress: [{ ...OPEN, cidrBlocks: [], securityGroups: ["sg-1"] }],
                }),
            ],
            "advisory",
            "advisory",
        ],
    ])("%s", (_, behind, kubelet, etcd) => expect(outcomes([group(), ...behind])).toEqual([kubelet, etcd]));
});

describe("a refreshed group lists the rules that are attached to it", () => {
    const narrow = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
    const rule = (name: string, props: object) =>
        resource(name, "aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", securityGroupId: "sg-1", ...props });
    const withRules = (...ingress: object[]) => resource("group", "aws:ec2/securityGroup:SecurityGroup", { id: "sg-1", ingress });
    const about = (resources: readonly GivenInStack[]) =>
        judgeStack(kubeletPortNotReachable, resources).reported.map(({ urn }) => urn?.split("::").at(-1));

    test("and a wide one is told once, where it was written", () => {
        expect(about([withRules(OPEN), rule("open", OPEN), instance({})])).toEqual(["open"]);
    });
    test("and one that names the kubelet is told at its resource alone", () => {
        expect(
            about([
                withRules({ ...narrow, cidrBlocks: ["0.0.0.0/0"] }),
                rule("kubelet", { ...narrow, cidrBlocks: ["0.0.0.0/0"] }),
            ]),
        ).toEqual([]);
    });
    test("and one inline for the same ports is told at its resource alone", () => {
        const resources = [
            withRules({ ...narrow, cidrBlocks: ["0.0.0.0/0"] }),
            rule("kubelet", { ...narrow, sourceSecurityGroupId: "sg-2" }),
        ];
        expect(about(resources)).toEqual([]);
    });
    test("and one that names the kubelet hides no wide one written inline", () => {
        const resources = [
            withRules({ ...narrow, securityGroups: ["sg-2"] }, OPEN),
            rule("kubelet", { ...narrow, sourceSecurityGroupId: "sg-2" }),
        ];
        expect(about(resources)).toEqual(["group"]);
    });
    test("and another inline source of the same ports is still told", () => {
        expect(about([withRules({ ...OPEN, cidrBlocks: ["0.0.0.0/0", "::/0"] }), rule("open", OPEN), instance({})])).toEqual([
            "group",
            "open",
        ]);
    });
});

test("unknown addresses in front of a load balancer matter to nobody", () => {
    const unknown = { ...OPEN, cidrBlocks: UNKNOWN };
    const front = { ...group(), props: { id: "sg-1", ingress: [unknown] }, propertyDependencies: { ingress: ["vpc"] } };
    const balancer = resource("balancer", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-1"] });
    expect(judgeStack(kubeletPortNotReachable, [resource("vpc", "aws:ec2/vpc:Vpc", {}), front, balancer])).toEqual({
        reported: [],
    });
});

test("a component between a group and its machines hides nothing", () => {
    const resources = [
        resource("network", "acme:index:Network", {}),
        { ...group(), parent: "network", props: { id: UNKNOWN, ingress: [OPEN] } },
        resource("pool", "acme:index:NodePool", {}),
        {
            ...template({ id: UNKNOWN, vpcSecurityGroupIds: [UNKNOWN] }),
            parent: "pool",
            propertyDependencies: { vpcSecurityGroupIds: ["group"] },
        },
        {
            ...resource("workers", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: { id: UNKNOWN, version: UNKNOWN } }),
            parent: "pool",
            propertyDependencies: { launchTemplate: ["template"] },
        },
    ];
    expect(outcomes(resources)).toEqual(["mandatory", "silent"]);
});

test("no shape of a resource crashes either policy", () => {
    const types = [
        ...kubeletPortNotReachable.reads,
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:eks/nodeGroup:NodeGroup",
    ];
    const leaf = fc.oneof(
        fc.constantFrom(
            "0.0.0.0/0",
            "::/0",
            "tcp",
            "-1",
            "sg-1",
            "10250",
            UNKNOWN,
            null,
            true,
            10250,
            -1,
            Number.MAX_SAFE_INTEGER,
        ),
        fc.string(),
        fc.integer(),
    );
    const keys = [
        "ingress",
        "cidrBlocks",
        "ipv6CidrBlocks",
        "prefixListIds",
        "protocol",
        "fromPort",
        "toPort",
        "tags",
        "id",
        "securityGroupId",
    ];
    const more = [
        "type",
        "cidrIpv4",
        "ipProtocol",
        "vpcSecurityGroupIds",
        "launchTemplate",
        "networkInterfaces",
        "userData",
        "tagSpecifications",
        "key",
    ];
    const { tree } = fc.letrec((tie) => ({
        tree: fc.oneof(
            { maxDepth: 4 },
            leaf,
            fc.array(tie("tree"), { maxLength: 3 }),
            fc.dictionary(fc.constantFrom(...keys, ...more), tie("tree"), { maxKeys: 5 }),
        ),
    }));
    const props = fc.dictionary(fc.constantFrom(...keys, ...more), tree as fc.Arbitrary<unknown>, { maxKeys: 6 });
    const stack = fc.array(fc.tuple(fc.constantFrom(...types), props), { minLength: 1, maxLength: 4 });
    fc.assert(
        fc.property(stack, (given) => {
            const resources = given.map(([type, some], i) => resource(`r${i}`, type, some));
            for (const policy of [kubeletPortNotReachable, etcdPortNotReachable]) {
                const told = [...resources.map((one) => judge(policy, one)), judgeStack(policy, resources)];
                for (const { message } of told.flatMap(({ reported }) => reported)) {
                    expect(message).not.toContain("could not be judged: the policy");
                    expect(message).not.toContain("\n");
                }
            }
        }),
        { seed: 20_261_124, numRuns: 1_500 },
    );
});

test("a stack of thousands of groups, rules and machines takes no quadratic time", () => {
    const count = 1_500;
    const resources = Array.from({ length: count }, (_, i) => [
        resource(`group-${i}`, "aws:ec2/securityGroup:SecurityGroup", { id: `sg-${i}`, ingress: [] }),
        resource(`rule-${i}`, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
            securityGroupId: `sg-${i}`,
            ipProtocol: "-1",
            cidrIpv4: "0.0.0.0/0",
        }),
        resource(`machine-${i}`, "aws:ec2/instance:Instance", { vpcSecurityGroupIds: [`sg-${i}`] }),
    ]).flat();
    expect(inTime(8_000, () => judgeStack(kubeletPortNotReachable, resources)).reported).toHaveLength(count);
});
