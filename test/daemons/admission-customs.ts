/** Kinds of custom resources that make Pods, as a cluster has them that runs their controllers. */
const CUSTOM_KINDS: readonly (readonly [group: string, kind: string, versions: readonly string[], scope?: string])[] = [
    ["apps.openshift.io", "DeploymentConfig", ["v1"]],
    ["argoproj.io", "Rollout", ["v1alpha1"]],
    ["argoproj.io", "Workflow", ["v1alpha1"]],
    ["argoproj.io", "WorkflowTemplate", ["v1alpha1"]],
    ["argoproj.io", "ClusterWorkflowTemplate", ["v1alpha1"], "Cluster"],
    ["apps.kruise.io", "CloneSet", ["v1alpha1"]],
    ["apps.kruise.io", "DaemonSet", ["v1alpha1"]],
    ["apps.kruise.io", "BroadcastJob", ["v1alpha1"]],
    ["jobset.x-k8s.io", "JobSet", ["v1alpha2"]],
    ["opentelemetry.io", "OpenTelemetryCollector", ["v1beta1", "v1alpha1"]],
];

/** Their definitions, which take any object, and where the objects of each are. */
export const customResources = () =>
    CUSTOM_KINDS.flatMap(([group, kind, versions, scope = "Namespaced"]) => {
        const plural = `${kind.toLowerCase()}s`;
        const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
        return {
            path: `/apis/${group}/${versions[0]!}/${plural}`,
            definition: {
                apiVersion: "apiextensions.k8s.io/v1",
                kind: "CustomResourceDefinition",
                metadata: { name: `${plural}.${group}` },
                spec: {
                    group,
                    scope,
                    names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
                    versions: versions.map((name, i) => ({ name, served: true, storage: i === 0, schema })),
                },
            },
        };
    });
