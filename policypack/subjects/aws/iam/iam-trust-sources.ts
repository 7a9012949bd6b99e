import type { StackResource } from "../../../lib/subject";
import type { HolderKind } from "../../../model/iam-grant";
import type { Cursor } from "../../../parse/cursor";
import { isOfCluster } from "./iam-trust";
import { ifKnown } from "../../../lib/read-all";

const CLUSTER = /^(aws:eks\/cluster:|aws-native:eks:Cluster$)/;
const PROVIDER = /^(aws:iam\/openIdConnectProvider:|aws-native:iam:OidcProvider$)/;

/** Who takes a role whose trust policy is not known yet, by what the policy is made of: the identity provider of a cluster, or of CI. */
export function kindOfSources({ propertyDependencies }: StackResource): HolderKind {
    const { assumeRolePolicy = [], assumeRolePolicyDocument = [] } = propertyDependencies;
    const kinds = [...assumeRolePolicy, ...assumeRolePolicyDocument].map(kindOfSource);
    return kinds.find((kind) => kind === "deployer") ?? kinds.find((kind) => kind === "pods") ?? "unknown";
}

function kindOfSource(source: StackResource): HolderKind {
    if (CLUSTER.test(source.type)) return "pods";
    if (!PROVIDER.test(source.type)) return "unknown";
    const url = ifKnown(() => (source.props as Cursor<{ url: string }>).field("url").text());
    if (url !== undefined) return isOfCluster(url) ? "pods" : "deployer";
    return (source.propertyDependencies["url"] ?? []).some(({ type }) => CLUSTER.test(type)) ? "pods" : "unknown";
}
