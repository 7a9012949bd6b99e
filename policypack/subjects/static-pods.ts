import { oncePerStack } from "../lib/stack";
import { each, type Located, type Row, subject, type StackResource, type StackSubject, type Thunk } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { alwaysExists, canExist, type NamespaceInStack, type StaticPodReach } from "../model/static-pod";
import { Unreadable } from "../model/unreadable";
import { staticManifestsOf } from "../node/static-pod-manifests";
import { BELOW, Cursor } from "../parse/cursor";
import { hostPathsOf } from "./kubernetes/pods/host-path";
import { sharesOf } from "./kubernetes/pods/host-share";
import { type Pod, podsInManifest } from "./kubernetes/pods/pod-spec";
import { Namespaces } from "./kubernetes/pods/namespaces";
import { everyNodeBoot } from "./node-boot";

type PodLens<V> = (pod: Pod, evidence: NodeEvidence) => Iterable<Thunk<V>>;

/** The rows that read every static Pod which a node starts by itself. */
export const everyStaticPod = <V>(lens: PodLens<V>): Row<V>[] => everyNodeBoot<V>((boot) => staticPodsOf(boot, lens));

function* staticPodsOf<V>(boot: NodeBoot, lens: PodLens<V>): Generator<Thunk<V>> {
    const pods = each(staticManifestsOf(boot), ({ value, at, why }) => {
        const made = podsInManifest(Cursor.of<{ kind: string }>(value, at + BELOW));
        return each(made, (pod) => lens(pod, { verdict: "node", why }));
    });
    for (const thunk of pods) yield* readable(thunk);
}

/** A manifest with a number where a text belongs is refused by the kubelet, so that it starts nothing. */
function* readable<V>(thunk: Thunk<V>): Generator<Thunk<V>> {
    try {
        const view = thunk();
        yield () => view;
    } catch (error) {
        if (!(error instanceof Unreadable)) yield thunk;
    }
}

/** What every static Pod gets of its node. */
export const staticPodReach = subject<StaticPodReach>(...everyStaticPod(reachesOf));

function* reachesOf(pod: Pod, evidence: NodeEvidence): Generator<Thunk<StaticPodReach>> {
    for (const share of sharesOf(pod)) yield () => ({ kind: "share", share: share(), evidence });
    for (const path of hostPathsOf(pod)) yield () => ({ kind: "path", path: path(), evidence });
}

const namespacesIn = oncePerStack((stack) => new Namespaces(stack));

/** Static Pods whose namespace the stack does not make, or makes so that its admission refuses them. */
export const staticPodNamespacesInStack: StackSubject<NamespaceInStack> = function* (stack) {
    const namespaces = namespacesIn(stack);
    const { rows } = subject(
        ...everyStaticPod<NamespaceInStack | undefined>(function* (pod, evidence) {
            yield () => ofStack(pod, evidence, namespaces);
        }),
    );
    for (const resource of stack) {
        const thunks = each([resource], (one) => rows.get(one.type)?.(one) ?? []);
        for (const thunk of thunks) yield* located(resource, thunk);
    }
};

/** What cannot be read has been told of where the resource is judged. */
function* located(
    resource: StackResource,
    thunk: Thunk<NamespaceInStack | undefined>,
): Generator<Thunk<Located<NamespaceInStack>>> {
    try {
        const view = thunk();
        if (view !== undefined) yield () => ({ urn: resource.urn, view });
    } catch (error) {
        if (error instanceof Unreadable) return;
        yield () => {
            throw error;
        };
    }
}

function ofStack(pod: Pod, evidence: NodeEvidence, namespaces: Namespaces): NamespaceInStack | undefined {
    const { namespace, namespaceAt: at } = pod;
    // A kubelet refuses a manifest whose namespace has no possible name, and runs nothing of it.
    if (!canExist(namespace) || alwaysExists(namespace)) return undefined;
    const made = namespaces.named(namespace);
    if (made === undefined) return { at, namespace, evidence, state: "absent" };
    const isHostly = [...sharesOf(pod), ...hostPathsOf(pod)].length > 0;
    const level = made.enforces;
    if (!isHostly || (level !== "baseline" && level !== "restricted")) return undefined;
    return { at, namespace, evidence, state: "refusing", level };
}
