import { etcdPortNotPublished } from "../../../../../policypack/policies/etcd-api/etcd-port-not-published";
import { kubeletPortNotPublished } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-published";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";

/** Stacks in which every value matters to one of the policies, and the same with one value after another replaced. */
const SERVICE = "kubernetes:core/v1:Service";
const metadata = { name: "a", namespace: "n" };
const STACKS: Readonly<Record<string, readonly GivenInStack[]>> = {
    "a Service alone": [
        {
            type: SERVICE,
            name: "service",
            props: {
                metadata: { name: "a", namespace: "kube-system", labels: { a: "b" }, annotations: { a: "b" } },
                spec: {
                    type: "LoadBalancer",
                    externalIPs: ["198.51.100.7"],
                    loadBalancerSourceRanges: ["203.0.113.0/24"],
                    ports: [
                        { name: "a", port: 10250, targetPort: 10250, protocol: "TCP" },
                        { name: "b", port: 2379, targetPort: 2379 },
                    ],
                },
            },
        },
    ],
    "a Service, its Endpoints and an Ingress": [
        {
            type: SERVICE,
            name: "service",
            props: {
                metadata,
                spec: {
                    type: "NodePort",
                    ports: [
                        { name: "a", port: 443 },
                        { name: "b", port: 444 },
                    ],
                },
            },
        },
        {
            type: "kubernetes:core/v1:Endpoints",
            name: "endpoints",
            props: {
                metadata,
                subsets: [
                    {
                        addresses: [{ ip: "10.0.1.5" }],
                        ports: [
                            { name: "a", port: 10250 },
                            { name: "b", port: 2379 },
                        ],
                    },
                ],
            },
            propertyDependencies: { metadata: ["service"] },
        },
        {
            type: "kubernetes:networking.k8s.io/v1:Ingress",
            name: "ingress",
            props: {
                metadata: { ...metadata, annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" } },
                spec: { rules: [{ http: { paths: [{ backend: { service: { name: "a", port: { number: 443 } } } }] } }] },
            },
            propertyDependencies: { spec: ["service"] },
        },
    ],
    "a Service and its Pods": [
        {
            type: SERVICE,
            name: "service",
            props: {
                metadata,
                spec: {
                    type: "LoadBalancer",
                    selector: { app: "x", tier: "y" },
                    ports: [
                        { port: 443, targetPort: "p" },
                        { port: 444, targetPort: 10250 },
                    ],
                },
            },
            propertyDependencies: { spec: ["pods"] },
        },
        {
            type: "kubernetes:apps/v1:DaemonSet",
            name: "pods",
            props: {
                metadata,
                spec: {
                    template: {
                        metadata: { labels: { app: "x", tier: "y" } },
                        spec: {
                            hostNetwork: true,
                            containers: [
                                {
                                    name: "c",
                                    image: "registry.k8s.io/etcd:3.6.4-0",
                                    command: ["etcd"],
                                    ports: [{ name: "p", containerPort: 2379 }],
                                },
                            ],
                        },
                    },
                },
            },
        },
    ],
};

type Path = readonly string[];
const pathsOf = (value: unknown, at: Path = []): Path[] =>
    typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])])
        : [];

function replaced(value: object, [key, ...rest]: Path, by: unknown): object {
    const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key!] = rest.length === 0 ? by : replaced(copy[key!] as object, rest, by);
    return copy;
}

/** What both sides of a policy say. */
function said(policy: typeof kubeletPortNotPublished, stack: readonly GivenInStack[]) {
    const answers = [
        ...stack.filter(({ type }) => policy.reads.includes(type)).map((one) => judge(policy, one)),
        judgeStack(policy, stack),
    ];
    return {
        lines: answers.flatMap(({ reported }) => reported.map(({ message }) => message)),
        isUnknown: answers.some(({ unknown }) => unknown !== undefined),
    };
}

const variants = (stack: readonly GivenInStack[], by: unknown) =>
    stack.flatMap((one, i) =>
        pathsOf(one.props).map((path) => ({
            at: `${one.name}: ${path.join(".")}`,
            stack: stack.map((other, j) => (i === j ? { ...other, props: replaced(other.props, path, by) } : other)),
        })),
    );

describe.each([kubeletPortNotPublished, etcdPortNotPublished])("$name", (policy) => {
    test.each(Object.keys(STACKS))("%s: a value that is not known yet is told or hides nothing", (name) => {
        const before = said(policy, STACKS[name]!).lines;
        expect(before).not.toEqual([]);
        const open = variants(STACKS[name]!, UNKNOWN).filter(({ stack }) => {
            const { lines, isUnknown } = said(policy, stack);
            return !isUnknown && lines.length < before.length;
        });
        expect(open.map(({ at }) => at)).toEqual([]);
    });

    test.each(Object.keys(STACKS))("%s: a value of another type crashes nothing", (name) => {
        const crashed = [7, "x", true, null, [], {}, [null]].flatMap((value) =>
            variants(STACKS[name]!, value).filter(({ stack }) =>
                said(policy, stack).lines.some((line) => line.includes("failed (")),
            ),
        );
        expect(crashed.map(({ at }) => at)).toEqual([]);
    });
});
