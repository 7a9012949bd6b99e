import { etcdCertificateAuthoritySeparate } from "../../../policypack/policies/etcd-api/etcd-certificate-authority-separate";
import { etcdClientCertificatesRequired } from "../../../policypack/policies/etcd-api/etcd-client-certificates-required";
import { judge, UNKNOWN } from "../judge";
import { fixOf } from "../rbac";
import { CONTAINER, configMap, ofMap, secret, VOLUME, workload } from "../referring-workload";
import { stackTable } from "../table";

const withFile = { command: ["etcd", "--config-file=/conf/etcd.yml"] };
const FILE = "advertise-client-urls: http://etcd:2379\nlisten-client-urls: http://0.0.0.0:2379\n";
const FLAGS = "--listen-client-urls=http://0.0.0.0:2379 --advertise-client-urls=http://etcd:2379";
const VARIABLES = { ETCD_LISTEN_CLIENT_URLS: "http://0.0.0.0:2379", ETCD_ADVERTISE_CLIENT_URLS: "http://etcd:2379" };

const plain = (at: string) =>
    `${at}: serves etcd on http://0.0.0.0:2379 without TLS, so anybody is a client. ${fixOf(etcdClientCertificatesRequired)} @etcd`;
const unseen = (at: string) =>
    `(advisory) ${at}: reads all of etcd's settings from a file that cannot be seen here, so its listeners could not be judged. ` +
    "Set them as flags, or check the file. @etcd";

stackTable(etcdClientCertificatesRequired, {
    "a configuration file in a ConfigMap": {
        resources: [workload(withFile, { volume: ofMap }), configMap({ "etcd.yml": FILE })],
        reports: [plain(`${VOLUME}.configMap › data["etcd.yml"] › listen-client-urls`)],
    },
    "one that the ConfigMap itself has been told of is not told again": {
        resources: [
            workload(withFile, { volume: ofMap, namespace: "kube-system" }),
            configMap({ "etcd.yml": FILE }, "kube-system"),
        ],
        reports: [],
    },
    "under another path, by its key": {
        resources: [
            workload(withFile, { volume: { configMap: { name: "conf", items: [{ key: "own", path: "etcd.yml" }] } } }),
            configMap({ own: FILE, "etcd.yml": "name: other" }),
        ],
        reports: [plain(`${VOLUME}.configMap › data.own › listen-client-urls`)],
    },
    "by a sub path": {
        resources: [
            workload(withFile, { volume: ofMap, mount: { mountPath: "/conf/etcd.yml", subPath: "own" } }),
            configMap({ own: FILE }),
        ],
        reports: [plain(`${VOLUME}.configMap › data.own › listen-client-urls`)],
    },
    "by a sub path that is a folder of the volume": {
        resources: [
            workload(withFile, {
                volume: { configMap: { name: "conf", items: [{ key: "own", path: "a/etcd.yml" }] } },
                mount: { mountPath: "/conf", subPath: "a" },
            }),
            configMap({ own: FILE }),
        ],
        reports: [plain(`${VOLUME}.configMap › data.own › listen-client-urls`)],
    },
    "projected beside others": {
        resources: [
            workload(withFile, {
                volume: { projected: { sources: [{ serviceAccountToken: { path: "token" } }, { configMap: { name: "conf" } }] } },
            }),
            configMap({ "etcd.yml": FILE }),
        ],
        reports: [plain(`${VOLUME}.projected.sources[1].configMap › data["etcd.yml"] › listen-client-urls`)],
    },
    "in a Secret, as text": {
        resources: [
            workload(withFile, { volume: { secret: { secretName: "conf" } } }),
            secret({ stringData: { "etcd.yml": FILE } }),
        ],
        reports: [plain(`${VOLUME}.secret › stringData["etcd.yml"] › listen-client-urls`)],
    },
    "in a Secret, in base64": {
        resources: [
            workload(withFile, { volume: { secret: { secretName: "conf" } } }),
            secret({ data: { "etcd.yml": Buffer.from(FILE).toString("base64") } }),
        ],
        reports: [plain(`${VOLUME}.secret › data["etcd.yml"] › listen-client-urls`)],
    },
    "in a List of ConfigMaps": {
        resources: [
            workload(withFile, { volume: ofMap }),
            {
                type: "kubernetes:core/v1:ConfigMapList",
                name: "conf",
                props: { items: [configMap({}, "hosted", "other").props, configMap({ "etcd.yml": FILE }).props] },
            },
        ],
        reports: [plain(`${VOLUME}.configMap › items[1].data["etcd.yml"] › listen-client-urls`)],
    },
    "a name that is not known yet, of a ConfigMap that it is made of": {
        resources: [
            {
                ...workload(withFile, { volume: { configMap: { name: UNKNOWN } } }),
                propertyDependencies: { spec: ["conf"] },
            },
            configMap({ "etcd.yml": FILE }, "hosted", UNKNOWN),
        ],
        reports: [plain(`${VOLUME}.configMap › data["etcd.yml"] › listen-client-urls`)],
    },
    "a ConfigMap of another namespace is another": {
        resources: [workload(withFile, { volume: ofMap }), configMap({ "etcd.yml": FILE }, "other")],
        reports: [unseen(`${CONTAINER}.command[0]`)],
    },
    "a ConfigMap that the stack does not have": {
        resources: [workload(withFile, { volume: ofMap })],
        reports: [unseen(`${CONTAINER}.command[0]`)],
    },
    "content that is not known yet": {
        resources: [workload(withFile, { volume: ofMap }), configMap({ "etcd.yml": UNKNOWN })],
        reports: [unseen(`${CONTAINER}.command[0]`)],
    },
    "a script in a ConfigMap that the container runs": {
        resources: [
            workload({ command: ["/conf/start.sh"] }, { volume: ofMap }),
            configMap({ "start.sh": `#!/bin/sh\nset -e\nexec etcd ${FLAGS}\n` }),
        ],
        reports: [plain(`${VOLUME}.configMap › data["start.sh"]`)],
    },
    "a script that a shell runs": {
        resources: [
            workload({ command: ["sh", "-c", ". /conf/start.sh"] }, { volume: ofMap }),
            configMap({ "start.sh": `etcd ${FLAGS}\n` }),
        ],
        reports: [plain(`${VOLUME}.configMap › data["start.sh"]`)],
    },
    "variables of a whole ConfigMap": {
        resources: [workload({ command: ["etcd"], envFrom: [{ configMapRef: { name: "conf" } }] }), configMap(VARIABLES)],
        reports: [plain(`${CONTAINER}.envFrom[0].configMapRef › data.ETCD_LISTEN_CLIENT_URLS`)],
    },
    "with a prefix, for the image's own program": {
        resources: [
            workload({ envFrom: [{ prefix: "ETCD_", configMapRef: { name: "conf" } }] }),
            configMap({ LISTEN_CLIENT_URLS: "http://0.0.0.0:2379", ADVERTISE_CLIENT_URLS: "http://etcd:2379" }),
        ],
        reports: [plain(`${CONTAINER}.envFrom[0].configMapRef › data.LISTEN_CLIENT_URLS`)],
    },
    "a variable of one key, in an argument": {
        resources: [
            workload({
                command: ["etcd", "--listen-client-urls=$(URL)", "--advertise-client-urls=$(URL)"],
                env: [{ name: "URL", valueFrom: { configMapKeyRef: { name: "conf", key: "url" } } }],
            }),
            configMap({ url: "http://0.0.0.0:2379" }),
        ],
        reports: [plain(`${CONTAINER}.command[0]`)],
    },
    "a variable beats one of a ConfigMap": {
        resources: [
            workload({
                command: ["etcd"],
                envFrom: [{ configMapRef: { name: "conf" } }],
                env: [{ name: "ETCD_LISTEN_CLIENT_URLS", value: "http://127.0.0.1:2379" }],
            }),
            configMap(VARIABLES),
        ],
        reports: [],
    },
    "what the Pod itself shows is told there": {
        resources: [workload({ command: ["etcd", ...FLAGS.split(" ")] }, { volume: ofMap }), configMap({ "other.conf": "etcd" })],
        reports: [],
    },
    "a client that has the file starts no etcd": {
        resources: [
            workload({ command: ["etcdctl", "snapshot", "save", "/conf/etcd.yml"] }, { volume: ofMap }),
            configMap({ "etcd.yml": FILE }),
        ],
        reports: [],
    },
    "a safe file": {
        resources: [
            workload(withFile, { volume: ofMap }),
            configMap({
                "etcd.yml":
                    "advertise-client-urls: https://etcd:2379\nlisten-client-urls: https://0.0.0.0:2379\nclient-transport-security:\n" +
                    "  { cert-file: /pki/a.crt, key-file: /pki/a.key, client-cert-auth: true, trusted-ca-file: /pki/ca.crt }\n",
            }),
        ],
        reports: [],
    },
});

test("an etcd whose file the stack may show is no advice at its Pod", () => {
    const { type, props } = workload(withFile, { volume: ofMap });
    for (const policy of [etcdClientCertificatesRequired, etcdCertificateAuthoritySeparate])
        expect(judge(policy, { type, props })).toEqual({ reported: [] });
});
