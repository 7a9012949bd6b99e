import { kubeletPortNotReachable } from "../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judgeStack } from "./judge";

/** Every port to everybody. */
export const OPEN = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
/** The group `nodes`, sg-1, with that rule. */
export const group = (more: object = {}): GivenInStack => ({
    name: "nodes",
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: { id: "sg-1", ingress: [OPEN], ...more },
});
export const resource = (name: string, type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name,
    type,
    props,
    ...more,
});
/** What properties are made from, by names. */
export const made = (from: Readonly<Record<string, string>>): Partial<GivenInStack> => ({
    propertyDependencies: Object.fromEntries(Object.entries(from).map(([property, name]) => [property, [name]])),
});
export const CLUSTER = { "kubernetes.io/cluster/prod": "owned" };
export const NATIVE_TAGS = [{ key: "kubernetes.io/cluster/prod", value: "owned" }];

/** What is in brackets in the one finding of the kubelet's policy over a stack, with its level in front; "" for none. */
export function told(resources: readonly GivenInStack[], part = /\((.*?)\)\. /): string {
    const { reported } = judgeStack(kubeletPortNotReachable, resources);
    expect(reported.length).toBeLessThan(2);
    return reported.map(({ level, message }) => `${level ?? "mandatory"}: ${part.exec(message)?.[1]}`).join();
}
/** A whole path to a known node. */
export const way = (...parts: readonly string[]) =>
    `mandatory: ${["0.0.0.0/0", 'security group "nodes"', ...parts, "kubelet 10250"].join(" → ")}`;
/** A whole path to what may be anything. */
export const doubt = (...parts: readonly string[]) =>
    `advisory: ${["0.0.0.0/0", 'security group "nodes"', ...parts].join(" → ")}; nothing tells whether that is a Kubernetes node`;
