/** The place of its one mount. */
export const MOUNT = "spec.containers[0].volumeMounts[0]";
export const READ = { readOnly: true };
export const nonRoot = { securityContext: { runAsUser: 65534, runAsGroup: 65534 } };

/** A Pod with one container and one volume of its node. */
export const podMounting = (path: unknown, mount: object = {}, spec: object = {}, metadata: object = {}) => ({
    type: "kubernetes:core/v1:Pod",
    props: {
        metadata,
        spec: {
            containers: [{ image: "example.com/app:1", volumeMounts: [{ name: "host", mountPath: "/host", ...mount }] }],
            volumes: [{ name: "host", hostPath: { path } }],
            ...spec,
        },
    },
});
