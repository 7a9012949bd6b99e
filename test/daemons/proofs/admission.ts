import { AdmissionEnforcement, renderAdmission } from "../../../components/bypass-admission-policy/render";
import { RULES } from "../../../components/bypass-admission-policy/rules";
import { install } from "../admission-server";
import { until } from "../until";
import type { Cluster } from "./cluster";
import { make, type Pod, podOf } from "./pods";

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const PODS = "/api/v1/namespaces/apps/pods";

/** A policy in the cluster that refuses every Pod on the node's network, the mirrors of static Pods among them. */
export async function denyEverything(cluster: Cluster): Promise<() => Promise<void>> {
    const apiVersion = "admissionregistration.k8s.io/v1";
    const metadata = { name: "no-host-network" };
    await make(cluster, `${ADMISSION}/validatingadmissionpolicies`, {
        apiVersion,
        kind: "ValidatingAdmissionPolicy",
        metadata,
        spec: {
            failurePolicy: "Fail",
            matchConstraints: {
                resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
            },
            validations: [{ expression: "!object.spec.?hostNetwork.orValue(false)", message: "is on the node's network" }],
        },
    });
    await make(cluster, `${ADMISSION}/validatingadmissionpolicybindings`, {
        apiVersion,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata,
        spec: { policyName: metadata.name, validationActions: ["Deny"] },
    });
    return inEffect(cluster, [metadata.name], podOf("apps", "tried"));
}

/** What BypassAdmissionPolicy installs, with Deny for every policy. */
export async function denyBypasses(cluster: Cluster): Promise<() => Promise<void>> {
    const rendered = renderAdmission(RULES, { prefix: "guard", enforcement: AdmissionEnforcement.Deny });
    await install(cluster.server, rendered);
    return inEffect(
        cluster,
        rendered.map(({ name }) => name),
        privileged("tried"),
    );
}

/** A Pod that has its node. */
export const privileged = (name: string): Pod => podOf("apps", name, { securityContext: { privileged: true } });

/** Waits until a Pod is denied. @returns what takes the policies away and waits until it is let in */
async function inEffect({ server }: Cluster, policies: readonly string[], pod: Pod): Promise<() => Promise<void>> {
    const isDenied = async () => [403, 422].includes((await server.ask("POST", `${PODS}?dryRun=All`, pod)).status);
    await until("the policies' effect", 30_000, isDenied);
    return async () => {
        for (const name of policies) {
            await server.ask("DELETE", `${ADMISSION}/validatingadmissionpolicybindings/${name}`);
            await server.ask("DELETE", `${ADMISSION}/validatingadmissionpolicies/${name}`);
        }
        await until("the end of the policies", 30_000, async () => !(await isDenied()));
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
