import type { Located, StackResource, StackSubject, Thunk } from "../../lib/subject";
import type { AuthorityUse, Signed } from "../../model/authority-use";
import { certificateHolder, speaksOfKubernetes } from "../../model/certificate-holder";
import { subjectOfPem } from "../../parse/certificate";
import { PrivateAuthorities } from "./acm-pca";
import { certManagerSigning } from "./cert-manager";
import { sharedByClusterApi } from "./cluster-api";
import { trustedByEtcd } from "./etcd-trusted";
import type { Authority, AuthorityId, Issued } from "./signing";
import { TlsGraph } from "./tls";

/** One authority with everything that the stack shows of it. */
interface Known {
    readonly id: AuthorityId;
    readonly made: Authority[];
    readonly issued: Issued[];
    /** The file by which a machine's etcd trusts it. */
    trustedAs: string | undefined;
}

/** What makes certificates, or holds them for Cluster API; other stacks are not looked through. */
const CONCERNED =
    /^(?:tls:index\/|aws:acm(?:pca)?\/|aws-native:acmpca:|kubernetes:(?:awspca\.)?cert-manager\.io\/|kubernetes:core\/v1:Secret)/;

/** The authorities of a stack that etcd's clients or members have their certificates from, and whoever else has. */
export const authorityUse: StackSubject<AuthorityUse> = function* (stack) {
    if (!stack.some(({ type }) => CONCERNED.test(type))) return;
    const tls = new TlsGraph(stack);
    for (const known of authoritiesOf(stack, tls)) yield* usesOf(known);
    yield* sharedByClusterApi(stack, tls);
};

function authoritiesOf(stack: readonly StackResource[], tls: TlsGraph): Iterable<Known> {
    const cloud = new PrivateAuthorities(stack);
    const signed = tls.signing();
    const inClusters = certManagerSigning(stack, cloud);
    const all = new Map<AuthorityId, Known>();
    const known = (id: AuthorityId): Known => {
        const before = all.get(id);
        if (before !== undefined) return before;
        const one: Known = { id, made: [], issued: [], trustedAs: undefined };
        all.set(id, one);
        return one;
    };
    for (const authority of [...signed.authorities, ...cloud.authorities(), ...inClusters.authorities])
        known(authority.id).made.push(authority);
    for (const one of [...signed.issued, ...cloud.issued(tls), ...inClusters.issued]) known(one.by).issued.push(one);
    for (const { pem, path } of trustedByEtcd(stack)) known(signed.certificates.get(pem) ?? pem).trustedAs = path;
    return all.values();
}

function* usesOf(authority: Known): Generator<Thunk<Located<AuthorityUse>>> {
    const { issued } = authority;
    const made = etcdsFirst(authority.made);
    const subject = [
        ...made.flatMap((one) => one.subject),
        ...(typeof authority.id === "string" ? subjectOfPem(authority.id) : []),
    ];
    const why = reasonOf(authority, subject);
    if (why === undefined) return;

    const taken = issued.filter(({ canBeClient, isAuthority }) => canBeClient || isAuthority);
    const unknown = taken.flatMap((one) => (holderOf(one).is === "etcd" ? [] : one.faults));
    const foreign = taken.filter((one) => holderOf(one).is !== "etcd" && one.faults.length === 0);
    const others = [...foreign.map(signedOf), ...twinsOf(made)];
    const isOfKubernetes =
        authority.trustedAs !== undefined ||
        [...subject, ...issued.flatMap((one) => one.subject)].some(speaksOfKubernetes) ||
        foreign.some((one) => holderOf(one).is === "kubernetes");
    const isSure = issued.every((one) => one.isSure);
    const [maker] = made;
    const [first] = foreign;
    const place = maker?.resource ?? first?.resource;
    if (others.length > 0 && place !== undefined) {
        yield () => ({
            urn: place.urn,
            view: {
                at: maker === undefined ? first!.property : "",
                authority: maker === undefined ? (subject[0] === undefined ? "an authority" : inQuotes(subject[0])) : "",
                why: why.words,
                others,
                isKnown: why.isKnown && isOfKubernetes && isSure,
            },
        });
    }
    for (const fault of unknown) {
        yield () => {
            throw fault;
        };
    }
}

/** Of authorities that share a key, the one that is called etcd's is told of. */
const etcdsFirst = (made: readonly Authority[]): readonly Authority[] => {
    const own = made.filter(({ subject }) => certificateHolder(subject, []).is === "etcd");
    return [...own, ...made.filter((one) => !own.includes(one))];
};

/** Why etcd takes an authority's certificates. A certificate for servers alone only says that somebody verifies etcd by it. */
function reasonOf({ made, issued, trustedAs }: Known, subject: readonly string[]) {
    if (trustedAs !== undefined) return { words: `is in ${trustedAs}`, isKnown: true };
    const named = subject.find((text) => certificateHolder([text], []).is === "etcd");
    const etcds = issued.filter((one) => !one.isAuthority && holderOf(one).is === "etcd");
    const client = etcds.find((one) => one.canBeClient && holderOf(one).isCertain);
    if (client !== undefined) return { words: `signs for etcd (${wordsOf(client)})`, isKnown: true };
    if (named !== undefined) return { words: `is etcd's (${inQuotes(named)})`, isKnown: true };
    const [weak] = etcds;
    if (weak !== undefined) return { words: `signs for etcd (${wordsOf(weak)})`, isKnown: false };
    const called = made.find(({ resource }) => certificateHolder([], [resource.name]).is === "etcd");
    return called === undefined
        ? undefined
        : { words: `is etcd's by its name (${inQuotes(called.resource.name)})`, isKnown: false };
}

const holderOf = (one: Issued) => certificateHolder(one.subject, [one.resource.name]);

function signedOf(one: Issued): Signed {
    const { is, isCertain } = holderOf(one);
    const isOther = (is === "kubernetes" && isCertain) || one.isAuthority || one.isService === true;
    return { words: one.isAuthority ? `the authority ${wordsOf(one)}` : wordsOf(one), isCertain: isOther };
}

/** Authorities that have their key in common with one of etcd's: who signs for one can sign for the other. */
function twinsOf(made: readonly Authority[]): Signed[] {
    if (made.length < 2) return [];
    return made
        .filter(({ subject, resource }) => certificateHolder(subject, [resource.name]).is !== "etcd")
        .map(({ subject, resource }) => ({
            words: `the authority ${inQuotes(subject[0] ?? resource.name)} (their key is the same)`,
            isCertain: true,
        }));
}

const wordsOf = ({ subject, resource }: Issued): string => inQuotes(subject[0] ?? resource.name);
const inQuotes = (text: string): string => JSON.stringify(text);
