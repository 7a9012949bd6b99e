import { KUBELETS, NODES, ROLES, WORKLOADS, type Way, way } from "../way";

/** The ways to a static Pod. */
export const staticPodWays: readonly Way[] = [
    way("static-pods", "mount", {
        who: ["pod"],
        short: "mounts of the manifest folder",
        over: "a mount of the manifest folder or of the kubelet's own",
        closedBy: "workloads that mount neither",
        policies: ["static-pod-folders-not-mounted", "kubelet-folders-not-mounted"],
        population: WORKLOADS,
    }),
    way("static-pods", "boot-objects", {
        who: ["subject"],
        short: "objects that nodes boot from",
        over: "objects that nodes boot from: kubelet-config, node classes",
        closedBy: "RBAC that lets publishers alone write them",
        policies: ["node-boot-objects-writers-restricted"],
        population: { ...ROLES, judged: "own" },
    }),
    way("static-pods", "boot-source", {
        who: ["cloud"],
        short: "what nodes boot from",
        over: "launch templates and buckets that nodes boot from",
        closedBy: "IAM and bucket policies that let a publisher alone write them",
        policies: [
            "node-configuration-writers-restricted",
            "node-bucket-not-public",
            "node-bucket-access-restricted",
            "node-bucket-versioned",
        ],
        population: {
            read: ["node-sessions-restricted"],
            judged: "own",
            one: "IAM role or bucket",
            many: "IAM roles and buckets",
        },
    }),
    way("static-pods", "url", {
        who: ["network"],
        short: "a manifest URL, plain HTTP",
        over: "manifests and boot files that are fetched without TLS",
        closedBy: "https, and servers that know the node",
        policies: ["static-pod-url-protected", "node-bucket-tls-only"],
        population: KUBELETS,
    }),
    way("static-pods", "files", {
        who: ["login"],
        short: "/etc/kubernetes/manifests",
        over: "/etc/kubernetes/manifests and the kubelet's files",
        closedBy: "files that are root's, mode 0600",
        policies: ["static-pod-manifests-protected", "kubelet-configuration-protected"],
        population: NODES,
    }),
    way("static-pods", "lock", {
        who: ["anyone"],
        short: "static Pods",
        over: "a kubelet that takes static Pods, and what they may do",
        closedBy: "no staticPodPath and no staticPodURL",
        policies: ["kubelet-static-pods-disabled", "static-pods-restricted", "static-pods-visible"],
        population: KUBELETS,
    }),
    way("static-pods", "record", {
        who: ["anyone"],
        short: "traces",
        over: "traces: nobody would see it, or read afterwards how",
        closedBy: "audit rules on the files, and a record that leaves the node",
        policies: [
            "node-configuration-readable",
            "node-audit-covers-kubernetes-files",
            "node-audit-log-shipped",
            "node-audit-log-kept",
            "node-role-deletes-no-logs",
            "node-bucket-access-logged",
            "node-bucket-log-protected",
        ],
        population: NODES,
    }),
];
