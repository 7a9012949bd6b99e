import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { isMachine } from "./machine-types";
import { namesOfMachine } from "./machine-names";
import { itemsOf, machinePlaces } from "./machine-places";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";
import { isSubnet, subnetProperty } from "../network/subnets";

const ELASTIC = /^(aws:ec2\/(eip:Eip|eipAssociation:EipAssociation)|aws-native:ec2:(Eip|EipAssociation))$/;
const carriesElastic = (property: string) => /^(instance|instanceId|networkInterface|networkInterfaceId)$/.test(property);

/** Which machines of a stack the internet has an address for, as far as the stack says. It makes no finding, only a path that says more. */
export class PublicAddresses {
    private readonly withElastic = new Set<StackResource>();
    private readonly subnets: References;

    constructor(stack: readonly StackResource[]) {
        this.subnets = new References(stack.filter(isSubnet));
        const elastic = stack.filter(({ type }) => ELASTIC.test(type));
        if (elastic.length === 0) return;
        const machines = new References(stack.filter(isMachine), namesOfMachine);
        for (const address of elastic) for (const one of machines.of(address, carriesElastic)) this.withElastic.add(one);
    }

    /** What the machine's own declaration decides, whatever its subnet does: an elastic address, or `associatePublicIpAddress`. */
    decidedBy(machine: StackResource): boolean | undefined {
        if (this.withElastic.has(machine)) return true;
        const said = machinePlaces(machine.props).flatMap((place) =>
            [place, ...itemsOf(place.field("networkInterfaces"))].flatMap(
                (one) => ifKnown(() => (one.field("associatePublicIpAddress") as Cursor<boolean>).flag()) ?? [],
            ),
        );
        return said.length === 0 ? undefined : said.includes(true);
    }

    /** Also by its subnets, which give every machine that says nothing else an address (`mapPublicIpOnLaunch`); undefined where nothing says. */
    of(machine: StackResource): boolean | undefined {
        const decided = this.decidedBy(machine);
        if (decided !== undefined) return decided;
        const subnets = [...this.subnets.of(machine, subnetProperty)].filter(isSubnet);
        return subnets.some(givesAddresses) ? true : undefined;
    }
}

const givesAddresses = ({ props }: StackResource): boolean =>
    ifKnown(() => (props as Cursor<{ mapPublicIpOnLaunch: boolean }>).field("mapPublicIpOnLaunch").flag()) === true;
