import type { NodeBoot } from "../../../policypack/model/node-boot";
import { auditOf } from "../../../policypack/node/audit";
import { authorityCopies } from "../../../policypack/node/authority-copies";
import { fetchesOf } from "../../../policypack/node/fetches";
import { hostUnitsOf } from "../../../policypack/node/host-units";
import { daemonsOf } from "../../../policypack/node/installers";
import { loginsOf } from "../../../policypack/node/logins";
import { runtimeAccessesOf } from "../../../policypack/node/runtime/runtime-accesses";
import { bootOfUserData } from "../../../policypack/node/user-data";

const READERS: Readonly<Record<string, (boot: NodeBoot) => unknown>> = {
    auditOf,
    authorityCopies,
    daemonsOf,
    fetchesOf,
    hostUnitsOf,
    loginsOf,
    runtimeAccessesOf,
    unread: (boot) => daemonsOf(boot).unread,
};

test.each(Object.keys(READERS))("%s is computed once for each boot, however many resources have it and policies ask", (name) => {
    const read = READERS[name]!;
    const boot = bootOfUserData("#!/bin/bash\nusermod -aG docker ops\n", "userData");
    expect(read(boot)).toBe(read(boot));
    expect(read(bootOfUserData("#!/bin/bash\n", "userData"))).not.toBe(read(boot));
});
