import type { StackResource } from "../../../lib/subject";
import type { RoleHint } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import {
    isBalancer,
    isClassicAttachment,
    isClassicBalancer,
    isListener,
    isListenerRule,
    isScalingAttachment,
    isScalingGroup,
    isTargetAttachment,
    isTargetGroup,
} from "./balancer-types";
import { isMachine } from "../machines/machine-types";
import type { Machines } from "../machines/machines";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";

/** A listener's port, and its load balancer where that is in the stack. */
export interface Front {
    readonly port: number | undefined;
    readonly balancer: StackResource | undefined;
}

/** What a part is called by besides its id: CloudFormation says in a property of its own what `aws` calls the ARN. */
function namesOf(part: StackResource): (string | undefined)[] {
    const isNative = part.type.startsWith("aws-native:");
    const names = isScalingGroup(part)
        ? ["name", "autoScalingGroupName"]
        : isClassicBalancer(part)
          ? ["name", "loadBalancerName"]
          : isNative && isTargetGroup(part)
            ? ["targetGroupArn"]
            : isNative && isListener(part)
              ? ["listenerArn"]
              : isNative && isBalancer(part)
                ? ["loadBalancerArn"]
                : [];
    return names.map((name) => ifKnown(() => (part.props as Cursor<Record<string, unknown>>).field(name).text()));
}
/** `albTargetGroupArn` is the older name of `lbTargetGroupArn`. */
const targetGroupProperty = (property: string) =>
    /^(targetGroupArns?|lbTargetGroupArn|albTargetGroupArn|trafficSources|defaultActions|actions)$/.test(property);
const machineProperty = (property: string) => /^(targetId|targets|instances?)$/.test(property);
const classicProperty = (property: string) => /^(elb|loadBalancers|loadBalancerNames)$/.test(property);

/** The load balancers of a stack: what listens for a target group, and which machines stand in it. */
export class LoadBalancers {
    readonly targetGroups: readonly StackResource[];
    readonly classic: readonly StackResource[];
    /** Machines that join a target group by a resource of its own, which may name another port. */
    readonly attachments: readonly StackResource[];
    private readonly fronts = new Map<StackResource, Front[]>();
    private readonly members = new Map<StackResource, Set<StackResource>>();
    private readonly references: References;

    constructor(
        stack: readonly StackResource[],
        private readonly machines: Machines,
    ) {
        this.targetGroups = stack.filter(isTargetGroup);
        this.classic = stack.filter(isClassicBalancer);
        this.attachments = stack.filter(isTargetAttachment);
        const parts = [isTargetGroup, isListener, isBalancer, isClassicBalancer, isScalingGroup, isMachine];
        this.references = new References(
            stack.filter((resource) => parts.some((is) => is(resource))),
            namesOf,
        );
        for (const resource of stack) {
            if (isListener(resource)) this.noteFront(resource, resource);
            else if (isListenerRule(resource)) this.noteFront(resource, this.one(resource, "listenerArn", isListener));
            else this.noteMembers(resource);
        }
    }

    /** Who listens for a target group: one front for each load balancer, and one without where a listener's is in another stack. */
    frontsOf(targetGroup: StackResource): readonly Front[] {
        const first = new Map<StackResource | undefined, Front>();
        for (const front of this.fronts.get(targetGroup) ?? []) if (!first.has(front.balancer)) first.set(front.balancer, front);
        return [...first.values()];
    }

    /** The target group that an attachment is for, where it is in the stack. */
    targetGroupOf = (attachment: StackResource): StackResource | undefined =>
        this.one(attachment, "targetGroupArn", isTargetGroup);

    /** What the machines say of themselves that stand behind a target group, a classic load balancer or one attachment. */
    hintsBehind(carrier: StackResource): RoleHint[] {
        const own = [...this.references.of(carrier, machineProperty)];
        const members = [...own, ...(this.members.get(carrier) ?? [])].filter((one) => isMachine(one) || isScalingGroup(one));
        return [...new Set(members)].flatMap((member) => this.machines.hintsOfTarget(member));
    }

    /** The load balancers that an endpoint service leads to. */
    balancersOf = (service: StackResource): StackResource[] =>
        [...this.references.of(service, (property) => /^(network|gateway)LoadBalancerArns$/.test(property))].filter(isBalancer);

    private noteFront(listening: StackResource, listener: StackResource | undefined): void {
        const port = listener && ifKnown(() => (listener.props as Cursor<Record<string, unknown>>).field("port").number());
        const front: Front = { port, balancer: listener && this.one(listener, "loadBalancerArn", isBalancer) };
        for (const group of this.references.of(listening, targetGroupProperty)) {
            if (isTargetGroup(group)) append(this.fronts, group, front);
        }
    }

    /** Auto scaling groups and attachments say whom they join to what. */
    private noteMembers(resource: StackResource): void {
        const isJoint = isTargetAttachment(resource) || isScalingAttachment(resource) || isClassicAttachment(resource);
        if (!isJoint && !isScalingGroup(resource)) return;
        const carriers = [
            ...[...this.references.of(resource, targetGroupProperty)].filter(isTargetGroup),
            ...[...this.references.of(resource, classicProperty)].filter(isClassicBalancer),
        ];
        const joined = isJoint
            ? [...this.references.of(resource, (name) => machineProperty(name) || name === "autoscalingGroupName")]
            : [resource];
        for (const carrier of carriers) {
            const known = this.members.get(carrier) ?? new Set();
            this.members.set(carrier, known);
            for (const one of joined) known.add(one);
        }
    }

    private one(resource: StackResource, property: string, is: (other: StackResource) => boolean): StackResource | undefined {
        return [...this.references.of(resource, (name) => name === property)].find(is);
    }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
}
