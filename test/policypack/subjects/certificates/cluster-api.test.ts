import { sharedByClusterApi } from "../../../../policypack/subjects/certificates/cluster-api";
import { TlsGraph } from "../../../../policypack/subjects/certificates/tls";
import { type GivenInStack, stackOf, UNKNOWN } from "../../judge";

const base64 = (text: string) => Buffer.from(text).toString("base64");
/** A Secret in which Cluster API looks for an authority. */
const secret = (name: string, pem: string, more: object = {}, namespace: string | null = "clusters"): GivenInStack => ({
    type: "kubernetes:core/v1:Secret",
    name: `${namespace} ${name}`,
    props: {
        metadata: { name, ...(namespace !== null && { namespace }) },
        type: "cluster.x-k8s.io/secret",
        stringData: { "tls.crt": pem },
        ...more,
    },
});
const SELF_SIGNED = "tls:index/selfSignedCert:SelfSignedCert";
const authority = (name: string): GivenInStack => ({ type: SELF_SIGNED, name, props: { certPem: name } });
const unknown = (name: string, ...from: string[]): GivenInStack => ({
    ...secret(name, UNKNOWN as string),
    propertyDependencies: { stringData: from },
});

function sharedIn(...given: readonly GivenInStack[]) {
    const stack = stackOf(given);
    return [...sharedByClusterApi(stack, new TlsGraph(stack))].map((thunk) => {
        const { at, why, others, isKnown } = thunk().view;
        const words = others.map((one) => `${one.words}${one.isCertain ? "" : "?"}`).join(", ");
        return `${at}: ${why}, as ${words}${isKnown ? "" : " (perhaps)"}`;
    });
}
const isEtcds = (at = "stringData") => `${at}: is etcd's (Secret "shop-etcd")`;
const CLUSTERS = 'the cluster (Secret "shop-ca")';

test.each<[reason: string, told: string[], given: GivenInStack[]]>([
    ["the cluster's", [`${isEtcds()}, as ${CLUSTERS}`], [secret("shop-etcd", "A"), secret("shop-ca", "A\n")]],
    [
        "the front proxy's",
        [`${isEtcds()}, as the front proxy (Secret "shop-proxy")`],
        [secret("shop-etcd", "A"), secret("shop-proxy", "A"), secret("shop-ca", "B")],
    ],
    [
        "the cluster's, in base64",
        [`${isEtcds("data")}, as ${CLUSTERS}`],
        [secret("shop-etcd", "", { stringData: undefined, data: { "tls.crt": base64("A\n") } }), secret("shop-ca", "A")],
    ],
    [
        "the cluster's, in the default namespace",
        [`${isEtcds()}, as ${CLUSTERS}`],
        [secret("shop-etcd", "A", {}, null), secret("shop-ca", "A", {}, "default")],
    ],
    [
        "the cluster's, by a patch",
        [`${isEtcds()}, as ${CLUSTERS}`],
        [secret("shop-etcd", "A"), { ...secret("shop-ca", "A"), type: "kubernetes:core/v1:SecretPatch" }],
    ],
    [
        "the cluster's, by what both are made from",
        [`${isEtcds()}, as ${CLUSTERS}`],
        [authority("a"), unknown("shop-etcd", "a"), unknown("shop-ca", "a")],
    ],
    [
        "perhaps the cluster's, where that may be one of two",
        [`${isEtcds()}, as ${CLUSTERS} (perhaps)`],
        [authority("a"), authority("b"), unknown("shop-etcd", "a"), unknown("shop-ca", "a", "b")],
    ],
    [
        "perhaps the cluster's, where it may be one of two itself",
        [`${isEtcds()}, as ${CLUSTERS} (perhaps)`],
        [authority("a"), authority("b"), unknown("shop-etcd", "b", "a"), unknown("shop-ca", "a")],
    ],
    ["another than the cluster's", [], [secret("shop-etcd", "A"), secret("shop-ca", "B")]],
    ["that of the cluster in another namespace", [], [secret("shop-etcd", "A"), secret("shop-ca", "A", {}, "others")]],
    ["that of another cluster", [], [secret("shop-etcd", "A"), secret("web-ca", "A")]],
    ["that of the service accounts, which is a key", [], [secret("shop-etcd", "A"), secret("shop-sa", "A")]],
    ["of two etcds, which are two clusters'", [], [secret("shop-etcd", "A"), secret("web-etcd", "A")]],
    ["that of a name which only ends so", [], [secret("shop-etcd", "A"), secret("shop-ca-bundle", "A")]],
    ["that of no cluster", [], [secret("etcd", "A"), secret("ca", "A")]],
    ["that of a Secret of another type", [], [secret("shop-etcd", "A"), secret("shop-ca", "A", { type: "Opaque" })]],
    ["that of no Secret", [], [secret("shop-etcd", "A"), { ...secret("shop-ca", "A"), type: "kubernetes:core/v1:ConfigMap" }]],
    [
        "that of a list of Secrets, which is none itself",
        [],
        [secret("shop-etcd", "A"), { ...secret("shop-ca", "A"), type: "kubernetes:core/v1:SecretList" }],
    ],
    [
        "that of somebody else's Secret",
        [],
        [secret("shop-etcd", "A"), { ...secret("shop-ca", "A"), type: "my-kubernetes:core/v1:Secret" }],
    ],
    [
        "what is no base64",
        [],
        [
            secret("shop-etcd", "", { stringData: undefined, data: { "tls.crt": "*" } }),
            secret("shop-ca", "", { stringData: undefined, data: { "tls.crt": "*" } }),
        ],
    ],
    ["none at all", [], [secret("shop-etcd", UNKNOWN as string), secret("shop-ca", UNKNOWN as string)]],
])("etcd's authority is %s", (_, told, given) => expect(sharedIn(...given)).toEqual(told));
