import type { StackResource, StackSubject } from "../../../lib/subject";
import { evidenceFor, KUBELET } from "../../../model/guarded-service";
import type { NodeEvidence } from "../../../model/node-evidence";
import type { PublicAddress } from "../../../model/public-address";
import type { Cursor } from "../../../parse/cursor";
import { type Machine, machines } from "./machine";
import { namesOfMachine } from "./machine-names";
import { MachinesInStack } from "./machine-views";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";
import { hintsOfTags } from "../role-hints";

const SUBNET = /^(aws:ec2\/subnet:Subnet|aws:ec2\/defaultSubnet:DefaultSubnet|aws-native:ec2:Subnet)$/;
/** The property that names the subnets, by the type of what starts machines there. An EKS cluster's own are the control plane's. */
const STARTS: ReadonlyMap<string, string> = new Map([
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ["aws-native:eks:Nodegroup", "subnets"],
    ["aws:autoscaling/group:Group", "vpcZoneIdentifiers"],
    ["aws-native:autoscaling:AutoScalingGroup", "vpcZoneIdentifier"],
    ["aws:ec2/instance:Instance", "subnetId"],
    ["aws-native:ec2:Instance", "subnetId"],
]);
const isTemplate = (property: string) => /^(launchTemplate|launchConfiguration|mixedInstancesPolicy)/.test(property);

/** Nodes that start in subnets which give public addresses, unless the machine's own switch refuses one. */
export const subnetAddresses: StackSubject<PublicAddress> = function* (stack) {
    const subnets = stack.filter(({ type, props }) => SUBNET.test(type) && isOn(props as Cursor<Subnet>));
    if (subnets.length === 0) return;
    const open = new Set(subnets);
    const toSubnets = new References(subnets);
    const toMachines = new References(
        stack.filter(({ type }) => machines.rows.has(type)),
        namesOfMachine,
    );
    const known = new MachinesInStack(stack);
    for (const starter of stack) {
        const at = STARTS.get(starter.type);
        if (at === undefined) continue;
        const inside = [...toSubnets.of(starter, (property) => property === at)].filter((one) => open.has(one));
        if (inside.length === 0) continue;
        const started = [starter, ...toMachines.of(starter, isTemplate)].flatMap((resource) =>
            machinesIn(resource).map((machine) => ({ resource, machine })),
        );
        if (started.some(({ machine }) => decides(machine))) continue;
        const evidences = [
            ofGroup(starter),
            ...started.map(({ machine, resource }) => known.evidenceOf(machine, resource).evidence),
        ];
        const evidence = evidences.find(({ verdict }) => verdict === "node");
        if (evidence === undefined) continue;
        const by = { kind: "subnet", subnets: inside.map(({ name }) => name) } as const;
        yield () => ({ urn: starter.urn, view: { at, by, evidence, path: [] } });
    }
};

interface Subnet {
    mapPublicIpOnLaunch?: boolean;
}
const isOn = (props: Cursor<Subnet>): boolean => ifKnown(() => props.field("mapPublicIpOnLaunch").flag()) === true;

const machinesIn = (resource: StackResource): Machine[] =>
    ifKnown(() => [...(machines.rows.get(resource.type)?.(resource) ?? [])].map((machine) => machine())) ?? [];

/** Whether the machine's own switch beats the subnet's. An instance's is also what AWS computed of the subnet, so that there only a refusal counts. */
function decides({ publicAddress, interfaces }: Machine): boolean {
    if (publicAddress !== undefined && ifKnown(() => publicAddress.flag()) === false) return true;
    const places = interfaces === undefined ? [] : (ifKnown(() => [...interfaces.items()]) ?? []);
    return places.some((one) => ifKnown(() => one.field("associatePublicIpAddress").flag()) !== undefined);
}

/** What a group says about its machines by itself. */
function ofGroup(starter: StackResource): NodeEvidence {
    if (starter.type.includes(":eks")) return { verdict: "node", why: "a node group of EKS" };
    return evidenceFor(KUBELET, hintsOfTags(starter)).evidence;
}
