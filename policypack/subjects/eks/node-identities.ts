import { each, type Resource, type StackResource, type StackSubject, type Subject, type Thunk } from "../../lib/subject";
import type { NodeIdentity } from "../../model/cluster-access";
import { ifKnown } from "../../lib/read-all";
import { strangersTo } from "../aws/iam/role-takers";
import { clusterEntries, type ClusterEntry } from "./cluster-entries";

/** The types of access entry that make a role a node's (EKS user guide, "Create access entries"). */
const NODE_TYPE = /^(EC2|EC2_LINUX|EC2_WINDOWS|FARGATE_LINUX|HYBRID_LINUX|HYPERPOD_LINUX)$/;
const NODE_GROUP = /^system:(nodes|bootstrappers)$/;
const NODE_USER = /^system:node:/;
/** The names that EKS maps nodes by: what EC2 says about the instance, not what the caller says. */
const MACHINE_NAME = /^system:node:\{\{EC2PrivateDNSName\}\}$/;
/** Fargate's nodes are named by their session; EKS maps them with this group beside the other two. */
const FARGATE = { username: "system:node:{{SessionName}}", group: "system:node-proxier" };

/** Every identity of a node that an entry of a cluster gives, as far as the entry itself shows. */
export const nodeIdentities: Subject<NodeIdentity> = {
    rows: new Map(
        [...clusterEntries.rows].map(([token, lens]) => [
            token,
            (resource: Resource) => each(lens(resource), (entry) => identitiesOf(entry())),
        ]),
    ),
};

/** Entries that map a role as EKS maps nodes, where the stack shows that nothing which runs a node may take the role. */
export const nodeIdentitiesInStack: StackSubject<NodeIdentity> = function* (stack) {
    const strangers = strangersTo(stack);
    for (const resource of stack) {
        const lens = clusterEntries.rows.get(resource.type);
        const views = each(lens?.(resource) ?? [], (entry) => identitiesOf(entry()));
        for (const view of views) {
            const known = ifKnown(view);
            if (known?.kind !== "node") continue;
            const taker = strangers(resource as StackResource, known.shown);
            if (taker !== undefined) yield () => ({ urn: resource.urn, view: { ...known, kind: { taker } } });
        }
    }
};

function* identitiesOf(entry: ClusterEntry): Generator<Thunk<NodeIdentity>> {
    const { principal, username, groups, type } = entry;
    const shown = ifKnown(() => principal.text());
    const isUser = entry.isUser || (shown?.includes(":user/") ?? false);

    if (type !== undefined) {
        yield* each([type], (place): Thunk<NodeIdentity>[] => {
            const name = place.text()?.toUpperCase() ?? "";
            if (!NODE_TYPE.test(name)) return [];
            return [() => ({ at: place.path, by: `type ${name}`, shown, kind: isUser ? "user" : "node" })];
        });
    }
    // Whether a group is a node's depends on the name beside it, and a fault in one hides no other.
    const name = () => username?.text() ?? "";
    const kind = (): NodeIdentity["kind"] => {
        if (isUser) return "user";
        const own = name();
        if (MACHINE_NAME.test(own)) return "node";
        if (!NODE_USER.test(own)) return "nobody";
        const all = [...(groups?.items() ?? [])].map((group) => ifKnown(() => group.text()));
        return own === FARGATE.username && all.includes(FARGATE.group) ? "node" : "chosen";
    };
    if (username !== undefined) {
        yield* each([username], (place) =>
            NODE_USER.test(name()) ? [() => ({ at: place.path, by: `user ${name()}`, shown, kind: kind() })] : [],
        );
    }
    yield* each(groups?.items() ?? [], (place) => {
        const group = place.text() ?? "";
        // By its name it is a node already, and that was told.
        if (!NODE_GROUP.test(group) || NODE_USER.test(ifKnown(name) ?? "")) return [];
        return [() => ({ at: place.path, by: `group ${group}`, shown, kind: kind() })];
    });
}
