import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import { nodeConfigurationPart } from "../../subjects/node-configuration";

export const nodeConfigurationReadable = definePolicy({
    name: "node-configuration-readable",
    displayName: "The configuration of nodes can be read",
    description: "What configures a node must be there to read before it is deployed.",
    severity: "medium",
    mitigation: "M3",
    remediationSteps:
        "Write it out where the node is declared, with literal values: nodeadm's NodeConfig, cloud-config or a shell script",
    repair: NO_REPAIR.unseen,
    attack:
        "What a node fetches or computes when it boots was reviewed by nobody here: whoever can change it, a bucket or a web server, " +
        "configures the kubelet, and no policy sees the open port or the static Pod.",
    subject: nodeConfigurationPart,
    *check({ at, reason }) {
        yield { at, message: `${reason}, so that part of the node's configuration is not judged` };
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: '#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args "$(cat /opt/kubelet-args)"\n' },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--node-labels=team=web'\n" },
        },
    },
});
