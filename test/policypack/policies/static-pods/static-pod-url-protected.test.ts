import { staticPodUrlProtected } from "../../../../policypack/policies/static-pods/static-pod-url-protected";
import { UNKNOWN } from "../../judge";
import { base64, bootstrap, everyKubelet, instance, kubeletConfig, kubeletPod, nodeConfig, template } from "../../kubelets";
import { policyTable } from "../../table";

const FIX =
    "Serve the manifests over https:// to nodes that the server knows by their network or certificate, or remove staticPodURL.";
const plain = (host: string) => `fetches static Pods over plain HTTP from ${host}. ${FIX}`;

policyTable(staticPodUrlProtected, {
    fails: {
        ...everyKubelet(
            staticPodUrlProtected,
            {
                config: { staticPodURL: "http://pods.internal/a" },
                path: "staticPodURL",
                flag: "--manifest-url=http://pods.internal/a",
                others: [],
            },
            plain("pods.internal"),
        ),
        "a flag of a control plane's kubelet, with all that may be wrong with a URL": {
            ...kubeletPod(
                "--config=/k.yaml",
                "--node-labels=node-role.kubernetes.io/control-plane=",
                "--manifest-url=http://node:s3cret@Pods.internal:80/a?kind=pod&auth-token=x#b",
                "--manifest-url-header=X-Kind:pod,Authorization:Basic eA==",
            ),
            reports: [
                `spec.containers[0].command[3]: ${plain("pods.internal")}`,
                `spec.containers[0].command[3]: has a user name or password in the URL of static Pods. ${FIX}`,
                `spec.containers[0].command[3]: has a credential in the URL of static Pods ("auth-token"). ${FIX}`,
                `spec.containers[0].command[4]: has a credential in the header "Authorization" of the URL of static Pods. ${FIX}`,
            ],
        },
        "a flag in capitals counts over the file": {
            ...template(
                nodeConfig({
                    config: { staticPodURL: "https://pods.internal/a" },
                    flags: ["--manifest_url=HTTP://pods.internal:8080/a"],
                }),
            ),
            reports: [`userData › NodeConfig › spec.kubelet.flags[0]: ${plain("pods.internal:8080")}`],
        },
        "the node itself is asked by whoever listens there": {
            ...instance(nodeConfig({ config: { staticPodURL: "http://127.0.0.1:9999/a" } })),
            reports: [`(advisory) userData › NodeConfig › spec.kubelet.config › staticPodURL: ${plain("127.0.0.1:9999")}`],
        },
        "a password in it is not told": {
            ...kubeletConfig({ staticPodURL: "https://node:s3cret@pods.internal/a" }),
            reports: [`data.kubelet › staticPodURL: has a user name or password in the URL of static Pods. ${FIX}`],
        },
        "a signature in its query": {
            ...instance(nodeConfig({ config: { staticPodURL: "https://s3.example.com/a?X-Amz-Signature=00ff" } })),
            reports: [
                `userData › NodeConfig › spec.kubelet.config › staticPodURL: has a credential in the URL of static Pods ("X-Amz-Signature"). ${FIX}`,
            ],
        },
        "headers that open it, and one that does not": {
            ...kubeletConfig({
                staticPodURL: "https://pods.internal/a",
                staticPodURLHeader: { "X-Api-Key": ["s3cret"], "X-Pool": ["web"], "X-Node": ["Bearer s3cret"] },
            }),
            reports: [
                `data.kubelet › staticPodURLHeader: has a credential in the header "X-Api-Key" of the URL of static Pods. ${FIX}`,
                `data.kubelet › staticPodURLHeader: has a credential in the header "X-Node" of the URL of static Pods. ${FIX}`,
            ],
        },
        "a header in a flag": {
            ...instance(bootstrap("'--manifest-url-header=X-Node-Token:s3cret --manifest-url=https://pods.internal/a'")),
            reports: [
                `userData › line 3 › --kubelet-extra-args: has a credential in the header "X-Node-Token" of the URL of static Pods. ${FIX}`,
            ],
        },
    },
    passes: {
        "the server proves who it is": instance(nodeConfig({ config: { staticPodURL: "https://pods.internal/a?pool=web" } })),
        "there is none": instance(nodeConfig({})),
        "an empty flag is none": instance(bootstrap("'--manifest-url=http://pods.internal/a --manifest-url='")),
        "a header that opens nothing": kubeletConfig({
            staticPodURL: "https://pods.internal/a",
            staticPodURLHeader: { "X-Node-Pool": ["web"] },
        }),
    },
    unknowns: {
        "an unknown userData beside a known userDataBase64": {
            type: "aws:ec2/instance:Instance",
            props: {
                userData: UNKNOWN,
                userDataBase64: base64(nodeConfig({ config: { staticPodURL: "http://pods.internal/a" } })),
            },
            unknown: "userData",
            reports: [`userDataBase64 › NodeConfig › spec.kubelet.config › staticPodURL: ${plain("pods.internal")}`],
        },
    },
});
