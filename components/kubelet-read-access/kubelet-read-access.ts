import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { kubeletReadRules } from "./rules";

/** A service account that may read kubelets' figures. */
export interface MonitoringServiceAccount {
    /** The namespace of the service account. */
    namespace: pulumi.Input<string>;
    /** The name of the service account. */
    name: pulumi.Input<string>;
}

/** Arguments of `KubeletReadAccess`. */
export interface KubeletReadAccessArgs {
    /** The service accounts that may read: those of metrics-server, Prometheus, an agent. At least one. */
    serviceAccounts: MonitoringServiceAccount[];
    /** Whether they may also read `/stats` (the summary API, which older agents use). Default: true. */
    stats?: boolean;
}

/**
 * What monitoring needs of the kubelet API and nothing more: a ClusterRole with `nodes/metrics` (and `nodes/stats`), bound to the service
 * accounts that are named. It has no unsafe option: `nodes/proxy` would be command execution in every container of a node.
 */
export class KubeletReadAccess extends pulumi.ComponentResource {
    /** The name of the ClusterRole, for further bindings. */
    public readonly clusterRoleName: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args who may read what
     * @param opts options of the component
     * @throws InputPropertyError when `serviceAccounts` is empty
     */
    constructor(name: string, args: KubeletReadAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:KubeletReadAccess", name, { ...args }, opts);
        if (args.serviceAccounts.length === 0) {
            throw new pulumi.InputPropertyError({
                propertyPath: "serviceAccounts",
                reason: "names nobody: give the namespace and name of at least one service account",
            });
        }

        const role = new kubernetes.rbac.v1.ClusterRole(
            `${name}-role`,
            { rules: kubeletReadRules({ stats: args.stats ?? true }) },
            { parent: this },
        );
        new kubernetes.rbac.v1.ClusterRoleBinding(
            `${name}-binding`,
            {
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
                subjects: args.serviceAccounts.map(({ namespace, name: account }) => ({
                    kind: "ServiceAccount",
                    namespace,
                    name: account,
                })),
            },
            { parent: this },
        );

        this.clusterRoleName = role.metadata.name;
        this.registerOutputs({ clusterRoleName: this.clusterRoleName });
    }
}
