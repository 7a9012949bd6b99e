import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { settle } from "../../lib/settle";
import type { Finding } from "../../model/finding";
import type { HostPath } from "../../model/host-path";
import { type Shared, shareFact } from "../../model/host-share";
import { NO_REPAIR } from "../../model/repair";
import type { Allowances } from "../../settings/allowances";
import { shippedStaticPodPaths, shippedStaticPodShares } from "../../settings/shipped-static-pods";
import { systemWorkloads } from "../../settings/system-workloads";
import { staticPodReach } from "../../subjects/static-pods";

const SHARES: Partial<Readonly<Record<Shared, string>>> = {
    privileged: "runs a privileged container",
    hostProcess: "runs as a process of the Windows node itself",
    hostPID: "sees the node's processes",
    hostNetwork: "is on the node's own network",
    hostIPC: "shares memory and queues with the node's processes",
};
const MILD: Partial<Finding> = { severity: "medium", certainty: "unsure" };

export const staticPodsRestricted = definePolicy({
    name: "static-pods-restricted",
    displayName: "Static Pods get nothing of their node",
    description:
        "A static Pod must not be privileged, share its node's namespaces or mount its paths, unless it is the control plane's.",
    severity: "high",
    mitigation: "M2",
    remediationSteps: "Run it as a DaemonSet, which admission judges, or name what is meant in the setting systemWorkloads",
    repair: NO_REPAIR.workload,
    attack:
        "Admission never refuses a static Pod: Pod Security, webhooks and quotas see its mirror at most. One that is privileged or mounts the " +
        "node's paths is root there, and whoever changes its image is too.",
    settings: {
        systemWorkloads: systemWorkloads({ paths: shippedStaticPodPaths, shares: shippedStaticPodShares }),
    },
    subject: staticPodReach,
    *check(reach, settings) {
        yield* byEvidence(reach.evidence, function* () {
            switch (reach.kind) {
                case "share": {
                    const { share } = reach;
                    if (settings.systemWorkloads.shares.admit(share)) return;
                    const { message, severity } = shareFact(share);
                    const isMild = severity !== undefined;
                    yield { at: share.at, message: SHARES[share.shared] ?? message, ...(isMild && MILD) };
                    return;
                }
                case "path":
                    return yield* ofPath(reach.path, settings.systemWorkloads.paths);
                default:
                    return reach satisfies never;
            }
        });
    },
    examples: {
        bad: { type: "aws:ec2/instance:Instance", name: "control-plane", props: { userData: userData("privileged: true") } },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "control-plane",
            props: { userData: userData("allowPrivilegeEscalation: false") },
        },
    },
});

function userData(context: string): string {
    return [
        "#cloud-config",
        "write_files:",
        "- path: /etc/kubernetes/manifests/agent.yaml",
        "  content: |",
        "    apiVersion: v1",
        "    kind: Pod",
        "    metadata: { name: agent, namespace: kube-system }",
        `    spec: { containers: [{ name: agent, image: example.com/agent:1, securityContext: { ${context} } }] }`,
    ].join("\n");
}

function* ofPath(volume: HostPath, allowed: Allowances): Generator<Finding> {
    const { owner, path, written, reach } = volume;
    if (owner === undefined) return;
    const { values, finish } = settle(volume.mounts(), (mount) => (allowed.admit(path, mount, owner) ? [] : [mount]));
    const mounts = values.flat();
    const worst = mounts.find(({ readOnly }) => !readOnly) ?? mounts[0];
    if (worst !== undefined) {
        const how = worst.readOnly ? "read-only" : "writable";
        const message = `mounts the node's ${JSON.stringify(written)} ${how}`;
        yield { at: worst.at, message, ...(worst.readOnly && reach === undefined && MILD) };
    }
    finish();
}
