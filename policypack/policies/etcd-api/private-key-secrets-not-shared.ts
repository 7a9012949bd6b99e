import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { KEY_NOTE, KEY_OF } from "../../model/key-owner";
import { NO_REPAIR } from "../../model/repair";
import type { SharedSecret } from "../../model/shared-secret";
import { trustedAccounts } from "../../settings/trusted-accounts";
import { sharedSecrets, sharedSecretsInStack } from "../../subjects/keys/shared-secrets";

const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:etcd-client-key-AbCdEf";

export const privateKeySecretsNotShared = definePolicy({
    name: "private-key-secrets-not-shared",
    displayName: "Secrets with private keys are not shared",
    description: "A secret that holds a private key of etcd's must be readable in its own account alone, or in trusted ones.",
    severity: "high",
    mitigation: "M10",
    remediationSteps: "Name the one role that needs the key as the principal, or list the account in trustedAccounts",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Secrets Manager lets a policy on the secret open it to other accounts, and to everybody. With the key of one client of etcd, or of its " +
        "authority, they read and write the whole store of the cluster from wherever they reach port 2379.",
    settings: { trustedAccounts },
    subject: sharedSecrets,
    check: (secret, settings) => findingsOf(secret, settings.trustedAccounts),
    stack: { subject: sharedSecretsInStack, check: (secret, settings) => findingsOf(secret, settings.trustedAccounts) },
    examples: {
        bad: {
            type: "aws:secretsmanager/secretPolicy:SecretPolicy",
            name: "etcd-client-key",
            props: { secretArn: SECRET, policy: policyFor("*") },
        },
        good: {
            type: "aws:secretsmanager/secretPolicy:SecretPolicy",
            name: "etcd-client-key",
            props: { secretArn: SECRET, policy: policyFor("arn:aws:iam::123456789012:role/control-plane") },
        },
    },
});

function* findingsOf(
    { at, owner, readers, accounts, isCertain }: SharedSecret,
    trusted: ReadonlySet<string>,
): Generator<Finding> {
    const what = `${isCertain ? "" : "what may be "}${KEY_OF[owner]}`;
    const note = KEY_NOTE[owner] === undefined ? "" : `: ${KEY_NOTE[owner]}`;
    const told = new Set<string>();
    for (const { who, isConditional } of readers) {
        if (who !== "everybody" && (accounts.has(who.account) || trusted.has(who.account) || told.has(who.account))) continue;
        if (who !== "everybody") told.add(who.account);
        const reader = who === "everybody" ? "everybody" : `account ${who.account}`;
        const maybe = who !== "everybody" && accounts.size === 0 ? ", which may be another than the secret's own," : "";
        yield {
            at,
            message: `lets ${reader}${maybe} read ${what}${isConditional ? " under a condition" : ""}${note}`,
            ...((!isCertain || isConditional || maybe !== "") && { certainty: "unsure" }),
        };
    }
}

function policyFor(principal: string): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "secretsmanager:GetSecretValue", Resource: "*" }],
    });
}
