import type { ClusterArgs as NativeClusterArgs } from "@pulumi/aws-native/eks/cluster";
import type { ClusterArgs } from "@pulumi/aws/eks/cluster";
import { each, on, subject, type Thunk } from "../../lib/subject";
import { AddressSet } from "../../model/address-set";
import type { ClusterEndpoint } from "../../model/cluster-endpoint";
import { Unreadable } from "../../model/unreadable";
import type { Cursor } from "../../parse/cursor";

const EVERYWHERE = "0.0.0.0/0";

/** The public endpoints of EKS clusters: on, and open to every address, unless somebody says otherwise. The component of @pulumi/eks makes such a cluster. */
export const clusterEndpoint = subject<ClusterEndpoint>(
    on<ClusterArgs>()("aws:eks/cluster:Cluster", ({ props }) => {
        const config = props.field("vpcConfig");
        return endpointOf(config.field("endpointPublicAccess"), config.field("publicAccessCidrs"));
    }),
    on<NativeClusterArgs>()("aws-native:eks:Cluster", ({ props }) => {
        const config = props.field("resourcesVpcConfig");
        return endpointOf(config.field("endpointPublicAccess"), config.field("publicAccessCidrs"));
    }),
);

function* endpointOf(
    isPublic: Cursor<boolean | undefined>,
    cidrs: Cursor<readonly string[] | undefined>,
): Generator<Thunk<ClusterEndpoint>> {
    if (isPublic.flag() === false) return;
    const places = { switchAt: isPublic.path, sourcesAt: cidrs.path };
    const items = [...cidrs.items()];
    if (items.length === 0) {
        yield () => ({ ...places, sources: [sourceOf(EVERYWHERE, cidrs.path)], isDefault: true });
        return;
    }
    // Each range by itself hides no other; together they may be everywhere.
    const known: ClusterEndpoint["sources"][number][] = [];
    const faults = [
        ...each(items, (item): Thunk<never>[] => {
            known.push(sourceOf(item.text() ?? "", item.path));
            return [];
        }),
    ];
    if (known.length > 0) yield () => ({ ...places, sources: known, isDefault: false });
    yield* faults;
}

function sourceOf(written: string, at: string): ClusterEndpoint["sources"][number] {
    const addresses = AddressSet.parse(written);
    if (addresses === undefined) throw new Unreadable(at, "is no address range");
    return { written, addresses };
}
