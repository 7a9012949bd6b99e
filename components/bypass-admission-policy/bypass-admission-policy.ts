import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../lib/arguments";
import { AdmissionEnforcement, ALLOWED, renderAdmission, type RenderedAllowance } from "./render";
import { RULES } from "./rules";

/** How one policy is enforced. */
export interface PolicyEnforcement {
    /** The policy's name in the pack: `pods-isolated-from-node`. */
    policy: string;
    /** What the API server does about its findings. What the pack only advises is never denied. */
    enforcement: AdmissionEnforcement;
}

/** A workload that one policy allows something, beside what ordinary clusters run. Every part must match; `*` stands for any letters but a slash. */
export interface AdmissionAllowance {
    /** The policy's name in the pack: `host-path-mounts-read-only`. */
    policy: string;
    /** The namespace of the workload. */
    namespace: string;
    /** The service account that its Pods run as. */
    serviceAccount: string;
    /** The repository of the image with its registry, without tag: `docker.io/grafana/promtail`. */
    image: string;
    /** The path on the node, itself and nothing below it. For every policy about mounts, and for no other. */
    path?: string;
    /** What it shares: hostPID, hostNetwork, hostIPC, privileged, hostProcess, procMount or a capability. For `pods-isolated-from-node`. */
    share?: string;
    /** Why, for whoever reads the program. */
    reason: string;
}

/** Arguments of `BypassAdmissionPolicy`. */
export interface BypassAdmissionPolicyArgs {
    /** For every policy. Default: each as in the pack, so that mandatory policies deny. Warn and Audit let everything in. */
    enforcement?: AdmissionEnforcement;
    /** For single policies, instead of the above. Default: none. */
    policies?: PolicyEnforcement[];
    /** Workloads that are meant to have what is refused, as the setting `allowances` of the policy in the pack. Default: none. */
    allowances?: AdmissionAllowance[];
    /** Namespaces of which nothing is judged: whoever may make Pods there may go around the API server. Default: none. */
    excludedNamespaces?: string[];
}

/**
 * The pack's rules about Pods, PersistentVolumes, ClusterRoles and ClusterRoleBindings inside the cluster, for what does not come through
 * Pulumi: a ValidatingAdmissionPolicy with its binding for each policy, and a second one for what is only advised. For Kubernetes 1.30 and
 * newer. The mirror of a static Pod is warned about and audited, and never denied: its kubelet runs the Pod anyway.
 */
export class BypassAdmissionPolicy extends pulumi.ComponentResource {
    /** The names of the ValidatingAdmissionPolicies, which are those of their bindings. */
    public readonly policyNames: pulumi.Output<string[]>;

    /**
     * @param name the name of the component, and what the names of its policies begin with; small letters, digits and hyphens
     * @param args how it is enforced, and what is allowed
     * @param opts options of the component, a Kubernetes provider of the cluster among them
     * @throws InputPropertyError when an argument cannot be taken
     */
    constructor(name: string, args: BypassAdmissionPolicyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        super("kube-bypass-guard:index:BypassAdmissionPolicy", name, { ...args }, opts);
        const { enforcement, policies = [], allowances = [], excludedNamespaces = [] } = args;
        if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name))
            refuse(
                "name",
                `is ${JSON.stringify(name)}, which no object can be named after: give small letters, digits and hyphens`,
            );
        policies.forEach(({ policy }, i) => known(policy, `policies[${i}].policy`));
        const rendered = renderAdmission(RULES, {
            prefix: name,
            enforcement,
            policies: Object.fromEntries(policies.map((one) => [one.policy, one.enforcement])),
            allowances: allowances.map(renderedAllowance),
            excludedNamespaces,
        });

        const names = rendered.map(({ name: called, suffix, spec, binding }) => {
            const policy = new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicy(
                `${name}-${suffix}`,
                { metadata: { name: called }, spec },
                { parent: this },
            );
            new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
                `${name}-${suffix}-binding`,
                { metadata: { name: called }, spec: { ...binding, policyName: policy.metadata.name } },
                { parent: this },
            );
            return policy.metadata.name;
        });

        this.policyNames = pulumi.all(names);
        this.registerOutputs({ policyNames: this.policyNames });
    }
}

function known(policy: string, at: string): void {
    if (!RULES.some((rule) => rule.policy === policy))
        refuse(at, `is ${JSON.stringify(policy)}: give one of ${RULES.map((rule) => rule.policy).join(", ")}`);
}

function renderedAllowance(allowance: AdmissionAllowance, i: number): RenderedAllowance {
    const at = `allowances[${i}]`;
    const { policy, namespace, serviceAccount, image, path, share } = allowance;
    known(policy, `${at}.policy`);
    const isShare = policy === "pods-isolated-from-node";
    if (!RULES.some((rule) => rule.policy === policy && JSON.stringify(rule).includes(ALLOWED)))
        refuse(`${at}.policy`, `is ${JSON.stringify(policy)}, which allows nobody anything`);
    const allows = isShare ? share : path;
    if (allows === undefined) refuse(`${at}.${isShare ? "share" : "path"}`, "is missing: say what is allowed");
    if (!isShare && (!/^\/|^[a-z]:\//.test(allows) || /\/\/|\/$|\/\.\.?(?:\/|$)|^\/var\/run(?:\/|$)/.test(allows)))
        refuse(`${at}.path`, `is ${JSON.stringify(allows)}: give an absolute path without a slash at its end, /run for /var/run`);
    if (!/^[^/]*[.:*][^/]*\/|^localhost\//.test(image))
        refuse(
            `${at}.image`,
            `is ${JSON.stringify(image)}: give the repository with its registry, like docker.io/library/busybox`,
        );
    for (const [part, value] of Object.entries({ namespace, serviceAccount, image, [isShare ? "share" : "path"]: allows }))
        if (value.includes("**") || (/^[*/]+$/.test(value) && value.includes("*")))
            refuse(`${at}.${part}`, `is ${JSON.stringify(value)}, which names everything: name what is meant`);
    return { policy, namespace, serviceAccount, image, allows };
}
