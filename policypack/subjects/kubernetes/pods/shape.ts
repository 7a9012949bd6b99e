import type { PodTemplateArgs } from "@pulumi/kubernetes/core/v1/podTemplate";
import type { Props } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { Pod } from "./pod";

type Template = NonNullable<Props<PodTemplateArgs>["template"]>;

/** Where one Pod of an object stands: its specification, and the metadata that it gets. */
export interface PodPlace {
    readonly spec: Cursor<Template["spec"]>;
    readonly metadata: Cursor<Template["metadata"]>;
}

/** How the objects of one kind make Pods. */
export interface Shape {
    readonly kind: string;
    readonly groupVersions: readonly string[];
    readonly places: (object: Cursor<never>) => Iterable<PodPlace>;
    readonly made: typeof Pod;
}

type ShapeOf = (kind: string, ...groupVersions: readonly string[]) => Shape;

/** Kinds whose objects hold any number of templates, or of what stands for one. */
export const shapes =
    <O>(places: (object: Cursor<O>) => Iterable<Cursor<unknown> | PodPlace>, made = Pod): ShapeOf =>
    (kind, ...groupVersions) => ({
        kind,
        groupVersions,
        *places(object) {
            for (const place of places(object as unknown as Cursor<O>)) yield "spec" in place ? place : placeOf(place);
        },
        made,
    });

/** Kinds whose objects hold one. */
export const shape = <O>(place: (object: Cursor<O>) => Cursor<unknown> | PodPlace, made = Pod): ShapeOf =>
    shapes<O>((object) => [place(object)], made);

function placeOf(template: Cursor<unknown>): PodPlace {
    const own = template as Cursor<Template>;
    return { spec: own.field("spec"), metadata: own.field("metadata") };
}

/** A specification that stands by itself; its Pods have the metadata of the object. */
export const bareSpec = (object: Cursor<unknown>, spec: Cursor<unknown>): PodPlace => ({
    spec: spec as PodPlace["spec"],
    metadata: (object as Cursor<Template>).field("metadata"),
});
