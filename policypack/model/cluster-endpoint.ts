import type { AddressSet } from "./address-set";

/** The API server's public endpoint, where a cluster has one. */
export interface ClusterEndpoint {
    /** The switch that turns it on, also where the default does. */
    readonly switchAt: string;
    /** The property that says who may come; for what nobody wrote, the one that should have been. */
    readonly sourcesAt: string;
    readonly sources: readonly { readonly written: string; readonly addresses: AddressSet }[];
    /** Whether nobody wrote them and EKS lets everybody come. */
    readonly isDefault: boolean;
}
