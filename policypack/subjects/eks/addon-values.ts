import type { AddonArgs as NativeAddonArgs } from "@pulumi/aws-native/eks/addon";
import type { AddonArgs } from "@pulumi/aws/eks/addon";
import { each, on, type Row, type Thunk } from "../../lib/subject";
import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { yaml } from "../../parse/yaml";

/** What a program configures of one of EKS's add-ons. */
export interface Addon {
    /** `metrics-server` */
    readonly name: string;
    /** The document, which is JSON or YAML and goes to the add-on's own chart; its path is `configurationValues › `. */
    readonly values: Cursor<unknown>;
}

/** The rows of every add-on that a program configures, by both providers. */
export const everyAddon = <V>(lens: (addon: Addon) => Iterable<Thunk<V>>): Row<V>[] => [
    on<AddonArgs>()("aws:eks/addon:Addon", ({ props }) =>
        addonOf(props.field("addonName"), props.field("configurationValues"), lens),
    ),
    on<NativeAddonArgs>()("aws-native:eks:Addon", ({ props }) =>
        addonOf(props.field("addonName"), props.field("configurationValues"), lens),
    ),
];

const addonOf = <V>(
    name: Cursor<string | undefined>,
    configuration: Cursor<string | undefined>,
    lens: (addon: Addon) => Iterable<Thunk<V>>,
): Generator<Thunk<V>> =>
    each([configuration], function* (place) {
        const text = place.text() ?? "";
        if (text.trim() === "") return;
        const document = yaml(text);
        if (!document.ok) throw new Unreadable(place.path, document.reason);
        yield* lens({ name: name.text() ?? "", values: Cursor.of(document.value ?? undefined, place.path + BELOW) });
    });
