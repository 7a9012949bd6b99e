import { each, type StackSubject, subject, type Thunk } from "../../lib/subject";
import type { PublicAddress } from "../../model/public-address";
import { everyComponentGroup, OF_COMPONENT } from "../eks/component-groups";
import { everyNodeClassAddress } from "../kubernetes/node-class-address";
import { elasticAddresses } from "./elastic-addresses";
import { everyNodeMachine, type MachineLens, machinesInStack } from "./machine-views";
import { subnetAddresses } from "./subnet-addresses";

/** Machines of unknown use are often meant to be reached. */
const ofMachine: MachineLens<PublicAddress> = function* ({ publicAddress, interfaces }, known, set) {
    if (known.evidence.verdict !== "node") return;
    const view = (at: string): PublicAddress => ({ ...known, at, by: { kind: "setting" } });
    if (publicAddress !== undefined && set("associatePublicIpAddress", () => publicAddress.flag()) === true) {
        yield () => view(publicAddress.path);
    }
    if (interfaces === undefined) return;
    const places = set("networkInterfaces", () => [...interfaces.items()]) ?? [];
    yield* each(places, function* (one): Generator<Thunk<PublicAddress>> {
        const place = one.field("associatePublicIpAddress");
        if (set("networkInterfaces", () => place.flag()) === true) yield () => view(place.path);
    });
};

/** @pulumi/eks gives its self-managed nodes public addresses unless told otherwise. */
const everyComponentAddress = everyComponentGroup<PublicAddress>(function* (group, { isWhole }) {
    const place = group.field("nodeAssociatePublicIpAddress");
    const isPublic = place.flag();
    if (isPublic ?? isWhole)
        yield () => ({ ...OF_COMPONENT, at: place.path, by: { kind: isPublic === true ? "setting" : "default" } });
});

/** The public addresses of what one resource shows to be a node. */
export const publicAddresses = subject<PublicAddress>(
    ...everyNodeMachine(ofMachine),
    ...everyNodeClassAddress,
    ...everyComponentAddress,
);

const ofMachines = machinesInStack(ofMachine);

/** Those that only the stack shows: of other machines, by Elastic IPs, and by the subnets in which nodes start. */
export const publicAddressesInStack: StackSubject<PublicAddress> = function* (stack) {
    yield* ofMachines(stack);
    yield* elasticAddresses(stack);
    yield* subnetAddresses(stack);
};
