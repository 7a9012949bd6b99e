import type { CertRequestArgs } from "@pulumi/tls/certRequest";
import type { LocallySignedCertArgs } from "@pulumi/tls/locallySignedCert";
import type { SelfSignedCertArgs } from "@pulumi/tls/selfSignedCert";
import type { Props, StackResource } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { ifKnown, readAll } from "../../lib/read-all";
import type { Authority, AuthorityId, Issued, Signing } from "./signing";

const KEY = "tls:index/privateKey:PrivateKey";
const REQUEST = "tls:index/certRequest:CertRequest";
const SELF_SIGNED = "tls:index/selfSignedCert:SelfSignedCert";
const SIGNED = "tls:index/locallySignedCert:LocallySignedCert";
/** What the resources of the provider make: PEM. Their names are unique over its types. */
const PEMS = ["privateKeyPem", "privateKeyPemPkcs8", "certRequestPem", "certPem"];
/** Of the key usages that the provider knows, those that say for whom a certificate may be used. */
const PURPOSES =
    /^(?:any_extended|server_auth|client_auth|code_signing|email_protection|ipsec_|timestamping|ocsp_signing|microsoft_|netscape_)/;

type Certificate = Cursor<Props<SelfSignedCertArgs> & Props<LocallySignedCertArgs>>;
type Request = Cursor<Props<CertRequestArgs>>;

/** The provider's keys, requests and certificates in a stack, and what each is made from. */
export class TlsGraph {
    private readonly byPem = new Map<string, StackResource>();
    private readonly certificates: readonly StackResource[];

    constructor(stack: readonly StackResource[]) {
        const made = stack.filter(({ type }) => type.startsWith("tls:index/"));
        this.certificates = made.filter(({ type }) => type === SELF_SIGNED || type === SIGNED);
        for (const resource of made) {
            for (const property of PEMS) {
                // A certificate's own inputs have such names too.
                const isMade = property.startsWith("privateKey") ? resource.type === KEY : resource.type !== KEY;
                const isOwn = property !== "certRequestPem" || resource.type === REQUEST;
                const pem = ifKnown(() => (resource.props as Cursor<Record<string, unknown>>).field(property).text());
                if (isMade && isOwn && pem !== undefined) this.byPem.set(pem.trim(), resource);
            }
        }
    }

    /** The resources of some types that a PEM comes from: by its value where that is known, else by what it is made from. */
    sources(resource: StackResource, property: string, ...types: readonly string[]): StackResource[] {
        const pem = ifKnown(() => (resource.props as Cursor<Record<string, unknown>>).field(property).text());
        const source = pem === undefined ? undefined : this.byPem.get(pem.trim());
        if (source !== undefined && types.includes(source.type)) return [source];
        return (resource.propertyDependencies[property] ?? []).filter(({ type }) => types.includes(type));
    }

    /** The key of a request or certificate. */
    keyOf(resource: StackResource): StackResource | undefined {
        if (resource.type === SIGNED) {
            const request = only(this.sources(resource, "certRequestPem", REQUEST));
            return request && this.keyOf(request);
        }
        return only([...this.sources(resource, "privateKeyPem", KEY), ...this.sources(resource, "privateKeyPemWo", KEY)]);
    }

    /** What a certificate, or the request that it answers, says of its holder. */
    subjectOf(resource: StackResource): { readonly subject: readonly string[]; readonly faults: readonly unknown[] } {
        const sources = resource.type === SIGNED ? this.sources(resource, "certRequestPem", REQUEST) : [resource];
        const read = sources.map((source) => subjectOfRequest(source.props as Request));
        return { subject: read.flatMap(({ known }) => known), faults: read.flatMap(({ faults }) => faults) };
    }

    /** The authorities that a property's value holds or, while it is unknown, is made from. @param pem the certificate in it, where it is known */
    authoritiesBehind(resource: StackResource, property: string, pem: string | undefined): readonly AuthorityId[] {
        if (pem !== undefined) {
            const made = this.byPem.get(pem.trim());
            return [made === undefined ? pem.trim() : (this.keyOf(made) ?? made)];
        }
        const sources = (resource.propertyDependencies[property] ?? []).filter(
            ({ type }) => type === SELF_SIGNED || type === SIGNED,
        );
        return sources.map((source) => this.keyOf(source) ?? source);
    }

    /** The stack's authorities, and what they sign. */
    signing(): Signing {
        const authorities: Authority[] = [];
        const certificates = new Map<string, AuthorityId>();
        for (const resource of this.certificates) {
            const all = resource.props as Certificate;
            const pem = ifKnown(() => (resource.props as Cursor<{ certPem: string }>).field("certPem").text());
            const id = this.keyOf(resource) ?? resource;
            if (pem !== undefined) certificates.set(pem.trim(), id);
            if (ifKnown(() => all.field("isCaCertificate").flag()) !== true) continue;
            authorities.push({ id, resource, subject: this.subjectOf(resource).subject });
        }
        const signed = this.certificates.filter(({ type }) => type === SIGNED);
        return { authorities, certificates, issued: signed.flatMap((resource) => this.issuedBy(resource)) };
    }

    private issuedBy(resource: StackResource): Issued[] {
        const { subject, faults } = this.subjectOf(resource);
        const uses = usesOf(resource.props as Certificate);
        const isAuthority = ifKnown(() => (resource.props as Certificate).field("isCaCertificate").flag()) === true;
        const ids = this.authoritiesOf(resource);
        return ids.map((by) => ({
            resource,
            property: "caCertPem",
            by,
            isSure: ids.length === 1,
            subject,
            faults: [...faults, ...uses.faults],
            canBeClient: uses.canBeClient,
            isAuthority,
        }));
    }

    /** By the certificate of the authority, else by its key, else by its text. What another stack hands over is unknown until it is text. */
    private authoritiesOf(resource: StackResource): AuthorityId[] {
        const certificates = this.sources(resource, "caCertPem", SELF_SIGNED, SIGNED);
        const key = only([
            ...this.sources(resource, "caPrivateKeyPem", KEY),
            ...this.sources(resource, "caPrivateKeyPemWo", KEY),
        ]);
        if (certificates.length > 1 && key !== undefined) return [key];
        if (certificates.length > 0) return certificates.map((certificate) => this.keyOf(certificate) ?? certificate);
        if (key !== undefined) return [key];
        const pem = ifKnown(() => (resource.props as Certificate).field("caCertPem").text());
        return pem === undefined ? [] : [pem.trim()];
    }
}

/** The one resource of a list; undefined where there is none, or another too. */
function only(resources: readonly StackResource[]): StackResource | undefined {
    const distinct = new Set(resources);
    return distinct.size === 1 ? resources[0] : undefined;
}

function subjectOfRequest(request: Request) {
    const subject = request.field("subject");
    const names = readAll(
        () => [subject.field("commonName"), subject.field("organization"), subject.field("organizationalUnit")],
        (place) => place.text() ?? "",
    );
    const hosts = readAll(
        () => request.field("dnsNames").items(),
        (place) => place.text() ?? "",
    );
    return {
        known: [...names.known, ...hosts.known].filter((text) => text !== ""),
        faults: [...names.faults, ...hosts.faults],
    };
}

/** Without an extended usage a certificate is for every use, and one that is not known yet may be a client's. */
function usesOf(certificate: Certificate): { readonly canBeClient: boolean; readonly faults: readonly unknown[] } {
    const { known, faults } = readAll(
        () => certificate.field("allowedUses").items(),
        (place) => place.text() ?? "",
    );
    const purposes = known.filter((use) => PURPOSES.test(use));
    const isFree = purposes.length === 0 || faults.length > 0;
    return { canBeClient: isFree || purposes.includes("client_auth") || purposes.includes("any_extended"), faults };
}
