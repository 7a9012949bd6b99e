import type { Resource, Row, Thunk } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import { everyCloudFormationResource } from "./aws/cloudformation";
import { everyNativeUserData } from "./aws/native-user-data";
import { everySsmDocument } from "./aws/ssm";
import { everyStoredContent } from "./aws/stored-content";
import { everyUserData } from "./aws/user-data";

/** Reads one boot. */
export type BootLens<V> = (boot: NodeBoot, resource: Resource) => Iterable<Thunk<V>>;

/** The rows of one kind of carrier of node configuration: each type token with the boots that its resources hold. */
export type BootCarrier = <V>(lens: BootLens<V>) => Row<V>[];

/** Every carrier that is known; the next one goes here. */
const CARRIERS: readonly BootCarrier[] = [
    everyUserData,
    everyNativeUserData,
    everySsmDocument,
    everyCloudFormationResource,
    everyStoredContent,
];

/** The rows of every carrier of node configuration, whatever resource it is. */
export const everyNodeBoot: BootCarrier = (lens) => CARRIERS.flatMap((carrier) => carrier(lens));
