import type { AddonArgs as NativeAddonArgs } from "@pulumi/aws-native/eks/addon";
import type { AddonArgs } from "@pulumi/aws/eks/addon";
import { ifKnown } from "../../lib/read-all";
import { each, on, type Row, type Thunk } from "../../lib/subject";
import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { remembered } from "../../parse/remembered";
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

/** One text is one document for all policies. */
const documentIn = remembered((text) => yaml(text!));

/** The values of an add-on; undefined where they are not known yet or cannot be read, which those say who read all of them. */
export function addonValues(configuration: Cursor<string | undefined>): Cursor<unknown> | undefined {
    const text = ifKnown(() => configuration.text()) ?? "";
    const document = text.trim() === "" ? undefined : documentIn(text);
    return document?.ok === true ? Cursor.of(document.value ?? undefined, configuration.path + BELOW) : undefined;
}

const addonOf = <V>(
    name: Cursor<string | undefined>,
    configuration: Cursor<string | undefined>,
    lens: (addon: Addon) => Iterable<Thunk<V>>,
): Generator<Thunk<V>> =>
    each([configuration], (place) => {
        const text = place.text() ?? "";
        if (text.trim() === "") return [];
        const document = documentIn(text);
        if (!document.ok) throw new Unreadable(place.path, document.reason);
        return lens({ name: name.text() ?? "", values: Cursor.of(document.value ?? undefined, place.path + BELOW) });
    });
