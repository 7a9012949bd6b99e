import type { Resource } from "../../lib/subject";
import type { NodeEvidence } from "../../model/node-evidence";
import type { Cursor } from "../../parse/cursor";
import { daemonsOf } from "../../node/installers";
import { roleOf } from "../../node/node-role";
import { ifKnown } from "../../lib/read-all";
import { hintsOfTags } from "../aws/role-hints";
import { bootsOf } from "../aws/machines/node-boots";

const ETCD = /etcd/i;

/** Whether a volume, a snapshot or what makes them is of a cluster's etcd: by its tags (kops: `k8s.io/etcd/main`), or else perhaps by its name. */
export function etcdEvidence(resource: Resource): NodeEvidence {
    const hint = hintsOfTags(resource).find(({ role }) => role === "control plane");
    if (hint !== undefined) return { verdict: "node", why: hint.why };
    const name = [resource.name, ...namesOf(resource)].find((text) => ETCD.test(text));
    return name === undefined ? { verdict: "other", why: "" } : { verdict: "unsure", why: `name ${name}` };
}

function namesOf({ props }: Resource): string[] {
    const tags = (props as Cursor<{ tags: unknown }>).field("tags");
    const raw = ifKnown(() => tags.raw());
    if (Array.isArray(raw)) {
        return [...(tags as Cursor<{ key: string; value: string }[]>).items()].flatMap((tag) =>
            ifKnown(() => tag.field("key").text()) === "Name" ? (ifKnown(() => tag.field("value").text()) ?? []) : [],
        );
    }
    return [ifKnown(() => (tags as Cursor<{ Name: string }>).field("Name").text()) ?? ""];
}

/** Whether a machine is a control plane's, with etcd's data or its keys on its disks: by its tags, and by what its user data installs. */
export function controlPlaneEvidence(resource: Resource): NodeEvidence {
    const hint = hintsOfTags(resource).find(({ role }) => role === "control plane");
    if (hint !== undefined) return { verdict: "node", why: hint.why };
    const boot = bootsOf(resource).find((one) => roleOf(one) === "control-plane" || daemonsOf(one).etcds.length > 0);
    return boot?.evidence ?? { verdict: "other", why: "" };
}
