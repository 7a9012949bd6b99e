// The chapters and mitigations of "Kubernetes API Server Bypass Risks", in the words of the reference.

export const CHAPTERS = {
    "Static Pods": ["M1", "M2", "M3", "M4"],
    "The kubelet API": ["M5", "M6", "M7", "M8"],
    "The etcd API": ["M9", "M10", "M11"],
    "The container runtime socket": ["M12", "M13", "M14", "M15"],
};

export const MITIGATIONS = {
    M1: "Enable static Pods only where a node needs them",
    M2: "Restrict access to the static Pod manifest directory or URL",
    M3: "Restrict kubelet configuration parameters and files",
    M4: "Audit and centrally report access to manifests and kubelet configuration",
    M5: "Restrict the sub-resources of `nodes`",
    M6: "Restrict the kubelet port to trusted addresses",
    M7: "Authenticate and authorize kubelet clients",
    M8: "No read-only kubelet port",
    M9: "A certificate authority for etcd alone",
    M10: "Guard etcd's server key and the API server's client key",
    M11: "Restrict the etcd port and its clients",
    M12: "Runtime sockets for root only",
    M13: "Isolate the kubelet from other components",
    M14: "No hostPath that reaches a runtime socket; other hostPath mounts read-only",
    M15: "Restrict users, above all superusers, on nodes",
};
