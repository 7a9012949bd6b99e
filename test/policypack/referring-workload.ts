import type { GivenInStack } from "./judge";

/** A workload with one container that has a volume. */
export function workload(
    container: object,
    {
        volume,
        mount = { mountPath: "/conf" },
        namespace = "hosted",
    }: { volume?: object; mount?: object; namespace?: string } = {},
): GivenInStack {
    const volumeMounts = volume && [{ name: "conf", ...mount }];
    const spec = {
        containers: [{ image: "registry.k8s.io/etcd:3.6.4-0", ...container, ...(volume && { volumeMounts }) }],
        ...(volume && { volumes: [{ name: "conf", ...volume }] }),
    };
    return {
        type: "kubernetes:apps/v1:StatefulSet",
        name: "etcd",
        props: { metadata: { name: "etcd", namespace }, spec: { template: { spec } } },
    };
}
/** A ConfigMap that is called `conf`. */
export const configMap = (data: object, namespace = "hosted", name: unknown = "conf"): GivenInStack => ({
    type: "kubernetes:core/v1:ConfigMap",
    name: "conf",
    props: { metadata: { name, namespace }, data },
});
/** The same as a Secret. */
export const secret = (part: object): GivenInStack => ({
    type: "kubernetes:core/v1:Secret",
    name: "conf",
    props: { metadata: { name: "conf", namespace: "hosted" }, ...part },
});
/** A volume of that ConfigMap. */
export const ofMap = { configMap: { name: "conf" } };
/** Where the volume and the container stand. */
export const VOLUME = "spec.template.spec.volumes[0]";
export const CONTAINER = "spec.template.spec.containers[0]";
