import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../lib/arguments";
import { PodSecurityLevel, podSecurityLabels } from "./pod-security-labels";

/** Arguments of `RestrictedNamespace`. */
export interface RestrictedNamespaceArgs {
    /** The name of the namespace. Default: the name of the component. */
    namespaceName?: string;
    /** What Pods may have. Default: restricted. There is no level here at which Pods reach their node. */
    level?: PodSecurityLevel;
    /** More labels; those of Pod Security are not replaced. Default: none. */
    labels?: Record<string, string>;
}

/** A namespace in which Pod Security admits no Pod that reaches its node: no hostPath, no namespaces of the node, nothing privileged. */
export class RestrictedNamespace extends pulumi.ComponentResource {
    /** The name of the namespace, for what is put into it. */
    public readonly namespaceName: pulumi.Output<string>;

    /**
     * @param name the name of the component; its child is named after it
     * @param args the name and the level
     * @param opts options of the component, a Kubernetes provider of the cluster among them
     * @throws InputPropertyError when an argument cannot be taken
     */
    constructor(name: string, args: RestrictedNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:RestrictedNamespace", name, { ...args }, opts);
        const { namespaceName = name, level = PodSecurityLevel.Restricted, labels = {} } = args;
        if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespaceName))
            refuse("namespaceName", `is ${JSON.stringify(namespaceName)}, which is no namespace's name`);
        if (!Object.values(PodSecurityLevel).includes(level))
            refuse("level", `is ${JSON.stringify(level)}: give restricted or baseline`);

        const namespace = new kubernetes.core.v1.Namespace(
            `${name}-namespace`,
            { metadata: { name: namespaceName, labels: { ...labels, ...podSecurityLabels(level) } } },
            { parent: this },
        );

        this.namespaceName = namespace.metadata.name;
        this.registerOutputs({ namespaceName: this.namespaceName });
    }
}
