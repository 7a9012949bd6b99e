import { each, type StackSubject, subject, type Thunk, without } from "../../../lib/subject";
import type { PublicAddress } from "../../../model/public-address";
import { everyComponentGroup, OF_COMPONENT } from "../../eks/component-groups";
import { everyDeclaredMachine } from "../../kubernetes/nodes/declared-machines";
import { elasticAddresses } from "./elastic-addresses";
import { everyNodeMachine, type MachineLens, machinesInStack } from "./machine-views";
import { subnetAddresses } from "./subnet-addresses";

const ofMachine: MachineLens<PublicAddress> = function* ({ publicAddress, interfaces }, known, set) {
    const view = (at: string): PublicAddress => ({ ...known, at, by: { kind: "setting" } });
    if (publicAddress !== undefined && set("associatePublicIpAddress", () => publicAddress.flag()) === true) {
        yield () => view(publicAddress.path);
    }
    if (interfaces === undefined) return;
    const places = set("networkInterfaces", () => [...interfaces.items()]) ?? [];
    yield* each(places, (one): Thunk<PublicAddress>[] => {
        const place = one.field("associatePublicIpAddress");
        return set("networkInterfaces", () => place.flag()) === true ? [() => view(place.path)] : [];
    });
};

/** @pulumi/eks gives its self-managed nodes public addresses unless told otherwise. */
const everyComponentAddress = everyComponentGroup<PublicAddress>(function* (group, { isWhole }) {
    const place = group.field("nodeAssociatePublicIpAddress");
    const isPublic = place.flag();
    if (isPublic ?? isWhole)
        yield () => ({ ...OF_COMPONENT, at: place.path, by: { kind: isPublic === true ? "setting" : "default" } });
});

/** Where nothing is said, the subnet decides. */
const everyDeclaredAddress = without(
    /kops(?:(?!kops)[^:])*:Cluster/,
    everyDeclaredMachine<PublicAddress>(function* ({ publicAddress, evidence }) {
        if (publicAddress?.flag() !== true) return;
        yield () => ({ at: publicAddress.path, by: { kind: "setting" }, evidence, path: [] });
    }),
);

/** The public addresses of what one resource shows to be a node. */
export const publicAddresses = subject<PublicAddress>(
    ...everyNodeMachine(ofMachine),
    ...everyDeclaredAddress,
    ...everyComponentAddress,
);

const ofMachines = machinesInStack(ofMachine, { asks: "nodes", isToldByComponents: true });

/** Those that only the stack shows: of other machines, by Elastic IPs, and by the subnets in which nodes start. */
export const publicAddressesInStack: StackSubject<PublicAddress> = function* (stack) {
    yield* ofMachines(stack);
    yield* elasticAddresses(stack);
    yield* subnetAddresses(stack);
};
