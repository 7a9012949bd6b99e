import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import type { EffectiveKubelet } from "../../../model/effective-kubelet";
import type { NodeEvidence } from "../../../model/node-evidence";
import { Unreadable } from "../../../model/unreadable";
import { effectiveKubelet } from "../../../node/effective-kubelet";
import { isKubeletConfiguration } from "../../../node/kubelet-configuration";
import type { Cursor } from "../../../parse/cursor";
import { isMime } from "../../../parse/mime";
import { yamlDocuments } from "../../../parse/yaml";
import { everyFormOf } from "../objects";

type ConfigMap = Props<ConfigMapArgs>;

/** The kubelets that are configured by ConfigMaps: kubeadm's `kubelet-config`, and every other value that is a KubeletConfiguration. */
export function everyKubeletConfigMap<V>(lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>): Row<V>[] {
    return everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<V>((object) =>
        each(object.field("data").entries(), ([key, place]) => viewsIn(kubeletsIn(object, key, place as Cursor<string>), lens)),
    );
}

function* viewsIn<V>(
    kubelets: readonly EffectiveKubelet[],
    lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>,
): Generator<Thunk<V>> {
    for (const kubelet of kubelets) yield* lens(kubelet);
}

function kubeletsIn(object: Cursor<ConfigMap>, key: string, place: Cursor<string>): EffectiveKubelet[] {
    const text = textOf(place, () => namesKubelet(key) || namesKubelet(object.field("metadata").field("name").text() ?? ""));
    if (!text.includes("kubelet.config.k8s.io")) return [];
    const documents = yamlDocuments(text);
    // User data for a node, which has a reader of its own.
    if (!documents.ok && (isMime(Buffer.from(text)) || /^\s*#[!a-z#]/.test(text))) return [];
    if (!documents.ok) throw new Unreadable(place.path, documents.reason);
    const configurations = documents.value.filter(isKubeletConfiguration);
    if (configurations.length === 0) return [];

    const metadata = object.field("metadata");
    const isSystem = metadata.field("namespace").text() === "kube-system";
    const isKubeadm = isSystem && key === "kubelet" && /^kubelet-config(?:-\d+\.\d+)?$/.test(metadata.field("name").text() ?? "");
    const evidence: NodeEvidence = isSystem
        ? { verdict: "node", why: "a KubeletConfiguration in kube-system" }
        : { verdict: "unsure", why: "" };
    return configurations.map((value) =>
        effectiveKubelet({
            at: place.path,
            layers: [{ value, at: place.path }],
            hasFile: true,
            argv: [],
            distribution: isKubeadm ? "kubeadm" : "unknown",
            evidence,
        }),
    );
}

const namesKubelet = (name: string) => name.includes("kubelet");

/**
 * The text; "" for one that is unknown at preview where nothing says that it concerns a kubelet. Clusters have many such values (the
 * kubeconfig of kube-proxy), each would give a line for every policy, and `up` judges them before anything is created.
 */
function textOf(place: Cursor<string>, concernsKubelet: () => boolean): string {
    try {
        return place.text() ?? "";
    } catch (error) {
        if (isUnknown(error) && !concernsKubelet()) return "";
        throw error;
    }
}
