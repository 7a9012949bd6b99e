import { each, type Resource, type Thunk } from "../lib/subject";
import { isUnknown } from "../lib/unknown";
import type { NodeBoot } from "../model/node-boot";
import type { Cursor } from "../parse/cursor";
import type { BootLens } from "./boot-carrier";

/** What a text configures: its boot, or undefined for a text that is nothing of the kind. */
export type BootOfText = (text: string, at: string) => NodeBoot | undefined;

/** The views of the boots that stand in some properties; what one of them throws hides no other. Absent and empty ones have none. */
export const bootsAt = <V>(
    lens: BootLens<V>,
    resource: Resource,
    read: BootOfText,
    ...places: readonly Cursor<string | undefined>[]
): Generator<Thunk<V>> =>
    each(places, (place) => {
        const text = place.text();
        const boot = text === undefined || text === "" ? undefined : read(text, place.path);
        return boot === undefined ? [] : lens(boot, resource);
    });

/** Words that only a text about Kubernetes nodes has. The cheap test before anything is parsed. */
const NODE_WORDS = /kube|nodeadm|node\.eks\.aws|\/etc\/eks\/|etcd|k3s|rke2|talos|bottlerocket|EKSBootstrap/i;

export const concernsNodes = (text: string): boolean => NODE_WORDS.test(text);

/**
 * The text; undefined for one that is unknown at preview where no name says that it concerns nodes. Stacks have many such values, each
 * would give a line for every policy, and `up` judges them before anything is created.
 *
 * @param names such as the resource's own, or a file's
 */
export function textIfOfNode(
    place: Cursor<string | undefined>,
    ...names: readonly (() => string | undefined)[]
): string | undefined {
    try {
        return place.text();
    } catch (error) {
        if (isUnknown(error) && !names.some((name) => concernsNodes(knownOf(name)))) return undefined;
        throw error;
    }
}

function knownOf(name: () => string | undefined): string {
    try {
        return name() ?? "";
    } catch (error) {
        if (isUnknown(error)) return "";
        throw error;
    }
}
