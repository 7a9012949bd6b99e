import type { Row } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";
import { everyVclusterApiServer, everyVclusterEtcd } from "../../../../../policypack/subjects/kubernetes/charts/vcluster";

const madeBy = <V>(row: Row<V>, props: object): V[] =>
    [...row.lens({ type: row.tokens[0]!, name: "it", urn: "urn", props: Cursor.of(props) })].map((thunk) => thunk());
const etcds = (deploy: object, chart = "vcluster") =>
    madeBy(everyVclusterEtcd, { chart, values: { controlPlane: { backingStore: { etcd: { deploy } } } } });
const apiServers = (k8s: object, chart = "vcluster") =>
    madeBy(everyVclusterApiServer, { chart, values: { controlPlane: { distro: { k8s } } } });
const ARGS = { extraArgs: ["--v=2"] };

test.each<[chart: string, is: boolean]>([
    ["vcluster", true],
    ["loft/vcluster", true],
    ["oci://ghcr.io/loft-sh/charts/vcluster", true],
    ["./vcluster-0.24.1.tgz", true],
    ["./vcluster/", true],
    ["my-vcluster", false],
    ["vcluster-pro", false],
    ["vcluster-x.tgz", false],
    ["vclusters", false],
])("the chart %s: %p", (chart, is) => {
    expect(etcds({ statefulSet: ARGS }, chart)).toHaveLength(is ? 1 : 0);
    expect(apiServers({ apiServer: ARGS }, chart)).toHaveLength(is ? 1 : 0);
});

describe("its etcd", () => {
    test.each<[why: string, deploy: object, count: number]>([
        ["to which nothing is added is vcluster's own affair", { enabled: true }, 0],
        ["to which something is added", { enabled: true, statefulSet: { enabled: true, ...ARGS } }, 1],
        ["that is not deployed", { enabled: false, statefulSet: ARGS }, 0],
        ["whose set is off", { statefulSet: { enabled: false, ...ARGS } }, 0],
    ])("%s", (_, deploy, count) => expect(etcds(deploy)).toHaveLength(count));

    test("is started as the chart does", () => {
        const etcd = etcds({ statefulSet: { extraArgs: [] } })[0]!;
        expect(etcd.evidence).toEqual({ verdict: "node", why: "the store of a virtual cluster" });
        const at = "values.controlPlane.backingStore.etcd.deploy.statefulSet.extraArgs";
        expect(etcd.clientListeners).toMatchObject([{ at, url: "https://0.0.0.0:2379", isTls: true, isLocal: false }]);
        expect(etcd.peerListeners).toMatchObject([{ at, url: "https://0.0.0.0:2380" }]);
        expect([etcd.clientAuthentication.value, etcd.peerAuthentication.value]).toEqual(["authority", "authority"]);
        expect([etcd.trustedCAFile.value, etcd.peerTrustedCAFile.value]).toEqual([
            "/run/config/pki/etcd-ca.crt",
            "/run/config/pki/etcd-ca.crt",
        ]);
        const { certificate, peerCertificate } = etcd;
        expect([certificate, peerCertificate].map(({ certFile, keyFile }) => [certFile.value, keyFile.value])).toEqual([
            ["/run/config/pki/etcd-server.crt", "/run/config/pki/etcd-server.key"],
            ["/run/config/pki/etcd-peer.crt", "/run/config/pki/etcd-peer.key"],
        ]);
        expect(etcd.unseen).toBeUndefined();
    });

    test("what is added comes after, at its own place", () => {
        const etcd = etcds({ statefulSet: { extraArgs: ["--v=2", "--client-cert-auth=false", "--trusted-ca-file="] } })[0]!;
        expect(etcd.clientAuthentication).toMatchObject({
            value: "anybody",
            at: "values.controlPlane.backingStore.etcd.deploy.statefulSet.extraArgs[1]",
        });
    });
});

describe("its API server", () => {
    test.each<[why: string, k8s: object, count: number]>([
        ["to which nothing is added is vcluster's own affair", { enabled: true, apiServer: {} }, 0],
        ["to which something is added", { enabled: true, apiServer: { enabled: true, ...ARGS } }, 1],
        ["of another distribution", { enabled: false, apiServer: ARGS }, 0],
        ["that is off", { apiServer: { enabled: false, ...ARGS } }, 0],
    ])("%s", (_, k8s, count) => expect(apiServers(k8s)).toHaveLength(count));

    test("is started with what vcluster answers for itself", () => {
        const server = apiServers({ apiServer: ARGS })[0]!;
        expect(server).toMatchObject({
            anonymousAuth: { value: false },
            kubeletCertificateAuthority: { value: "/run/config/pki/ca.crt" },
            kubeletClientCertificate: { value: "/run/config/pki/apiserver-kubelet-client.crt" },
            kubeletClientKey: { value: "/run/config/pki/apiserver-kubelet-client.key" },
        });
    });

    test("what is added comes after", () =>
        expect(apiServers({ apiServer: { extraArgs: ["--anonymous-auth=true"] } })[0]!.anonymousAuth).toMatchObject({
            value: true,
            at: "values.controlPlane.distro.k8s.apiServer.extraArgs[0]",
        }));
});

describe("what is added and not known yet", () => {
    const server = (extraArgs: unknown) =>
        viewsOf([everyVclusterApiServer], {
            type: "kubernetes:helm.sh/v3:Release",
            props: { chart: "vcluster", values: { controlPlane: { distro: { k8s: { apiServer: { extraArgs } } } } } },
        }).views[0]!;
    const AT = "values.controlPlane.distro.k8s.apiServer.extraArgs";

    test.each<[why: string, args: unknown, at: string]>([
        ["a word of it", ["--v=2", UNKNOWN], `${AT}.1`],
        ["all of it", UNKNOWN, AT],
    ])("may be any setting that nothing else sets: %s", (_, args, at) =>
        expect(() => server(args).clientCAFile).toThrow(`${at} can't be known`),
    );

    test("is none of those that vcluster sets", () => {
        const { anonymousAuth, authorizationModes, unseen } = server(UNKNOWN);
        expect([anonymousAuth.value, authorizationModes.map(({ value }) => value), unseen]).toEqual([false, ["RBAC"], AT]);
    });

    test("an empty word is none", () => expect(server([null, "--anonymous-auth=true"]).anonymousAuth.value).toBe(true));
});

test("a release without a chart is no virtual cluster", () =>
    expect(madeBy(everyVclusterApiServer, { values: { controlPlane: { distro: { k8s: { apiServer: ARGS } } } } })).toEqual([]));
