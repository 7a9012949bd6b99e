import { type Resource, subject } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import { ifKnown } from "./aws/read-all";
import { everyNodeBoot } from "./node-boot";

const boots = subject<NodeBoot>(
    ...everyNodeBoot<NodeBoot>(function* (boot) {
        yield () => boot;
    }),
);

/** The boots that a resource holds, as far as they are known: for hints, whose absence is no finding. */
export function bootsOf(resource: Resource): readonly NodeBoot[] {
    const lens = boots.rows.get(resource.type);
    return lens === undefined ? [] : (ifKnown(() => [...lens(resource)].flatMap((thunk) => ifKnown(thunk) ?? [])) ?? []);
}
