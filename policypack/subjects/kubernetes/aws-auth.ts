import type { ConfigMapArgs } from "@pulumi/kubernetes/core/v1/configMap";
import { each, type Props, type Row, type Thunk } from "../../lib/subject";
import { Unreadable } from "../../model/unreadable";
import { BELOW, Cursor } from "../../parse/cursor";
import { yaml } from "../../parse/yaml";
import type { ClusterEntry } from "../eks/cluster-entries";
import { ifKnown } from "../../lib/read-all";
import { everyFormOf } from "./objects";

type ConfigMap = Props<ConfigMapArgs>;

/** An entry of `mapRoles` or `mapUsers` (aws-iam-authenticator, pkg/config/types.go). */
interface Mapping {
    rolearn: string;
    userarn: string;
    username: string;
    groups: readonly string[];
}

/** The ConfigMap `kube-system/aws-auth`, whose values are YAML in text. */
export const everyAwsAuth: readonly Row<ClusterEntry>[] = everyFormOf<ConfigMap>("ConfigMap", ["core/v1"])<ClusterEntry>(
    (object) =>
        each([object], () => {
            const metadata = object.field("metadata");
            // Clusters have many ConfigMaps; one whose name is not known yet is judged by `up`, before it is made.
            const [name, namespace] = (["name", "namespace"] as const).map((part) => ifKnown(() => metadata.field(part).text()));
            if (name !== "aws-auth" || namespace !== "kube-system") return [];
            return each(["mapRoles", "mapUsers", "mapAccounts"], (key) => {
                const place = (object.field("data") as Cursor<Record<string, string>>).field(key);
                return key === "mapAccounts" ? accountsIn(place) : mappingsIn(place, key === "mapUsers");
            });
        }),
);

function* mappingsIn(place: Cursor<string | undefined>, isUser: boolean): Generator<Thunk<ClusterEntry>> {
    for (const mapping of listIn<Mapping>(place)) {
        yield () => ({
            principal: mapping.field(isUser ? "userarn" : "rolearn"),
            isUser,
            username: mapping.field("username"),
            groups: mapping.field("groups"),
            policies: () => [],
        });
    }
}

function* accountsIn(place: Cursor<string | undefined>): Generator<Thunk<ClusterEntry>> {
    for (const account of listIn<string>(place)) {
        yield () => ({ principal: account, isUser: true, policies: () => [], account });
    }
}

/** @throws Unreadable where the text is no YAML or no list */
function listIn<T>(place: Cursor<string | undefined>): Iterable<Cursor<T>> {
    const text = place.text() ?? "";
    const value = yaml(text);
    if (!value.ok) throw new Unreadable(place.path, value.reason);
    return Cursor.of<readonly T[]>(value.value, `${place.path}${BELOW}`).items() as Iterable<Cursor<T>>;
}
