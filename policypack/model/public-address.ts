import type { MachineEvidence } from "./machine-evidence";

/** How a node gets an address that the internet reaches. */
export interface PublicAddress extends MachineEvidence {
    readonly at: string;
    /**
     * `setting`: the machine's own switch; `default`: a component's, which nobody turned off; `address`: an Elastic IP of its own;
     * `subnet`: the subnet gives one to whatever starts in it, and `subnets` are their names.
     */
    readonly by:
        { readonly kind: "setting" | "default" | "address" } | { readonly kind: "subnet"; readonly subnets: readonly string[] };
}
