import type { EffectiveEtcd } from "../../../../../policypack/model/effective-etcd";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyBitnamiEtcd } from "../../../../../policypack/subjects/kubernetes/charts/bitnami-etcd";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const etcdsOf = (props: object): EffectiveEtcd[] =>
    [...everyBitnamiEtcd.lens({ type: everyBitnamiEtcd.tokens[0]!, name: "it", urn: "urn", props: Cursor.of(props) })].map(
        (thunk) => thunk(),
    );
const etcd = (values: object, more: object = {}): EffectiveEtcd => etcdsOf({ chart: "bitnami/etcd", values, ...more })[0]!;

const SECURE = { secureTransport: true, enableAuthentication: true };
const client = (side: object, more: object = {}) => etcd({ auth: { client: side }, ...more });
const peer = (side: object) => etcd({ auth: { peer: side } });

test.each<[why: string, props: object, at: string | undefined]>([
    ["Bitnami's own", { chart: "bitnami/etcd", values: {} }, "values"],
    ["Bitnami's registry", { chart: "oci://registry-1.docker.io/BitnamiCharts/etcd", values: {} }, "values"],
    ["Bitnami's repository", { chart: "etcd", repositoryOpts: { repo: "https://charts.bitnami.com" }, values: {} }, "values"],
    ["an archive of it", { chart: "./bitnami/etcd-12.0.1.tgz", values: {} }, "values"],
    ["somebody else's of that name", { chart: "etcd", values: { replicas: 3 } }, undefined],
    ["somebody else's whose values are the same, of clients", { chart: "etcd", values: { auth: { client: {} } } }, "values"],
    ["somebody else's whose values are the same, of peers", { chart: "./etcd", values: { auth: { peer: {} } } }, "values"],
    ["another whose name ends as it", { chart: "bitnami/myetcd", values: {} }, undefined],
    ["another whose name begins as it", { chart: "bitnami/etcd-operator", values: {} }, undefined],
    ["a part of another chart", { chart: "bitnami/apisix", values: { etcd: { auth: { peer: {} } } } }, "values.etcd"],
    ["a part that is on", { chart: "apisix", values: { etcd: { enabled: true, auth: { client: {} } } } }, "values.etcd"],
    ["a part that is off", { chart: "apisix", values: { etcd: { enabled: false, auth: { client: {} } } } }, undefined],
    [
        "a part whose switch is no condition to Helm",
        { chart: "apisix", values: { etcd: { enabled: "no", auth: { client: {} } } } },
        "values.etcd",
    ],
    ["a part of which nothing is said", { chart: "bitnami/apisix", values: { etcd: { replicas: 3 } } }, undefined],
    ["no part", { chart: "bitnami/nginx", values: {} }, undefined],
])("which charts have an etcd: %s", (_, props, at) =>
    expect(etcdsOf(props).map(({ clientListeners }) => clientListeners[0]!.at)).toEqual(
        at === undefined ? [] : [`${at}.auth.client.secureTransport`],
    ),
);

test.each([
    ["kube-system", { verdict: "node", why: "namespace kube-system" }],
    ["default", { verdict: "unsure", why: "" }],
])("in %s it is %j", (namespace, evidence) => expect(etcd({}, { namespace }).evidence).toEqual(evidence));

describe("each side has its own settings", () => {
    test.each([
        ["neither", {}, "http://0.0.0.0:2379", "http://0.0.0.0:2380"],
        ["clients", { auth: { client: { secureTransport: true } } }, "https://0.0.0.0:2379", "http://0.0.0.0:2380"],
        ["peers", { auth: { peer: { secureTransport: true } } }, "http://0.0.0.0:2379", "https://0.0.0.0:2380"],
        ["ports", { containerPorts: { client: 1, peer: 2 } }, "http://0.0.0.0:1", "http://0.0.0.0:2"],
    ])("%s", (_, values, clients, peers) => {
        const { clientListeners, peerListeners } = etcd(values);
        expect(clientListeners.map(({ at, url }) => [at, url])).toEqual([["values.auth.client.secureTransport", clients]]);
        expect(peerListeners.map(({ at, url }) => [at, url])).toEqual([["values.auth.peer.secureTransport", peers]]);
    });

    test.each<[why: string, side: object, authentication: string, authority: string, certificate: string]>([
        ["nothing", {}, "anybody", "", ""],
        ["TLS alone", { secureTransport: true }, "anybody", "", "tls"],
        ["certificates of clients", SECURE, "authority", "ca.crt", "tls"],
        ["with an authority of its own", { ...SECURE, caFilename: "own.crt" }, "authority", "own.crt", "tls"],
        ["an authority alone", { secureTransport: true, caFilename: "own.crt" }, "authority", "own.crt", "tls"],
        ["certificates without TLS", { enableAuthentication: true, caFilename: "own.crt" }, "anybody", "", ""],
        ["certificates that it makes itself", { ...SECURE, useAutoTLS: true }, "anybody", "", ""],
    ])("%s", (_, side, authentication, authority, certificate) => {
        const file = (folder: string, name: string) => (name === "" ? "" : `/opt/bitnami/etcd/certs/${folder}/${name}`);
        const pair = (folder: string) => [file(folder, certificate && "tls.crt"), file(folder, certificate && "tls.key")];
        const one = client(side);
        expect(one.clientAuthentication.value).toBe(authentication);
        expect(one.trustedCAFile.value).toBe(file("client", authority));
        expect([one.certificate.certFile.value, one.certificate.keyFile.value]).toEqual(pair("client"));
        const other = peer(side);
        expect(other.peerAuthentication.value).toBe(authentication);
        expect(other.peerTrustedCAFile.value).toBe(file("peer", authority));
        expect([other.peerCertificate.certFile.value, other.peerCertificate.keyFile.value]).toEqual(pair("peer"));
    });

    test.each<[why: string, side: object, more: object, authentication: object]>([
        [
            "certificates that it makes itself let anybody in",
            { ...SECURE, useAutoTLS: true },
            {},
            { value: "anybody", at: "values.auth.client.useAutoTLS", isDefault: false },
        ],
        ["without TLS it makes none", { useAutoTLS: true }, {}, { value: "anybody", at: "values", isDefault: true }],
        ["nor where nobody says so", { secureTransport: true }, {}, { value: "anybody", at: "values", isDefault: true }],
        [
            "an authority that is taken away leaves the system's",
            SECURE,
            { extraEnvVars: [{ name: "ETCD_TRUSTED_CA_FILE" }] },
            { value: "system-roots", at: "values.auth.client.enableAuthentication", isDefault: false },
        ],
        [
            "which nobody is asked for without authentication",
            { secureTransport: true, caFilename: "own.crt" },
            { extraEnvVars: [{ name: "ETCD_TRUSTED_CA_FILE", value: "" }] },
            { value: "anybody", at: "values", isDefault: true },
        ],
    ])("%s", (_, side, more, authentication) => {
        expect({ ...client(side, more).clientAuthentication }).toEqual(authentication);
    });

    test("where they stand", () => {
        const { clientAuthentication, trustedCAFile, certificate } = client({ ...SECURE, caFilename: "own.crt" });
        expect(clientAuthentication.at).toMatch(/^values\.auth\.client\.(?:enableAuthentication|caFilename)$/);
        expect(trustedCAFile.at).toBe("values.auth.client.caFilename");
        expect(certificate.certFile.at).toBe("values.auth.client");
    });
});

describe("variables of one's own", () => {
    const listen = (...extraEnvVars: object[]) => etcd({ extraEnvVars }).clientListeners.map(({ at, url }) => `${at} ${url}`);
    const NAME = "ETCD_LISTEN_CLIENT_URLS";

    test("follow the chart's, and the last counts", () => {
        const one = { name: NAME, value: "http://127.0.0.1:1" };
        expect(listen(one, { ...one, value: "http://127.0.0.1:2" })).toEqual(["values.extraEnvVars[1].value http://127.0.0.1:2"]);
    });

    test("without a name are none", () =>
        expect(listen({ value: "http://127.0.0.1:1" })).toEqual(["values.auth.client.secureTransport http://0.0.0.0:2379"]));

    test("from elsewhere are not known", () =>
        expect(() => listen({ name: NAME, valueFrom: { secretKeyRef: {} }, value: "http://127.0.0.1:1" })).toThrow());

    test.each([["with a name"], ["without one"]])("that are not known yet hide no other: %s", (which) => {
        const name = which === "with a name" ? "OTHER" : UNKNOWN;
        const extraEnvVars = [
            { name, value: UNKNOWN },
            { name: NAME, value: "http://127.0.0.1:1" },
        ];
        const { views } = viewsOf([everyBitnamiEtcd], {
            type: everyBitnamiEtcd.tokens[0]!,
            props: { chart: "bitnami/etcd", values: { extraEnvVars } },
        });
        expect(views[0]!.clientListeners.map(({ url }) => url)).toEqual(["http://127.0.0.1:1"]);
    });

    test("that are no list are none", () =>
        expect(etcd({ extraEnvVars: "{{ x }}" }).clientListeners[0]!.at).toBe("values.auth.client.secureTransport"));

    test.each<[values: object, unseen: string | undefined]>([
        [{}, undefined],
        [{ extraEnvVarsCM: "" }, undefined],
        [{ extraEnvVarsCM: "more" }, "values.extraEnvVarsCM"],
        [{ extraEnvVarsSecret: "more" }, "values.extraEnvVarsSecret"],
    ])("may come from elsewhere: %j", (values, unseen) => expect(etcd(values).unseen).toBe(unseen));
});

describe("a file of one's own", () => {
    test("replaces every variable", () => {
        const { configFile, clientListeners } = etcd({ configuration: "listen-client-urls: http://127.0.0.1:9\n" });
        expect(configFile).toBeUndefined();
        expect(clientListeners.map(({ url }) => url)).toEqual(["http://127.0.0.1:9"]);
    });

    test("is not there where there is none", () => expect(etcd({}).clientListeners[0]!.url).toBe("http://0.0.0.0:2379"));

    test("in a ConfigMap is not here", () => {
        expect(etcd({ existingConfigmap: "mine" }).configFile).toMatchObject({
            value: "/opt/bitnami/etcd/conf/etcd.yaml",
            at: "values.existingConfigmap",
        });
        expect(etcd({ existingConfigmap: "", configuration: "" }).configFile).toBeUndefined();
    });
});

test("what is not known yet hides what it is about alone", () => {
    const props = { chart: "bitnami/etcd", values: { auth: { client: { secureTransport: UNKNOWN } } } };
    const { views } = viewsOf([everyBitnamiEtcd], { type: "kubernetes:helm.sh/v3:Release", props });
    expect(views[0]!.peerListeners.map(({ url }) => url)).toEqual(["http://0.0.0.0:2380"]);
    expect(() => views[0]!.clientListeners).toThrow("values.auth.client.secureTransport can't be known");
});
