import type * as pulumi from "@pulumi/pulumi";

/** The systems that hardened nodes run. */
export enum NodeSystem {
    /** Amazon Linux 2023, configured by nodeadm. The node's audit record is kept and sent away. */
    AmazonLinux2023 = "AmazonLinux2023",
    /**
     * Bottlerocket: read-only, without a shell or SSH. It has no audit daemon, so that nothing records who reads and writes what on the node:
     * `node-audit-log-shipped` reports it where its setting `onEveryNode` asks that of every node.
     */
    Bottlerocket = "Bottlerocket",
}

/** The processors of nodes. */
export enum NodeProcessor {
    /** Intel and AMD. */
    X86 = "x86_64",
    /** Graviton. */
    Arm = "arm64",
}

/** What keeps Pods off nodes. */
export interface NodeTaint {
    /** The key of the taint. */
    key: pulumi.Input<string>;
    /** The value of the taint. Default: none. */
    value?: pulumi.Input<string>;
    /** `NO_SCHEDULE`, `NO_EXECUTE` or `PREFER_NO_SCHEDULE`. */
    effect: pulumi.Input<string>;
}

/** What may differ between hardened node groups. */
export interface NodeGroupOptions {
    /** The system that nodes run. Default: Amazon Linux 2023. */
    system?: NodeSystem;
    /** The processor of nodes, which must be that of `instanceTypes`. Default: x86_64. */
    processor?: NodeProcessor;
    /** Types of instances. Default: m6i.large, or m7g.large for arm64. */
    instanceTypes?: pulumi.Input<pulumi.Input<string>[]>;
    /** The version of Kubernetes. Default: the cluster's. */
    kubernetesVersion?: pulumi.Input<string>;
    /** How many nodes there are at least. Default: 2. */
    minSize?: pulumi.Input<number>;
    /** How many nodes there are at most. Default: 4. */
    maxSize?: pulumi.Input<number>;
    /** How many nodes are started at first; an autoscaler changes it. Default: `minSize`. */
    desiredSize?: pulumi.Input<number>;
    /** How many Pods a node takes at most, from 1 to 737. Default: what the image computes from the type of the instance. */
    maxPods?: number;
    /** The size of a node's volume for images and Pods, in GiB. Default: 50. */
    volumeSize?: number;
    /** The ARN of the KMS key that encrypts volumes. Default: the key of AWS for EBS. */
    volumeKeyArn?: pulumi.Input<string>;
    /** Labels of the nodes in Kubernetes. Default: none. */
    labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Taints of the nodes. Default: none. */
    taints?: NodeTaint[];
    /** Tags of everything that is made, instances and volumes too. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The ARN of a policy that bounds what the nodes' role may ever do. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /**
     * Whether Session Manager reaches nodes, for those whom IAM lets start sessions. The role gets the rights of its agent without those to read
     * parameters, and on Bottlerocket the control container runs. Default: false.
     */
    sessions?: boolean;
    /** The name of the log group that is made for the nodes' audit record. Default: /nodes/, project, stack and name of the component. */
    auditLogGroup?: pulumi.Input<string>;
    /**
     * The name of a log group that is there already, such as a `NodeAuditTrail`'s: the nodes' audit record goes there, and none is made. How
     * long it is kept is that group's own matter.
     */
    sendAuditRecordTo?: pulumi.Input<string>;
    /**
     * For how many days the audit record is kept: 0 (for ever) or a number that CloudWatch takes. Default: 400. Less than the pack's setting
     * `minimumRetentionDays` is reported by `node-audit-log-kept`.
     */
    auditRecordDays?: number;
    /** The ARN of the KMS key that encrypts the log group; its policy must let CloudWatch Logs use it. Default: a key of CloudWatch. */
    auditLogKeyArn?: pulumi.Input<string>;

    /**
     * An absolute path from which the kubelet runs static Pods. Whoever can write there runs any Pod, past admission. Not on Bottlerocket.
     * Default: none. Setting it is reported by `kubelet-static-pods-disabled`.
     */
    runStaticPodsFrom?: string;
    /**
     * Let Pods reach the metadata of their node, and with it the credentials of the nodes' role. Default: false. Reported by
     * `node-metadata-hops-limited`.
     */
    exposeMetadataToPods?: boolean;
    /** The EC2 key pair whose owner logs in on nodes and is root there. Default: none. Reported by `node-key-pairs-absent`. */
    allowSshWithKeyPair?: pulumi.Input<string>;
    /** Give nodes public addresses, which leaves the security groups alone to guard them. Default: false. Reported by `node-public-addresses-absent`. */
    exposeNodesToInternet?: boolean;
    /**
     * Serve a certificate that the kubelet signs itself, so that nobody can tell it from another's. Default: false. Reported by
     * `kubelet-serving-certificate-set`.
     */
    serveSelfSignedCertificate?: boolean;
    /**
     * Answer queries of the node's journal to whoever holds `nodes/proxy` or `nodes/log`. Not on Bottlerocket. Default: false. Reported by
     * `kubelet-debug-handlers-not-enabled`.
     */
    serveJournal?: boolean;
    /**
     * Leave the audit record on the node, where whoever takes it over deletes it. On Amazon Linux 2023 alone. Default: false. Reported by
     * `node-audit-log-shipped`.
     */
    keepAuditRecordOnNode?: boolean;
}
