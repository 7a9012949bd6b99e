import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { inWhichMachine } from "../../model/machine-evidence";
import type { MetadataSetting } from "../../model/metadata-setting";
import { defaultsRequireTokens } from "../../settings/defaults-require-tokens";
import { metadataInStackOf, metadataOf, TOKENS } from "../../subjects/aws/machines/instance-metadata";

const REQUIRED = { value: "required" };
const inStack = metadataInStackOf(TOKENS);

export const nodeMetadataTokensRequired = definePolicy({
    name: "node-metadata-tokens-required",
    displayName: "Metadata of nodes requires session tokens",
    description: "The instance metadata service of a node must require session tokens.",
    severity: "high",
    mitigation: "M15",
    remediationSteps: 'Set httpTokens to "required" and httpPutResponseHopLimit to 1 in metadataOptions',
    repair: { does: "Sets httpTokens to required.", write: REQUIRED },
    attack:
        "Without session tokens (IMDSv1) a plain GET to 169.254.169.254 answers with the credentials of the node's role: any Pod, and any " +
        "web server that can be talked into fetching an address, becomes the node, and with the role's IAM rights changes what nodes boot from.",
    settings: { defaultsRequireTokens },
    subject: metadataOf(TOKENS),
    check: (metadata, settings) => findings(metadata, settings.defaultsRequireTokens),
    stack: {
        subject: inStack,
        check: (metadata, settings) => findings(metadata, settings.defaultsRequireTokens),
    },
    examples: {
        bad: {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "workers",
            props: {
                metadataOptions: { httpTokens: "optional" },
                tagSpecifications: [{ resourceType: "instance", tags: { "kubernetes.io/cluster/prod": "owned" } }],
            },
        },
        good: {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "workers",
            props: {
                metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
                tagSpecifications: [{ resourceType: "instance", tags: { "kubernetes.io/cluster/prod": "owned" } }],
            },
        },
    },
});

function* findings(metadata: MetadataSetting<"required" | "optional">, areDefaultsSafe: boolean): Generator<Finding> {
    const { at, value, scope, evidence } = metadata;
    if (value === "required") return;
    if (scope === "account") {
        if (value === undefined) return;
        const message = "lets every instance of the account that sets nothing answer without a session token (IMDSv1)";
        yield { at, message, fix: 'Set httpTokens to "required"', certainty: "unsure" };
        return;
    }
    if (value === "optional") {
        const message = `answers without a session token (IMDSv1)${inWhichMachine(metadata)}`;
        yield { at, message, ...(evidence.verdict === "unsure" && { certainty: "unsure" }) };
    } else if (!areDefaultsSafe) {
        // EC2 asks the account's defaults first, then the image (Amazon Linux 2023 requires tokens), and answers without one at last.
        const message = `leaves it to the account and the image whether a session token is required${inWhichMachine(metadata)}`;
        const isNode = evidence.verdict === "node";
        yield { at, message, severity: isNode ? "medium" : "low", certainty: "unsure", ...(isNode && { repair: REQUIRED }) };
    }
}
