import { privateKeyFoldersNotMounted } from "../../../../policypack/policies/etcd-api/private-key-folders-not-mounted";
import { UNKNOWN } from "../../judge";
import { MOUNT as at, podMounting as pod, READ, nonRoot } from "../../mounting-pod";
import { everyForm, policyTable } from "../../table";
import { everyPodOfConfigMap, everyVolumeInValues, everyWorkload } from "../../workloads";

const fix =
    "Mount the one certificate that is needed, or give the Pod a certificate of its own; a backup of etcd is named in the setting systemWorkloads.";
const READS = "which lets it read the private keys of the control plane, or etcd's data";
const mounted = (path: string, how = "read-only", below = "") =>
    `${at}: mounts the node's ${JSON.stringify(path)} ${how}${below}, ${READS}. ${fix}`;
const PKI = "/etc/kubernetes/pki";
const allowance = {
    namespace: "kube-system",
    serviceAccount: "backup",
    image: "example.com/app",
    paths: [`${PKI}/etcd`],
    reason: "backs up",
};

policyTable(privateKeyFoldersNotMounted, {
    fails: {
        ...everyWorkload(privateKeyFoldersNotMounted, pod(PKI, READ).props, [mounted(PKI).replace("spec.", "")]),
        ...everyPodOfConfigMap(privateKeyFoldersNotMounted, pod(PKI, READ).props, [mounted(PKI).replace("spec.", "")]),
        ...everyVolumeInValues(privateKeyFoldersNotMounted, pod(PKI, READ).props, [mounted(PKI)]),
        ...everyForm(privateKeyFoldersNotMounted, "PersistentVolume", { spec: { hostPath: { path: PKI } } }, [
            `spec.hostPath.path: offers the node's "/etc/kubernetes/pki" to any Pod that claims it, ${READS}. ${fix}`,
        ]),
        "writable is no less": { ...pod(PKI), reports: [mounted(PKI, "writable")] },
        "the keys of etcd alone": { ...pod(`${PKI}/etcd`, READ), reports: [mounted(`${PKI}/etcd`)] },
        "one key": { ...pod(`${PKI}/apiserver-etcd-client.key`, READ), reports: [mounted(`${PKI}/apiserver-etcd-client.key`)] },
        "a folder above": { ...pod("/etc/", READ), reports: [mounted("/etc/", "read-only", ` with ${PKI}`)] },
        "a sub path that leads there": { ...pod("/etc", { ...READ, subPath: "kubernetes/pki" }), reports: [mounted(PKI)] },
        "the data of etcd": { ...pod("/var/lib/etcd/member", READ), reports: [mounted("/var/lib/etcd/member")] },
        "the keys of RKE2": {
            ...pod("/var/lib/rancher/rke2/server", READ),
            reports: [mounted("/var/lib/rancher/rke2/server", "read-only", " with /var/lib/rancher/rke2/server/tls")],
        },
        "a user who reads no key is advice": {
            ...pod("/etc", READ, nonRoot),
            reports: [`(advisory) ${mounted("/etc", "read-only", ` with ${PKI}`)}`],
        },
        "an image of the API server's under another account": {
            ...pod(
                PKI,
                READ,
                {
                    serviceAccountName: "tools",
                    containers: [
                        {
                            image: "registry.k8s.io/kube-apiserver:v1.36.0",
                            volumeMounts: [{ name: "host", mountPath: PKI, readOnly: true }],
                        },
                    ],
                },
                { namespace: "kube-system" },
            ),
            reports: [mounted(PKI)],
        },
        "an allowance is for its path alone": {
            ...pod(PKI, READ, { serviceAccountName: "backup" }, { namespace: "kube-system" }),
            config: { systemWorkloads: [allowance] },
            reports: [mounted(PKI)],
        },
    },
    passes: {
        "one certificate": pod(`${PKI}/ca.crt`, READ),
        "what the system trusts": pod("/etc/ssl/certs", READ),
        "one file of /etc": pod("/etc", { ...READ, subPath: "os-release" }),
        "another name that begins alike": pod("/var/lib/etcd-tools", READ),
        "all of /etc, writable, is the policy's about static Pods": pod("/etc"),
        "a backup that is allowed": {
            ...pod(`${PKI}/etcd`, READ, { serviceAccountName: "backup" }, { namespace: "kube-system" }),
            config: { systemWorkloads: [allowance] },
        },
        "the API server reads its own keys": pod(
            PKI,
            READ,
            {
                containers: [
                    {
                        image: "registry.k8s.io/kube-apiserver:v1.36.0",
                        volumeMounts: [{ name: "host", mountPath: PKI, readOnly: true }],
                    },
                ],
            },
            { namespace: "kube-system" },
        ),
        "a PersistentVolume of data": {
            type: "kubernetes:core/v1:PersistentVolume",
            props: { spec: { local: { path: "/mnt/disks/etcd" } } },
        },
    },
    unknowns: {
        "a path that only a deployment knows hides no other": {
            ...pod(PKI, READ, {
                volumes: [
                    { name: "other", hostPath: { path: UNKNOWN } },
                    { name: "host", hostPath: { path: PKI } },
                ],
            }),
            unknown: "spec.volumes.0.hostPath.path",
            reports: [mounted(PKI)],
        },
    },
});
