import * as pulumi from "@pulumi/pulumi";
import { faultOfLogGroup } from "../hardened-node-group/validation";
import { checked } from "../lib/arguments";
import { hereOf } from "../lib/here";
import { controlPlaneSecrets, joinSecretOf } from "./control-plane-secrets";
import type { Registration } from "./kubeadm-documents";
import { machines } from "./machines";
import { NodePoolRole, type SelfManagedNodePoolArgs } from "./node-pool-args";
import { controlPlanePolicy, workerPolicy } from "./policies";
import { poolRole } from "./pool-role";
import { controlPlaneUserData, workerUserData } from "./user-data";
import { faultOfEndpoint, faultOfEtcd, faultOfLabels, faultOfSecret, refuseWrong } from "./validation";

/**
 * Machines on EC2 that kubeadm makes the control plane of a cluster, or its workers. Kubelets ask who comes and what they may and serve no
 * read-only port; workers lose kubeadm's path of static Pods; containerd has one socket, root's alone; manifests and keys are root's alone;
 * metadata is out of the reach of Pods, volumes are encrypted, nobody logs in, and the audit record leaves the machine before its
 * kubelet starts.
 *
 * The control plane's keys are made here and lie in a secret that its role alone reads; every machine fetches them and runs `kubeadm init`
 * with the same documents and the same etcd, so that one can be replaced by another and no key travels through the cluster (no
 * `--upload-certs`, no certificate key). The keys are in the state of the stack too, encrypted as its secrets are: who decrypts that has
 * the cluster. Every hour the control plane makes a token that ends after three, and puts it, with its address and authority, into the secret
 * that workers read as they boot. Who runs as root on a worker, or reaches its metadata, can join machines of any name with it; a worker's
 * role can do nothing else but send its audit record away.
 *
 * Kubelets ask the cluster for serving certificates that the API server verifies, and kubeadm approves none of these requests, since what
 * a node says of its own addresses must be checked. Until an approver runs that does so, such as kubelet-csr-approver, kubelets refuse
 * `kubectl logs` and `exec`, and metrics-server.
 *
 * The etcd is an `EtcdCluster`, with an authority of its own. It asks for the role of API servers: make a role with a name of its own, give its
 * ARN to both (`roleArn`, `apiServerRole`), and the outputs of the `EtcdCluster` to the control plane.
 */
export class SelfManagedNodePool extends pulumi.ComponentResource {
    /** The ARN of the machines' role. */
    public readonly roleArn: pulumi.Output<string>;
    /** The name of the machines' role. Whatever is attached to it is every Pod's that breaks out of its container. */
    public readonly roleName: pulumi.Output<string>;
    /** The id of the launch template. */
    public readonly launchTemplateId: pulumi.Output<string>;
    /** The name of the autoscaling group. */
    public readonly autoscalingGroupName: pulumi.Output<string>;
    /** The name of the secret with the token by which workers join. */
    public readonly joinSecretName: pulumi.Output<string>;
    /** The certificate of the cluster's authority, in PEM; absent for workers. */
    public readonly caCertificate?: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args what the machines are, where they are and of which cluster
     * @param opts options of the component
     * @throws InputPropertyError when an argument cannot be taken, one is missing that the role needs, or one is given that it has no use for
     */
    constructor(name: string, args: SelfManagedNodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:SelfManagedNodePool", name, { ...args }, opts);
        refuseWrong(args);
        const isControlPlane = args.role === NodePoolRole.ControlPlane;
        const here = hereOf(this);
        const logGroup = checked(args.auditLogGroupName, "auditLogGroupName", faultOfLogGroup);
        const joinSecret = isControlPlane
            ? pulumi.output(joinSecretOf(args.clusterName))
            : checked(args.joinSecretName!, "joinSecretName", faultOfSecret);
        const rights = pulumi
            .all([here, logGroup, joinSecret])
            .apply((known) => (isControlPlane ? controlPlanePolicy(...known) : workerPolicy(...known)));
        const role = poolRole(name, args, { here, rights, parent: this });
        const secrets = isControlPlane
            ? controlPlaneSecrets(name, args, { here, reader: role.arn, role: role.made, parent: this })
            : undefined;

        const boot = pulumi.all([here, logGroup, joinSecret]).apply(([{ region }, group, secret]) => ({
            region,
            logGroup: group,
            joinSecret: secret,
            ...(args.packageRepositoryUrl !== undefined && {
                packages: { repository: args.packageRepositoryUrl, version: args.kubernetesVersion },
            }),
        }));
        const kubelet = {
            isSelfSigned: args.serveSelfSignedCertificate ?? false,
            servesJournal: args.serveJournal ?? false,
            ...(args.maxPods !== undefined && { maxPods: args.maxPods }),
            ...(args.runStaticPodsFrom !== undefined && { staticPodPath: args.runStaticPodsFrom }),
        };
        const registration = registrationOf(args);
        const userData =
            secrets === undefined
                ? pulumi.all([boot, registration]).apply(([own, how]) => workerUserData({ ...own, registration: how, kubelet }))
                : pulumi
                      .all([
                          boot,
                          registration,
                          checked(args.clusterEndpoint, "clusterEndpoint", faultOfEndpoint),
                          checked(args.etcdClientSecretName!, "etcdClientSecretName", faultOfSecret),
                          checkedEtcd(args),
                      ])
                      .apply(([own, how, endpoint, etcdSecret, etcdEndpoints]) =>
                          controlPlaneUserData({
                              ...own,
                              keysSecret: secrets.keysSecret,
                              etcdSecret,
                              controlPlane: {
                                  ...how,
                                  clusterName: args.clusterName,
                                  endpoint,
                                  version: args.kubernetesVersion,
                                  etcdEndpoints,
                                  ...(args.podSubnet !== undefined && { podSubnet: args.podSubnet }),
                                  ...(args.serviceSubnet !== undefined && { serviceSubnet: args.serviceSubnet }),
                                  trustsAnyKubelet: args.trustAnyKubelet ?? false,
                                  kubelet,
                              },
                          }),
                      );
        const { template, group } = machines(name, args, {
            userData,
            profile: role.profile,
            parent: this,
            after: [...role.attached, ...(secrets?.after ?? [])],
        });

        this.roleArn = role.arn;
        this.roleName = role.roleName;
        this.launchTemplateId = template.id;
        this.autoscalingGroupName = group.name;
        this.joinSecretName = joinSecret;
        if (secrets !== undefined) this.caCertificate = secrets.caCertificate;
        this.registerOutputs({
            roleArn: this.roleArn,
            roleName: this.roleName,
            launchTemplateId: this.launchTemplateId,
            autoscalingGroupName: this.autoscalingGroupName,
            joinSecretName: this.joinSecretName,
            caCertificate: this.caCertificate,
        });
    }
}

const checkedEtcd = ({ etcdEndpoints }: SelfManagedNodePoolArgs): pulumi.Output<string[]> =>
    checked(etcdEndpoints as pulumi.Input<string[]>, "etcdEndpoints", (endpoints) =>
        endpoints.every((one) => typeof one === "string") ? faultOfEtcd(endpoints) : undefined,
    );

/** EC2's way of writing effects, as in node groups, is Kubernetes' own in capitals. */
const EFFECTS: Readonly<Record<string, string>> = {
    NO_SCHEDULE: "NoSchedule",
    NO_EXECUTE: "NoExecute",
    PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

function registrationOf({ labels, taints }: SelfManagedNodePoolArgs): pulumi.Output<Registration> {
    const known = checked(pulumi.output(labels ?? {}), "labels", faultOfLabels);
    return pulumi.all([known, pulumi.output(taints)]).apply(([own, keep]) => ({
        labels: own,
        ...(keep !== undefined && {
            taints: keep.map(({ key, value, effect }) => ({
                key,
                ...(value !== undefined && { value }),
                effect: EFFECTS[effect]!,
            })),
        }),
    }));
}
