import { PACK, program, project } from "./engine";

/**
 * What AWS keeps apart is joined on the real engine, while every id is still unknown: a prefix list and its entries, a group and rules that
 * other files attach to it.
 */
const open = program(`
    const tags = { "kubernetes.io/cluster/prod": "owned" };
    const workers = new aws.ec2.SecurityGroup("workers", { tags });
    const kubelet = { fromPort: 10250, toPort: 10250 };
    new aws.ec2.SecurityGroupRule("lower", { ...kubelet, securityGroupId: workers.id, type: "ingress", protocol: "tcp", cidrBlocks: ["0.0.0.0/1"] });
    new aws.ec2.SecurityGroupRule("upper", { ...kubelet, securityGroupId: workers.id, type: "ingress", protocol: "tcp", cidrBlocks: ["128.0.0.0/1"] });

    const masters = new aws.ec2.SecurityGroup("masters", { tags });
    const list = new aws.ec2.ManagedPrefixList("offices", { name: "corp-offices", addressFamily: "IPv4", maxEntries: 5 });
    new aws.ec2.ManagedPrefixListEntry("world", { prefixListId: list.id, cidr: "0.0.0.0/0" });
    new aws.vpc.SecurityGroupIngressRule("from-list", { ...kubelet, securityGroupId: masters.id, ipProtocol: "tcp", prefixListId: list.id });
    new aws.vpc.SecurityGroupIngressRule("ssh", { securityGroupId: masters.id, ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" });
`);
const name = (whose: string, property: string, remove: string) =>
    `Name ${whose} security group in ${property} and remove ${remove}.`;

test("prefix lists, halves in several rules and logins are found in a preview", async () => {
    const { exitCode, violations } = await (await project(open)).preview({ packs: [PACK] });
    expect(exitCode).not.toBe(0);
    const lines = violations.map(
        ({ level, urn, message }) => `${level} ${urn.split("::").at(-1)}: ${message.split("\n").at(-1)}`,
    );
    const half = name("the control plane's", "sourceSecurityGroupId", "cidrBlocks");
    expect(lines.sort()).toEqual([
        `mandatory from-list: prefixListId: opens kubelet port 10250 to 0.0.0.0/0 in prefix list "corp-offices". ${name("the control plane's", "referencedSecurityGroupId", "prefixListId")}`,
        `mandatory lower: cidrBlocks: opens kubelet port 10250 to 0.0.0.0/1. ${half}`,
        `mandatory ssh: cidrIpv4: opens SSH port 22 to 0.0.0.0/0 (0.0.0.0/0 → security group "masters" → SSH 22). ${name("a bastion's", "referencedSecurityGroupId", "cidrIpv4")}`,
        `mandatory upper: cidrBlocks: opens kubelet port 10250 to 128.0.0.0/1. ${half}`,
        'mandatory workers: opens kubelet port 10250 to everywhere, its rules together (0.0.0.0/1 and 128.0.0.0/1 → security group "workers" → kubelet 10250). Name the control plane\'s security group in its rules and remove the addresses.',
    ]);
});
