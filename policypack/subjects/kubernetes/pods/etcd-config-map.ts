import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import { isUnknownWhen } from "../../../lib/unknown";
import type { EffectiveEtcd } from "../../../model/effective-etcd";
import type { NodeEvidence } from "../../../model/node-evidence";
import { effectiveEtcd } from "../../../node/effective-etcd";
import type { Cursor } from "../../../parse/cursor";
import { word } from "../../../parse/word";
import { ifKnown } from "../../../lib/read-all";
import { everyFormOf } from "../objects";

type ConfigMap = Props<ConfigMapArgs>;

/** Names that etcd's configuration file has at its top level, and no other. */
const ETCD_FILE = /^["']?(?:listen-(?:client|peer)-urls|(?:client|peer)-transport-security)["']?:/m;

/** The etcds whose configuration file is a value of a ConfigMap. Whatever starts one with it has the file mounted. */
export const everyEtcdConfigMap: Row<EffectiveEtcd>[] = everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<EffectiveEtcd>(
    (object) =>
        each(object.field("data").entries(), ([key, entry]): Thunk<EffectiveEtcd>[] => {
            const place = entry as Cursor<string>;
            // Most values that are not known at preview are no such file.
            if (isUnknownWhen(() => place.text()) && !/etcd/i.test(key)) return [];
            const text = place.text() ?? "";
            if (!ETCD_FILE.test(text) || /^\s*#[!a-z]/.test(text)) return [];
            const path = `/etc/etcd/${key}`;
            const file = { path, kind: "file", content: word(text), isAppended: false, isBase: false, at: place.path } as const;
            const start = {
                at: place.path,
                args: [{ ...word(`--config-file=${path}`), at: place.path }],
                environment: new Map<string, never>(),
                fileAt: () => file,
            };
            return [() => effectiveEtcd(start, () => evidenceOf(object))];
        }),
);

function evidenceOf(object: Cursor<ConfigMap>): NodeEvidence {
    const namespace = ifKnown(() => object.field("metadata").field("namespace").text());
    return namespace === "kube-system" ? { verdict: "node", why: "namespace kube-system" } : { verdict: "unsure", why: "" };
}
