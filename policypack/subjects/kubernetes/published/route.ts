import type { Audience } from "../../../model/published-port";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { entry } from "./service";
import type { ObjectName } from "./directory";
import { range } from "./service-publication";

/** One place at which something leads callers from outside to a port of a Service. Everything is read when it is asked for. */
export interface Route extends ObjectName {
    /** `spec.rules[0].http.paths[0].backend`. */
    readonly at: string;
    /** `Ingress`. */
    readonly kind: string;
    /** `Ingress "shop"`. */
    readonly words: string;
    /** The property of the resource in which it stands. */
    readonly property: string;
    /** The number or the name of the Service's port; undefined for its only one. */
    port(): number | string | undefined;
    audience(): Audience;
}

interface Metadata {
    name: string;
    namespace: string;
    annotations: Record<string, string>;
}

/**
 * A route in an object that has metadata.
 *
 * @param object `Ingress`, with the Service in its own namespace
 * @param place where the Service is named
 */
export function route(
    kind: string,
    object: Cursor<unknown>,
    place: Cursor<unknown>,
    { name, port }: Pick<Route, "name" | "port">,
): Route {
    const metadata = (object as Cursor<{ metadata: Metadata }>).field("metadata");
    const own = ifKnown(() => metadata.field("name").text());
    return {
        at: place.path,
        kind,
        words: own === undefined ? kind : `${kind} "${own}"`,
        property: "spec",
        name,
        namespace: () => metadata.field("namespace").text() ?? "default",
        port,
        audience: () => audienceOf(metadata),
    };
}

/** What the AWS Load Balancer Controller makes is internal unless annotated; whom other controllers let in is not told by the object. */
function audienceOf(metadata: Cursor<Metadata>): Audience {
    const annotation = (name: string) => entry(metadata.field("annotations"), `alb.ingress.kubernetes.io/${name}`);
    if (annotation("scheme")?.text() !== "internet-facing") return { kind: "network" };
    const admitted = annotation("inbound-cidrs");
    const ranges = (admitted?.text() ?? "").split(",").filter((text) => text.trim() !== "");
    if (ranges.length === 0) return { kind: "everybody" };
    return { kind: "addresses", ranges: ranges.map((text) => range(text.trim(), admitted!.path)) };
}

/** A port of a Service by its number, also in digits, or by its name. */
export function numberOrName(place: Cursor<number | string | object | undefined>): number | string | undefined {
    const value = place.raw();
    return typeof value === "string" && !/^\d+$/.test(value) ? value : place.number();
}
