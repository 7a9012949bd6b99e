import { everyKeyInConfigMap } from "../../../../policypack/subjects/kubernetes/key-config-map";
import { viewsOf } from "../../carried";
import { UNKNOWN } from "../../judge";

const PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n";
const read = (props: object) => viewsOf(everyKeyInConfigMap(), { type: "kubernetes:core/v1:ConfigMap", props });
const UNSURE = { verdict: "unsure", why: "" };
const BY_NAME = { verdict: "node", why: "the name of the key" };

test.each<[why: string, key: string, metadata: object, evidence: object]>([
    ["nothing", "a", { name: "web", namespace: "web" }, UNSURE],
    ["nothing, without a name", "a", {}, UNSURE],
    ["the namespace", "a", { name: "web", namespace: "kube-system" }, { verdict: "node", why: "a ConfigMap in kube-system" }],
    ["the name of the ConfigMap", "a", { name: "my-etcd" }, BY_NAME],
    ["its own name, whatever the namespace", "kubeapiserver", { name: "web", namespace: "kube-system" }, BY_NAME],
    ...["etcd", "kube-apiserver", "apiserver", "Kubelet", "kubernetes", "front-proxy", "kubeadm"].map(
        (word): [string, string, object, object] => [`its own name, ${word}`, `${word}.key`, {}, BY_NAME],
    ),
])("what tells whose a key in a ConfigMap is: %s", (_, key, metadata, evidence) =>
    expect(read({ metadata, data: { [key]: PEM } }).views).toEqual([
        { at: /^[\w-]+$/.test(key) ? `data.${key}` : `data["${key}"]`, carrier: "ConfigMap", file: key, evidence },
    ]),
);

test.each<[why: string, props: object, places: string[]]>([
    ["in base64", { binaryData: { a: Buffer.from(PEM).toString("base64") } }, ["binaryData.a"]],
    ["beside what is none", { data: { a: "-----BEGIN CERTIFICATE-----", b: PEM, c: null, d: 5 } }, ["data.b"]],
    ["none", { data: { a: "password" } }, []],
])("keys of a ConfigMap: %s", (_, props, places) => expect(read(props).views.map(({ at }) => at)).toEqual(places));

test.each(["tls.key", "server-key.pem", "tls_key", "tlskey", "my.private-key", "ca-tls.key.old", "privatekey"])(
    "a value that is not known yet is waited for below %s",
    (key) => expect(read({ data: { [key]: UNKNOWN } })).toEqual({ views: [], unknown: [`data.${key}`] }),
);

test.each(["config", "keys", "keys.json", "server-key.pem.sha", "monkey", "atls-key", "my.keyring"])(
    "a value that is not known yet is not waited for below %s",
    (key) => expect(read({ data: { [key]: UNKNOWN, b: PEM } }).unknown).toEqual([]),
);
