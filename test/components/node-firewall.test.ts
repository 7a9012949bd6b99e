import * as fc from "fast-check";
import { type FirewallSource, NodeFirewall, type NodeFirewallArgs } from "../../components";
import { UNKNOWN } from "../policypack/judge";
import { everySetPasses, registered } from "./registered";
import { atTheStrictest, raised } from "./strictest";

jest.setTimeout(120_000);

const SHOP = { vpcId: "vpc-0c0ffee0", clusterName: "shop" };
const make = (args: Partial<NodeFirewallArgs>) => () => new NodeFirewall("firewall", { ...SHOP, ...args });
const raisedBy = async (args: Partial<NodeFirewallArgs>) => raised(atTheStrictest(await registered(make(args))));

const bastion: FirewallSource = { description: "Bastion", securityGroupId: "sg-0c0ffee0c0ffee000" };
const office: FirewallSource = { description: "Office", cidrIpv4: "10.20.0.0/24" };
const world: FirewallSource = { description: "Everybody", cidrIpv6: "::/0" };
const list: FirewallSource = { description: "Partners", prefixListId: "pl-0c0ffee0" };

test("every set of safe options passes the whole pack, at a preview and after an update", async () => {
    const options = fc.record(
        {
            metricsFromNodes: fc.boolean(),
            etcd: fc.boolean(),
            apiServerPort: fc.constantFrom(443, 6443),
            apiServerClients: fc.subarray([bastion, office, list]),
            exposeKubeletTo: fc.subarray([bastion]),
        },
        { requiredKeys: [] },
    );
    await everySetPasses("NodeFirewall", options, (set) => make(set)());
});

test("a preview knows no ids, but what the rules are made from", async () => {
    const rule = (await registered(make({}), "preview")).find(({ name }) => name === "firewall-control-plane-to-kubelets")!;
    expect(rule.props).toMatchObject({ securityGroupId: UNKNOWN, referencedSecurityGroupId: UNKNOWN, fromPort: 10250 });
    expect(rule.parent).toBe("firewall");
    expect(rule.propertyDependencies).toMatchObject({
        securityGroupId: ["firewall-nodes"],
        referencedSecurityGroupId: ["firewall-control-plane"],
    });
});

test.each([office, world, list])("a kubelet that is exposed to addresses raises the policy that is named: %j", async (source) => {
    expect(await raisedBy({ exposeKubeletTo: [source] })).toEqual(["kubelet-port-not-reachable"]);
});

test.each([office, world, list])("an etcd that is exposed to addresses raises the policy that is named: %j", async (source) => {
    expect(await raisedBy({ etcd: true, exposeEtcdTo: [source] })).toEqual(["etcd-port-not-reachable"]);
});

test("groups are tagged so that policies know what stands behind them", async () => {
    const resources = await registered(make({ etcd: true }), "preview");
    const groups = resources.filter(({ type }) => type.endsWith(":SecurityGroup"));
    expect(groups.map(({ name, props }) => [name, props["tags"]])).toEqual(
        expect.arrayContaining([
            ["firewall-control-plane", { Name: "firewall-control-plane", "k8s.io/role/control-plane": "shop" }],
            ["firewall-nodes", { Name: "firewall-nodes", "kubernetes.io/cluster/shop": "owned" }],
            ["firewall-etcd", { Name: "firewall-etcd", "k8s.io/etcd/main": "shop" }],
        ]),
    );
});

test("rules stand on the groups that they are for", async () => {
    const resources = await registered(make({ etcd: true, exposeKubeletTo: [bastion] }));
    const rule = (name: string) => resources.find((one) => one.name === `firewall-${name}`)!.props;
    expect(rule("control-plane-to-kubelets")).toMatchObject({
        securityGroupId: "sg-firewall-nodes",
        referencedSecurityGroupId: "sg-firewall-control-plane",
        ipProtocol: "tcp",
        fromPort: 10250,
        toPort: 10250,
    });
    expect(rule("api-server-to-etcd")).toMatchObject({
        securityGroupId: "sg-firewall-etcd",
        referencedSecurityGroupId: "sg-firewall-control-plane",
        fromPort: 2379,
        toPort: 2379,
    });
    expect(rule("exposeKubeletTo-0")).toMatchObject({
        securityGroupId: "sg-firewall-nodes",
        referencedSecurityGroupId: "sg-0c0ffee0c0ffee000",
        fromPort: 10250,
        toPort: 10250,
    });
});

test.each<[string, Partial<NodeFirewallArgs>, { propertyPath: string; reason: string }]>([
    [
        "a source that names nothing",
        { exposeKubeletTo: [{ description: "Nobody" }] },
        {
            propertyPath: "exposeKubeletTo[0]",
            reason: "has no source: give exactly one of cidrIpv4, cidrIpv6, prefixListId, securityGroupId",
        },
    ],
    [
        "a source that names two things",
        { apiServerClients: [bastion, { ...office, cidrIpv6: "2001:db8::/56" }] },
        {
            propertyPath: "apiServerClients[1]",
            reason: "has cidrIpv4 and cidrIpv6: give exactly one of cidrIpv4, cidrIpv6, prefixListId, securityGroupId",
        },
    ],
    [
        "an etcd's port without an etcd",
        { exposeEtcdTo: [bastion] },
        {
            propertyPath: "exposeEtcdTo",
            reason: "opens etcd's port, but there is no etcd: set etcd to true, or leave it out",
        },
    ],
    [
        "what is no port",
        { apiServerPort: 70000 },
        { propertyPath: "apiServerPort", reason: "is 70000, which is no port: give 443 or 6443" },
    ],
    [
        "the kubelet's port for the API server",
        { apiServerPort: 10250 },
        { propertyPath: "apiServerPort", reason: "is 10250, which is a kubelet's port" },
    ],
])("%s is refused, with the argument's name", async (_, args, error) => {
    await expect(registered(make(args))).rejects.toMatchObject(error);
});
