import type { Row } from "../../lib/subject";
import type { PublicAddress } from "../../model/public-address";
import { customResource } from "./custom-resource";
import { NODE_CLASSES } from "./karpenter";

interface NodeClass {
    spec: { associatePublicIPAddress?: boolean };
}

/** The public addresses of Karpenter's nodes; where the class says nothing, the subnet decides. */
export const everyNodeClassAddress: readonly Row<PublicAddress>[] = customResource<NodeClass>(NODE_CLASSES)<PublicAddress>(
    function* ({ props }) {
        const place = props.field("spec").field("associatePublicIPAddress");
        if (place.flag() !== true) return;
        const evidence = { verdict: "node", why: "an EC2NodeClass of Karpenter" } as const;
        yield () => ({ at: place.path, by: { kind: "setting" }, evidence, path: [] });
    },
);
