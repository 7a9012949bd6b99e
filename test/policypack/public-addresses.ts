import { publicAddressesInStack } from "../../policypack/subjects/aws/machines/public-addresses";
import { type GivenInStack, stackOf } from "./judge";

/** The public addresses that only a stack shows: of whom, by what, and what shows that it is a node's. */
export const addressesIn = (...given: readonly GivenInStack[]) =>
    [...publicAddressesInStack(stackOf(given))].map((thunk) => {
        const { urn, view } = thunk();
        const by = view.by.kind === "subnet" ? `subnets ${view.by.subnets.join()}` : view.by.kind;
        return `${urn.split("::").at(-1)} ${view.at}: ${by}, ${view.evidence.verdict} (${view.evidence.why}) ${view.path.join(" → ")}`.trim();
    });
