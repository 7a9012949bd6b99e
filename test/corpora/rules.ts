import type { Case } from "./case";

/** A policy that answers a rule's question; `about` narrows it to the findings that do, where the policy asks more than one. */
export interface Answering {
    readonly policy: string;
    readonly about?: RegExp;
}

const policy = (name: string, about?: RegExp): readonly Answering[] => [{ policy: name, ...(about !== undefined && { about }) }];
const nodes: readonly Answering[] = [
    { policy: "node-subresources-restricted" },
    { policy: "node-subresources-not-granted-to-everyone" },
];
const hostPaths: readonly Answering[] = [
    "runtime-socket-not-mounted",
    "host-path-mounts-read-only",
    "static-pod-folders-not-mounted",
    "kubelet-folders-not-mounted",
    "private-key-folders-not-mounted",
].map((name) => ({ policy: name }));
const privileged = policy("pods-isolated-from-node", /\bprivileged: /);
const processes = policy("pods-isolated-from-node", /\bhostPID: /);
const network = policy("pods-isolated-from-node", /\bhostNetwork: /);
const etcdClients: readonly Answering[] = [
    { policy: "etcd-client-certificates-required" },
    { policy: "etcd-certificate-authority-separate" },
    { policy: "etcd-loopback-authenticated", about: /etcd's clients/ },
];
const etcdPeers: readonly Answering[] = [
    { policy: "etcd-peer-certificates-required" },
    { policy: "etcd-loopback-authenticated", about: /etcd's peers/ },
];
const reach = policy("kubelet-port-not-reachable");
/** A rule for a wide range of ports, SSH and the kubelet's among them, is told once: of the kubelet's. */
const ssh: readonly Answering[] = [
    { policy: "node-ssh-not-reachable" },
    { policy: "kubelet-port-not-reachable", about: /Open only the ports that these addresses need/ },
];

/**
 * Which of our policies answer the question that a rule of others asks, by the rule or, where one rule asks about more than one mitigation, by
 * both. A `pass` is a pass for that question only, so another policy may
 * well fire on the document.
 */
const RULES: Readonly<Record<string, readonly Answering[]>> = {
    // M5
    CKV2_K8S_2: nodes,
    "CKV_K8S_49/WildcardRoles": nodes,
    "general/disallowanonymous:disallow-anonymous": nodes,
    "general/disallowanonymous:disallow-authenticated": nodes,
    // M7
    "CKV_K8S_138/KubeletAnonymousAuth": policy("kubelet-anonymous-auth-disabled"),
    "CKV_K8S_139/KubeletAuthorizationModeNotAlwaysAllow": policy("kubelet-authorization-required"),
    "CKV_K8S_140/KubeletClientCa": policy("kubelet-authentication-configured"),
    "CKV_K8S_148/KubeletKeyFilesSetAppropriate": policy("kubelet-serving-certificate-set"),
    "CKV_K8S_68/ApiServerAnonymousAuth": policy("kube-apiserver-anonymous-auth-disabled"),
    "CKV_K8S_71/ApiServerKubeletHttps": policy("kube-apiserver-verifies-kubelets", /kubelet-https/),
    "CKV_K8S_72/ApiServerKubeletClientCertAndKey": policy("kube-apiserver-authenticates-to-kubelets"),
    "CKV_K8S_73/ApiServerkubeletCertificateAuthority": policy("kube-apiserver-verifies-kubelets"),
    "CKV_K8S_74/ApiServerAuthorizationModeNotAlwaysAllow": policy("kube-apiserver-authorization-required"),
    // M8
    "CKV_K8S_141/KubeletReadOnlyPort": policy("kubelet-read-only-port-disabled"),
    // M10: how etcd and its clients prove who they are
    "CKV_K8S_99/ApiServerEtcdCertAndKey": policy("kube-apiserver-authenticates-to-etcd", /no client certificate/),
    "CKV_K8S_102/ApiServerEtcdCaFile": policy("kube-apiserver-authenticates-to-etcd", /not verify/),
    "CKV_K8S_116/EtcdCertAndKey": etcdClients,
    "CKV_K8S_117/EtcdClientCertAuth": etcdClients,
    "CKV_K8S_118/EtcdAutoTls": etcdClients,
    "CKV_K8S_119/EtcdPeerFiles": etcdPeers,
    "CKV_K8S_121/PeerClientCertAuthTrue": etcdPeers,
    // M13: what a Pod shares with its node
    "CKV_K8S_16/PrivilegedContainers": privileged,
    "privileged-container": privileged,
    PrivilegedTrue: privileged,
    runAsPrivileged: privileged,
    Privileged: privileged,
    "pod-security-policy/privileged-containers:privileged-containers-disallowed": privileged,
    "CKV_K8S_17/ShareHostPID": processes,
    "host-pid": processes,
    HostPID: processes,
    NamespaceHostPIDTrue: processes,
    hostPIDSet: processes,
    "CKV_K8S_19/SharedHostNetworkNamespace": network,
    "host-network": network,
    HostNetwork: network,
    NamespaceHostNetworkTrue: network,
    hostNetworkSet: network,
    hostns: policy("pods-isolated-from-node", /\bhost(PID|IPC|Network): /),
    "pod-security-policy/host-namespaces:host-namespace": policy("pods-isolated-from-node", /\bhost(PID|IPC): /),
    "badPods/hostpid": processes,
    "badPods/hostnetwork": network,
    "badPods/priv": privileged,
    "badPods/priv-and-hostpid": policy("pods-isolated-from-node"),
    "M13 badPods/everything-allowed": policy("pods-isolated-from-node"),
    "M13 badPods/nothing-allowed": policy("pods-isolated-from-node"),
    "M13 score-1": policy("pods-isolated-from-node"),
    // M14: rules about the socket, and rules about every hostPath
    "CKV_K8S_27/DockerSocketVolume": policy("runtime-socket-not-mounted"),
    "docker-sock": policy("runtime-socket-not-mounted"),
    VolumeMountDockerSock: policy("runtime-socket-not-mounted"),
    VolumesHostPathDockerSock: policy("runtime-socket-not-mounted"),
    "score-1": policy("runtime-socket-not-mounted"),
    "badPods/everything-allowed": policy("runtime-socket-not-mounted"),
    "badPods/hostpath": policy("runtime-socket-not-mounted"),
    "badPods/nothing-allowed": hostPaths,
    SensitivePathsMounted: hostPaths,
    "sensitive-host-mounts": hostPaths,
    "writable-host-mount": hostPaths,
    hostPathSet: hostPaths,
    "pod-security-policy/host-filesystem:host-filesystem": hostPaths,
    "pod-security-policy/host-filesystem:no-host-paths": hostPaths,
    "pod-security-policy/volumes:host-path-disallowed": hostPaths,
    // M6: rules about any open port
    EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE: reach,
    RESTRICTED_INCOMING_TRAFFIC: reach,
    EC2_NETWORK_ACL_PORT_RANGE_RULE: reach,
    SECURITY_GROUP_INGRESS_ALL_PROTOCOLS_RULE: reach,
    SECURITY_GROUP_INGRESS_CIDR_NON_32_RULE: reach,
    SECURITY_GROUP_INGRESS_PORT_RANGE_RULE: reach,
    SecurityGroupIngressAllProtocolsRule: reach,
    SecurityGroupIngressOpenToWorldRule: reach,
    SecurityGroupIngressPortRangeRule: reach,
    "CKV_AWS_277/SecurityGroupUnrestrictedIngressAny": reach,
    // M15: ways onto machines
    "CKV_AWS_24/SecurityGroupUnrestrictedIngress22": ssh,
    INCOMING_SSH_DISABLED: ssh,
    "CKV_AWS_100/EKSNodeGroupRemoteAccess": policy("node-group-ssh-not-open"),
    "CKV_AWS_79/IMDSv1Disabled": policy("node-metadata-tokens-required"),
    "CKV_AWS_341/LaunchTemplateMetadataHop": policy("node-metadata-hops-limited"),
};

/** The policies that answer a rule's question about a mitigation. */
export const answeringOf = ({ rule = "", mitigation }: Pick<Case, "rule" | "mitigation">): readonly Answering[] =>
    RULES[`${mitigation} ${rule}`] ?? RULES[rule] ?? [];
