import type { SecretArgs } from "@pulumi/kubernetes/core/v1/secret";
import type { Located, Props, StackResource, Thunk } from "../../lib/subject";
import type { AuthorityUse } from "../../model/authority-use";
import { fromBase64 } from "../../parse/encodings";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";
import type { AuthorityId } from "./signing";
import type { TlsGraph } from "./tls";

const SECRET = /^kubernetes:core\/v1:Secret(?:Patch)?$/;
/** Where Cluster API takes a cluster's authorities from, if they are there before it makes them (util/secret/consts.go). */
const TYPE = "cluster.x-k8s.io/secret";
const NAME = /^(.+)-(etcd|ca|proxy)$/;
const OWNERS: Readonly<Record<string, string>> = { ca: "the cluster", proxy: "the front proxy" };

interface Held {
    readonly resource: StackResource;
    readonly name: string;
    /** The namespace and the cluster. */
    readonly cluster: string;
    readonly of: string;
    readonly property: string;
    readonly authorities: readonly AuthorityId[];
}

/** Clusters of Cluster API whose etcd is given the same authority as something else of theirs. */
export function* sharedByClusterApi(stack: readonly StackResource[], tls: TlsGraph): Generator<Thunk<Located<AuthorityUse>>> {
    const all = stack.flatMap((resource) => heldIn(resource, tls));
    for (const etcd of all.filter(({ of }) => of === "etcd")) {
        const others = all.filter(
            ({ of, cluster, authorities }) =>
                of !== "etcd" && cluster === etcd.cluster && authorities.some((one) => etcd.authorities.includes(one)),
        );
        if (others.length === 0) continue;
        const isSure = [etcd, ...others].every(({ authorities }) => authorities.length === 1);
        yield () => ({
            urn: etcd.resource.urn,
            view: {
                at: etcd.property,
                authority: "",
                why: `is etcd's (Secret ${JSON.stringify(etcd.name)})`,
                others: others.map(({ of, name }) => ({
                    words: `${OWNERS[of]!} (Secret ${JSON.stringify(name)})`,
                    isCertain: true,
                })),
                isKnown: isSure,
            },
        });
    }
}

function heldIn(resource: StackResource, tls: TlsGraph): Held[] {
    if (!SECRET.test(resource.type)) return [];
    const all = resource.props as Cursor<Props<SecretArgs>>;
    const name = ifKnown(() => all.field("metadata").field("name").text()) ?? "";
    const [, cluster, of] = NAME.exec(name) ?? [];
    if (cluster === undefined || of === undefined || ifKnown(() => all.field("type").text()) !== TYPE) return [];
    const namespace = ifKnown(() => all.field("metadata").field("namespace").text()) ?? "default";
    return (["data", "stringData"] as const).flatMap((property): Held[] => {
        const written = ifKnown(() => (all.field(property) as Cursor<Record<string, string>>).field("tls.crt").text());
        const pem = written !== undefined && property === "data" ? fromBase64(written)?.toString("utf8") : written;
        const authorities = tls.authoritiesBehind(resource, property, pem);
        return authorities.length === 0
            ? []
            : [{ resource, name, cluster: `${namespace}/${cluster}`, of, property, authorities }];
    });
}
