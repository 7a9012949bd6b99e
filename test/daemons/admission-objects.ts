import type { Given } from "../policypack/judge";

/** Where an object is made. */
export interface Placed {
    readonly path: string;
    readonly body: Record<string, any>;
}

/** The label of an object that says which policies judge it. */
export const JUDGED_BY = "judged-by";

/**
 * The objects of a row, each as the API server takes it: what tables leave out as it decides nothing is filled in.
 * @param judgedBy what the label says
 */
export function objectsOf({ type, props }: Given, name: string, judgedBy: string): readonly Placed[] {
    const [, groupVersion, written] = /^kubernetes:(.+):(\w+)$/.exec(type)!;
    const kind = written!.replace(/(?:Patch|List)$/, "");
    const copy = JSON.parse(JSON.stringify(props)) as { items?: Record<string, any>[] };
    const items = written!.endsWith("List") ? (copy.items ?? []) : [copy as Record<string, any>];
    return items.map((item, i) => placed(groupVersion!, kind, item, `${name}-${i}`, judgedBy));
}

/** What old groups serve no more, their successors do. */
const MOVED: Readonly<Record<string, string>> = {
    "apps/v1beta1": "apps/v1",
    "apps/v1beta2": "apps/v1",
    "extensions/v1beta1": "apps/v1",
    "batch/v1beta1": "batch/v1",
    "batch/v2alpha1": "batch/v1",
    "rbac.authorization.k8s.io/v1beta1": "rbac.authorization.k8s.io/v1",
    "rbac.authorization.k8s.io/v1alpha1": "rbac.authorization.k8s.io/v1",
};
const OF_CLUSTER = /^(?:PersistentVolume|ClusterRole|ClusterRoleBinding|ClusterWorkflowTemplate)$/;

function placed(groupVersion: string, kind: string, item: Record<string, any>, name: string, judgedBy: string): Placed {
    const apiVersion = (MOVED[groupVersion] ?? groupVersion).replace(/^core\//, "");
    const metadata = { ...item["metadata"] };
    if (metadata.name === undefined || !/^[a-z0-9.-]+$/.test(metadata.name)) metadata.name = name;
    metadata.labels = { ...metadata.labels, [JUDGED_BY]: judgedBy };
    const namespace: string = metadata.namespace ?? "default";
    const isOfCluster = OF_CLUSTER.test(kind);
    metadata.namespace = isOfCluster ? undefined : namespace;
    const body = completed(kind, { ...item, apiVersion, kind, metadata });
    const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    return { path: `${base}/${isOfCluster ? "" : `namespaces/${namespace}/`}${pluralOf(kind)}`, body };
}

const pluralOf = (kind: string): string => kind.toLowerCase() + (kind.endsWith("s") ? "es" : "s");

function completed(kind: string, body: Record<string, any>): Record<string, any> {
    const labels = { app: "row" };
    const templated = (template: Record<string, any> = {}, restartPolicy?: string) => ({
        ...template,
        metadata: { ...template["metadata"], labels: { ...template["metadata"]?.labels, ...labels } },
        spec: podSpec(template["spec"], restartPolicy),
    });
    switch (kind) {
        case "Pod":
            return { ...body, spec: podSpec(body["spec"]) };
        case "PodTemplate":
            return { ...body, template: templated(body["template"]) };
        case "CronJob": {
            const { jobTemplate = {}, ...spec } = body["spec"] ?? {};
            const template = templated(jobTemplate.spec?.template, "Never");
            return {
                ...body,
                spec: {
                    schedule: "0 0 * * *",
                    ...spec,
                    jobTemplate: { ...jobTemplate, spec: { ...jobTemplate.spec, template } },
                },
            };
        }
        case "Job": {
            const template = templated(body["spec"]?.template, "Never");
            return { ...body, spec: { ...body["spec"], template } };
        }
        case "ReplicationController":
            return { ...body, spec: { ...body["spec"], selector: labels, template: templated(body["spec"]?.template) } };
        case "PersistentVolume":
            return { ...body, spec: persistentVolume(body["spec"]) };
        case "RoleBinding":
        case "ClusterRoleBinding":
            return {
                ...body,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", ...body["roleRef"] },
                subjects: (body["subjects"] as Record<string, any>[] | undefined)?.map((subject) => ({
                    ...(subject["kind"] !== "ServiceAccount" && { apiGroup: "rbac.authorization.k8s.io" }),
                    ...(subject["kind"] === "ServiceAccount" && { namespace: "default" }),
                    ...subject,
                })),
            };
        case "Role":
        case "ClusterRole":
            return body;
        default: {
            const spec = body["spec"] ?? {};
            const more = kind === "StatefulSet" ? { serviceName: "row" } : {};
            return { ...body, spec: { ...more, ...spec, selector: { matchLabels: labels }, template: templated(spec.template) } };
        }
    }
}

function persistentVolume(spec: Record<string, any> = {}): Record<string, any> {
    const node = { key: "kubernetes.io/hostname", operator: "In", values: ["a"] };
    return {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        ...(spec["local"] !== undefined && {
            nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [node] }] } },
        }),
        ...spec,
        ...(spec["csi"] !== undefined && { csi: { volumeHandle: "row", driver: "row", ...spec["csi"] } }),
    };
}

function podSpec(spec: Record<string, any> = {}, restartPolicy?: string): Record<string, any> {
    const { ephemeralContainers: _, ...rest } = spec;
    const used = new Set<string>();
    const named = (list: Record<string, any>[] | undefined, prefix: string) =>
        Array.isArray(list)
            ? list.map((container, i) => {
                  const name: string = container["name"];
                  const free = name === undefined || used.has(name) ? `${prefix}${i}` : name;
                  used.add(free);
                  return container_(container, free);
              })
            : undefined;
    const containers = named(rest["containers"], "c") ?? [];
    const init = named(rest["initContainers"], "i");
    const all = [...containers, ...(init ?? [])];
    const mounted = new Set(all.flatMap((one) => (one["volumeMounts"] as { name: string }[]).map(({ name }) => name)));
    const volumes = ((rest["volumes"] ?? []) as Record<string, any>[]).map((volume, i) => ({ name: `v${i}`, ...volume }));
    const missing = [...mounted].filter((name) => !volumes.some((volume) => volume.name === name));
    // A table's row may have no container, which the API server does not take; one that asks for nothing changes nothing.
    const isOnWindows = JSON.stringify(rest).includes('"hostProcess":true');
    return {
        ...(isOnWindows && { hostNetwork: true }),
        ...rest,
        containers: containers.length > 0 ? containers : [container_({}, "none")],
        ...(init !== undefined && { initContainers: init }),
        volumes: [...volumes, ...missing.map((name) => ({ name, emptyDir: {} }))],
        ...(restartPolicy !== undefined && { restartPolicy: rest["restartPolicy"] ?? restartPolicy }),
    };
}

function container_(container: Record<string, any>, name: string): Record<string, any> {
    const mounts = (container["volumeMounts"] ?? []) as Record<string, any>[];
    return {
        ...container,
        name,
        image: container["image"] ?? "example.com/row:1",
        ...(container["ports"] !== undefined && {
            ports: (container["ports"] as Record<string, any>[]).map((port) => ({
                containerPort: 80,
                ...port,
                // The facts of workloads name a port without a name by its number.
                ...(/^\d+$/.test(port["name"] ?? "") && { name: undefined }),
            })),
        }),
        volumeMounts: mounts.map((mount, i) => ({ ...mount, mountPath: mount["mountPath"] ?? `/mounted/${i}` })),
    };
}
