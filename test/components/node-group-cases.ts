import fc from "fast-check";
import { type NodeGroupOptions, NodeProcessor, NodeSystem } from "../../components";

/** What a node group that has nothing else says must have. */
export const REQUIRED = {
    clusterName: "shop",
    subnetIds: ["subnet-0a", "subnet-0b"],
    securityGroupIds: ["sg-0c0ffee0c0ffee000"],
};

const KEY = "arn:aws:kms:us-west-2:111122223333:key/0c0ffee0";
const texts = fc.constantFrom("web", "a", "true", "x".repeat(63));
const optional = <T>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(record, { requiredKeys: [], noNullPrototype: true });

const ofOwnGroup = optional<Pick<NodeGroupOptions, "auditLogGroup" | "auditRecordDays" | "auditLogKeyArn">>({
    auditLogGroup: fc.constantFrom("/nodes/shop", "audit", "Nodes_of.the-shop#1"),
    auditRecordDays: fc.constantFrom(0, 365, 400, 3653),
    auditLogKeyArn: fc.constant(KEY),
});

const ofAudit: fc.Arbitrary<NodeGroupOptions> = fc.oneof(ofOwnGroup, fc.constant({ sendAuditRecordTo: "/nodes/all" }));

/** Every option that gives nothing away, set or not, on both systems. */
export const safeOptions: fc.Arbitrary<NodeGroupOptions> = fc
    .tuple(
        optional<NodeGroupOptions>({
            system: fc.constantFrom(...Object.values(NodeSystem)),
            processor: fc.constantFrom(...Object.values(NodeProcessor)),
            instanceTypes: fc.constantFrom(["m6i.large"], ["c7g.xlarge", "c6g.xlarge"]),
            kubernetesVersion: fc.constantFrom("1.32", "1.34"),
            minSize: fc.nat(3),
            maxSize: fc.integer({ min: 4, max: 20 }),
            desiredSize: fc.constant(4),
            maxPods: fc.integer({ min: 1, max: 737 }),
            volumeSize: fc.integer({ min: 20, max: 16_384 }),
            volumeKeyArn: fc.constant(KEY),
            labels: fc.dictionary(texts, texts, { noNullPrototype: true }),
            taints: fc.array(
                fc.record({ key: texts, effect: fc.constantFrom("NO_SCHEDULE", "NO_EXECUTE") }, { noNullPrototype: true }),
                { maxLength: 2 },
            ),
            tags: fc.dictionary(texts, texts, { noNullPrototype: true }),
            permissionsBoundaryArn: fc.constant("arn:aws:iam::111122223333:policy/boundary"),
            sessions: fc.boolean(),
            exposeMetadataToPods: fc.constant(false),
            exposeNodesToInternet: fc.constant(false),
            serveSelfSignedCertificate: fc.constant(false),
            serveJournal: fc.constant(false),
            keepAuditRecordOnNode: fc.constant(false),
        }),
        ofAudit,
    )
    .map(([options, audit]) => (options.system === NodeSystem.Bottlerocket ? options : { ...options, ...audit }));

/** An option that gives something away, and the one policy that its comment names. */
export interface UnsafeOption {
    readonly options: NodeGroupOptions;
    readonly policy: string;
    /** Bottlerocket refuses it. */
    readonly isLinuxOnly: boolean;
}

const unsafe = (policy: string, options: NodeGroupOptions): UnsafeOption => ({ options, policy, isLinuxOnly: false });
const unsafeOnLinux = (policy: string, options: NodeGroupOptions): UnsafeOption => ({ options, policy, isLinuxOnly: true });

export const UNSAFE: readonly UnsafeOption[] = [
    unsafe("node-metadata-hops-limited", { exposeMetadataToPods: true }),
    unsafe("node-key-pairs-absent", { allowSshWithKeyPair: "break-glass" }),
    unsafe("node-public-addresses-absent", { exposeNodesToInternet: true }),
    unsafe("kubelet-serving-certificate-set", { serveSelfSignedCertificate: true }),
    unsafeOnLinux("kubelet-static-pods-disabled", { runStaticPodsFrom: "/etc/kubernetes/manifests" }),
    unsafeOnLinux("kubelet-static-pods-disabled", { runStaticPodsFrom: "/srv/pods" }),
    unsafeOnLinux("kubelet-debug-handlers-not-enabled", { serveJournal: true }),
    unsafeOnLinux("node-audit-log-shipped", { keepAuditRecordOnNode: true }),
    unsafeOnLinux("node-audit-log-kept", { auditRecordDays: 90 }),
];

/** The policy that says of a node on Bottlerocket that nothing records what happens on it. */
export const UNAUDITED = "node-audit-log-shipped";
