import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import type { IngressArgs as OldIngressArgs } from "@pulumi/kubernetes/networking/v1beta1/ingress";
import type { IngressArgs } from "@pulumi/kubernetes/networking/v1/ingress";
import { each, type Props, type Row, type Thunk } from "../../../lib/subject";
import { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { everyCustomRoute } from "./custom-routes";
import { everyIstioRoute } from "./istio-routes";
import { everyFormOf } from "../objects";
import { numberOrName, type Route, route } from "./route";

type Ingress = Props<IngressArgs>;
type Backend = NonNullable<NonNullable<Ingress["spec"]>["defaultBackend"]>;
type OldIngress = Props<OldIngressArgs>;
type OldBackend = NonNullable<NonNullable<OldIngress["spec"]>["backend"]>;

/** Everything by which an ingress controller, a gateway or AWS leads callers from outside to Services. */
export const everyRoute: readonly Row<Route>[] = [
    ...everyFormOf<Ingress>("Ingress", ["networking.k8s.io/v1"])<Route>(function* (object) {
        const spec = object.field("spec");
        const read = (backend: Cursor<Backend | undefined>) => {
            const service = backend.field("service");
            const port = service.field("port");
            return ifPresent(backend, () =>
                route("Ingress", object, backend, {
                    name: () => service.field("name").text(),
                    port: () => port.field("number").number() ?? port.field("name").text(),
                }),
            );
        };
        yield* each([spec.field("defaultBackend")], read);
        yield* each(spec.field("rules").items(), (rule) =>
            each(rule.field("http").field("paths").items(), (path) => read(path.field("backend"))),
        );
    }),
    ...everyFormOf<OldIngress>("Ingress", ["networking.k8s.io/v1beta1", "extensions/v1beta1"])<Route>(function* (object) {
        const spec = object.field("spec");
        const read = (backend: Cursor<OldBackend | undefined>) =>
            ifPresent(backend, () =>
                route("Ingress", object, backend, {
                    name: () => backend.field("serviceName").text(),
                    port: () => numberOrName(backend.field("servicePort")),
                }),
            );
        yield* each([spec.field("backend")], read);
        yield* each(spec.field("rules").items(), (rule) =>
            each(rule.field("http").field("paths").items(), (path) => read(path.field("backend"))),
        );
    }),
    ...everyCustomRoute,
    ...everyIstioRoute,
    ...everyFormOf<Props<ConfigMapArgs>>("ConfigMap", ["core/v1"])<Route>(function* (object) {
        if (!TCP_SERVICES.test(ifKnown(() => object.field("metadata").field("name").text()) ?? "")) return;
        yield* each(object.field("data").entries(), ([, place]) => tcpService(object, place as Cursor<string>));
    }),
];

/** The ConfigMap of ingress-nginx for what is no HTTP, as its manifests and its chart name it. */
const TCP_SERVICES = /tcp-services$|ingress-nginx-tcp$/;

/** `2379: kube-system/etcd:2379`, with `:PROXY` at its end where somebody wants that. */
function* tcpService(object: Cursor<unknown>, place: Cursor<string>): Generator<Thunk<Route>> {
    const [, namespace, name, port] = /^([\w-]+)\/([\w.-]+):([\w-]+)/.exec(place.text() ?? "") ?? [];
    if (namespace === undefined || port === undefined) return;
    const made = route("ConfigMap", object, place, { name: () => name, port: () => numberOrName(Cursor.of(port)) });
    yield () => ({ ...made, property: "data", namespace: () => namespace });
}

function* ifPresent(backend: Cursor<unknown>, read: () => Route): Generator<Thunk<Route>> {
    if (backend.isPresent()) yield read;
}
