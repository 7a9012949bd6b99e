import { everyEtcdConfigMap } from "../../../../../policypack/subjects/kubernetes/pods/etcd-config-map";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const read = (data: object, metadata: object = {}) =>
    viewsOf(everyEtcdConfigMap, { type: "kubernetes:core/v1:ConfigMap", props: { metadata, data } });
const listening = "listen-client-urls: http://10.0.0.1:2379\n";

test.each<[why: string, text: string | null, urls: string[]]>([
    ["addresses of clients", listening, ["http://10.0.0.1:2379"]],
    ["addresses of peers alone", "name: a\nlisten-peer-urls: http://10.0.0.1:2380\n", ["http://localhost:2379"]],
    ["names in quotes", '{\n"listen-client-urls":"http://10.0.0.1:1"}', ["http://10.0.0.1:1"]],
    ["names in other quotes", "'client-transport-security': {}\n", ["http://localhost:2379"]],
    ["TLS of peers alone", "peer-transport-security: {}\n", ["http://localhost:2379"]],
    ["those names below another", "etcd:\n  listen-client-urls: http://10.0.0.1:2379\n", []],
    ["a longer name", "listen-client-urls-more: x\n", []],
    ["a cloud-config with a file of etcd in it", `#cloud-config\n${listening}`, []],
    ["a script with one in it", ` #!/bin/sh\n${listening}`, []],
    ["a comment, and then settings", `# etcd #!\n${listening}`, ["http://10.0.0.1:2379"]],
    ["something else", "a: b\n", []],
    ["nothing", null, []],
])("whether a value of a ConfigMap is etcd's file: %s", (_, text, urls) =>
    expect(read({ "my.conf": text }).views.map(({ clientListeners }) => clientListeners.map(({ url }) => url))).toEqual(
        urls.map((url) => [url]),
    ),
);

test("it is judged at its value, as a file that a flag names", () => {
    const [etcd] = read({ "etcd.yml": listening }).views;
    expect(etcd!.clientListeners.map(({ at }) => at)).toEqual(['data["etcd.yml"] › listen-client-urls']);
    expect(etcd!.configFile).toBeUndefined();
});

test.each([
    ["kube-system", { verdict: "node", why: "namespace kube-system" }],
    ["apps", { verdict: "unsure", why: "" }],
    [undefined, { verdict: "unsure", why: "" }],
    [UNKNOWN, { verdict: "unsure", why: "" }],
])("in the namespace %s it is %j", (namespace, evidence) =>
    expect(read({ a: listening }, { namespace }).views.map((etcd) => etcd.evidence)).toEqual([evidence]),
);

test.each([
    ["etcd.conf", ["data.etcd.conf"]],
    ["my-ETCD", ["data.my-ETCD"]],
    ["kubeconfig", []],
])("a value that is not known yet is waited for below %s: %j", (key, unknown) =>
    expect(read({ [key]: UNKNOWN })).toEqual({ views: [], unknown }),
);
