import { each, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { customResource } from "../custom-resource";
import { numberOrName, type Route, route } from "./route";

/** How custom resources name a Service and its port. */
interface Reference {
    name: string;
    namespace: string;
    port: number | string;
    kind: string;
}

/** Where each kind has its references. */
interface Specification {
    metadata: object;
    spec: {
        rules: { backendRefs: Reference[] }[];
        routes: { services: Reference[] }[];
        tcpproxy: { services: Reference[] };
        serviceRef: Reference;
    };
}

const gateway = (version: string, ...kinds: readonly string[]) =>
    kinds.map((kind) => `gateway.networking.k8s.io/${version}:${kind}`);

/** The Gateway API's routes; their references are Services unless they say otherwise. */
const GATEWAY_ROUTES = [
    ...gateway("v1", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"),
    ...gateway("v1beta1", "HTTPRoute"),
    ...gateway("v1alpha2", "GRPCRoute", "TLSRoute", "TCPRoute"),
    ...gateway("v1alpha3", "TLSRoute"),
];

/** Traefik's and Contour's routes. */
const ROUTES_OF_SERVICES = [
    ...["traefik.io/v1alpha1", "traefik.containo.us/v1alpha1"].flatMap((group) => [
        `${group}:IngressRoute`,
        `${group}:IngressRouteTCP`,
    ]),
    "projectcontour.io/v1:HTTPProxy",
];

/** Ties a target group of AWS, in front of which somebody puts a load balancer, to a Service. */
const TARGET_GROUP_BINDING = "elbv2.k8s.aws/v1beta1:TargetGroupBinding";

/** Every reference to a Service in custom resources that lead callers from outside to it. */
export const everyCustomRoute: readonly Row<Route>[] = [
    ...rows(GATEWAY_ROUTES, (spec, read) =>
        each(spec.field("rules").items(), (rule) => each(rule.field("backendRefs").items(), read)),
    ),
    ...rows(ROUTES_OF_SERVICES, (spec, read) =>
        each([...places(spec.field("routes")), spec.field("tcpproxy")], (one) => each(one.field("services").items(), read)),
    ),
    ...rows([TARGET_GROUP_BINDING], (spec, read) => each([spec.field("serviceRef")], read)),
];

type Read = (reference: Cursor<Reference>) => Iterable<Thunk<Route>>;

function rows(
    kinds: readonly string[],
    lens: (spec: Cursor<Specification["spec"]>, read: Read) => Iterable<Thunk<Route>>,
): Row<Route>[] {
    return kinds.flatMap((kind) =>
        customResource<Specification>([kind])<Route>(({ props }) =>
            lens(props.field("spec"), (reference) => referred(kind.split(":").at(-1)!, props, reference)),
        ),
    );
}

function* places(list: Cursor<{ services: Reference[] }[]>) {
    yield* list.items();
}

function* referred(kind: string, object: Cursor<unknown>, reference: Cursor<Reference>): Generator<Thunk<Route>> {
    if ((reference.field("kind").text() ?? "Service") !== "Service") return;
    const made = route(kind, object, reference, {
        name: () => reference.field("name").text(),
        port: () => numberOrName(reference.field("port")),
    });
    yield () => ({ ...made, namespace: () => reference.field("namespace").text() ?? made.namespace() });
}
