import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import type { EtcdDisk } from "../../model/etcd-disk";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import { etcdDisks } from "../../subjects/disks/etcd-disks";
import { etcdDisksInStack } from "../../subjects/disks/etcd-disks-in-stack";

export const etcdVolumesEncrypted = definePolicy({
    name: "etcd-volumes-encrypted",
    displayName: "etcd's volumes are encrypted",
    description: "The volumes that hold etcd's data and keys must be encrypted, and so must copies of their snapshots.",
    severity: "high",
    mitigation: "M10",
    remediationSteps: "Set encrypted to true, with a KMS key that the control plane alone may use",
    repair: NO_REPAIR.replaces,
    attack:
        "The volume holds every Secret of the cluster and etcd's own keys. Who may attach an unencrypted one, or make a volume of its snapshot, " +
        "reads them without asking the API server or etcd.",
    subject: etcdDisks,
    check: findingsOf,
    stack: { subject: etcdDisksInStack, check: findingsOf },
    examples: {
        bad: {
            type: "aws:ebs/volume:Volume",
            name: "a.etcd-main.k8s.example.com",
            props: { availabilityZone: "eu-west-1a", encrypted: false, tags: { "k8s.io/etcd/main": "a/a,b,c" } },
        },
        good: {
            type: "aws:ebs/volume:Volume",
            name: "a.etcd-main.k8s.example.com",
            props: { availabilityZone: "eu-west-1a", encrypted: true, tags: { "k8s.io/etcd/main": "a/a,b,c" } },
        },
    },
});

function* findingsOf({ at, what, encryption, evidence }: EtcdDisk): Generator<Finding> {
    switch (encryption) {
        case "off":
            return yield* byEvidence(evidence, () => [{ at, message: `leaves ${what} unencrypted (${evidence.why})` }]);
        case "unsaid":
            if (evidence.verdict === "other") return;
            return yield {
                at,
                message: `does not say whether ${what} is encrypted, which the account's default decides (${evidence.why})`,
                severity: "medium",
                certainty: "unsure",
            };
        default:
            return encryption satisfies never;
    }
}
