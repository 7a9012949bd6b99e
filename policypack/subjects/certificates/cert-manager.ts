import type { StackResource } from "../../lib/subject";
import { Cursor } from "../../parse/cursor";
import { ifKnown, readAll } from "../../lib/read-all";
import type { PrivateAuthorities } from "./acm-pca";
import type { Authority, AuthorityId, Issued, Signing } from "./signing";

/** cert-manager's objects (cert-manager.io/v1), and the issuers of AWS Private CA (awspca.cert-manager.io/v1beta1), as far as they are read. */
interface CertManagerObject {
    metadata: { name: string; namespace: string };
    spec: {
        ca: { secretName: string };
        selfSigned: object;
        acme: object;
        arn: string;
        issuerRef: { name: string; kind: string };
        secretName: string;
        commonName: string;
        dnsNames: string[];
        subject: { organizations: string[] };
        usages: string[];
        isCA: boolean;
    };
}
type CertManager = Cursor<CertManagerObject>;

const TOKEN = /^kubernetes:(?:awspca\.)?cert-manager\.io\/[^:]+:(?:AWSPCA)?(Certificate|Issuer|ClusterIssuer)(?:Patch)?$/;
/** Where cert-manager looks for the Secrets of cluster issuers, unless it is told otherwise (--cluster-resource-namespace). */
const CLUSTER_RESOURCES = "cert-manager";

/** What cert-manager is asked to sign in a stack's clusters. */
export function certManagerSigning(stack: readonly StackResource[], cloud: PrivateAuthorities): Signing {
    const of = (kind: string) => stack.filter(({ type }) => TOKEN.exec(type)?.[1] === kind);
    const issuers = [...of("Issuer"), ...of("ClusterIssuer")];
    const certificates = of("Certificate");

    const authorities = certificates.flatMap((resource): Authority[] => {
        const { namespace, spec } = partsOf(resource);
        const secret = ifKnown(() => spec.field("secretName").text());
        const isAuthority = ifKnown(() => spec.field("isCA").flag()) === true;
        if (secret === undefined || !isAuthority) return [];
        return [{ id: secretId(namespace, secret), resource, subject: subjectOf(spec).known }];
    });
    const issued = certificates.flatMap((resource): Issued[] => {
        const { namespace, spec } = partsOf(resource);
        const by = issuerOf(resource, namespace, issuers, authorities, cloud);
        if (by === undefined) return [];
        const { known, faults } = subjectOf(spec);
        return [
            {
                resource,
                property: "spec.issuerRef",
                by,
                isSure: true,
                subject: known,
                faults,
                canBeClient: mayBeClient(spec),
                isAuthority: ifKnown(() => spec.field("isCA").flag()) === true,
            },
        ];
    });
    return { authorities, issued, certificates: new Map() };
}

function partsOf(resource: StackResource) {
    const all = resource.props as CertManager;
    const namespace = ifKnown(() => all.field("metadata").field("namespace").text()) ?? "default";
    const name = ifKnown(() => all.field("metadata").field("name").text());
    return { namespace, name, spec: all.field("spec") };
}

const secretId = (namespace: string, name: string): string => `secret ${namespace}/${name}`;

/** @returns undefined for a certificate that signs itself, or that a public authority signs */
function issuerOf(
    certificate: StackResource,
    namespace: string,
    issuers: readonly StackResource[],
    authorities: readonly Authority[],
    cloud: PrivateAuthorities,
): AuthorityId | undefined {
    const reference = (certificate.props as CertManager).field("spec").field("issuerRef");
    const name = ifKnown(() => reference.field("name").text());
    const kind = ifKnown(() => reference.field("kind").text()) ?? "Issuer";
    const isOfCluster = kind.endsWith("ClusterIssuer");
    const issuer =
        name === undefined
            ? (certificate.propertyDependencies["spec"] ?? []).find((one) => issuers.includes(one))
            : issuers.find((one) => {
                  const parts = partsOf(one);
                  const isSameKind = kindOf(one).endsWith("ClusterIssuer") === isOfCluster;
                  return parts.name === name && isSameKind && (isOfCluster || parts.namespace === namespace);
              });
    if (issuer === undefined) return name === undefined ? undefined : `issuer ${isOfCluster ? "" : `${namespace}/`}${name}`;

    const { spec } = partsOf(issuer);
    const has = (key: "ca" | "selfSigned" | "acme") => ifKnown(() => spec.field(key).isPresent()) === true;
    if (has("selfSigned") || has("acme")) return undefined;
    const arn = ifKnown(() => spec.field("arn").text());
    if (arn !== undefined) return cloud.byArn(arn);
    const secret = ifKnown(() => spec.field("ca").field("secretName").text());
    if (secret === undefined) return issuer;
    if (!isOfCluster) return secretId(partsOf(issuer).namespace, secret);
    const own = secretId(CLUSTER_RESOURCES, secret);
    const elsewhere = authorities.filter(({ id }) => typeof id === "string" && id.endsWith(`/${secret}`));
    return authorities.some(({ id }) => id === own) || elsewhere.length !== 1 ? own : elsewhere[0]!.id;
}

const kindOf = ({ type }: StackResource): string =>
    type
        .split(":")
        .at(-1)!
        .replace(/Patch$/, "");

function subjectOf(spec: Cursor<CertManagerObject["spec"]>) {
    const one = readAll(
        () => [spec.field("commonName")],
        (place) => place.text() ?? "",
    );
    const lists = [spec.field("subject").field("organizations"), spec.field("dnsNames")].map((list) =>
        readAll(
            () => list.items(),
            (place) => place.text() ?? "",
        ),
    );
    return {
        known: [...one.known, ...lists.flatMap(({ known }) => known)].filter((text) => text !== ""),
        faults: [...one.faults, ...lists.flatMap(({ faults }) => faults)],
    };
}

/**
 * Without usages cert-manager asks for `digital signature` and `key encipherment` (pkg/apis/certmanager/v1/types_certificate.go), which limit
 * a certificate to nothing.
 */
function mayBeClient(spec: Cursor<CertManagerObject["spec"]>): boolean {
    const { known, faults } = readAll(
        () => spec.field("usages").items(),
        (place) => place.text() ?? "",
    );
    const limiting = known.filter((usage) =>
        /auth$|^any$|^(?:code|ocsp) signing$|^email protection$|s\/mime|ipsec|timestamping|sgc$/i.test(usage),
    );
    return faults.length > 0 || limiting.length === 0 || limiting.some((usage) => /^(?:client auth|any)$/i.test(usage));
}
