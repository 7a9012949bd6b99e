import { isUnknown } from "../../policypack/lib/unknown";
import { type Row, subject } from "../../policypack/lib/subject";
import type { NodeBoot } from "../../policypack/model/node-boot";
import type { BootCarrier } from "../../policypack/subjects/boot-carrier";
import { type Given, stackOf } from "./judge";

/** The views that rows make of one resource, with the paths of unknown values that kept some from being made. */
export function viewsOf<V>(rows: readonly Row<V>[], given: Given): { readonly views: V[]; readonly unknown: string[] } {
    const lens = subject<V>(...rows).rows.get(given.type);
    if (lens === undefined) throw new Error(`no row reads ${given.type}`);
    const views: V[] = [];
    const unknown: string[] = [];
    for (const thunk of lens(stackOf([given])[0]!)) {
        try {
            views.push(thunk());
        } catch (error) {
            if (!isUnknown(error)) throw error;
            unknown.push(/ at \.(\S+) can't be known/.exec(error.message)?.[1] ?? error.message);
        }
    }
    return { views, unknown };
}

/** The boots that a carrier makes of one resource. */
export const bootsOf = (carrier: BootCarrier, given: Given): NodeBoot[] =>
    viewsOf(
        carrier<NodeBoot>((boot) => [() => boot]),
        given,
    ).views;
