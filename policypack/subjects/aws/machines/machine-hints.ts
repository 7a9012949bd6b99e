import type { StackResource } from "../../../lib/subject";
import type { RoleHint } from "../../../model/node-evidence";
import { machinesOf } from "./machine-views";
import { hintsOfImage, type Machines } from "./machines";
import { readAll } from "../../../lib/read-all";
import { hintsOfTags } from "../role-hints";
import { hintsOfUserData } from "./user-data-hints";

/** What a resource that starts machines says of what they are: by itself, in each place where its form has them, and by the stack around it. */
export function hintsOfMachines(resource: StackResource, known: Machines): RoleHint[] {
    const { known: places } = readAll(
        () =>
            machinesOf(resource, function* ({ place }) {
                yield () => place;
            }),
        (thunk) => thunk(),
    );
    const own = places.flatMap((props) => [...hintsOfTags({ props }), ...hintsOfUserData({ props }), ...hintsOfImage({ props })]);
    return [...own, ...known.hintsOf(resource)];
}
