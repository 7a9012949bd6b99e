import { each, type StackResource } from "../../lib/subject";
import type { EffectiveEtcd } from "../../model/effective-etcd";
import { AUTHORITIES_OF_ETCD } from "../../model/etcd-authority";
import type { NodeBoot } from "../../model/node-boot";
import { nodePath } from "../../model/node-path";
import { effectiveEtcd } from "../../node/effective-etcd";
import { daemonsOf } from "../../node/installers";
import { ifKnown } from "../../lib/read-all";
import { bootsIn } from "../aws/machines/node-boots";
import { etcdsOf } from "../kubernetes/pods/effective-etcd";
import { pathOnNode } from "../kubernetes/pods/path-on-node";
import { podsWrittenBy } from "../written-pods";

/** An authority that the machines of a stack give to etcd. */
export interface TrustedByEtcd {
    readonly pem: string;
    /** `/etc/kubernetes/pki/etcd/ca.crt` */
    readonly path: string;
}

/** The certificates that a stack's machines write to where their etcd looks for its authority, as far as the boots are known. */
export const trustedByEtcd = (stack: readonly StackResource[]): TrustedByEtcd[] =>
    bootsIn(stack).flatMap(({ boot }) => trustedIn(boot));

function trustedIn(boot: NodeBoot): TrustedByEtcd[] {
    const held = boot.files.filter(({ content }) => content.isLiteral && content.text.includes("-----BEGIN CERTIFICATE-----"));
    if (held.length === 0) return [];
    const named = [
        ...daemonsOf(boot).etcds.flatMap((start) => authoritiesOf(() => effectiveEtcd(start, () => boot.evidence))),
        ...authoritiesOfPods(boot),
    ];
    const places = new Set([...AUTHORITIES_OF_ETCD, ...named.map(nodePath)]);
    return held
        .filter(({ path }) => places.has(nodePath(path)))
        .map(({ path, content }) => ({ path: nodePath(path), pem: content.text.trim() }));
}

/** Those that let in clients, and those that let in members. */
const authoritiesOf = (etcd: () => EffectiveEtcd): string[] =>
    [() => etcd().trustedCAFile.value, () => etcd().peerTrustedCAFile.value].flatMap((read) => ifKnown(read) || []);

/** The same of static Pods, whose files are the node's where these are mounted. What cannot be read has been told of where the resource is judged. */
function authoritiesOfPods(boot: NodeBoot): string[] {
    const found = podsWrittenBy(boot, (pod, evidence) =>
        pod.eachContainer((container) =>
            each(etcdsOf(container, pod, evidence), (etcd) => [
                () => authoritiesOf(etcd).flatMap((path) => pathOnNode(container, pod, path) ?? []),
            ]),
        ),
    );
    return [...found].flatMap((paths) => ifKnown(paths) ?? []);
}
