import type { EffectiveEtcd, EtcdAuthentication, EtcdListener } from "./effective-etcd";
import type { Finding } from "./finding";
import type { Sourced } from "./sourced";

/** How findings about one kind of etcd's listeners read. */
interface Wording {
    /** `serves etcd` */
    readonly serves: string;
    /** `anybody is a client`, where there is no TLS */
    readonly plain: string;
    /** `clients` */
    readonly callers: string;
}

/**
 * A finding for each listener that somebody reaches from another machine and that lets in callers without a certificate of a named authority.
 *
 * @param lists each read when its turn comes: what is not known of one hides no plain listener of those before it
 * @param authentication read only where there is TLS, so that it hides no plain listener either
 */
export function* exposed(
    etcd: EffectiveEtcd,
    lists: readonly (() => readonly EtcdListener[])[],
    authentication: () => Sourced<EtcdAuthentication>,
    { serves, plain, callers }: Wording,
): Generator<Finding> {
    const underTls: EtcdListener[] = [];
    for (const list of lists) {
        for (const listener of list().filter(({ isLocal }) => !isLocal)) {
            const { at, url, isTls } = listener;
            if (isTls) underTls.push(listener);
            else yield { at, message: `${serves} on ${url} without TLS, so ${plain}` };
        }
    }
    for (const { at, url } of underTls) {
        const { value, isDefault } = authentication();
        if (value === "authority") continue;
        const whom =
            value === "anybody"
                ? `${callers} without a certificate`
                : `${callers} with a certificate of any authority that the system trusts`;
        const isKnown = !isDefault || etcd.unseen === undefined;
        yield { at, message: `${serves} on ${url} to ${whom}`, ...(!isKnown && { certainty: "unsure" }) };
    }
}
