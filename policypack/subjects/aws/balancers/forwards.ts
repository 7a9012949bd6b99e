import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { RoleHint } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import { type EndpointService, endpointServicesOf } from "./endpoint-services";
import { type Front, LoadBalancers } from "./load-balancers";
import { itemsOf } from "../machines/machine-places";
import { networkOf } from "../network/network";
import { ifKnown } from "../../../lib/read-all";
import { hintsOfTags } from "../role-hints";
import { inWords } from "../words";

type Place = Cursor<Record<string, unknown>>;

/** A port of machines that something forwards to, and who stands in front of it. */
export interface Forward {
    readonly resource: StackResource;
    /** A number, or unknown. */
    readonly port: Cursor<unknown>;
    readonly fronts: readonly Front[];
    /** What the traffic passes after the load balancer: `target group "kubelets"`. */
    readonly words: readonly string[];
    readonly hints: readonly RoleHint[];
    /** Whether the port is a machine's own. A target group of addresses may be one of Pods, where another thing listens. */
    readonly isMachines: boolean;
}

/** What of a stack's load balancers leads to machines, and on to other networks. */
export interface Forwards {
    readonly forwards: readonly Forward[];
    readonly services: ReadonlyMap<StackResource, readonly EndpointService[]>;
}

export const forwardsOf = oncePerStack((stack): Forwards => {
    const balancers = new LoadBalancers(stack, networkOf(stack).groups.machines);
    const forwards = [
        ...balancers.targetGroups.flatMap((group) => forwardsOfGroup(group, balancers)),
        ...balancers.attachments.flatMap((attachment) => forwardOfAttachment(attachment, balancers)),
        ...balancers.classic.flatMap((balancer) => forwardsOfClassic(balancer, balancers)),
    ];
    return { forwards, services: endpointServicesOf(stack, balancers) };
});

/** The group's own port, and those of the targets that it lists (aws-native). UDP and Lambda reach neither daemon. */
function forwardsOfGroup(group: StackResource, balancers: LoadBalancers): Forward[] {
    const all = group.props as Place;
    const kind = targetTypeOf(group);
    const protocol = textOf(all, "protocol");
    if (kind === "lambda" || kind === "alb" || /^(UDP|GENEVE|QUIC)$/i.test(protocol ?? "")) return [];
    const ports = [all.field("port"), ...itemsOf(all.field("targets")).map((target) => target.field("port"))];
    return ports.map((port) => ({
        resource: group,
        port,
        fronts: balancers.frontsOf(group),
        words: [inWords(group)],
        hints: [...balancers.hintsBehind(group), ...hintsOfTags(group)],
        isMachines: kind === "instance",
    }));
}

/** A target may be reached at another port than its group's. */
function forwardOfAttachment(attachment: StackResource, balancers: LoadBalancers): Forward[] {
    const group = balancers.targetGroupOf(attachment);
    return [
        {
            resource: attachment,
            port: (attachment.props as Place).field("port"),
            fronts: group === undefined ? [{ port: undefined, balancer: undefined }] : balancers.frontsOf(group),
            words: group === undefined ? [] : [inWords(group)],
            hints: balancers.hintsBehind(attachment),
            isMachines: group === undefined || targetTypeOf(group) === "instance",
        },
    ];
}

function forwardsOfClassic(balancer: StackResource, balancers: LoadBalancers): Forward[] {
    return itemsOf((balancer.props as Place).field("listeners")).map((listener) => ({
        resource: balancer,
        port: listener.field("instancePort"),
        fronts: [
            {
                port: numberOf(listener, "lbPort") ?? numberOf(listener, "loadBalancerPort"),
                balancer,
            },
        ],
        words: [],
        hints: [...balancers.hintsBehind(balancer), ...hintsOfTags(balancer)],
        isMachines: true,
    }));
}

const targetTypeOf = ({ props }: StackResource): string => textOf(props as Place, "targetType") ?? "instance";
const textOf = (place: Place, property: string) => ifKnown(() => place.field(property).text());
const numberOf = (place: Place, property: string) => ifKnown(() => place.field(property).number());
