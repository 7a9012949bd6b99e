import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import type { SecretArgs } from "@pulumi/kubernetes/core/v1/secret";
import { each, type Props, type Resource, type Row, type Thunk } from "../../../lib/subject";
import { isUnknown } from "../../../lib/unknown";
import { bootOfContent, kindOfContent } from "../../../node/content";
import type { Cursor } from "../../../parse/cursor";
import { fromBase64, unpacked } from "../../../parse/encodings";
import type { BootLens } from "../../boot-carrier";
import { everyResourceForm } from "../objects";

type Holder = Props<SecretArgs> & Props<ConfigMapArgs>;

/** Secrets that hold what nodes boot from: those of Cluster API, of cloud-init, of k3s or Talos. */
export const everySecret = <V>(lens: BootLens<V>): Row<V>[] =>
    everyResourceForm<Holder>("Secret", ["core/v1"])<V>((object, resource) =>
        bootsOf(object, resource, lens, ["data", "stringData"], () => false),
    );

/** ConfigMaps likewise. A KubeletConfiguration in one is read elsewhere, with what its name says. */
export const everyConfigMap = <V>(lens: BootLens<V>): Row<V>[] =>
    everyResourceForm<Holder>("ConfigMap", ["core/v1"])<V>((object, resource) =>
        bootsOf(object, resource, lens, ["binaryData", "data"], (text) => kindOfContent(text) === "kubelet"),
    );

function* bootsOf<V>(
    object: Cursor<Holder>,
    resource: Resource,
    lens: BootLens<V>,
    properties: readonly ("data" | "stringData" | "binaryData")[],
    isLeftOut: (text: string) => boolean,
): Generator<Thunk<V>> {
    const isSecret = properties.includes("stringData");
    yield* each(properties, (property) => {
        const isBase64 = property === "binaryData" || (isSecret && property === "data");
        return each(entriesOf(object, property), ([key, place]) => {
            const written = textOf(object, key, place as Cursor<string>);
            const text = isBase64 ? decoded(written) : written;
            if (isLeftOut(text)) return [];
            const boot = bootOfContent(text, place.path, { name: key });
            return boot === undefined ? [] : lens(boot, resource);
        });
    });
}

/** None while all of it is unknown, unless its name says that it concerns nodes: most Secrets are not known at preview. */
function entriesOf(object: Cursor<Holder>, property: "data" | "stringData" | "binaryData") {
    try {
        return [...object.field(property).entries()];
    } catch (error) {
        if (!isUnknown(error) || NAME.test(nameOf(object))) throw error;
        return [];
    }
}

function decoded(text: string): string {
    const bytes = fromBase64(text);
    const inner = bytes && unpacked(bytes);
    return inner?.ok === true ? inner.value.toString("utf8") : "";
}

const NAME = /bootstrap|user-?data|cloud-?init|kubelet|kubeadm|talos|k3s|rke2/i;
const KEY = /^(?:value|user-?data|cloud-config|ClusterConfiguration|config\.yaml|machineconfig.*)$/i;

/** The text; "" for one that is not known yet where no name says that it concerns nodes, as most Secrets are not known at preview. */
function textOf(object: Cursor<Holder>, key: string, place: Cursor<string>): string {
    try {
        return place.text() ?? "";
    } catch (error) {
        if (!isUnknown(error) || (KEY.test(key) && NAME.test(nameOf(object)))) throw error;
        return "";
    }
}

function nameOf(object: Cursor<Holder>): string {
    try {
        return object.field("metadata").field("name").text() ?? "";
    } catch {
        return "";
    }
}
