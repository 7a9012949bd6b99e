import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { dirname } from "node:path/posix";
import { each, type Props, type Row, type Thunk } from "../lib/subject";
import type { NodeEvidence } from "../model/node-evidence";
import { Unreadable } from "../model/unreadable";
import { BELOW, Cursor } from "../parse/cursor";
import { yamlDocuments } from "../parse/yaml";
import type { Container } from "./kubernetes/container";
import { everyFormOf } from "./kubernetes/objects";
import { type Pod, podInManifest } from "./kubernetes/pod-spec";
import { everyNodeBoot } from "./node-boot";

type ConfigMap = Props<ConfigMapArgs>;
type Lens<V> = (container: Container, pod: Pod, evidence: NodeEvidence | undefined) => Iterable<Thunk<V>>;

/** Where kubelets look for static Pods: kubeadm, k3s and RKE2, kubespray, older images. */
const MANIFEST_FOLDERS = /\/(manifests|pod-manifests|static-pods|kubelet\.d)$/;

/** Keys under which a ConfigMap holds a manifest. What every other key holds need not be known at preview. */
const MANIFEST_KEY = /\.(ya?ml|json|manifest)$|etcd|kube-apiserver/;

/**
 * The rows that read the containers of Pods that are written as text: manifests of static Pods that user data writes on a node, and
 * ConfigMaps that hold manifests. What is no manifest there starts no Pod, so it is nobody's finding.
 *
 * @param lens gets evidence for what is certain from the place alone
 */
export function everyWrittenContainer<V>(lens: Lens<V>): Row<V>[] {
    return [
        ...everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<V>((object) =>
            each(object.field("data").entries(), function* ([key, place]) {
                if (!MANIFEST_KEY.test(key)) return;
                yield* containersIn(place.text() ?? "", place.path, (container, pod) => lens(container, pod, undefined));
            }),
        ),
        ...everyNodeBoot<V>((boot) =>
            each(boot.files, function* ({ path, content, at }) {
                if (!MANIFEST_FOLDERS.test(dirname(path))) return;
                const evidence: NodeEvidence = { verdict: "node", why: `static Pod ${path}` };
                yield* containersIn(content.text, at, (container, pod) => lens(container, pod, evidence));
            }),
        ),
    ];
}

function* containersIn<V>(text: string, at: string, lens: (container: Container, pod: Pod) => Iterable<Thunk<V>>) {
    // Most texts are no manifests, and parsing every one of a stack would take its time.
    if (!text.includes("containers")) return;
    const documents = yamlDocuments(text);
    if (!documents.ok) return;
    const objects = documents.value.filter((value) => typeof value === "object" && !Array.isArray(value));
    const thunks = each(objects, function* (value): Generator<Thunk<V>> {
        const pod = podInManifest(Cursor.of<{ kind: string }>(value, at + BELOW));
        if (pod !== undefined) yield* pod.eachContainer((container) => lens(container, pod));
    });
    for (const thunk of thunks) yield* readable(thunk);
}

/** A manifest with a number where a text belongs is refused by whatever reads it, so that it starts nothing either. */
function* readable<V>(thunk: Thunk<V>): Generator<Thunk<V>> {
    try {
        const view = thunk();
        yield () => view;
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
    }
}
