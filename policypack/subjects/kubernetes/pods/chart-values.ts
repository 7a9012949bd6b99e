import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { on, type Row, type Thunk } from "../../../lib/subject";
import type { PodOwner } from "../../../model/host-path";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { everyAddon } from "../../eks/addon-values";

/** Who brings the Pods that values are for. */
export interface Chart {
    readonly owner: PodOwner;
    /** Stands for the image where the values name none: the chart's own name, or the add-on's. */
    readonly image: () => string;
}

interface Section {
    serviceAccount: { name: string };
    serviceAccountName: string;
    image: { registry: string; repository: string };
}

/** The rows of the values of every Release and add-on, which bring Pods out of Pulumi's sight. */
export const everyChartValues = <V>(lens: (values: Cursor<unknown>, chart: Chart) => Iterable<Thunk<V>>): Row<V>[] => [
    on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) => {
        const values = props.field("values") as Cursor<unknown>;
        return lens(values, {
            owner: {
                get namespace() {
                    return props.field("namespace").text() ?? "default";
                },
                get serviceAccount() {
                    return serviceAccountIn(values) ?? "default";
                },
            },
            image: () => (props.field("chart").text() ?? "").replace(/^oci:\/\//, ""),
        });
    }),
    ...everyAddon<V>(({ name, values }) =>
        lens(values, { owner: { namespace: "kube-system", serviceAccount: name }, image: () => name }),
    ),
];

/** Who runs the Pods of a part of the values. */
export function ownerOf(section: Cursor<unknown>, { owner }: Chart): PodOwner {
    const own = serviceAccountIn(section);
    return own === undefined ? owner : { namespace: owner.namespace, serviceAccount: own };
}

/** The image of the Pods of a part of the values. */
export function imageOf(section: Cursor<unknown>, chart: Chart): string {
    const image = (section as Cursor<Section>).field("image");
    const written = ifKnown(() => image.raw());
    if (typeof written === "string" && written !== "") return written;
    const parts = [ifKnown(() => image.field("registry").text()), ifKnown(() => image.field("repository").text())];
    return parts[1] === undefined ? chart.image() : parts.filter((part) => part !== undefined && part !== "").join("/");
}

function serviceAccountIn(section: Cursor<unknown>): string | undefined {
    const own = section as Cursor<Section>;
    return (
        ifKnown(() => own.field("serviceAccount").field("name").text()) ?? ifKnown(() => own.field("serviceAccountName").text())
    );
}
