import type { Example } from "../../policypack/lib/define-policy";
import type { GivenInStack } from "./judge";

/** The resources that an example is, with what they have once they exist: the one that it is about, and what stands beside it. */
export const resourcesOfExample = ({ beside = [], ...example }: Example): GivenInStack[] =>
    [example, ...beside].map(({ type, name, props, outputs }) => ({
        type,
        ...(name !== undefined && { name }),
        props: { ...props, ...outputs },
    }));
