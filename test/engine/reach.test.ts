import { PACK, policiesIn, program, project } from "./engine";
import type { Program } from "./project";
import type { Violation } from "./events";

const POLICY = "kubelet-port-not-reachable";
const REQUIREMENT = "Only the cluster, its nodes and trusted addresses may reach the kubelet port.";
const open = "opens kubelet ports 10250 and 10255 to 0.0.0.0/0";
const fix = (property: string) =>
    `Open only the ports that these addresses need, and the kubelet's to the control plane's security group (${property}).`;
const PATH = '0.0.0.0/0 → security group "nodes" → launch template "workers" → node group "workers" → kubelet 10250';

const said = (violations: readonly Violation[]) => violations.filter(({ policy }) => policy === POLICY);
const violation = (urn: string, line: string) => ({
    policy: POLICY,
    pack: "kube-bypass-guard",
    level: "mandatory",
    severity: "critical",
    urn,
    message: `${REQUIREMENT}\n${line}`,
});

/** A node group through a launch template, and its group. */
const nodes = (group: string) => `
    export const template = new aws.ec2.LaunchTemplate("workers", { vpcSecurityGroupIds: [${group}.id] });
    new aws.eks.NodeGroup("workers", {
        clusterName: "prod",
        nodeRoleArn: "arn:aws:iam::123456789012:role/node",
        subnetIds: ["subnet-1"],
        scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
        launchTemplate: { id: template.id, version: "1" },
    });`;

/** In a preview nothing is created, so that no id is known: what the values are made from joins the resources. */
async function previewed(files: Program) {
    const preview = await (await project(files)).preview({ packs: [PACK] });
    expect([preview.exitCode === 0, preview.created]).toEqual([false, []]);
    return preview;
}

test("while ids are unknown, an open group is followed to the nodes behind it, and the whole path is shown", async () => {
    const { violations, output } = await previewed(
        program(`
            const everyone = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
            const group = new aws.ec2.SecurityGroup("nodes", { ingress: [everyone] });
            ${nodes("group")}
        `),
    );
    const line = `ingress[0].cidrBlocks: ${open} (${PATH}). ${fix("securityGroups")}`;
    expect(said(violations)).toEqual([violation("urn:pulumi:dev::program::aws:ec2/securityGroup:SecurityGroup::nodes", line)]);
    expect(policiesIn(output)).toContain(
        `        - [mandatory] [severity: critical]  ${POLICY}  (aws:ec2:SecurityGroup: nodes)\n          ${REQUIREMENT}\n          ${line}\n`,
    );
});

test("the same where components make the group, its rule and the nodes", async () => {
    const { violations } = await previewed(
        program(`
            class Network extends pulumi.ComponentResource {
                readonly nodes: aws.ec2.SecurityGroup;
                readonly groupIds: pulumi.Output<string[]>;
                constructor(name: string) {
                    super("acme:index:Network", name);
                    this.nodes = new aws.ec2.SecurityGroup("nodes", {}, { parent: this });
                    this.groupIds = pulumi.all([this.nodes.id]);
                    new aws.vpc.SecurityGroupIngressRule(
                        "open",
                        { securityGroupId: this.nodes.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
                        { parent: this.nodes },
                    );
                    this.registerOutputs({ groupIds: this.groupIds });
                }
            }
            class NodePool extends pulumi.ComponentResource {
                constructor(name: string, args: { groupIds: pulumi.Input<string[]> }) {
                    super("acme:index:NodePool", name, args);
                    const template = new aws.ec2.LaunchTemplate(
                        "workers",
                        { networkInterfaces: [{ securityGroups: args.groupIds }] },
                        { parent: this },
                    );
                    new aws.eks.NodeGroup(
                        "workers",
                        {
                            clusterName: "prod",
                            nodeRoleArn: "arn:aws:iam::123456789012:role/node",
                            subnetIds: ["subnet-1"],
                            scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
                            launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
                        },
                        { parent: this },
                    );
                    this.registerOutputs({});
                }
            }
            const network = new Network("network");
            new NodePool("pool", { groupIds: network.groupIds });
        `),
    );
    expect(said(violations)).toEqual([
        violation(
            "urn:pulumi:dev::program::acme:index:Network$aws:ec2/securityGroup:SecurityGroup$" +
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::open",
            `cidrIpv4: ${open} (${PATH}). ${fix("referencedSecurityGroupId")}`,
        ),
    ]);
});

describe("a rule that another file attaches", () => {
    const files: Program = {
        "index.ts": `import "./debug";\nimport "./nodes";\n`,
        "groups.ts": `import * as aws from "@pulumi/aws";
            export const nodes = new aws.ec2.SecurityGroup("nodes", { vpcId: "vpc-1" });`,
        "nodes.ts": `import * as aws from "@pulumi/aws";
            import { nodes } from "./groups";
            ${nodes("nodes")}`,
        "debug.ts": `import * as aws from "@pulumi/aws";
            import { nodes } from "./groups";
            new aws.ec2.SecurityGroupRule("debug", {
                type: "ingress",
                securityGroupId: nodes.id,
                protocol: "tcp",
                fromPort: 1024,
                toPort: 65535,
                cidrBlocks: ["0.0.0.0/0"],
            });`,
    };
    const expected = violation(
        "urn:pulumi:dev::program::aws:ec2/securityGroupRule:SecurityGroupRule::debug",
        `cidrBlocks: ${open} (${PATH}). ${fix("sourceSecurityGroupId")}`,
    );

    test("is followed while ids are unknown", async () => {
        expect(said((await previewed(files)).violations)).toEqual([expected]);
    });

    test("and by the ids, once they are known", async () => {
        const stack = await project(files);
        expect((await stack.up()).exitCode).toBe(0);
        const preview = await stack.preview({ packs: [PACK] });
        expect(preview.exitCode).not.toBe(0);
        expect(said(preview.violations)).toEqual([expected]);

        const analyzed = await stack.analyze(await stack.exportStack(), [PACK]);
        expect(analyzed.exitCode).not.toBe(0);
        expect(analyzed.output).toContain(`cidrBlocks: ${open} (${PATH}). ${fix("sourceSecurityGroupId")}`);
    });
});

test("behind the same rule a load balancer is nobody's finding, and a machine of unknown use is advice", async () => {
    const stack = await project(
        program(`
            const everyone = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
            const front = new aws.ec2.SecurityGroup("front", { ingress: [everyone] });
            new aws.lb.LoadBalancer("front", { securityGroups: [front.id], subnets: ["subnet-1", "subnet-2"] });
            const servers = new aws.ec2.SecurityGroup("servers", { ingress: [everyone] });
            new aws.ec2.Instance("server", { ami: "ami-1", instanceType: "t3.micro", vpcSecurityGroupIds: [servers.id] });
        `),
    );
    const { exitCode, violations } = await stack.preview({ packs: [PACK] });
    expect(exitCode).toBe(0);
    expect(said(violations).map(({ level, urn, message }) => [level, urn.split("::").at(-1), message.split("\n")[1]])).toEqual([
        [
            "advisory",
            "servers",
            `ingress[0].cidrBlocks: ${open} (0.0.0.0/0 → security group "servers" → instance "server"; nothing tells whether that is a ` +
                `Kubernetes node). ${fix("securityGroups")}`,
        ],
    ]);
});

test("a load balancer on the internet is followed through its target group to a node, while ids are unknown", async () => {
    const { violations } = await previewed(
        program(`
            const node = new aws.ec2.Instance("node", {
                ami: "ami-1",
                instanceType: "t3.micro",
                tags: { "kubernetes.io/cluster/prod": "owned" },
            });
            const front = new aws.lb.LoadBalancer("front", { loadBalancerType: "network", subnets: ["subnet-1"] });
            const debug = new aws.lb.TargetGroup("debug", { port: 10250, protocol: "TCP", vpcId: "vpc-1" });
            new aws.lb.TargetGroupAttachment("node", { targetGroupArn: debug.arn, targetId: node.id });
            new aws.lb.Listener("debug", {
                loadBalancerArn: front.arn,
                port: 8443,
                protocol: "TCP",
                defaultActions: [{ type: "forward", targetGroupArn: debug.arn }],
            });
        `),
    );
    expect(said(violations)).toEqual([
        violation(
            "urn:pulumi:dev::program::aws:lb/targetGroup:TargetGroup::debug",
            'port: forwards the internet to kubelet port 10250 (port 8443 of load balancer "front" → target group "debug" → instance "node" → ' +
                "kubelet 10250). Forward only to the ports that clients need: the kubelet's are for the control plane alone.",
        ),
    ]);
});
