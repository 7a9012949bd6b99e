import { type GivenInStack, UNKNOWN } from "../policypack/judge";
import { type Block, parseHcl, Reference } from "./hcl";
import { kubernetesResource, type Manifest } from "./kubernetes";

/** The resources of Terraform's Kubernetes provider, as the objects that they make. */
const KUBERNETES: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
    kubernetes_pod: ["v1", "Pod"],
    kubernetes_deployment: ["apps/v1", "Deployment"],
    kubernetes_daemonset: ["apps/v1", "DaemonSet"],
    kubernetes_daemon_set: ["apps/v1", "DaemonSet"],
    kubernetes_role: ["rbac.authorization.k8s.io/v1", "Role"],
    kubernetes_cluster_role: ["rbac.authorization.k8s.io/v1", "ClusterRole"],
};

/** Those of its AWS provider, which Pulumi's has under these types with the same properties. */
const AWS: Readonly<Record<string, string>> = {
    aws_security_group: "aws:ec2/securityGroup:SecurityGroup",
    aws_security_group_rule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    aws_vpc_security_group_ingress_rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    aws_instance: "aws:ec2/instance:Instance",
    aws_launch_configuration: "aws:ec2/launchConfiguration:LaunchConfiguration",
    aws_launch_template: "aws:ec2/launchTemplate:LaunchTemplate",
    aws_eks_node_group: "aws:eks/nodeGroup:NodeGroup",
};

/** Blocks that may be repeated, by the name of the list that they become. */
const LISTS: Readonly<Record<string, string>> = {
    rule: "rules",
    volume: "volumes",
    volume_mount: "volumeMounts",
    container: "containers",
    init_container: "initContainers",
    port: "ports",
    env: "env",
    http_header: "httpHeaders",
    option: "options",
    ingress: "ingress",
    egress: "egress",
    network_interface: "networkInterfaces",
    network_interfaces: "networkInterfaces",
    block_device_mappings: "blockDeviceMappings",
    ebs_block_device: "ebsBlockDevices",
    ephemeral_block_device: "ephemeralBlockDevices",
    license_specification: "licenseSpecifications",
    tag_specifications: "tagSpecifications",
    taint: "taints",
};

/**
 * @param which its address, or its place among the file's resources
 * @throws Error when the file has no such resource or none that can be translated
 */
export function terraformResource(text: string, which: string | number): GivenInStack {
    const resources = parseHcl(text).filter(({ type }) => type === "resource");
    const block = typeof which === "number" ? resources[which] : resources.find(({ labels }) => labels.join(".") === which);
    if (block === undefined) throw new Error(`there is no resource ${which}`);
    const address = block.labels.join(".");
    const type = block.labels[0]!;
    const props = propertiesOf(block);
    if (type in AWS) return { type: AWS[type]!, name: address, props };
    const [apiVersion, kind] = KUBERNETES[type.replace(/_v1$/, "")] ?? [];
    if (apiVersion === undefined || kind === undefined) throw new Error(`${type} cannot be translated`);
    return { ...kubernetesResource({ apiVersion, kind, ...props } as Manifest), name: address };
}

function propertiesOf({ attributes, blocks }: Block): Record<string, unknown> {
    const props: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(attributes)) {
        const own = valueOf(value);
        // Blocks may be written as a list of objects, whose names are the provider's.
        props[camel(name)] = name in LISTS && Array.isArray(own) ? own.map(cameled) : own;
    }
    const lists = new Set<string>();
    for (const block of blocks) {
        const list = LISTS[block.type];
        if (list === undefined) props[camel(block.type)] = propertiesOf(block);
        else if (lists.has(list)) (props[list] as unknown[]).push(propertiesOf(block));
        // A block beats an attribute of its name, which Terraform would refuse.
        else props[lists.add(list) && list] = [propertiesOf(block)];
    }
    return props;
}

function cameled(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [camel(key), own]));
}

/** The engine knows a reference only once it is made. Keys of an object are the user's and stay. */
function valueOf(value: unknown): unknown {
    if (value instanceof Reference) return UNKNOWN;
    if (Array.isArray(value)) return value.map(valueOf);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, valueOf(own)]));
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
