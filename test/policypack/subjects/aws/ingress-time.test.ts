import { nodeSshNotReachable } from "../../../../policypack/policies/runtime-socket/node-ssh-not-reachable";
import { kubeletPortNotReachable } from "../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judge, judgeStack } from "../../judge";

/** Many rules in one group take no quadratic time, however they are written: with four times as many, about four times as long. */

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

/** The processor's time, so that what else runs on the machine does not count. */
function timeOf({ stack, config = {} }: ReturnType<(typeof SHAPES)[string]>): number {
    const given = stack.map((one) => ({ ...one, config }));
    const start = process.cpuUsage();
    for (const policy of [kubeletPortNotReachable, nodeSshNotReachable]) {
        for (const one of given) judge(policy, one);
        judgeStack(policy, given);
    }
    return process.cpuUsage(start).user;
}

test.each(Object.keys(SHAPES))("%s", (shape) => {
    const make = SHAPES[shape]!;
    timeOf(make(500));
    const few = Math.min(timeOf(make(1000)), timeOf(make(1000)));
    expect(timeOf(make(4000)) / few).toBeLessThan(9);
});

test("10,000 rules in one group are judged in seconds, on both sides", () => {
    const ingress = Array.from({ length: 10_000 }, (_, i) => ({
        protocol: "tcp",
        fromPort: 1024,
        toPort: 65535,
        cidrBlocks: [`${20 + (i >> 8)}.${i & 255}.0.0/16`],
    }));
    const given = { type: "aws:ec2/securityGroup:SecurityGroup", props: { ingress } };
    const start = performance.now();
    expect(
        judge(kubeletPortNotReachable, { ...given, props: { ingress, tags: { "kubernetes.io/cluster/a": "" } } }).reported,
    ).toHaveLength(10_000);
    expect(judgeStack(kubeletPortNotReachable, [given]).reported).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(10_000);
});
