import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { inWhichMachine } from "../../model/machine-evidence";
import type { MetadataSetting } from "../../model/metadata-setting";
import { HOP_LIMIT, metadataInStackOf, metadataOf } from "../../subjects/aws/machines/instance-metadata";

export const nodeMetadataHopsLimited = definePolicy({
    name: "node-metadata-hops-limited",
    displayName: "Metadata of nodes stays on the node",
    description: "The instance metadata service of a node must answer the node itself and no Pod.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Set httpPutResponseHopLimit to 1, and give Pods that need AWS their own roles (EKS Pod Identity, IAM roles for service accounts)",
    repair: { does: "Sets httpPutResponseHopLimit to 1.", write: { value: 1 } },
    attack:
        "A Pod with a network of its own is one hop behind its node. With a hop limit above 1 it takes a session token, and with that the " +
        "credentials of the node's role: it registers as a node, reads what nodes read, and changes what the role may change.",
    subject: metadataOf(HOP_LIMIT),
    check: findings,
    stack: { subject: metadataInStackOf(HOP_LIMIT), check: findings },
    examples: {
        bad: {
            type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            name: "default",
            props: { spec: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } } },
        },
        good: {
            type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            name: "default",
            props: { spec: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } } },
        },
    },
});

function* findings(metadata: MetadataSetting<number>): Generator<Finding> {
    const { at, value, scope, evidence } = metadata;
    const isUnsure = evidence.verdict === "unsure";
    if (scope === "account") {
        if (value === undefined || value <= 1) return;
        const message = `lets session tokens of every instance of the account that sets nothing travel ${value} hops`;
        yield { at, message, fix: "Set httpPutResponseHopLimit to 1", certainty: "unsure" };
    } else if (value === undefined) {
        if (isUnsure) return;
        const message = `leaves the hop limit to the account and the image, and Amazon Linux 2023's is 2${inWhichMachine(metadata)}`;
        yield { at, message, severity: "low", certainty: "unsure", repair: { value: 1 } };
    } else if (value > 1) {
        const message = `lets session tokens travel ${value} hops, so that Pods take the node's role${inWhichMachine(metadata)}`;
        yield { at, message, ...(isUnsure && { certainty: "unsure" }) };
    }
}
