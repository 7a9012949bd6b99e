import type { NodeBoot } from "../../../../../policypack/model/node-boot";
import { everyConfigMap, everySecret } from "../../../../../policypack/subjects/kubernetes/nodes/secrets";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";
import { kubeletConfiguration, nodeConfig } from "../../../kubelets";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const secret = (props: object) =>
    viewsOf<NodeBoot>(
        everySecret((boot) => [() => boot]),
        { type: "kubernetes:core/v1:Secret", props },
    );
const configMap = (props: object) =>
    viewsOf<NodeBoot>(
        everyConfigMap((boot) => [() => boot]),
        { type: "kubernetes:core/v1:ConfigMap", props },
    );
const places = ({ views }: ReturnType<typeof secret>) =>
    views.map(({ files, documents }) => [...files, ...documents].map(({ at }) => at));
const NODE = nodeConfig({});
const KUBELET = kubeletConfiguration({});

test.each<[why: string, read: ReturnType<typeof secret>, places: string[][]]>([
    ["data of a Secret are in base64", secret({ data: { a: base64(NODE) } }), [["data.a › NodeConfig"]]],
    ["its stringData are not", secret({ stringData: { a: NODE } }), [["stringData.a › NodeConfig"]]],
    ["binaryData of a ConfigMap are", configMap({ binaryData: { a: base64(NODE) } }), [["binaryData.a › NodeConfig"]]],
    ["its data are not", configMap({ data: { a: NODE } }), [["data.a › NodeConfig"]]],
    ["data of a Secret are, however short", secret({ data: { "k3s.yaml": base64("a: 1") } }), [['data["k3s.yaml"]']]],
    [
        "binaryData of a ConfigMap are, however short",
        configMap({ binaryData: { "rke2.yaml": base64("a: 1") } }),
        [['binaryData["rke2.yaml"]']],
    ],
    ["data of a ConfigMap are not, however short", configMap({ data: { "k3s.yaml": "a: 1" } }), [['data["k3s.yaml"]']]],
    ["what is no base64 is nobody's", secret({ data: { a: "$$", b: base64(NODE) } }), [["data.b › NodeConfig"]]],
    ["what says nothing of nodes is none", secret({ data: { a: base64("x") }, stringData: { b: "password", c: "" } }), []],
    ["null is none", secret({ stringData: { a: null } }), []],
    ["a kubelet's configuration in a Secret", secret({ stringData: { a: KUBELET } }), [["stringData.a"]]],
    ["in a ConfigMap it is read elsewhere", configMap({ data: { a: KUBELET, b: NODE } }), [["data.b › NodeConfig"]]],
    ["a key that names k3s", secret({ stringData: { "k3s.yaml": "disable: traefik" } }), [['stringData["k3s.yaml"]']]],
    ["a key that does not", secret({ stringData: { "a.yaml": "disable: traefik" } }), []],
])("%s", (_, read, expected) => expect(places(read)).toEqual(expected));

describe("what is not known yet", () => {
    const waitedFor = (name: string | null, key: string) =>
        secret({ metadata: { name }, stringData: { [key]: UNKNOWN, b: NODE } });

    test.each(["value", "userdata", "user-data", "cloud-config", "ClusterConfiguration", "config.yaml", "machineconfig-1"])(
        "is waited for below %s of a Secret whose name says that nodes boot from it",
        (key) => expect(waitedFor("worker-bootstrap", key).unknown).toEqual([`stringData.${key}`]),
    );

    test.each(["bootstrap", "userdata", "user-data", "cloudinit", "cloud-init", "kubelet", "kubeadm", "talos", "k3s", "rke2"])(
        "is waited for in a Secret whose name says %s",
        (name) => expect(waitedFor(`a-${name}-b`, "value").unknown).toEqual(["stringData.value"]),
    );

    test.each<[why: string, name: string | null, key: string]>([
        ["below a key of something else", "worker-bootstrap", "password"],
        ["nor one with a known key in it", "worker-bootstrap", "my-value"],
        ["nor one that begins with it", "worker-bootstrap", "values"],
        ["in a Secret of something else", "shop-tls", "value"],
        ["in one without a name", null, "value"],
    ])("is not waited for %s", (_, name, key) => {
        const read = waitedFor(name, key);
        expect([read.unknown, places(read)]).toEqual([[], [["stringData.b › NodeConfig"]]]);
    });

    test("as a name, it says nothing", () =>
        expect(secret({ metadata: { name: UNKNOWN }, data: UNKNOWN, stringData: { value: UNKNOWN } }).unknown).toEqual([]));

    test("as a whole, it is waited for in a Secret of nodes, and hides no other property", () => {
        const read = (name: string) => secret({ metadata: { name }, data: UNKNOWN, stringData: { b: NODE } });
        expect(read("talos").unknown).toEqual(["data"]);
        expect(places(read("shop"))).toEqual([["stringData.b › NodeConfig"]]);
    });
});

test("a part of a wrong shape is told to be unreadable", () => {
    expect(() => secret({ data: 5 })).toThrow("data: is a number where an object was expected");
    expect(() => secret({ data: { a: 5 } })).toThrow("data.a: is a number where text was expected");
});
