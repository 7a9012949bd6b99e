import { on, type Row } from "../lib/subject";
import { Unreadable } from "../model/unreadable";
import type { NodeBoot } from "../model/node-boot";
import { bootOfMachine } from "../node/machine-boot";
import { bootsAt } from "./boot-places";
import type { BootLens } from "./boot-carrier";

/** What a node has on its disk, which no resource carries: what `kube-bypass-guard audit --node-root` was given. */
export const NODE_FILES = "kube-bypass-guard:audit:NodeFiles";

export interface NodeFiles {
    /** JSON of a `Machine`. */
    machine: string;
}

/** The files of nodes themselves. */
export const everyNodeFiles = <V>(lens: BootLens<V>): Row<V>[] => [
    on<NodeFiles>()(NODE_FILES, (resource) => bootsAt(lens, resource, bootOf, resource.props.field("machine"))),
];

function bootOf(text: string, at: string): NodeBoot {
    try {
        return bootOfMachine(text);
    } catch (error) {
        if (error instanceof SyntaxError) throw new Unreadable(at, "is no JSON");
        throw error;
    }
}
