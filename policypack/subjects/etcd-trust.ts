import { type Row, subject, type Subject } from "../lib/subject";
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
        token,
        *lens(resource) {
            for (const thunk of lens(resource)) for (const as of each) yield () => as(thunk());
        },
    }));
}

/** Everything that says which authority's certificates open an etcd. */
export const etcdTrust = subject<EtcdTrust>(
    ...rowsOf(
        effectiveEtcd,
        (etcd) => ({ kind: "etcd", etcd, callers: "clients" }),
        (etcd) => ({ kind: "etcd", etcd, callers: "peers" }),
    ),
    ...rowsOf(effectiveApiServer, (apiServer) => ({ kind: "api-server", apiServer })),
    ...everyNodeBoot(function* (boot) {
        for (const copy of authorityCopies(boot)) yield () => ({ kind: "copy" as const, ...copy });
    }),
);
