import type * as pulumi from "@pulumi/pulumi";
import type { NodeTaint } from "../hardened-node-group/node-group-options";

/** What the machines of a pool are. */
export enum NodePoolRole {
    /** They run the API server, the controllers and the scheduler of kubeadm as static Pods. A cluster has one such pool. */
    ControlPlane = "ControlPlane",
    /** They run workloads, and no static Pods. */
    Worker = "Worker",
}

/** Arguments of `SelfManagedNodePool`. */
export interface SelfManagedNodePoolArgs {
    /** Whether the machines are the control plane or workers. */
    role: NodePoolRole;
    /** The name of the Kubernetes cluster. Secrets and names in AWS begin with it. */
    clusterName: string;
    /**
     * Host and port by which everybody reaches the API servers: `api.shop.internal:6443`. A name of a zone of your own, which leads to an internal
     * load balancer, is known at a preview; the load balancer's own name is not, and then no policy judges the user data there.
     */
    clusterEndpoint: pulumi.Input<string>;
    /** The version of Kubernetes, 1.32 or later: `1.36.3`. */
    kubernetesVersion: string;
    /** The ids of private subnets for the machines. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The ids of the machines' security groups: of a `NodeFirewall` that of nodes for workers, and those of nodes and of the control plane for
     * control planes. At least one.
     */
    securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The id of the image: Amazon Linux 2023, whose packages and AWS CLI are used, with kubeadm, kubelet, kubectl and containerd of
     * `kubernetesVersion` unless `packageRepositoryUrl` is given.
     */
    amiId: pulumi.Input<string>;
    /** The name of the log group to which machines send their audit record: that of a `NodeAuditTrail`. */
    auditLogGroupName: pulumi.Input<string>;
    /** The name of the secret with the token by which workers join: the output of that name of the control plane's pool. Workers need it. */
    joinSecretName?: pulumi.Input<string>;
    /** Where API servers reach etcd: the output `endpoints` of an `EtcdCluster`. Control planes need it. */
    etcdEndpoints?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The name of the secret with the API servers' client certificate for etcd (`ca.crt`, `client.crt` and `client.key` in one JSON): the output
     * `apiServerSecretName` of an `EtcdCluster`, which lets the role in its `apiServerRole` read it. Control planes need it.
     */
    etcdClientSecretName?: pulumi.Input<string>;
    /**
     * The ARN of a role for the machines that is there already, and trusted by EC2; what the machines need is attached to it. An `EtcdCluster`
     * asks for the role of API servers before there is a pool. Default: a role is made.
     */
    roleArn?: pulumi.Input<string>;
    /** The ARNs of target groups of the load balancer behind `clusterEndpoint`. Control planes only. Default: none. */
    targetGroupArns?: pulumi.Input<string>[];
    /**
     * The ARNs of those who run this program and who restore. Given, nobody but they and the machines' role reads the cluster's keys, whatever IAM
     * allows. Control planes only. Default: none, so that whoever IAM lets read secrets in the account reads these.
     */
    keyAdministrators?: pulumi.Input<string>[];
    /** The addresses of Pods, where the network plugin asks for them: `10.244.0.0/16`. Control planes only. Default: none. */
    podSubnet?: string;
    /** The addresses of services. Control planes only. Default: kubeadm's, 10.96.0.0/12. */
    serviceSubnet?: string;
    /**
     * The https:// URL of a repository of RPMs, ending in a slash, from which the packages of Kubernetes are installed, with containerd from the
     * image's own repositories. Packages are checked with the key in its `repodata/repomd.xml.key`. Default: none; the image has them, so that
     * what boots is what was tested.
     */
    packageRepositoryUrl?: string;
    /** The type of the machines, of the Nitro system. Default: m6i.large. */
    instanceType?: pulumi.Input<string>;
    /** How many machines there are at least. Default: 3 for a control plane, else 2. */
    minSize?: pulumi.Input<number>;
    /** How many machines there are at most. Default: one more than 3 for a control plane, else 4. */
    maxSize?: pulumi.Input<number>;
    /** How many machines are started at first; an autoscaler changes it. Default: `minSize`. */
    desiredSize?: pulumi.Input<number>;
    /** How many Pods a machine takes at most, from 1 to 737. Default: the kubelet's, 110. */
    maxPods?: number;
    /** The size of a machine's volume, in GiB. Default: 50. */
    volumeSize?: number;
    /** The ARN of the KMS key that encrypts volumes; its policy must let EC2 Auto Scaling use it. Default: the key of AWS for EBS. */
    volumeKeyArn?: pulumi.Input<string>;
    /** Labels of the nodes in Kubernetes, of those that a kubelet may give itself. Default: none. */
    labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Taints of the nodes. Default: what keeps Pods off a control plane, else none. */
    taints?: NodeTaint[];
    /** Tags of everything that is made, instances and volumes too. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The ARN of a policy that bounds what a role that is made here may ever do. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Whether Session Manager reaches the machines, for those whom IAM lets start sessions. Default: false. */
    sessions?: boolean;

    /**
     * An absolute path from which workers' kubelets run static Pods. Whoever can write there runs any Pod, past admission. Workers only: control
     * planes run kubeadm's. Default: none. Setting it is reported by `kubelet-static-pods-disabled`.
     */
    runStaticPodsFrom?: string;
    /**
     * Let Pods reach the metadata of their node, and with it the credentials of the machines' role. Default: false. Reported by
     * `node-metadata-hops-limited`.
     */
    exposeMetadataToPods?: boolean;
    /** The EC2 key pair whose owner logs in on machines and is root there. Default: none. Reported by `node-key-pairs-absent`. */
    allowSshWithKeyPair?: pulumi.Input<string>;
    /** Give machines public addresses, which leaves the security groups alone to guard them. Default: false. Reported by `node-public-addresses-absent`. */
    exposeNodesToInternet?: boolean;
    /**
     * Serve a certificate that the kubelet signs itself, so that nobody can tell it from another's. Needs no approver, and then API servers reach
     * kubelets only with `trustAnyKubelet`. Default: false. Reported by `kubelet-serving-certificate-set`.
     */
    serveSelfSignedCertificate?: boolean;
    /**
     * Have API servers talk to whoever answers in a kubelet's place, and show them who they are. Control planes only. Default: false. Reported by
     * `kube-apiserver-verifies-kubelets`.
     */
    trustAnyKubelet?: boolean;
    /**
     * Answer queries of the node's journal to whoever holds `nodes/proxy` or `nodes/log`. Default: false. Reported by
     * `kubelet-debug-handlers-not-enabled`.
     */
    serveJournal?: boolean;
}
