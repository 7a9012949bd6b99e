import type { StackResource } from "../../lib/subject";
import { AUTHORITIES_OF_ETCD } from "../../model/etcd-authority";
import type { NodeBoot } from "../../model/node-boot";
import { nodePath } from "../../model/node-path";
import { effectiveEtcd } from "../../node/effective-etcd";
import { daemonsOf } from "../../node/installers";
import { ifKnown } from "../../lib/read-all";
import { bootsIn } from "../aws/machines/node-boots";

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
    const named = daemonsOf(boot).etcds.flatMap((start) => {
        const path = ifKnown(() => effectiveEtcd(start, () => boot.evidence).trustedCAFile.value);
        return path === undefined || path === "" ? [] : [nodePath(path)];
    });
    const places = new Set([...AUTHORITIES_OF_ETCD, ...named]);
    return held
        .filter(({ path }) => places.has(nodePath(path)))
        .map(({ path, content }) => ({ path: nodePath(path), pem: content.text.trim() }));
}
