import { nodeSshNotReachable } from "../../../../../policypack/policies/runtime-socket/node-ssh-not-reachable";
import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import type { Policy } from "../../../../../policypack/lib/define-policy";
import { type GivenInStack, judge, judgeStack } from "../../../judge";

/** None of many rules in one group is lost, however they are written. How the time grows is for `npm run bench`. */

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const tags = { "kubernetes.io/cluster/prod": "owned" };
const wide = { protocol: "tcp", fromPort: 1, toPort: 65535 };
const range = (i: number) => `${20 + (i >> 8)}.${i & 255}.4.0/24`;
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const group = (props: object): GivenInStack => ({ type: GROUP, name: "nodes", props: { id: "sg-1", tags, ...props } });

const SHAPES: Readonly<
    Record<string, (n: number) => { readonly stack: GivenInStack[]; readonly config?: Record<string, unknown> }>
> = {
    "inline rules": (n) => ({ stack: [group({ ingress: many(n, (i) => ({ ...wide, cidrBlocks: [range(i)] })) })] }),
    "rules for one port": (n) => ({
        stack: [group({ ingress: many(n, (i) => ({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [range(i)] })) })],
    }),
    "ranges of one rule, half of them private": (n) => ({
        stack: [
            group({ ingress: [{ ...wide, cidrBlocks: many(n, (i) => (i % 2 ? range(i) : `10.${i >> 8}.${i & 255}.0/24`)) }] }),
        ],
    }),
    "rules of their own": (n) => ({
        stack: [
            group({}),
            ...many(n, (i) => ({
                type: "aws:ec2/securityGroupRule:SecurityGroupRule",
                name: `rule-${i}`,
                props: { type: "ingress", securityGroupId: "sg-1", ...wide, cidrBlocks: [range(i)] },
            })),
        ],
    }),
    "entries of a prefix list": (n) => ({
        stack: [
            { type: "aws:ec2/managedPrefixList:ManagedPrefixList", name: "list", props: { id: "pl-1" } },
            ...many(n, (i) => ({
                type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
                name: `entry-${i}`,
                props: { prefixListId: "pl-1", cidr: range(i) },
            })),
            group({ ingress: [{ ...wide, prefixListIds: ["pl-1"] }] }),
        ],
        config: { trustedPrefixLists: ["pl-2"] },
    }),
    "trusted ranges": (n) => ({
        stack: [group({ ingress: [{ ...wide, cidrBlocks: many(n, (i) => range(i).replace("/24", "/23")) }] })],
        config: { trustedCidrs: many(n, range) },
    }),
};

/** How many findings the policies have, at the resources and over the stack. */
function findingsIn({ stack, config = {} }: ReturnType<(typeof SHAPES)[string]>): Record<string, number> {
    const given = stack.map((one) => ({ ...one, config }));
    const count = (policy: Policy) =>
        given.flatMap((one) => judge(policy, one).reported).length + judgeStack(policy, given).reported.length;
    return { kubelet: count(kubeletPortNotReachable), ssh: count(nodeSshNotReachable) };
}

test.each<[string, ReturnType<typeof findingsIn>]>([
    ["inline rules", { kubelet: 4_000, ssh: 0 }],
    ["rules for one port", { kubelet: 0, ssh: 4_000 }],
    ["ranges of one rule, half of them private", { kubelet: 2, ssh: 0 }],
    ["rules of their own", { kubelet: 4_000, ssh: 0 }],
    ["entries of a prefix list", { kubelet: 1, ssh: 0 }],
    ["trusted ranges", { kubelet: 1, ssh: 0 }],
])("4,000 %s", (shape, findings) => expect(findingsIn(SHAPES[shape]!(4_000))).toEqual(findings));
