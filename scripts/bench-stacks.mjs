// Stacks of `n` resources or rules for `npm run bench`, of which the pack could take much longer than it should.

/** What the engine sends for a value that it does not know. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const WIDE = { protocol: "tcp", fromPort: 1, toPort: 65535 };
const range = (i) => `${20 + (i >> 8)}.${i & 255}.4.0/24`;
const many = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const nodes = (props) => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "nodes",
    props: { id: "sg-1", tags: { "kubernetes.io/cluster/a": "owned" }, ...props },
});

/** @type {Record<string, (n: number) => { resources: import("./analyzer.mjs").Resource[], settings?: Record<string, unknown> }>} */
export const STACKS = {
    "groups, templates and node groups": (n) => ({ resources: many(n / 4, guarded).flat() }),
    "rules of their own": (n) => ({
        resources: [
            nodes({}),
            ...many(n, (i) => ({
                type: "aws:ec2/securityGroupRule:SecurityGroupRule",
                name: `rule-${i}`,
                props: { type: "ingress", securityGroupId: "sg-1", ...WIDE, cidrBlocks: [range(i)] },
            })),
        ],
    }),
    "entries of a prefix list": (n) => ({
        resources: [
            { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: "list", props: { id: "pl-1" } },
            ...many(n, (i) => ({
                type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name: `entry-${i}`,
                props: { prefixListId: "pl-1", cidr: range(i) },
            })),
            nodes({ ingress: [{ ...WIDE, prefixListIds: ["pl-1"] }] }),
        ],
        settings: { trustedPrefixLists: ["pl-2"] },
    }),
    "trusted ranges": (n) => ({
        resources: [nodes({}), { ...nodes({ ingress: [{ ...WIDE, cidrBlocks: many(n, range) }] }), name: "others" }],
        settings: { trustedCidrs: many(n, range) },
    }),
};

/** A group with its rule, and the node group that it stands before; every second one joined only by what its properties are made from. */
function guarded(i) {
    const isKnown = i % 2 === 0;
    const urnOf = (name) => `urn:pulumi:stack::project::bench::${name}`;
    const joined = (property, name) => (isKnown ? {} : { propertyDependencies: { [property]: [urnOf(name)] } });
    const id = (prefix) => (isKnown ? `${prefix}-${i}` : UNKNOWN);
    const resources = [
        { name: `group-${i}`, type: "aws:ec2/securityGroup:SecurityGroup", props: { id: id("sg"), ingress: [] } },
        {
            name: `rule-${i}`,
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            props: { securityGroupId: id("sg"), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
            ...joined("securityGroupId", `group-${i}`),
        },
        {
            name: `template-${i}`,
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: { id: id("lt"), vpcSecurityGroupIds: [id("sg")] },
            ...joined("vpcSecurityGroupIds", `group-${i}`),
        },
        {
            name: `workers-${i}`,
            type: "aws:eks/nodeGroup:NodeGroup",
            props: { launchTemplate: { id: id("lt"), version: "1" } },
            ...joined("launchTemplate", `template-${i}`),
        },
    ];
    return resources.map((resource) => ({ ...resource, urn: urnOf(resource.name) }));
}
