import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import type { IngressArgs as OldIngressArgs } from "@pulumi/kubernetes/networking/v1beta1/ingress";
import type { IngressArgs } from "@pulumi/kubernetes/networking/v1/ingress";
import { each, type Props, type Row, type Thunk } from "../../lib/subject";
import type { Audience } from "../../model/published-port";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../aws/read-all";
import { customResource } from "./custom-resource";
import { everyFormOf } from "./objects";
import { entry } from "./service";
import type { ServiceName } from "./service-backends";
import { range } from "./service-publication";

/** One place at which something leads callers from outside to a port of a Service. Everything is read when it is asked for. */
export interface Route extends ServiceName {
    /** `spec.rules[0].http.paths[0].backend`. */
    readonly at: string;
    /** `Ingress`. */
    readonly kind: string;
    /** `Ingress "shop"`. */
    readonly words: string;
    /** The property of the resource in which it stands. */
    readonly property: string;
    /** The number or the name of the Service's port. */
    port(): number | string | undefined;
    audience(): Audience;
}

type Ingress = Props<IngressArgs>;
type IngressBackend = NonNullable<NonNullable<Ingress["spec"]>["defaultBackend"]>;
type OldIngress = Props<OldIngressArgs>;
type OldBackend = NonNullable<NonNullable<OldIngress["spec"]>["backend"]>;

interface Reference {
    name: string;
    namespace: string;
    port: number | string;
    kind: string;
}

/** Gateway API's routes. Their references default to Services. */
interface GatewayRoute {
    metadata: object;
    spec: { rules: { backendRefs: Reference[] }[] };
}

/** Traefik's routes. */
interface TraefikRoute {
    metadata: object;
    spec: { routes: { services: Reference[] }[] };
}

const GATEWAY = "gateway.networking.k8s.io";
const GATEWAY_ROUTES = [
    ...["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"].flatMap((kind) => [
        `${GATEWAY}/v1:${kind}`,
        `${GATEWAY}/v1alpha2:${kind}`,
    ]),
    `${GATEWAY}/v1beta1:HTTPRoute`,
    `${GATEWAY}/v1alpha3:TLSRoute`,
];
const TRAEFIK_ROUTES = ["IngressRoute", "IngressRouteTCP"].flatMap((kind) => [
    `traefik.io/v1alpha1:${kind}`,
    `traefik.containo.us/v1alpha1:${kind}`,
]);

/** Every backend of everything that leads from an ingress controller to Services. */
export const everyRoute: readonly Row<Route>[] = [
    ...everyFormOf<Ingress>("Ingress", ["networking.k8s.io/v1"])<Route>(function* (object) {
        const spec = object.field("spec");
        const read = (backend: Cursor<IngressBackend>) => {
            const service = backend.field("service");
            const port = service.field("port");
            const name = () => service.field("name").text();
            return route("Ingress", object, backend, name, () => port.field("number").number() ?? port.field("name").text());
        };
        yield* ifPresent(spec.field("defaultBackend"), read);
        yield* each(spec.field("rules").items(), (rule) =>
            each(rule.field("http").field("paths").items(), (path) => ifPresent(path.field("backend"), read)),
        );
    }),
    ...everyFormOf<OldIngress>("Ingress", ["networking.k8s.io/v1beta1", "extensions/v1beta1"])<Route>(function* (object) {
        const spec = object.field("spec");
        const read = (backend: Cursor<OldBackend>) =>
            route(
                "Ingress",
                object,
                backend,
                () => backend.field("serviceName").text(),
                () => numberOrName(backend.field("servicePort")),
            );
        yield* ifPresent(spec.field("backend"), read);
        yield* each(spec.field("rules").items(), (rule) =>
            each(rule.field("http").field("paths").items(), (path) => ifPresent(path.field("backend"), read)),
        );
    }),
    ...GATEWAY_ROUTES.flatMap((kind) =>
        customResource<GatewayRoute>([kind])<Route>(({ props }) =>
            each(props.field("spec").field("rules").items(), (rule) =>
                each(rule.field("backendRefs").items(), (reference) => referred(kindOf(kind), props, reference)),
            ),
        ),
    ),
    ...TRAEFIK_ROUTES.flatMap((kind) =>
        customResource<TraefikRoute>([kind])<Route>(({ props }) =>
            each(props.field("spec").field("routes").items(), (one) =>
                each(one.field("services").items(), (reference) => referred(kindOf(kind), props, reference)),
            ),
        ),
    ),
    // The TCP services of ingress-nginx: `2379: kube-system/etcd:2379`.
    ...everyFormOf<Props<ConfigMapArgs>>("ConfigMap", ["core/v1"])<Route>(function* (object) {
        if (!/tcp-services|ingress-nginx-tcp/.test(ifKnown(() => object.field("metadata").field("name").text()) ?? "")) return;
        yield* each(object.field("data").entries(), function* ([, place]): Generator<Thunk<Route>> {
            const [, namespace, name, port] = /^([\w-]+)\/([\w.-]+):([\w-]+)/.exec((place as Cursor<string>).text() ?? "") ?? [];
            if (namespace === undefined || port === undefined) return;
            const made = route(
                "ConfigMap",
                object,
                place,
                () => name,
                () => (/^\d+$/.test(port) ? Number(port) : port),
            );
            yield () => ({ ...made, property: "data", namespace: () => namespace });
        });
    }),
];

const kindOf = (kind: string): string => kind.split(":").at(-1)!;

function* ifPresent<B>(backend: Cursor<B | undefined>, read: (backend: Cursor<B>) => Route): Generator<Thunk<Route>> {
    if (backend.isPresent()) yield () => read(backend as Cursor<B>);
}

function* referred(kind: string, object: Cursor<unknown>, reference: Cursor<Reference>): Generator<Thunk<Route>> {
    if ((reference.field("kind").text() ?? "Service") !== "Service") return;
    const made = route(
        kind,
        object,
        reference,
        () => reference.field("name").text(),
        () => numberOrName(reference.field("port")),
    );
    yield () => ({ ...made, namespace: () => reference.field("namespace").text() ?? made.namespace() });
}

interface Metadata {
    name: string;
    namespace: string;
    annotations: Record<string, string>;
}

function route(kind: string, object: Cursor<unknown>, place: Cursor<unknown>, name: Route["name"], port: Route["port"]): Route {
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

/** A port as the old Ingress and Traefik take it. */
function numberOrName(place: Cursor<number | string | object | undefined>): number | string | undefined {
    const value = place.raw();
    return typeof value === "string" && !/^\d+$/.test(value) ? value : (place as Cursor<number>).number();
}
