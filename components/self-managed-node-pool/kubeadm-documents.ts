import { stringify } from "yaml";
import { type NodeChoices, nodeKubelet } from "./kubelet-configuration";
import { ETCD_FILES, PLACES } from "./places";

/** A taint as Kubernetes has it. */
export interface Taint {
    readonly key: string;
    readonly value?: string;
    /** `NoSchedule`, `NoExecute` or `PreferNoSchedule` */
    readonly effect: string;
}

/** How a node registers itself. */
export interface Registration {
    readonly labels: Readonly<Record<string, string>>;
    /** Undefined for what kubeadm gives: none to workers, and control planes keep other Pods away. */
    readonly taints?: readonly Taint[];
}

/** What a control plane is of. */
export interface ControlPlane extends Registration {
    readonly clusterName: string;
    /** Host and port by which everybody reaches it. */
    readonly endpoint: string;
    /** `1.36.3` */
    readonly version: string;
    readonly etcdEndpoints: readonly string[];
    readonly podSubnet?: string;
    readonly serviceSubnet?: string;
    /** Take any kubelet's certificate. */
    readonly trustsAnyKubelet: boolean;
    readonly kubelet: Omit<NodeChoices, "isControlPlane" | "staticPodPath">;
}

const KUBEADM = "kubeadm.k8s.io/v1beta4";
/** kubeadm makes a token in any case, for a day where nothing else is said; this one nobody sees, and it soon ends. */
const UNUSED_TOKEN = { ttl: "5m0s", usages: ["authentication"], groups: ["system:bootstrappers:kubeadm:default-node-token"] };

/**
 * What `kubeadm init` reads on every machine of a control plane: an InitConfiguration, a ClusterConfiguration and a KubeletConfiguration, in
 * YAML. All of them make the same cluster, as they have the same keys and the same etcd, which is none of kubeadm's. Source: kubeadm v1beta4.
 */
export const initDocuments = (of: ControlPlane): string =>
    documents(
        {
            apiVersion: KUBEADM,
            kind: "InitConfiguration",
            bootstrapTokens: [UNUSED_TOKEN],
            nodeRegistration: registrationOf(of),
            // It would print the token into the log of the boot.
            skipPhases: ["show-join-command"],
        },
        {
            apiVersion: KUBEADM,
            kind: "ClusterConfiguration",
            clusterName: of.clusterName,
            kubernetesVersion: `v${of.version}`,
            controlPlaneEndpoint: of.endpoint,
            certificatesDir: PLACES.pki,
            networking: {
                ...(of.podSubnet !== undefined && { podSubnet: of.podSubnet }),
                ...(of.serviceSubnet !== undefined && { serviceSubnet: of.serviceSubnet }),
            },
            etcd: {
                external: {
                    endpoints: [...of.etcdEndpoints],
                    caFile: `${PLACES.pki}/${ETCD_FILES["ca.crt"]}`,
                    certFile: `${PLACES.pki}/${ETCD_FILES["client.crt"]}`,
                    keyFile: `${PLACES.pki}/${ETCD_FILES["client.key"]}`,
                },
            },
            apiServer: {
                extraArgs: flags({
                    // Its own probes are anonymous, so that the file lets these in, and nobody else.
                    "authentication-config": PLACES.authentication,
                    "authorization-mode": "Node,RBAC",
                    "enable-admission-plugins": "NodeRestriction",
                    ...(!of.trustsAnyKubelet && { "kubelet-certificate-authority": `${PLACES.pki}/ca.crt` }),
                    profiling: "false",
                }),
                extraVolumes: [
                    {
                        name: "authentication",
                        hostPath: PLACES.authentication,
                        mountPath: PLACES.authentication,
                        readOnly: true,
                        pathType: "File",
                    },
                ],
            },
            controllerManager: { extraArgs: flags({ profiling: "false" }) },
            scheduler: { extraArgs: flags({ profiling: "false" }) },
        },
        nodeKubelet({ ...of.kubelet, isControlPlane: true }),
    );

/** What `kubeadm join` reads on a worker, in YAML. The authority and the token are in a file that it names, and nothing here is secret. */
export const joinDocument = (of: Registration): string =>
    documents({
        apiVersion: KUBEADM,
        kind: "JoinConfiguration",
        caCertPath: `${PLACES.pki}/ca.crt`,
        discovery: { file: { kubeConfigPath: PLACES.discovery } },
        nodeRegistration: registrationOf(of),
        patches: { directory: PLACES.patches },
    });

/** The file for the folder of patches by which a worker's kubelet differs from the cluster's: kubeadm 1.25 and later, merged as RFC 7396 has it. */
export const KUBELET_PATCH = `${PLACES.patches}/kubeletconfiguration+merge.yaml`;

/** The text of `KUBELET_PATCH`. Empty strings take away what the cluster's has. */
export const kubeletPatch = (choices: Omit<NodeChoices, "isControlPlane">): string =>
    stringify(nodeKubelet({ ...choices, isControlPlane: false }));

function registrationOf({ labels, taints }: Registration) {
    const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    return {
        criSocket: `unix://${PLACES.socket}`,
        ...(words.length > 0 && { kubeletExtraArgs: flags({ "node-labels": words.join(",") }) }),
        ...(taints !== undefined && { taints: [...taints] }),
    };
}

const flags = (values: Readonly<Record<string, string>>) => Object.entries(values).map(([name, value]) => ({ name, value }));

const documents = (...all: readonly object[]): string => all.map((one) => stringify(one, { lineWidth: 0 })).join("---\n");
