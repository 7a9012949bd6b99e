import { policies } from "../../../../../policypack/policies";
import { SERVICES } from "../../../ingress-oracle";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";

const about = policies.filter(({ name }) => name in SERVICES);

/** What the policies about ports say of a whole stack, on both sides: `level name` of each finding. */
function told(resources: readonly GivenInStack[]): string[] {
    return about.flatMap((policy) =>
        [
            ...resources.flatMap((one) => judge(policy, one).reported.map(({ level }) => ({ level, name: one.name }))),
            ...judgeStack(policy, resources).reported.map(({ level, urn }) => ({ level, name: urn?.split("::").at(-1) })),
        ].map(({ level, name }) => `${level ?? "mandatory"} ${name}`),
    );
}

const tags = { "kubernetes.io/cluster/prod": "owned" };
const anywhere = ["0.0.0.0/0"];
const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort });
const group = (name: string, ingress: object[], more: object = {}): GivenInStack => ({
    name,
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: { id: `sg-${name}`, ingress, egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anywhere }], ...more },
});
const rule = (name: string, props: object): GivenInStack => ({
    name,
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    props: { type: "ingress", ...props },
});
const other = (name: string, type: string, props: object): GivenInStack => ({ name, type, props });

test("the groups that the EKS component makes", () => {
    const nodes = { securityGroupId: "sg-nodes" };
    expect(
        told([
            group("cluster", [], { tags }),
            group("nodes", [], { tags }),
            other("prod", "aws:eks/cluster:Cluster", { vpcConfig: { securityGroupIds: ["sg-cluster"] } }),
            other("workers", "aws:ec2/launchTemplate:LaunchTemplate", { vpcSecurityGroupIds: ["sg-nodes"] }),
            rule("nodes-self", { ...nodes, protocol: "-1", fromPort: 0, toPort: 0, self: true }),
            rule("nodes-cluster", { ...nodes, ...tcp(1025, 65535), sourceSecurityGroupId: "sg-cluster" }),
            rule("nodes-extension", { ...nodes, ...tcp(443), sourceSecurityGroupId: "sg-cluster" }),
            rule("cluster-nodes", { securityGroupId: "sg-cluster", ...tcp(443), sourceSecurityGroupId: "sg-nodes" }),
            rule("internet", { type: "egress", ...nodes, protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anywhere }),
        ]),
    ).toEqual([]);
});

test("the same while nothing but the component's own names is known", () => {
    const made = (
        type: string,
        name: string,
        props: object,
        from: Record<string, string[]> = {},
        parent = "prod",
    ): GivenInStack => ({
        name,
        type,
        props,
        parent,
        propertyDependencies: from,
    });
    const ruleOf = (name: string, from: Record<string, string[]>, props: object) =>
        made(
            "aws:ec2/securityGroupRule:SecurityGroupRule",
            name,
            { type: "ingress", ...Object.fromEntries(Object.keys(from).map((property) => [property, UNKNOWN])), ...props },
            from,
        );
    const unknown = { id: UNKNOWN, tags: UNKNOWN, ingress: UNKNOWN };
    const nodes = { securityGroupId: ["prod-nodeSecurityGroup"] };
    const fromCluster = { ...nodes, sourceSecurityGroupId: ["prod-eksClusterSecurityGroup"] };
    expect(
        told([
            other("prod", "eks:index:Cluster", {}),
            made("aws:ec2/securityGroup:SecurityGroup", "prod-eksClusterSecurityGroup", unknown),
            made("aws:ec2/securityGroup:SecurityGroup", "prod-nodeSecurityGroup", unknown),
            made(
                "aws:eks/cluster:Cluster",
                "prod-eksCluster",
                { vpcConfig: UNKNOWN },
                { vpcConfig: ["prod-eksClusterSecurityGroup"] },
            ),
            made("eks:index:NodeGroupV2", "workers", {}),
            made(
                "aws:ec2/launchTemplate:LaunchTemplate",
                "workers-launchTemplate",
                { networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: UNKNOWN }], userData: UNKNOWN },
                { networkInterfaces: ["prod-nodeSecurityGroup"], userData: ["prod-eksCluster"] },
                "workers",
            ),
            ruleOf("self", nodes, { protocol: "-1", fromPort: 0, toPort: 0, self: true }),
            ruleOf("cluster", fromCluster, tcp(1025, 65535)),
            ruleOf("extension", fromCluster, tcp(443)),
            ruleOf("internet", nodes, { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anywhere }),
        ]),
    ).toEqual([]);
});

test("nodes behind a network load balancer, with its node ports open to everybody", () => {
    expect(told([group("nodes", [{ ...tcp(30000, 32767), cidrBlocks: anywhere }], { tags })])).toEqual([]);
});

test("a web application: balancer, servers, data base, bastion", () => {
    expect(
        told([
            group("balancer", [
                { ...tcp(80), cidrBlocks: anywhere },
                { ...tcp(443), cidrBlocks: anywhere, ipv6CidrBlocks: ["::/0"] },
            ]),
            group("servers", [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }]),
            group("data", [{ ...tcp(5432), securityGroups: ["sg-servers"] }]),
            group("bastion", [{ ...tcp(22), cidrBlocks: ["203.0.113.7/32"] }]),
            other("server", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-servers"] }),
            other("db", "aws:rds/instance:Instance", { vpcSecurityGroupIds: ["sg-data"] }),
            other("jump", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-bastion"] }),
            other("front", "aws:lb/loadBalancer:LoadBalancer", { securityGroups: ["sg-balancer"] }),
        ]),
    ).toEqual([]);
});

test("a default group that was emptied", () => {
    expect(told([other("default", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [], egress: [] })])).toEqual(
        [],
    );
});

test("workers that admit their whole VPC are advised, once", () => {
    expect(told([group("nodes", [{ ...tcp(1025, 65535), cidrBlocks: ["10.0.0.0/16"] }], { tags })])).toEqual(["advisory nodes"]);
});

test("machines whose SSH is open to everybody are advised; those that admit one office are not", () => {
    expect(
        told([
            group("web", [
                { ...tcp(443), cidrBlocks: anywhere },
                { ...tcp(22), cidrBlocks: anywhere },
            ]),
            group("office", [{ ...tcp(22), cidrBlocks: ["203.0.113.0/28"] }]),
            other("server", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-web"] }),
            other("inner", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-office"] }),
        ]),
    ).toEqual(["advisory web"]);
});

test("a cluster's own bastion, and what its load balancers probe", () => {
    expect(
        told([
            group("bastion", [{ ...tcp(22), cidrBlocks: anywhere }], { tags }),
            group(
                "nodes",
                [
                    { ...tcp(22), securityGroups: ["sg-bastion"] },
                    { ...tcp(10256), cidrBlocks: ["10.0.0.0/16"] },
                    { ...tcp(30000, 32767), cidrBlocks: anywhere },
                ],
                { tags },
            ),
        ]),
    ).toEqual(["advisory bastion"]);
});

test("Session Manager's endpoint, which the whole VPC reaches", () => {
    expect(
        told([
            group("endpoints", [{ ...tcp(443), cidrBlocks: ["10.0.0.0/16"] }]),
            other("ssm", "aws:ec2/vpcEndpoint:VpcEndpoint", { securityGroupIds: ["sg-endpoints"] }),
        ]),
    ).toEqual([]);
});

test("a server with every port open to everybody may be a node, and both policies about daemons say so", () => {
    expect(
        told([
            group("open", [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anywhere }]),
            other("server", "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-open"] }),
        ]),
    ).toEqual(["advisory open", "advisory open"]);
});
