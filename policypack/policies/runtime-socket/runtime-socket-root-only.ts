import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { NO_REPAIR } from "../../model/repair";
import type { RuntimeAccess } from "../../model/runtime-access";
import { runtimeAccess } from "../../subjects/runtime-access";

export const runtimeSocketRootOnly = definePolicy({
    name: "runtime-socket-root-only",
    displayName: "The container runtime is root's alone",
    description: "A container runtime must take commands from root on its own node and from nobody else.",
    severity: "high",
    mitigation: "M12",
    remediationSteps:
        "Let the runtime listen on its socket alone, leave that to root (gid 0, mode 0660), and put nobody into the runtime's group",
    repair: NO_REPAIR.script,
    attack:
        "Whoever opens the socket starts a container with the node's root folder in it, and is root on the node. The API server admits " +
        "nothing of it and audits nothing of it, and the Pods of other people on that node are theirs with their Secrets.",
    subject: runtimeAccess,
    *check(access) {
        // A machine that runs containers and no Kubernetes is nobody's way around an API server.
        if (access.evidence.verdict === "node") yield judged(access);
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\nusermod -aG docker ec2-user\n/etc/eks/bootstrap.sh prod\n" },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n" },
        },
    },
});

function judged({ at, runtime, door }: RuntimeAccess): Finding {
    switch (door.kind) {
        case "tcp": {
            if (door.isVerified) {
                const message = `serves ${runtime}'s API on ${door.address} to whoever has a client certificate`;
                return { at, message, severity: "medium", certainty: "unsure" };
            }
            const whom = door.isLocal ? "every process of the node" : "the network";
            return {
                at,
                message: `serves ${runtime}'s API on ${door.address} to ${whom}`,
                ...(!door.isLocal && { severity: "critical" }),
            };
        }
        case "owner":
            return { at, message: `gives ${runtime}'s socket to ${door.owner}` };
        case "mode":
            return {
                at,
                message: `opens ${runtime}'s socket to every user of the node (mode ${door.mode.toString(8).padStart(4, "0")})`,
            };
        case "member":
            return {
                at,
                message: `puts ${JSON.stringify(door.user)} into group ${door.group}, which ${runtime}'s socket belongs to`,
            };
        case "relay":
            return { at, message: `passes ${runtime}'s socket on through ${door.program}` };
        default:
            return door satisfies never;
    }
}
