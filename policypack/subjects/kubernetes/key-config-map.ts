import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { each, type Props, type Row, type Thunk } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import type { KeyMaterial } from "../../model/key-material";
import type { NodeEvidence } from "../../model/node-evidence";
import { holdsPrivateKey } from "../../parse/private-keys";
import type { Cursor } from "../../parse/cursor";
import { everyFormOf } from "./objects";

type ConfigMap = Props<ConfigMapArgs>;

/** Words in the name of a ConfigMap or of a key in it that say whose key it is. */
const CLUSTERS = /etcd|kube-?apiserver|apiserver|kubelet|kubernetes|front-proxy|kubeadm/i;
const KEY_NAME = /\.key$|-key\.pem$|(?:^|[._-])(?:tls|private)[._-]?key/i;

/** The rows that read private keys out of the values of ConfigMaps. */
export function everyKeyInConfigMap(): Row<KeyMaterial>[] {
    return everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<KeyMaterial>((object) =>
        each(["data", "binaryData"] as const, (field) =>
            each(object.field(field).entries(), ([key, place]): Thunk<KeyMaterial>[] => {
                if (!holdsPrivateKey(textOf(place as Cursor<string>, key))) return [];
                return [() => ({ at: place.path, carrier: "ConfigMap", file: key, evidence: evidenceOf(object, key) })];
            }),
        ),
    );
}

function evidenceOf(object: Cursor<ConfigMap>, key: string): NodeEvidence {
    const metadata = object.field("metadata");
    const known = CLUSTERS.test(key) || CLUSTERS.test(metadata.field("name").text() ?? "");
    if (known) return { verdict: "node", why: "the name of the key" };
    return metadata.field("namespace").text() === "kube-system"
        ? { verdict: "node", why: "a ConfigMap in kube-system" }
        : { verdict: "unsure", why: "" };
}

/** "" for a value that is unknown at preview and whose name is no key's: clusters have many, and `up` judges them before anything is made. */
function textOf(place: Cursor<string>, key: string): string {
    try {
        const value = place.raw();
        return typeof value === "string" ? value : "";
    } catch (error) {
        if (isUnknown(error) && !KEY_NAME.test(key)) return "";
        throw error;
    }
}
