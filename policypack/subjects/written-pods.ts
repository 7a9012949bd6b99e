import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { basename, dirname } from "node:path/posix";
import { each, type Props, type Row, type Thunk } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { Unreadable } from "../model/unreadable";
import { BELOW, Cursor } from "../parse/cursor";
import { yamlDocuments } from "../parse/yaml";
import type { Container } from "./kubernetes/pods/container";
import { everyFormOf } from "./kubernetes/objects";
import { type Pod, podsInManifest } from "./kubernetes/pods/pod-spec";
import { everyNodeBoot } from "./node-boot";

type ConfigMap = Props<ConfigMapArgs>;
type ContainerLens<V> = (container: Container, pod: Pod, evidence: NodeEvidence | undefined) => Iterable<Thunk<V>>;
type PodLens<V> = (pod: Pod, evidence: NodeEvidence | undefined) => Iterable<Thunk<V>>;

/** Where kubelets look for static Pods: kubeadm, k3s and RKE2, kubespray, older images. */
const MANIFEST_FOLDERS = /\/(manifests|pod-manifests|static-pods|kubelet\.d)$/;

/** Keys under which a ConfigMap holds a manifest. What every other key holds need not be known at preview. */
const MANIFEST_KEY = /\.(ya?ml|json|manifest)$|etcd|kube-apiserver/;

/** As `everyWrittenPod`, for the containers of those Pods. */
export const everyWrittenContainer = <V>(lens: ContainerLens<V>): Row<V>[] =>
    everyWrittenPod((pod, evidence) => pod.eachContainer((container) => lens(container, pod, evidence)));

/**
 * The rows that read Pods that are written as text: manifests of static Pods that a boot writes on a node, and ConfigMaps that hold
 * manifests. What is no manifest there starts no Pod, so it is nobody's finding.
 *
 * @param lens gets evidence for what is certain from the place alone
 */
export function everyWrittenPod<V>(lens: PodLens<V>): Row<V>[] {
    return [...everyPodOfConfigMap(lens), ...everyNodeBoot<V>((boot) => podsWrittenBy(boot, lens))];
}

/** The Pods of the manifests that one boot writes where kubelets look for them. */
export const podsWrittenBy = <V>(boot: NodeBoot, lens: PodLens<V>): Generator<Thunk<V>> =>
    each(boot.files, ({ path, content, at }) => {
        // The kubelet leaves out names that begin with a dot (pkg/kubelet/config/file.go).
        if (!MANIFEST_FOLDERS.test(dirname(path)) || basename(path).startsWith(".")) return [];
        const evidence: NodeEvidence = { verdict: "node", why: `static Pod ${path}` };
        return podsIn(content.text, at, (pod) => lens(pod, evidence));
    });

/** As `everyWrittenPod`, for ConfigMaps alone. */
export function everyPodOfConfigMap<V>(lens: PodLens<V>): Row<V>[] {
    return everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<V>((object) =>
        each(object.field("data").entries(), ([key, place]) =>
            MANIFEST_KEY.test(key) ? podsIn(place.text() ?? "", place.path, (pod) => lens(pod, undefined)) : [],
        ),
    );
}

function* podsIn<V>(text: string, at: string, lens: (pod: Pod) => Iterable<Thunk<V>>) {
    // Most texts are no manifests, and parsing every one of a stack would take its time.
    if (!text.includes("containers")) return;
    const documents = yamlDocuments(text);
    if (!documents.ok) return;
    const objects = documents.value.filter((value) => typeof value === "object" && !Array.isArray(value));
    const thunks = each(objects, (value) => each(podsInManifest(Cursor.of<{ kind: string }>(value, at + BELOW)), lens));
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
