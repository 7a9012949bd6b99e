import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import type { SharedSnapshot } from "../../model/shared-snapshot";
import { trustedAccounts } from "../../settings/trusted-accounts";
import { sharedSnapshots, sharedSnapshotsInStack } from "../../subjects/disks/shared-snapshots";

export const etcdSnapshotsNotShared = definePolicy({
    name: "etcd-snapshots-not-shared",
    displayName: "Snapshots of etcd are not shared",
    description: "Snapshots of etcd's volumes must be shared with trusted accounts alone.",
    severity: "high",
    mitigation: "M10",
    remediationSteps: "Keep them in the account, or list the account in trustedAccounts",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A snapshot is the whole store: whoever makes a volume of it reads every Secret of the cluster, and etcd's keys where they lie beside it, " +
        "in an account where nobody sees it.",
    settings: { trustedAccounts },
    subject: sharedSnapshots,
    check: (snapshot, settings) => findingsOf(snapshot, settings.trustedAccounts),
    stack: { subject: sharedSnapshotsInStack, check: (snapshot, settings) => findingsOf(snapshot, settings.trustedAccounts) },
    examples: { bad: lifecycle({ targetAccounts: ["210987654321"] }), good: lifecycle(undefined) },
});

function* findingsOf({ at, account, what, evidence }: SharedSnapshot, trusted: ReadonlySet<string>): Generator<Finding> {
    if (account === "" || trusted.has(account)) return;
    const whom = account === "all" ? "every account" : `account ${account}`;
    yield* byEvidence(evidence, () => [{ at, message: `shares ${what} with ${whom} (${evidence.why})` }]);
}

function lifecycle(shareRule: object | undefined) {
    const nightly = { name: "nightly", createRule: { cronExpression: "cron(0 3 * * ? *)" }, retainRule: { count: 14 } };
    return {
        type: "aws:dlm/lifecyclePolicy:LifecyclePolicy",
        name: "backup",
        props: {
            description: "etcd's data, every night",
            executionRoleArn: "arn:aws:iam::123456789012:role/dlm",
            policyDetails: {
                resourceTypes: ["VOLUME"],
                targetTags: { "k8s.io/etcd/main": "a/a,b,c" },
                schedules: [{ ...nightly, ...(shareRule !== undefined && { shareRule }) }],
            },
        },
    };
}
