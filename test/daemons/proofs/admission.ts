import { until } from "../until";
import type { Cluster } from "./cluster";
import { make, type Pod, podOf } from "./pods";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** A policy in the cluster that refuses every Pod on the node's network; with an exemption, the mirrors that nodes ask for are let in. */
export async function denyEverywhere(cluster: Cluster, exempt: boolean): Promise<() => Promise<void>> {
    const apiVersion = "admissionregistration.k8s.io/v1";
    const metadata = { name: exempt ? "no-host-network-but-mirrors" : "no-host-network" };
    const noMirror =
        '!("system:nodes" in request.userInfo.groups && "kubernetes.io/config.mirror" in object.metadata.?annotations.orValue({}))';
    await make(cluster, `${ADMISSION}/validatingadmissionpolicies`, {
        apiVersion,
        kind: "ValidatingAdmissionPolicy",
        metadata,
        spec: {
            failurePolicy: "Fail",
            matchConstraints: {
                resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
            },
            ...(exempt && { matchConditions: [{ name: "no-mirror", expression: noMirror }] }),
            validations: [{ expression: "!object.spec.?hostNetwork.orValue(false)", message: "is on the node's network" }],
        },
    });
    await make(cluster, `${ADMISSION}/validatingadmissionpolicybindings`, {
        apiVersion,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata,
        spec: { policyName: metadata.name, validationActions: ["Deny"] },
    });
    const { server } = cluster;
    const isDenied = async () =>
        (await server.ask("POST", "/api/v1/namespaces/apps/pods?dryRun=All", podOf("apps", "tried"))).status === 422;
    await until("the policy's effect", 30_000, isDenied);
    return async () => {
        await server.ask("DELETE", `${ADMISSION}/validatingadmissionpolicybindings/${metadata.name}`);
        await server.ask("DELETE", `${ADMISSION}/validatingadmissionpolicies/${metadata.name}`);
        await until("the end of the policy", 30_000, async () => !(await isDenied()));
    };
}

/** The Pods of a control plane as kubeadm writes them: on the node's network, with its certificates and its data. */
export function kubeadmPods(): readonly Pod[] {
    const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        etcd: { "etcd-certs": "/etc/kubernetes/pki/etcd", "etcd-data": "/var/lib/etcd" },
        "kube-apiserver": { "ca-certs": "/etc/ssl/certs", "k8s-certs": "/etc/kubernetes/pki" },
        "kube-controller-manager": { "flexvolume-dir": "/etc/kubernetes/volume-plugins", "k8s-certs": "/etc/kubernetes/pki" },
        "kube-scheduler": { kubeconfig: "/etc/kubernetes/scheduler" },
    };
    return Object.entries(files).map(([name, paths]) =>
        podOf(
            "kube-system",
            name,
            { volumeMounts: Object.entries(paths).map(([volume, mountPath]) => ({ name: volume, mountPath })) },
            {
                priorityClassName: "system-node-critical",
                volumes: Object.entries(paths).map(([volume, path]) => ({
                    name: volume,
                    hostPath: { path, type: "DirectoryOrCreate" },
                })),
            },
        ),
    );
}
