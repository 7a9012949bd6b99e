import { kubeApiserverAnonymousAuthDisabled } from "../../../policypack/policies/kubelet-api/kube-apiserver-anonymous-auth-disabled";
import { kubeApiserverAuthorizationRequired } from "../../../policypack/policies/kubelet-api/kube-apiserver-authorization-required";
import { kubeletReadOnlyPortDisabled } from "../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { fixOf } from "../rbac";
import { CONTAINER, configMap, ofMap, VOLUME, workload } from "../referring-workload";
import { stackTable } from "../table";

const KUBELET = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 10255\n";
const served = (at: string) =>
    `${at}: makes the kubelet serve its read-only port on 10255. ${fixOf(kubeletReadOnlyPortDisabled)} @etcd`;

stackTable(kubeletReadOnlyPortDisabled, {
    "a kubelet's file in a ConfigMap": {
        resources: [
            workload({ command: ["kubelet", "--config=/conf/kubelet.yaml"] }, { volume: ofMap }),
            configMap({ "kubelet.yaml": KUBELET }),
        ],
        reports: [served(`${VOLUME}.configMap › data["kubelet.yaml"] › readOnlyPort`)],
    },
    "a drop-in": {
        resources: [
            workload({ command: ["kubelet", "--config-dir=/conf"] }, { volume: ofMap }),
            configMap({ "10-port.conf": KUBELET }),
        ],
        reports: [served(`${VOLUME}.configMap › data["10-port.conf"] › readOnlyPort`)],
    },
    "the file of k3s": {
        resources: [
            workload(
                { image: "rancher/k3s:v1.36.0-k3s1", args: ["agent"] },
                { volume: ofMap, mount: { mountPath: "/etc/rancher/k3s" } },
            ),
            configMap({ "config.yaml": "kubelet-arg: [read-only-port=10255]\n" }),
        ],
        reports: [served(`${VOLUME}.configMap › data["config.yaml"] › kubelet-arg[0]`)],
    },
    "a file that lies there alone starts nothing": {
        resources: [
            workload({ command: ["cat", "/conf/kubelet.yaml"] }, { volume: ofMap }),
            configMap({ "kubelet.yaml": KUBELET }),
        ],
        reports: [],
    },
});

const apiServer = (flag: string) => workload({ command: ["kube-apiserver", flag] }, { volume: ofMap });
const authorizers = (...types: string[]) =>
    configMap({
        "a.yaml": `kind: AuthorizationConfiguration\nauthorizers:\n${types.map((type) => `- type: ${type}\n`).join("")}`,
    });
const anonymous = (setting: string) => configMap({ "a.yaml": `kind: AuthenticationConfiguration\n${setting}` });

stackTable(kubeApiserverAuthorizationRequired, {
    "a file of authorizers": {
        resources: [apiServer("--authorization-config=/conf/a.yaml"), authorizers("Node", "AlwaysAllow")],
        reports: [
            `${VOLUME}.configMap › data["a.yaml"] › authorizers[1].type: allows every request (AlwaysAllow). ${fixOf(kubeApiserverAuthorizationRequired)} @etcd`,
        ],
    },
    "safe authorizers": {
        resources: [apiServer("--authorization-config=/conf/a.yaml"), authorizers("Node", "RBAC")],
        reports: [],
    },
});

stackTable(kubeApiserverAnonymousAuthDisabled, {
    "a file that lets everybody in": {
        resources: [apiServer("--authentication-config=/conf/a.yaml"), anonymous("anonymous: { enabled: true }")],
        reports: [
            `${VOLUME}.configMap › data["a.yaml"] › anonymous.enabled: accepts anonymous requests. ${fixOf(kubeApiserverAnonymousAuthDisabled)} @etcd`,
        ],
    },
    "a file that leaves it to the flag": {
        resources: [apiServer("--authentication-config=/conf/a.yaml"), anonymous("jwt: []")],
        reports: [
            `${CONTAINER}.command[0]: accepts anonymous requests, as is the default. ${fixOf(kubeApiserverAnonymousAuthDisabled)} @etcd`,
        ],
    },
    "to some paths alone": {
        resources: [
            apiServer("--authentication-config=/conf/a.yaml"),
            anonymous("anonymous: { enabled: true, conditions: [{ path: /livez }] }"),
        ],
        reports: [],
    },
    "to nobody": {
        resources: [apiServer("--authentication-config=/conf/a.yaml"), anonymous("anonymous: { enabled: false }")],
        reports: [],
    },
});
