import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { accessFact } from "../../model/file-access";
import { NO_REPAIR } from "../../model/repair";
import { keyAccess } from "../../subjects/key-access";

export const privateKeyFilesProtected = definePolicy({
    name: "private-key-files-protected",
    displayName: "Private keys are root's",
    description: "The private keys of etcd and the API server must be readable by root alone, or by the user that etcd runs as.",
    severity: "high",
    mitigation: "M10",
    remediationSteps: "Leave them to root:root with mode 0600; write them under `umask 077`",
    frameworks: { "CIS Kubernetes 1.12": ["1.1.19", "1.1.21"] },
    repair: NO_REPAIR.script,
    attack:
        "Whoever reads the API server's client key, or etcd's, asks etcd itself: every Secret of the cluster, and every object to be changed, " +
        "with no authorisation, admission or audit.",
    subject: keyAccess,
    *check(access) {
        yield* byEvidence(access.evidence, () => [{ at: access.at, message: accessFact(access) }]);
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: "#!/bin/bash\nkubeadm init\nchmod 644 /etc/kubernetes/pki/apiserver-etcd-client.key\n" },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: "#!/bin/bash\nkubeadm init\nchmod 600 /etc/kubernetes/pki/apiserver-etcd-client.key\n" },
        },
    },
});
