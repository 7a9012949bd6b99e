import { definePolicy } from "../../lib/define-policy";
import { serialConsole } from "../../subjects/aws/session-manager/account-doors";

export const serialConsoleDisabled = definePolicy({
    name: "serial-console-disabled",
    displayName: "Serial console is disabled",
    description: "An account that runs nodes must not open the serial console of its instances.",
    severity: "medium",
    mitigation: "M15",
    remediationSteps: "Set enabled to false, and turn it on for the hour in which a machine does not start",
    repair: { does: "Sets enabled to false.", write: { value: false } },
    attack:
        "The serial console reaches a machine past its network: security groups, private subnets and sshd do not count. Whoever has the IAM " +
        "right and a user's password is on the node, and at the boot loader needs no password.",
    subject: serialConsole,
    *check({ at }) {
        yield {
            at,
            message: "opens the serial console of every instance of the account in this region",
            certainty: "unsure",
            repair: { value: false },
        };
    },
    examples: {
        bad: { type: "aws:ec2/serialConsoleAccess:SerialConsoleAccess", name: "account", props: { enabled: true } },
        good: { type: "aws:ec2/serialConsoleAccess:SerialConsoleAccess", name: "account", props: { enabled: false } },
    },
});
