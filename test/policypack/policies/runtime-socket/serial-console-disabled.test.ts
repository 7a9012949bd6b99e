import { serialConsoleDisabled } from "../../../../policypack/policies/runtime-socket/serial-console-disabled";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const access = (props: object) => ({ type: "aws:ec2/serialConsoleAccess:SerialConsoleAccess", props });
const LINE =
    "(advisory) enabled: opens the serial console of every instance of the account in this region. Set enabled to false, and turn it on " +
    "for the hour in which a machine does not start.";

policyTable(serialConsoleDisabled, {
    fails: {
        "it is turned on": { ...access({ enabled: true }), reports: [LINE] },
        "the resource turns it on unless told otherwise": { ...access({}), reports: [LINE] },
    },
    passes: { "it is turned off": access({ enabled: false }) },
    unknowns: { "a switch that is not known yet": { ...access({ enabled: UNKNOWN }), unknown: "enabled" } },
});
