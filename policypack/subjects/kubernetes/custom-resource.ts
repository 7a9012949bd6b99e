import { type Resource, type Row, type Thunk } from "../../lib/subject";
import { tokensOf } from "./tokens";

/**
 * The rows of custom resources: each kind itself and its Patch. Lists of custom resources are no resources of their own in Pulumi.
 *
 * @param kinds `bootstrap.cluster.x-k8s.io/v1beta1:KubeadmConfig`
 */
export const customResource =
    <O>(kinds: readonly string[]) =>
    <V>(lens: (resource: Resource<O>) => Iterable<Thunk<V>>): Row<V>[] =>
        kinds
            .map((kind) => kind.split(":") as [string, string])
            .flatMap(([groupVersion, kind]) => tokensOf(kind, groupVersion).single)
            .map((token) => ({ token, lens: (resource) => lens(resource as Resource<O>) }));
