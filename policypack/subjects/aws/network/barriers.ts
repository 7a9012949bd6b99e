import { oncePerStack } from "../../../lib/stack";
import { each, type StackResource, type Thunk } from "../../../lib/subject";
import type { Ingress, Source } from "../../../model/ingress";
import { OFF_THE_INTERNET } from "../../../model/internet";
import { isMachine } from "../machines/machine-types";
import { knownMachines, type Machines } from "../machines/machines";
import { NetworkAcls } from "./network-acls";
import { Subnets } from "./subnets";

/** How often a template may be started from a template: what stands further away is not looked for. */
const DEEPEST = 3;

/** What stands between a security group's rules and the machines behind it: the network ACLs of their subnets. */
export class Barriers {
    private readonly machines: Machines;
    private readonly subnets: Subnets;
    private readonly acls: NetworkAcls;
    private readonly behind = new Map<readonly StackResource[], readonly StackResource[] | undefined>();

    constructor(stack: readonly StackResource[]) {
        this.machines = knownMachines(stack);
        this.subnets = new Subnets(stack);
        this.acls = new NetworkAcls(stack, this.subnets);
    }

    /**
     * The views of an ingress with what ACLs deny, at least from the internet, as a view of its own, which has a `barrier`.
     * @param users everything that has the rule's security group; where it is not certain in which subnets each of them stands, nothing changes
     */
    *narrow(thunk: Thunk<Ingress>, users: readonly StackResource[]): Generator<Thunk<Ingress>> {
        const subnets = this.acls.isEmpty ? undefined : this.subnetsBehind(users);
        if (subnets === undefined) return yield thunk;
        yield* each([thunk], (one) => this.parted(one(), subnets));
    }

    private *parted(ingress: Ingress, subnets: readonly StackResource[]): Generator<Thunk<Ingress>> {
        const reaching: Source[] = [];
        const denied: Source[] = [];
        const words = new Set<string>();
        for (const source of ingress.sources) {
            if (source.kind !== "addresses") {
                reaching.push(source);
                continue;
            }
            const barrier = this.acls.denied(subnets, source.addresses, ingress.opens);
            const left = source.addresses.minus(barrier.addresses);
            const isDenied = !barrier.addresses.isEmpty() && OFF_THE_INTERNET.includes(left);
            (isDenied ? denied : reaching).push(source);
            if (isDenied) words.add(`${barrier.words} ${left.isEmpty() ? "denies" : "admits from private addresses alone"}`);
        }
        if (reaching.length > 0) yield () => ({ ...ingress, sources: reaching });
        if (denied.length > 0) yield () => ({ ...ingress, sources: denied, barrier: [...words].join(" and ") });
    }

    /** For every rule of a group the same. */
    private subnetsBehind(users: readonly StackResource[]): readonly StackResource[] | undefined {
        if (!this.behind.has(users)) this.behind.set(users, this.subnetsOf(users));
        return this.behind.get(users);
    }

    /** Where all of them stand, if that is certain. */
    private subnetsOf(users: readonly StackResource[], depth = DEEPEST): readonly StackResource[] | undefined {
        const all = users.map((user) => this.subnetsOfOne(user, depth));
        return users.length === 0 || all.includes(undefined) ? undefined : [...new Set(all.flatMap((some) => some ?? []))];
    }

    private subnetsOfOne(user: StackResource, depth: number): readonly StackResource[] | undefined {
        const own = this.subnets.allOf(user);
        if (own !== undefined) return own;
        return isMachine(user) && depth > 0 ? this.subnetsOf(this.machines.startersOf(user), depth - 1) : undefined;
    }
}

/** The network ACLs of a stack. */
export const barriersOf = oncePerStack((stack) => new Barriers(stack));
