import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { effectiveKubelet } from "../../subjects/effective-kubelet";

export const kubeletAnonymousAuthDisabled = definePolicy({
    name: "kubelet-anonymous-auth-disabled",
    displayName: "Anonymous requests to the kubelet are refused",
    description: "A kubelet must not accept requests without credentials.",
    severity: "critical",
    mitigation: "M7",
    remediationSteps: "Set authentication.anonymous.enabled to false, and remove --anonymous-auth or set it to false",
    frameworks: { "CIS Kubernetes 1.12": ["4.2.1"], "CIS EKS 1.8": ["3.2.1"] },
    repair: { does: "Sets authentication.anonymous.enabled to false.", write: { value: false, flags: ["anonymous-auth"] } },
    attack:
        "Anybody who reaches port 10250 is system:anonymous to the kubelet. With authorization AlwaysAllow, or a role bound to " +
        "system:unauthenticated, they run commands in every container of the node without any credential.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { value, at, isDefault } = kubelet.anonymousAuth;
            if (!value) return;
            const why = isDefault ? "starts a kubelet without --config, which then" : "makes the kubelet";
            yield { at, message: `${why} ${isDefault ? "accepts" : "accept"} requests without credentials` };
        });
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--anonymous-auth=true'\n" },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--node-labels=team=web'\n" },
        },
    },
});
