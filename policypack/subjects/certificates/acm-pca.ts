import type { CertificateArgs as NativeCertificateArgs } from "@pulumi/aws-native/acmpca/certificate";
import type { CertificateAuthorityArgs as NativeAuthorityArgs } from "@pulumi/aws-native/acmpca/certificateAuthority";
import type { CertificateArgs as ServiceCertificateArgs } from "@pulumi/aws/acm/certificate";
import type { CertificateArgs } from "@pulumi/aws/acmpca/certificate";
import type { CertificateAuthorityArgs } from "@pulumi/aws/acmpca/certificateAuthority";
import type { Props, StackResource } from "../../lib/subject";
import type { Cursor } from "../../parse/cursor";
import { ifKnown, readAll } from "../../lib/read-all";
import { References } from "../aws/references";
import type { Authority, AuthorityId, Issued } from "./signing";
import type { TlsGraph } from "./tls";

const AUTHORITY = "aws:acmpca/certificateAuthority:CertificateAuthority";
const NATIVE_AUTHORITY = "aws-native:acmpca:CertificateAuthority";
const CERTIFICATE = "aws:acmpca/certificate:Certificate";
const NATIVE_CERTIFICATE = "aws-native:acmpca:Certificate";
const REQUEST = "tls:index/certRequest:CertRequest";
/** Certificates of AWS Certificate Manager that a private authority signs: for load balancers and the like, as servers and clients. */
const SERVICE_CERTIFICATES = ["aws:acm/certificate:Certificate", "aws-native:certificatemanager:Certificate"];

const isAuthority = ({ type }: StackResource): boolean => type === AUTHORITY || type === NATIVE_AUTHORITY;
type Certificate = Cursor<Props<CertificateArgs> & Props<NativeCertificateArgs> & Props<ServiceCertificateArgs>>;

/** AWS Private CA's authorities in a stack. */
export class PrivateAuthorities {
    private readonly all: readonly StackResource[];
    private readonly references: References;

    constructor(private readonly stack: readonly StackResource[]) {
        this.all = stack.filter(isAuthority);
        this.references = new References(this.all);
    }

    /** The authority that a property's ARN names: a resource of the stack, or else the ARN itself. */
    named(resource: StackResource, property: string): AuthorityId | undefined {
        const arn = ifKnown(() => (resource.props as Cursor<Record<string, unknown>>).field(property).text());
        const [found] = [...this.references.of(resource, (name) => name === property)].filter(isAuthority);
        return found ?? (arn === undefined ? undefined : this.byArn(arn));
    }

    byArn(arn: string): AuthorityId {
        return this.all.find((one) => arnOf(one) === arn) ?? arn;
    }

    authorities(): Authority[] {
        return this.all.map((resource) => ({ id: resource, resource, subject: subjectOfAuthority(resource) }));
    }

    /** @param tls where the requests come from */
    issued(tls: TlsGraph): Issued[] {
        return this.stack.flatMap((resource) => {
            const isService = SERVICE_CERTIFICATES.includes(resource.type);
            if (!isService && resource.type !== CERTIFICATE && resource.type !== NATIVE_CERTIFICATE) return [];
            const by = this.named(resource, "certificateAuthorityArn");
            if (by === undefined) return [];
            const own = { resource, property: "certificateAuthorityArn", by, isSure: true };
            return isService ? [{ ...own, ...serviceCertificate(resource) }] : (this.certificate(resource, by, tls, own) ?? []);
        });
    }

    private certificate(
        resource: StackResource,
        by: AuthorityId,
        tls: TlsGraph,
        own: Pick<Issued, "resource" | "property" | "by" | "isSure">,
    ): Issued | undefined {
        const all = resource.props as Certificate;
        const template = readAll(
            () => [all.field("templateArn")],
            (place) => place.text() ?? "",
        );
        const name = /template\/([^/]*)/.exec(template.known[0] ?? "")?.[1] ?? "";
        // A root signs its own certificate.
        if (name.startsWith("RootCACertificate")) return undefined;
        const subordinates = (resource.propertyDependencies["certificateSigningRequest"] ?? []).filter(isAuthority);
        if (subordinates.some((one) => one === by)) return undefined;
        const requests = tls.sources(resource, "certificateSigningRequest", REQUEST).map((request) => tls.subjectOf(request));
        return {
            ...own,
            subject: [
                ...passedThrough(all),
                ...requests.flatMap(({ subject }) => subject),
                ...subordinates.flatMap(subjectOfAuthority),
            ],
            faults: [...template.faults, ...requests.flatMap(({ faults }) => faults)],
            canBeClient: !/^(?:BlankEndEntityCertificate_Critical|CodeSigning|OCSPSigning|EndEntityServerAuth)/.test(name),
            isAuthority: /SubordinateCA/.test(name) || subordinates.length > 0,
        };
    }
}

function serviceCertificate(
    resource: StackResource,
): Pick<Issued, "subject" | "faults" | "canBeClient" | "isAuthority" | "isService"> {
    const all = resource.props as Certificate;
    const { known, faults } = readAll(
        () => [all.field("domainName")],
        (place) => place.text() ?? "",
    );
    return { subject: known, faults, canBeClient: true, isAuthority: false, isService: true };
}

function arnOf({ props }: StackResource): string | undefined {
    return ifKnown(() => (props as Cursor<{ arn: string }>).field("arn").text());
}

function subjectOfAuthority(resource: StackResource): readonly string[] {
    const subject =
        resource.type === AUTHORITY
            ? (resource.props as Cursor<Props<CertificateAuthorityArgs>>)
                  .field("certificateAuthorityConfiguration")
                  .field("subject")
            : (resource.props as Cursor<Props<NativeAuthorityArgs>>).field("subject");
    return textsOf(subject, "commonName", "organization", "organizationalUnit");
}

/** What the one who asks for the certificate sets beside the request: JSON as AWS writes it, or aws-native's own properties. */
function passedThrough(all: Certificate): readonly string[] {
    const place = all.field("apiPassthrough") as Cursor<unknown>;
    const raw = ifKnown(() => place.raw());
    if (typeof raw === "string") {
        try {
            const { Subject = {} } = JSON.parse(raw) as { Subject?: Record<string, unknown> };
            return [Subject["CommonName"], Subject["Organization"]].filter((text) => typeof text === "string");
        } catch {
            return [];
        }
    }
    return textsOf((place as Cursor<{ subject: Record<string, string> }>).field("subject"), "commonName", "organization");
}

const textsOf = (subject: Cursor<unknown>, ...keys: readonly string[]): readonly string[] =>
    keys
        .map((key) => ifKnown(() => (subject as Cursor<Record<string, string>>).field(key).text()) ?? "")
        .filter((text) => text !== "");
