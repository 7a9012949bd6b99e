import { type Completed, type Row, type StackSubject, subject, type Subject, together } from "../lib/subject";
import type { EffectiveApiServer } from "../model/effective-api-server";
import type { EffectiveEtcd } from "../model/effective-etcd";
import { type AuthorityCopy, authorityCopies } from "../node/authority-copies";
import { effectiveApiServer, effectiveEtcd } from "./control-plane";
import { everyNodeBoot } from "./node-boot";

/** Whose certificates open an etcd, by what says so: the etcd, its API server, or what puts its authority in place. */
export type EtcdTrust =
    | { readonly kind: "etcd"; readonly etcd: EffectiveEtcd; readonly callers: "clients" | "peers" }
    | { readonly kind: "api-server"; readonly apiServer: EffectiveApiServer }
    | ({ readonly kind: "copy" } & AuthorityCopy);

/** Each view under other types, apart from one another: what is not known of one hides no other. */
function rowsOf<A>({ rows }: Subject<A>, ...each: readonly ((view: A) => EtcdTrust)[]): Row<EtcdTrust>[] {
    return [...rows].map(([token, lens]) => ({
        tokens: [token],
        *lens(resource) {
            for (const thunk of lens(resource)) for (const as of each) yield () => as(thunk());
        },
    }));
}

const completedAs = <A>(
    { completed }: Subject<A>,
    ...each: readonly ((view: A) => EtcdTrust)[]
): StackSubject<Completed<EtcdTrust>> =>
    function* (stack) {
        for (const thunk of completed?.(stack) ?? [])
            for (const as of each)
                yield () => {
                    const { urn, view } = thunk();
                    return { urn, view: { ...view, view: as(view.view) } };
                };
    };

const OF_ETCD: readonly ((etcd: EffectiveEtcd) => EtcdTrust)[] = [
    (etcd) => ({ kind: "etcd", etcd, callers: "clients" }),
    (etcd) => ({ kind: "etcd", etcd, callers: "peers" }),
];
const ofApiServer = (apiServer: EffectiveApiServer): EtcdTrust => ({ kind: "api-server", apiServer });

/** Everything that says which authority's certificates open an etcd. */
export const etcdTrust: Subject<EtcdTrust> = {
    ...subject<EtcdTrust>(
        ...rowsOf(effectiveEtcd, ...OF_ETCD),
        ...rowsOf(effectiveApiServer, ofApiServer),
        ...everyNodeBoot(function* (boot) {
            for (const copy of authorityCopies(boot)) yield () => ({ kind: "copy" as const, ...copy });
        }),
    ),
    completed: together(completedAs(effectiveEtcd, ...OF_ETCD), completedAs(effectiveApiServer, ofApiServer)),
};
