import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { NO_REPAIR } from "../../model/repair";
import { allowedUnits } from "../../settings/allowed-units";
import { hostUnit } from "../../subjects/host-unit";

export const nodeUnitsIsolated = definePolicy({
    name: "node-units-isolated",
    displayName: "Other services of a node are isolated from the kubelet",
    description:
        "A service of a node that is no part of Kubernetes must not work on the kubelet's or the runtime's paths as root.",
    severity: "high",
    mitigation: "M13",
    remediationSteps:
        "Give the unit a User= of its own or hide the path from it (InaccessiblePaths=), run it as a Pod, or name it in the setting allowedUnits",
    repair: NO_REPAIR.script,
    attack:
        "Whoever takes the service over has the kubelet's credentials, puts a static Pod into its folder, or starts a container through the " +
        "runtime. No request passes the API server.",
    settings: { allowedUnits },
    subject: hostUnit,
    *check({ at, name, reach, evidence }, settings) {
        if (settings.allowedUnits.has(name)) return;
        const message =
            reach.kind === "path"
                ? `lets ${name} work on ${reach.whose} ${JSON.stringify(reach.path)} as root`
                : `lets ${name} start a container with ${reach.option}, past which nothing keeps it from the node`;
        yield* byEvidence(evidence, () => [{ at, message }]);
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData: [
                    "#cloud-config",
                    "write_files:",
                    "  - path: /etc/systemd/system/scan.service",
                    "    content: |",
                    "      [Service]",
                    "      ExecStart=/opt/scan/agent --runtime /run/containerd/containerd.sock",
                    "runcmd:",
                    "  - /etc/eks/bootstrap.sh prod",
                ].join("\n"),
            },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData: [
                    "#cloud-config",
                    "write_files:",
                    "  - path: /etc/systemd/system/scan.service",
                    "    content: |",
                    "      [Service]",
                    "      DynamicUser=yes",
                    "      ExecStart=/opt/scan/agent --host 127.0.0.1",
                    "runcmd:",
                    "  - /etc/eks/bootstrap.sh prod",
                ].join("\n"),
            },
        },
    },
});
