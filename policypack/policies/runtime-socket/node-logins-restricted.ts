import { definePolicy } from "../../lib/define-policy";
import type { LoginDoor } from "../../model/node-login";
import { NO_REPAIR } from "../../model/repair";
import { allowedUsers } from "../../settings/allowed-users";
import { nodeLogin } from "../../subjects/node-login";

export const nodeLoginsRestricted = definePolicy({
    name: "node-logins-restricted",
    displayName: "Nobody logs in on nodes",
    description: "A node must not let people log in beside what its image does, and must make nobody root.",
    severity: "high",
    mitigation: "M15",
    remediationSteps:
        "Remove the user, key or password, use Session Manager or kubectl debug where a node must be looked at, or name the user in allowedUsers",
    repair: NO_REPAIR.script,
    attack:
        "Whoever is root on a node has its kubelet's certificate, every Secret of every Pod there, and the container runtime. The API server " +
        "sees none of it, and a key in user data is never taken back.",
    settings: { allowedUsers },
    subject: nodeLogin,
    *check({ at, door, evidence }, settings) {
        // What no Kubernetes node is may have whatever users it likes.
        if (evidence.verdict !== "node") return;
        if ("user" in door && settings.allowedUsers.has(door.user)) return;
        yield { at, message: fact(door) };
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData: "#!/bin/bash\necho 'ops ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/ops\n/etc/eks/bootstrap.sh prod\n",
            },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n" },
        },
    },
});

function fact(door: LoginDoor): string {
    switch (door.kind) {
        case "ssh key":
            return `lets ${quoted(door.user)} log in with an SSH key`;
        case "password":
            return `lets ${quoted(door.user)} log in with a password`;
        case "superuser":
            return `makes ${quoted(door.user)} root by ${door.by}`;
        case "sshd":
            return `tells sshd ${JSON.stringify(door.setting)}`;
        case "container":
            return `starts ${door.name}, a shell with root's rights on the node`;
        default:
            return door satisfies never;
    }
}

const quoted = (user: string): string => (user.includes(" ") ? user : JSON.stringify(user));
