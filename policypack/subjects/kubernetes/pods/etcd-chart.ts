import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, type Props, type Row, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { Service, type ServiceObject } from "../published/service";

type Release = Props<ReleaseArgs>;
type Values = NonNullable<ServiceObject["spec"]> & { annotations: Record<string, string> };

/** `etcd`, `bitnami/etcd`, `oci://registry-1.docker.io/bitnamicharts/etcd`, `./charts/etcd-12.0.1.tgz`. */
export const CHART = /(?:^|\/)etcd(?:-[\d.]+\.tgz)?\/?$/;

/** Clients and peers: the chart's Service has both (bitnami/charts, bitnami/etcd/templates/svc.yaml). */
export const PORTS_OF_CHART = [2379, 2380];

/**
 * The Service of Bitnami's etcd chart, which Helm makes out of Pulumi's sight: `service` among its values has the fields of a Service's
 * specification, and its annotations.
 */
class ServiceOfChart extends Service {
    constructor(
        private readonly release: Cursor<Release>,
        private readonly values: Cursor<Values>,
    ) {
        super(values as Cursor<unknown> as Cursor<ServiceObject>, false);
    }

    protected override get spec() {
        return this.values as Cursor<ServiceObject["spec"]>;
    }

    protected override get metadata() {
        return this.values as Cursor<unknown> as Cursor<ServiceObject["metadata"]>;
    }

    override get namespace(): string {
        return this.release.field("namespace").text() ?? "default";
    }
}

/** The Services of etcd charts that Helm releases, and of charts that have an etcd as a part. Charts that Pulumi renders have Services of their own. */
export const everyEtcdChart = <V>(lens: (service: Service) => Iterable<Thunk<V>>): Row<V> =>
    on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) =>
        each([props.field("values")], (place) => {
            const values = place as Cursor<{ service: Values; etcd: { enabled: boolean; service: Values } }>;
            if (CHART.test(ifKnown(() => props.field("chart").text()) ?? "")) {
                return lens(new ServiceOfChart(props, values.field("service")));
            }
            const part = values.field("etcd");
            // What is no truth value is one to a template.
            const isPart = ifKnown(() => part.field("service").isPresent()) === true && part.field("enabled").raw() !== false;
            return isPart ? lens(new ServiceOfChart(props, part.field("service"))) : [];
        }),
    );
