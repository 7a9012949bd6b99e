import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { admitting, type FirewallSource } from "./firewall-source";
import { ETCD_CLIENT_PORT, KUBELET_PORT, type Machines, openings, READ_ONLY_PORT } from "./openings";

/** Arguments of `NodeFirewall`. */
export interface NodeFirewallArgs {
    /** The id of the VPC in which the cluster is. */
    vpcId: pulumi.Input<string>;
    /** The name of the cluster; the groups are tagged with it, so that EKS, load balancer controllers and policies know them. */
    clusterName: pulumi.Input<string>;
    /**
     * Whether nodes reach one another's kubelets, which metrics-server and monitoring in Pods need. Without, only the control plane reaches
     * them: `kubectl logs` and `exec` work, `kubectl top` and scaling by CPU do not. Default: true.
     */
    metricsFromNodes?: boolean;
    /**
     * Whether etcd runs on machines of this network, as it does where the control plane is no EKS. Makes a third group, for its members.
     * Default: false.
     */
    etcd?: boolean;
    /** The port of the API server: 443 for EKS, 6443 for kubeadm. Default: 443. */
    apiServerPort?: number;
    /** Who reaches the API server's private endpoint beside the nodes: a bastion's or a pipeline's security group. Default: nobody. */
    apiServerClients?: FirewallSource[];
    /**
     * Gives away: the kubelet's port of every node. Whoever is named reaches it past the API server, and with one credential of a node runs
     * commands in every container there. Addresses, prefix lists and groups of other accounts raise `kubelet-port-not-reachable`, in whose
     * settings what is meant is listed. Default: nobody.
     */
    exposeKubeletTo?: FirewallSource[];
    /**
     * Gives away: etcd's client port. Whoever is named and has a certificate of etcd's authority reads and writes the whole cluster, past
     * authorization, admission and audit. Raises `etcd-port-not-reachable` as above. Needs `etcd`. Default: nobody.
     */
    exposeEtcdTo?: FirewallSource[];
}

/**
 * Security groups for a control plane, its nodes and, where it is no EKS, etcd. The kubelet's port (10250) is open to the control plane and,
 * unless `metricsFromNodes` is false, to nodes; its read-only port (10255) is open to nobody; etcd's ports are open to its members, and the
 * client port to API servers.
 *
 * Between nodes everything else is open, as Pods have the nodes' groups (Amazon VPC CNI): services on any port, DNS (53, UDP and TCP) and
 * overlays over UDP; an overlay over another protocol of IP (Calico's IP-in-IP) needs a rule of its own. A Pod that listens on 10255 (and
 * without `metricsFromNodes` on 10250) is reachable on its own node only. Nodes reach every address, for images and AWS; what narrows that
 * belongs into a network firewall or into NetworkPolicies.
 *
 * Give `nodeSecurityGroupId` to nodes in their launch template, so that EKS does not put its own group there, which opens every port
 * between its members; give `controlPlaneSecurityGroupId` to the cluster (`vpcConfig.securityGroupIds`). Machines of a self-managed control
 * plane have the groups of control plane and nodes, and that of etcd where they run it.
 */
export class NodeFirewall extends pulumi.ComponentResource {
    /** The id of the group for the control plane: `vpcConfig.securityGroupIds` of an EKS cluster. */
    public readonly controlPlaneSecurityGroupId: pulumi.Output<string>;
    /** The id of the group for nodes: `vpcSecurityGroupIds` of their launch template. */
    public readonly nodeSecurityGroupId: pulumi.Output<string>;
    /** The id of the group for members of etcd; absent without `etcd`. */
    public readonly etcdSecurityGroupId?: pulumi.Output<string>;

    /**
     * @param name the name of the component; its children are named after it
     * @param args what the network is, and who is let in beside the cluster
     * @param opts options of the component
     * @throws InputPropertyError when `apiServerPort` is no port or one that is guarded, when a source names none or several things, and when
     * `exposeEtcdTo` is given without `etcd`
     */
    constructor(name: string, args: NodeFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:NodeFirewall", name, { ...args }, opts);
        const { etcd = false, metricsFromNodes = true, apiServerPort = 443 } = args;
        refusePort(apiServerPort);
        const exposeEtcdTo = args.exposeEtcdTo ?? [];
        if (exposeEtcdTo.length > 0 && !etcd)
            throw new pulumi.InputPropertyError({
                propertyPath: "exposeEtcdTo",
                reason: "opens etcd's port, but there is no etcd: set etcd to true, or leave it out",
            });
        const guests = [
            ...guestsOf("apiServerClients", args.apiServerClients, "control-plane", apiServerPort),
            ...guestsOf("exposeKubeletTo", args.exposeKubeletTo, "nodes", KUBELET_PORT),
            ...guestsOf("exposeEtcdTo", exposeEtcdTo, "etcd", ETCD_CLIENT_PORT),
        ];

        const group = (suffix: Machines, description: string, key: pulumi.Input<string>, value: pulumi.Input<string>) =>
            new aws.ec2.SecurityGroup(
                `${name}-${suffix}`,
                {
                    description,
                    vpcId: args.vpcId,
                    // The key is computed, so the engine would take the map for one that may hold anything.
                    tags: pulumi.all([key, value]).apply(([k, v]) => ({ Name: `${name}-${suffix}`, [k]: v })),
                },
                { parent: this },
            ).id;
        // Load balancer controllers demand one group with the cluster's tag on a machine, and machines may have all three.
        const ids = {
            "control-plane": group(
                "control-plane",
                "API servers of a Kubernetes cluster",
                "k8s.io/role/control-plane",
                args.clusterName,
            ),
            nodes: group(
                "nodes",
                "Nodes of a Kubernetes cluster",
                pulumi.interpolate`kubernetes.io/cluster/${args.clusterName}`,
                "owned",
            ),
            ...(etcd && { etcd: group("etcd", "Members of etcd", "k8s.io/etcd/main", args.clusterName) }),
        };
        const idOf = (machines: Machines) => ids[machines]!;

        for (const { name: opening, from, to, ports, why } of openings({ metricsFromNodes, etcd, apiServerPort })) {
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-${opening}`,
                {
                    description: why,
                    securityGroupId: idOf(to),
                    referencedSecurityGroupId: idOf(from),
                    ipProtocol: ports.protocol,
                    ...(ports.from !== undefined && { fromPort: ports.from }),
                    ...(ports.to !== undefined && { toPort: ports.to }),
                    tags: { Name: `${name}-${opening}` },
                },
                { parent: this },
            );
        }

        for (const { rule, to, port, description, admitted } of guests) {
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-${rule}`,
                {
                    description,
                    securityGroupId: idOf(to),
                    ...admitted,
                    ipProtocol: "tcp",
                    fromPort: port,
                    toPort: port,
                    tags: { Name: `${name}-${rule}` },
                },
                { parent: this },
            );
        }

        const outward = (suffix: string, from: Machines, why: string, to: Outward) =>
            new aws.vpc.SecurityGroupEgressRule(
                `${name}-${suffix}`,
                { description: why, securityGroupId: idOf(from), ipProtocol: "-1", ...to, tags: { Name: `${name}-${suffix}` } },
                { parent: this },
            );
        outward("control-plane-out-to-nodes", "control-plane", "Kubelets, webhooks and extension API servers", {
            referencedSecurityGroupId: ids.nodes,
        });
        outward("nodes-out-ipv4", "nodes", "Registries, AWS and what Pods call", { cidrIpv4: "0.0.0.0/0" });
        outward("nodes-out-ipv6", "nodes", "Registries, AWS and what Pods call", { cidrIpv6: "::/0" });
        if (etcd) {
            const members = { referencedSecurityGroupId: idOf("etcd") };
            outward("control-plane-out-to-etcd", "control-plane", "etcd", members);
            outward("etcd-out-to-etcd", "etcd", "Members of etcd among themselves", members);
        }

        this.controlPlaneSecurityGroupId = ids["control-plane"];
        this.nodeSecurityGroupId = ids.nodes;
        if (ids.etcd !== undefined) this.etcdSecurityGroupId = ids.etcd;
        this.registerOutputs({
            controlPlaneSecurityGroupId: this.controlPlaneSecurityGroupId,
            nodeSecurityGroupId: this.nodeSecurityGroupId,
            etcdSecurityGroupId: this.etcdSecurityGroupId,
        });
    }
}

/** Where a rule lets traffic out to. */
interface Outward {
    referencedSecurityGroupId?: pulumi.Input<string>;
    cidrIpv4?: string;
    cidrIpv6?: string;
}

/** Whom an argument lets in, and to what. */
const guestsOf = (argument: string, sources: FirewallSource[] | undefined, to: Machines, port: number) =>
    (sources ?? []).map((source, i) => ({
        rule: `${argument}-${i}`,
        to,
        port,
        description: source.description,
        admitted: admitting(source, `${argument}[${i}]`),
    }));

function refusePort(port: number): void {
    const isGuarded = [KUBELET_PORT, READ_ONLY_PORT].includes(port);
    if (Number.isInteger(port) && port > 0 && port < 65536 && !isGuarded) return;
    throw new pulumi.InputPropertyError({
        propertyPath: "apiServerPort",
        reason: isGuarded ? `is ${port}, which is a kubelet's port` : `is ${port}, which is no port: give 443 or 6443`,
    });
}
