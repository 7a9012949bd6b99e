import { basename } from "node:path/posix";
import { each, type Thunk } from "../../../lib/subject";
import { ifKnown } from "../../../lib/read-all";
import { settle } from "../../../lib/settle";
import type { EffectiveEtcd } from "../../../model/effective-etcd";
import { imageRepository } from "../../../model/image-repository";
import type { NodeEvidence } from "../../../model/node-evidence";
import { effectiveEtcd } from "../../../node/effective-etcd";
import { startsMember } from "../../../node/etcd/start-settings";
import { labelOfCluster } from "../cluster-labels";
import type { Container } from "./container";
import { invocationsOf, type Program } from "./invocation";
import { isOfObject } from "./object-mounts";
import type { Pod } from "./pod-spec";

/** etcd, as a container starts it. */
export const ETCD: Program = { name: "etcd", image: /^(.*-)?etcd(-(amd64|arm64))?$/ };

/** The etcds that one container starts, of a cluster or of an application. */
export function* etcdsOf(container: Container, pod: Pod, evidence?: NodeEvidence): Generator<Thunk<EffectiveEtcd>> {
    yield* each(invocationsOf(container, ETCD), (invocation) =>
        startsMember(invocation) ? [() => effectiveEtcd(invocation, () => evidence ?? evidenceOf(container, pod))] : [],
    );
}

/** As `etcdsOf`, without those whose settings all stand in a ConfigMap or Secret: the whole stack tells of them. */
export function* etcdsOfPod(container: Container, pod: Pod): Generator<Thunk<EffectiveEtcd>> {
    for (const thunk of etcdsOf(container, pod)) {
        const file = ifKnown(() => thunk().configFile?.value);
        if (file === undefined || !isOfObject(container, pod, file)) yield thunk;
    }
}

/** Kubernetes' own builds of etcd, which clusters run and applications rarely do. */
export const CLUSTER_IMAGES = [
    /^(registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[-_]containers)\/etcd(-\w+)?$/,
    /^public\.ecr\.aws\/eks-distro\/etcd-io\/etcd$/,
    /\/mirrored-coreos-etcd$/,
];

/**
 * Whether it is a cluster's. What is not known yet tells nothing, so that the finding is advice at preview and no more is lost.
 */
export function evidenceOf(container: Container, pod: Pod): NodeEvidence {
    const signs: readonly (() => string | undefined)[] = [
        () => {
            const repository = imageRepository(container.image);
            return CLUSTER_IMAGES.some((image) => image.test(repository))
                ? `image ${basename(repository)} of Kubernetes`
                : undefined;
        },
        () => (pod.namespace === "kube-system" ? "namespace kube-system" : undefined),
        () => {
            const label = labelOfCluster((name) => pod.label(name));
            return label && `label ${label}`;
        },
        () => (pod.spec.field("hostNetwork").flag() === true ? "the node's network" : undefined),
        () => {
            const words = settle(container.argv(), ({ text }) => text()).values;
            return words.some((text) => text.includes("/etc/kubernetes/")) ? "files in /etc/kubernetes" : undefined;
        },
    ];
    const why = settle(signs, (sign) => sign()).values.find((sign) => sign !== undefined);
    return why === undefined ? { verdict: "unsure", why: "" } : { verdict: "node", why };
}
