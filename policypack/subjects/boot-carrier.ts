import type { Resource, Row, Thunk } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";

/** Reads one boot. */
export type BootLens<V> = (boot: NodeBoot, resource: Resource) => Iterable<Thunk<V>>;

/** The rows of one kind of carrier of node configuration: each type token with the boots that its resources hold. `node-boot.ts` lists them. */
export type BootCarrier = <V>(lens: BootLens<V>) => Row<V>[];
