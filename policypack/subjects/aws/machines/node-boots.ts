import { oncePerStack } from "../../../lib/stack";
import { type Resource, type StackResource, subject } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import type { NodeBoot } from "../../../model/node-boot";
import { Unreadable } from "../../../model/unreadable";
import { everyNodeBoot } from "../../node-boot";

/** A boot, and the resource that carries it. */
export interface NodeBootIn {
    readonly boot: NodeBoot;
    readonly resource: StackResource;
}

const boots = subject<NodeBoot>(
    ...everyNodeBoot<NodeBoot>(function* (boot) {
        yield () => boot;
    }),
);

interface ReadBoots {
    readonly resource: StackResource;
    readonly read: readonly NodeBoot[];
    /** A part is not known at the preview. */
    readonly isPartlyUnknown: boolean;
}

/** Every boot that a stack's resources carry and that is known, of machines that may be anything too. */
export const bootsIn = (stack: readonly StackResource[]): NodeBootIn[] =>
    carriersIn(stack).flatMap(({ resource, read }) => read.map((boot) => ({ boot, resource })));

/** The boots that one resource carries, as far as they are known: for hints, whose absence is no finding. */
export function bootsOf(resource: Resource): readonly NodeBoot[] {
    const lens = boots.rows.get(resource.type);
    return lens === undefined ? [] : readable(() => lens(resource)).read;
}

/** Every carrier of a stack with its boots. What cannot be read has been told of where the resource is judged. */
export const carriersIn = oncePerStack((stack): readonly ReadBoots[] =>
    stack.flatMap((resource) => {
        const lens = boots.rows.get(resource.type);
        return lens === undefined ? [] : [{ resource, ...readable(() => lens(resource)) }];
    }),
);

function readable(thunks: () => Iterable<() => NodeBoot>): Omit<ReadBoots, "resource"> {
    const read: NodeBoot[] = [];
    let isPartlyUnknown = false;
    const attempt = (step: () => void) => {
        try {
            step();
        } catch (fault) {
            if (isUnknown(fault)) isPartlyUnknown = true;
            else if (!(fault instanceof Unreadable)) throw fault;
        }
    };
    attempt(() => {
        for (const thunk of thunks()) attempt(() => read.push(thunk()));
    });
    return { read, isPartlyUnknown };
}
