// Stacks of `n` resources or rules, of which a pack could take much longer than it should.
import { launchTemplate, RESOURCES } from "./resources.mjs";

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

/**
 * `round` gives a call texts of its own, as a pack remembers those that it has read.
 *
 * @type {Record<string, (n: number, round?: number) => { resources: import("../analyzer.mjs").Resource[], settings?: Record<string, unknown> }>}
 */
export const STACKS = {
    "of everything": (n) => ({
        resources: many(n, (i) => ({ ...Object.values(RESOURCES)[i % 3], name: `r${i}` })),
    }),
    "Pods that take their configuration from ConfigMaps": (n) => ({ resources: many(n / 2, configured).flat() }),
    "templates with user data of their own": (n, round = 0) => ({
        resources: many(n, (i) => (i % 10 === 0 ? launchTemplate(i + round * n) : queue(i))),
    }),
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

const queue = (i) => ({ ...RESOURCES["irrelevant resource"], name: `queue-${i}` });

/** A kubelet or an etcd in a Pod that another object configures. */
function configured(i) {
    const program = i % 2 === 0 ? "kubelet" : "etcd";
    const config =
        program === "kubelet" ? "kind: KubeletConfiguration\nreadOnlyPort: 10255\n" : "listen-client-urls: http://0.0.0.0:2379\n";
    const name = `config-${i}`;
    const flag = program === "kubelet" ? "--config" : "--config-file";
    const container = {
        name: program,
        image: `example/${program}:1`,
        command: [program, `${flag}=/etc/config/file.yaml`],
        volumeMounts: [{ name: "config", mountPath: "/etc/config" }],
    };
    const spec = { containers: [container], volumes: [{ name: "config", configMap: { name } }] };
    const metadata = (name) => ({ name, namespace: "system" });
    return [
        { type: "kubernetes:core/v1:ConfigMap", name, props: { metadata: metadata(name), data: { "file.yaml": config } } },
        { type: "kubernetes:core/v1:Pod", name: `pod-${i}`, props: { metadata: metadata(`pod-${i}`), spec } },
    ];
}

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
