import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, subject, type Thunk } from "../../lib/subject";
import type { KubeletCollector } from "../../model/kubelet-collector";
import { kubeletCollector as collectorOf } from "../../node/kubelet-collector";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";
import { everyAddon } from "../eks/addon-values";
import { wordsOf } from "./charts/arguments";
import { invocationsOf, type Program } from "./pods/invocation";
import { everyContainer } from "./pods/pod-spec";

/** metrics-server, as a container starts it. */
export const METRICS_SERVER: Program = { name: "metrics-server", image: /^metrics-server(?:-(?:amd64|arm64))?$/ };

/** `metrics-server`, `metrics-server/metrics-server`, `./metrics-server-3.13.0.tgz`. */
const CHART = /(?:^|\/)metrics-server(?:-[\d.]+\.tgz)?\/?$/;

/** Words that the chart of metrics-server and EKS's add-on put on its command line (charts/metrics-server/templates/deployment.yaml). */
interface Values {
    defaultArgs: string[];
    args: string[];
}

/** Every metrics-server: in workloads, of its chart and of the add-on. */
export const kubeletCollector = subject<KubeletCollector>(
    ...everyContainer(function* (container): Generator<Thunk<KubeletCollector>> {
        for (const invocation of invocationsOf(container, METRICS_SERVER)) yield () => collectorOf(invocation);
    }),
    on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) =>
        CHART.test(ifKnown(() => props.field("chart").text()) ?? "") ? ofValues(props.field("values")) : [],
    ),
    ...everyAddon<KubeletCollector>(({ name, values }) => (name === "metrics-server" ? ofValues(values) : [])),
);

const ofValues = (place: Cursor<unknown>): Iterable<Thunk<KubeletCollector>> =>
    each([place as Cursor<Values>], (values) => {
        const args = [...wordsOf(values.field("defaultArgs")), ...wordsOf(values.field("args"))];
        return args.length === 0 ? [] : [() => collectorOf({ at: values.path, args, environment: new Map() })];
    });
