import * as fc from "fast-check";
import { NodePoolRole, type SelfManagedNodePoolArgs } from "../../components";

const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/0c0ffee0";

const COMMON = {
    clusterName: "shop",
    clusterEndpoint: "api.shop.internal:6443",
    kubernetesVersion: "1.36.3",
    subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
    securityGroupIds: ["sg-0c0ffee0c0ffee000"],
    amiId: "ami-0c0ffee0c0ffee000",
    auditLogGroupName: "/shop/nodes",
};

/** What a pool that has nothing else says must have. */
export const LEAST: Readonly<Record<NodePoolRole, SelfManagedNodePoolArgs>> = {
    [NodePoolRole.ControlPlane]: {
        ...COMMON,
        role: NodePoolRole.ControlPlane,
        etcdEndpoints: ["https://etcd-0.etcd.shop.internal:2379", "https://etcd-1.etcd.shop.internal:2379"],
        etcdClientSecretName: "shop/etcd/apiserver-etcd-client",
    },
    [NodePoolRole.Worker]: { ...COMMON, role: NodePoolRole.Worker, joinSecretName: "shop/kubernetes/join" },
};

export type Options = Partial<SelfManagedNodePoolArgs>;

const texts = fc.constantFrom("web", "a", "true", "x".repeat(63));
const optional = <T>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(record, { requiredKeys: [], noNullPrototype: true });

const common = optional<Options>({
    securityGroupIds: fc.constant(["sg-0c0ffee0c0ffee000", "sg-0c0ffee0c0ffee001"]),
    kubernetesVersion: fc.constantFrom("1.32.0", "1.36.3"),
    roleArn: fc.constant(roleArn("nodes/shop-nodes")),
    packageRepositoryUrl: fc.constant("https://packages.example.com/core:/stable:/v1.36/rpm/"),
    instanceType: fc.constant("m7g.large"),
    minSize: fc.nat(3),
    maxSize: fc.integer({ min: 4, max: 20 }),
    desiredSize: fc.constant(4),
    maxPods: fc.integer({ min: 1, max: 737 }),
    volumeSize: fc.integer({ min: 20, max: 16_384 }),
    volumeKeyArn: fc.constant(KEY),
    labels: fc.dictionary(texts, texts, { noNullPrototype: true }),
    taints: fc.array(fc.record({ key: texts, effect: fc.constantFrom("NO_SCHEDULE", "NO_EXECUTE") }, { noNullPrototype: true }), {
        maxLength: 2,
    }),
    tags: fc.dictionary(texts, texts, { noNullPrototype: true }),
    permissionsBoundaryArn: fc.constant("arn:aws:iam::123456789012:policy/boundary"),
    sessions: fc.boolean(),
    exposeMetadataToPods: fc.constant(false),
    exposeNodesToInternet: fc.constant(false),
    serveSelfSignedCertificate: fc.constant(false),
    serveJournal: fc.constant(false),
});

/** Every option that gives nothing away, set or not, of both roles. */
export const safeOptions: Readonly<Record<NodePoolRole, fc.Arbitrary<Options>>> = {
    [NodePoolRole.ControlPlane]: fc
        .tuple(
            common,
            optional<Options>({
                targetGroupArns: fc.constantFrom([], ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/api/0a"]),
                keyAdministrators: fc.subarray([roleArn("deploy"), roleArn("restore")]),
                podSubnet: fc.constantFrom("10.244.0.0/16", "10.244.0.0/16,fd00:10:244::/56"),
                serviceSubnet: fc.constant("10.96.0.0/12"),
                trustAnyKubelet: fc.constant(false),
            }),
        )
        .map(([all, own]) => ({ ...all, ...own })),
    [NodePoolRole.Worker]: common,
};

/** An option that gives something away, the one policy that its comment names, and the roles that have it. */
export interface UnsafeOption {
    readonly options: Options;
    readonly policy: string;
    readonly roles: readonly NodePoolRole[];
}

const BOTH = Object.values(NodePoolRole);
const unsafe = (policy: string, options: Options, roles: readonly NodePoolRole[] = BOTH): UnsafeOption => ({
    options,
    policy,
    roles,
});

export const UNSAFE: readonly UnsafeOption[] = [
    unsafe("node-metadata-hops-limited", { exposeMetadataToPods: true }),
    unsafe("node-key-pairs-absent", { allowSshWithKeyPair: "break-glass" }),
    unsafe("node-public-addresses-absent", { exposeNodesToInternet: true }),
    unsafe("kubelet-serving-certificate-set", { serveSelfSignedCertificate: true }),
    unsafe("kubelet-debug-handlers-not-enabled", { serveJournal: true }),
    unsafe("kube-apiserver-verifies-kubelets", { trustAnyKubelet: true }, [NodePoolRole.ControlPlane]),
    unsafe("kubelet-static-pods-disabled", { runStaticPodsFrom: "/srv/pods" }, [NodePoolRole.Worker]),
    unsafe("kubelet-static-pods-disabled", { runStaticPodsFrom: "/etc/kubernetes/manifests" }, [NodePoolRole.Worker]),
];
