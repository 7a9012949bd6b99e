import type { StackResource, StackSubject } from "../../../lib/subject";
import type { PublicAddress } from "../../../model/public-address";
import { machines } from "./machine";
import { namesOfMachine } from "./machine-names";
import { MachinesInStack } from "./machine-views";
import { References } from "../references";
import { inWords } from "../words";

/** The property that names the instance, by the type of what gives an Elastic IP to one. */
const INSTANCE: ReadonlyMap<string, string> = new Map([
    ["aws:ec2/eip:Eip", "instance"],
    ["aws:ec2/eipAssociation:EipAssociation", "instanceId"],
    ["aws-native:ec2:Eip", "instanceId"],
    ["aws-native:ec2:EipAssociation", "instanceId"],
]);
const isInstance = ({ type }: StackResource) => /^(aws:ec2\/instance:|aws-native:ec2:)Instance$/.test(type);

/** Elastic IPs of instances that are nodes. */
export const elasticAddresses: StackSubject<PublicAddress> = function* (stack) {
    const addresses = stack.filter(({ type }) => INSTANCE.has(type));
    const instances = new Set(stack.filter(isInstance));
    if (addresses.length === 0 || instances.size === 0) return;
    const references = new References(instances, namesOfMachine);
    const known = new MachinesInStack(stack);
    for (const address of addresses) {
        const at = INSTANCE.get(address.type)!;
        const given = [...references.of(address, (property) => property === at)].filter((one) => instances.has(one));
        for (const instance of given) {
            for (const machine of machines.rows.get(instance.type)!(instance)) {
                const { evidence } = known.evidenceOf(machine(), instance);
                const path = [inWords(address), inWords(instance)];
                yield () => ({ urn: address.urn, view: { at, by: { kind: "address" }, evidence, path } });
            }
        }
    }
};
