import type { SecretArgs } from "@pulumi/kubernetes/core/v1/secret";
import { each, type Props } from "../../lib/subject";
import type { KeyPlace } from "../../model/stored-key";
import type { Cursor } from "../../parse/cursor";
import { fromBase64 } from "../../parse/encodings";
import { ifKnown } from "../../lib/read-all";
import { everyResourceForm } from "../kubernetes/objects";
import { type KeyStoreRows, partsOf, textAt } from "./key-store";

type Secret = Props<SecretArgs>;

/** Cluster API keeps a cluster's authorities in Secrets of this type, which its controllers alone are to read. */
const CLUSTER_API = "cluster.x-k8s.io/secret";

/** Secrets of Kubernetes: where its keys belong, but each namespace has other readers. */
export const everySecretStore: KeyStoreRows = (lens) =>
    everyResourceForm<Secret>("Secret", ["core/v1"])((object, resource) => {
        const metadata = object.field("metadata");
        const name = ifKnown(() => metadata.field("name").text()) ?? "";
        const place = placeOf(object, name, ifKnown(() => metadata.field("namespace").text()) ?? "default");
        if (place === undefined) return [];
        return each(["data", "stringData"] as const, (property) =>
            each(
                partsOf(() => object.field(property).entries(), [resource.name, name]),
                ([key, value]) =>
                    lens(
                        {
                            at: value.path,
                            property: value.path.replace(/[.[][^]*$/, ""),
                            names: [resource.name, name, key],
                            name: key,
                            place,
                            text() {
                                const text = textAt(value);
                                return property === "data" ? (fromBase64(text)?.toString("utf8") ?? "") : text;
                            },
                        },
                        resource,
                    ),
            ),
        );
    });

function placeOf(object: Cursor<Secret>, name: string, namespace: string): KeyPlace | undefined {
    if (namespace === "kube-system") return name === "kubeadm-certs" ? { kind: "kubeadm-certs" } : undefined;
    return ifKnown(() => object.field("type").text()) === CLUSTER_API ? undefined : { kind: "secret", namespace };
}
