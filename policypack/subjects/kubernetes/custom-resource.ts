import { type Resource, type Row, type Thunk } from "../../lib/subject";
import { everyNested } from "./objects";
import { tokensOf } from "./tokens";

/**
 * The rows of custom resources: each kind itself and its Patch, and what a Release brings. Lists of custom resources are no resources of their own in Pulumi.
 *
 * @param kinds `bootstrap.cluster.x-k8s.io/v1beta1:KubeadmConfig`
 */
export const customResource =
    <O>(kinds: readonly string[]) =>
    <V>(lens: (resource: Resource<O>) => Iterable<Thunk<V>>): Row<V>[] =>
        kinds
            .map((kind) => kind.split(":") as [string, string])
            .flatMap(([groupVersion, kind]) => [
                { tokens: tokensOf(kind, groupVersion).single, lens: (resource) => lens(resource as Resource<O>) },
                ...everyNested(kind, [groupVersion], (object, resource) =>
                    lens({ ...resource, props: object as Resource<O>["props"] }),
                ),
            ]);
