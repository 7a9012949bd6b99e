import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { inWhichMachine } from "../../model/machine-evidence";
import type { NodeKey } from "../../model/node-key";
import { NO_REPAIR } from "../../model/repair";
import { allowedKeyPairs } from "../../settings/allowed-key-pairs";
import { nodeKeys, nodeKeysInStack } from "../../subjects/aws/machines/node-keys";
import { nodeGroup } from "../examples";

export const nodeKeyPairsAbsent = definePolicy({
    name: "node-key-pairs-absent",
    displayName: "Nodes have no key pairs",
    description: "A node must not be started with a key pair or a password for people.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps:
        "Remove it and use Session Manager or kubectl debug where a node must be looked at, or name the key pair in allowedKeyPairs",
    repair: NO_REPAIR.replaces,
    attack:
        "Whoever has the key, now or in ten years, logs in on every node as a user that is root by sudo. Nobody takes it back from nodes " +
        "that run, IAM never hears of it, and the API server sees nothing of what happens then.",
    settings: { allowedKeyPairs },
    subject: nodeKeys,
    check: (key, settings) => findings(key, settings.allowedKeyPairs),
    stack: { subject: nodeKeysInStack, check: (key, settings) => findings(key, settings.allowedKeyPairs) },
    examples: {
        bad: nodeGroup({ remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-0c0ffee0c0ffee000"] } }),
        good: nodeGroup({}),
    },
});

function* findings(key: NodeKey, allowed: ReadonlySet<string>): Generator<Finding> {
    const { at, kind } = key;
    // Which key it is matters only where some are allowed.
    if (kind === "key pair" && allowed.size > 0 && allowed.has(key.name())) return;
    const fact =
        kind === "password" ? "keeps the administrator's password in the stack's state" : `lets in whoever has ${whose(key)}`;
    yield { at, message: `${fact}${inWhichMachine(key)}` };
}

function whose({ shown }: NodeKey): string {
    if (shown === undefined) return "the key pair that the program makes";
    return shown === "" ? "the private half" : `key pair ${JSON.stringify(shown)}`;
}
