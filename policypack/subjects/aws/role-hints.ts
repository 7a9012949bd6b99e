import type { Role, RoleHint } from "../../model/node-evidence";
import { ETCD, ETCD_METRICS, type GuardedService, KUBELET, NODE_HEALTH } from "../../model/guarded-service";
import { containsPort, isNarrow, type PortRange } from "../../model/port-range";
import type { Resource, StackResource } from "../../lib/subject";
import { Cursor } from "../../parse/cursor";
import type { IngressRule } from "./network/ingress-rules";
import { machinePlaces } from "./machines/machine-places";
import { ifKnown } from "../../lib/read-all";
import { once } from "../../parse/once";
import { parentsOf } from "../../lib/stack";
import { inWords } from "./words";

/**
 * Tag keys that only things of a cluster carry. Sources: the AWS cloud provider (kubernetes.io/cluster, KubernetesCluster), EKS, eksctl,
 * Karpenter, the cluster autoscaler, kops (k8s.io/role) and Cluster API.
 */
const TAGS: readonly { readonly key: RegExp; readonly value?: RegExp; readonly role: Role }[] = [
    { key: /^k8s\.io\/role\/(master|control-plane|apiserver)$/, role: "control plane" },
    { key: /^k8s\.io\/etcd\//, role: "control plane" },
    { key: /^node-role\.kubernetes\.io\/(master|control-plane|etcd)$/, role: "control plane" },
    { key: /^sigs\.k8s\.io\/cluster-api-provider-aws\/role$/, value: /^(controlplane|control-plane)$/, role: "control plane" },
    { key: /^sigs\.k8s\.io\/cluster-api-provider-aws\/role$/, value: /^node$/, role: "worker" },
    { key: /^k8s\.io\/role\/node$/, role: "worker" },
    { key: /^(aws:)?eks:/, role: "worker" },
    { key: /^karpenter\.(sh|k8s\.aws)\//, role: "worker" },
    { key: /^alpha\.eksctl\.io\/nodegroup/, role: "worker" },
    { key: /^k8s\.io\/cluster-autoscaler\//, role: "worker" },
    { key: /^alpha\.eksctl\.io\/cluster-name$/, role: "kubernetes" },
    { key: /^kubernetes\.io\/cluster\//, role: "kubernetes" },
    { key: /^sigs\.k8s\.io\/cluster-api-provider-aws\/cluster\//, role: "kubernetes" },
    { key: /^KubernetesCluster$/, role: "kubernetes" },
];

/**
 * What a resource's own tags say, in each place where AWS resources have them: maps, an auto scaling group's list, a launch template's
 * specifications. Read once for each resource, as are its rules and its name: every service of its policies asks.
 */
export const hintsOfTags = once((resource: Pick<Resource, "props">): readonly RoleHint[] =>
    tagsOf(resource).flatMap(([key, value]) => hintOfTag(key, value)),
);

/** A resource's own tags and those of the machines that it starts. A value that is not known is "". */
export function tagsOf({ props }: Pick<Resource, "props">): (readonly [key: string, value: string])[] {
    return machinePlaces(props).flatMap((place) =>
        [place.field("tags"), place.field("tagsAll"), ...specifications(place.field("tagSpecifications"))].flatMap(pairsOf),
    );
}

function specifications(list: Cursor<unknown>): Cursor<unknown>[] {
    const items = ifKnown(() => [...(list as Cursor<Record<string, unknown>[]>).items()]) ?? [];
    return items.map((item) => item.field("tags"));
}

function pairsOf(tags: Cursor<unknown>): (readonly [string, string])[] {
    const raw = ifKnown(() => tags.raw());
    if (typeof raw !== "object" || raw === null) return [];
    if (!Array.isArray(raw)) {
        return [...(tags as Cursor<Record<string, unknown>>).entries()].map(([key, value]) => [key, textOf(value)] as const);
    }
    return [...(tags as Cursor<Record<string, unknown>[]>).items()].map(
        (item) => [textOf(item.field("key")), textOf(item.field("value"))] as const,
    );
}

const textOf = (place: Cursor<unknown>): string => ifKnown(() => place.text()) ?? "";

function hintOfTag(key: string, written: string): RoleHint[] {
    const match = TAGS.find((tag) => tag.key.test(key) && (tag.value?.test(written) ?? true));
    return match === undefined ? [] : [{ role: match.role, why: `tag ${key}`, through: [] }];
}

/**
 * The EKS component's own parts (`@pulumi/eks`): what it makes for nodes is theirs, whatever a preview knows of their tags and user data.
 * People put other things below a cluster too, so only the groups that it names itself count there.
 */
export function hintsOfParents(resource: StackResource): RoleHint[] {
    for (const parent of parentsOf(resource)) {
        const why = `part of ${inWords(parent)}`;
        if (/^eks:index:(Managed)?NodeGroup(V2|SecurityGroup)?$/.test(parent.type)) return [{ role: "worker", why, through: [] }];
        if (parent.type === "eks:index:Cluster" && /-(eksClusterSecurityGroup|nodeSecurityGroup)$/.test(resource.name)) {
            return [{ role: "kubernetes", why, through: [] }];
        }
    }
    return [];
}

/** A name that speaks of etcd, a control plane or a bastion: a weak hint, which only keeps the question open. */
export const hintsOfName = once(({ name, props }: Resource): readonly RoleHint[] => {
    const all = props as Cursor<Record<string, unknown>>;
    const tag = pairsOf(all.field("tags")).find(([key]) => key === "Name")?.[1];
    const names = [name, textOf(all.field("name")), tag ?? ""];
    return NAMES.flatMap(({ pattern, role }) => {
        const speaking = names.find((text) => pattern.test(text));
        return speaking === undefined ? [] : [{ role, why: `name ${speaking}`, through: [] }];
    });
});

const NAMES = [
    { pattern: /(^|[^a-z])(etcd|master|control-?plane)s?($|[^a-z])/i, role: "control plane by name" },
    { pattern: /(^|[^a-z])(bastion|jump-?(box|host|server))s?($|[^a-z])/i, role: "bastion by name" },
] as const;

/** Rules that name a daemon's own port say that the daemon runs there, whoever they let in. */
export const hintsOfRules = once((rules: readonly IngressRule[]): readonly RoleHint[] =>
    rules.flatMap((rule) => {
        const ports = narrowPorts(rule);
        if (ports === undefined) return [];
        return SHOWN_BY_PORTS.filter(({ service }) => opensOneOf(service, ports)).map(({ role }) => ({
            role,
            why: `a rule for ${role} ports`,
            through: [],
        }));
    }),
);

const SHOWN_BY_PORTS = [
    { service: KUBELET, role: "kubelet" },
    { service: NODE_HEALTH, role: "node health" },
    { service: ETCD, role: "etcd" },
    { service: ETCD_METRICS, role: "etcd metrics" },
] as const;

/** Whether a rule was written for a service's port, a narrow range around it, and this shows that the service runs there. */
export function isNamedBy(rule: IngressRule, service: GuardedService): boolean {
    const ports = service.isShownByPorts ? narrowPorts(rule) : undefined;
    return ports !== undefined && opensOneOf(service, ports);
}

function narrowPorts(rule: IngressRule): PortRange | undefined {
    const ports = ifKnown(() => rule.tcpPorts());
    return ports !== undefined && isNarrow(ports) ? ports : undefined;
}

const opensOneOf = (service: GuardedService, ports: PortRange): boolean =>
    service.ports.some((port) => containsPort(ports, port));
