import { each, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { customResource } from "../custom-resource";
import { type Route, route } from "./route";

interface Destination {
    host: string;
    port: { number: number };
}

interface VirtualService {
    metadata: object;
    spec: Record<"http" | "tcp" | "tls", { route: { destination: Destination }[] }[]> & { gateways: string[] };
}

const KINDS = ["v1", "v1beta1", "v1alpha3"].map((version) => `networking.istio.io/${version}:VirtualService`);

/** What Istio's gateways lead to. A VirtualService without a gateway, or for the mesh, is for callers in the cluster. */
export const everyIstioRoute: readonly Row<Route>[] = customResource<VirtualService>(KINDS)<Route>(function* ({ props }) {
    const spec = props.field("spec");
    const gateways = [...spec.field("gateways").items()].map((gateway) => gateway.text());
    if (gateways.every((gateway) => gateway === "mesh")) return;
    yield* each(["http", "tcp", "tls"] as const, (protocol) =>
        each(spec.field(protocol).items(), (one) =>
            each(one.field("route").items(), (target) => destined(props, target.field("destination"))),
        ),
    );
});

/** A short name is in the namespace of the VirtualService; in a whole one (`etcd.kube-system.svc.cluster.local`) the namespace comes second. */
function* destined(object: Cursor<VirtualService>, place: Cursor<Destination>): Generator<Thunk<Route>> {
    const parts = () => (place.field("host").text() ?? "").split(".");
    const made = route("VirtualService", object, place, {
        name: () => parts()[0],
        port: () => place.field("port").field("number").number(),
    });
    yield () => ({ ...made, namespace: () => parts()[1] ?? made.namespace() });
}
