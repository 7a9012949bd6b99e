import { CAPABILITIES, SHARE_FACTS, type Shared, shareFact } from "../../policypack/model/host-share";
import { podsIsolatedFromNode } from "../../policypack/policies/runtime-socket/pods-isolated-from-node";
import { shippedHostShares } from "../../policypack/settings/shipped-host-shares";
import { shareAllowed } from "./allowed";
import { both, type Cel, finding, joined, text } from "./cel";
import { POD, SPEC_CHANGED, WORKLOADS } from "./pods";
import type { Ruling } from "./rule";

const told = (at: Cel, message: string): Cel => finding(at, text(message), podsIsolatedFromNode.remediationSteps!);
const messageOf = (shared: Shared): string => SHARE_FACTS[shared].message;
const isMild = (shared: Shared): boolean => SHARE_FACTS[shared].severity !== undefined;

const isAllowed = (shared: Shared) => `(${shareAllowed(shippedHostShares(), shared, "c.image")})`;
const allAllowed = (shared: Shared) => `(size(variables.containers) > 0 && variables.containers.all(c, ${isAllowed(shared)}))`;
const ofPod = (shared: Shared, field: Cel, path: string) =>
    `(variables.spec.${field}.orValue(false) && !${allAllowed(shared)} ? ${told(`variables.at + ${text(path)}`, messageOf(shared))} : "")`;
const namespace = (shared: Shared) => ofPod(shared, `?${shared}`, shared);
const ofContainers = (where: Cel, shared: Shared, path: string, message = messageOf(shared)) =>
    joined(`variables.containers.filter(c, ${where} && !${isAllowed(shared)})`, "c", told(`c.at + ${text(path)}`, message));

/** A user namespace of the Pod's own makes less of privileges and nothing of what is a part of them. */
const OWN_USERS = "!variables.spec.?hostUsers.orValue(true)";
const TRACES_ALL = '("BPF" in c.added && "PERFMON" in c.added)';
/** Of all capabilities no other is told, nor is PERFMON beside BPF; a privileged container has them anyway. */
const added = (shared: (typeof CAPABILITIES)[number], more = "true"): Cel =>
    `${text(shared)} in c.added && !c.privileged && !${OWN_USERS} && ${shared === "ALL" ? "true" : '!("ALL" in c.added)'} && ${more}`;
const ADDED = ".securityContext.capabilities.add";
const WINDOWS = "securityContext.windowsOptions.hostProcess";
const traces = shareFact({
    at: "",
    shared: "BPF",
    owner: { namespace: "", serviceAccount: "" },
    tracesAll: true,
    hasOwnUsers: false,
});
const privilegedInOwn = shareFact({
    at: "",
    shared: "privileged",
    owner: { namespace: "", serviceAccount: "" },
    tracesAll: false,
    hasOwnUsers: true,
});

/** What a Pod shares with its node. */
export const shareRule: Ruling = {
    policy: podsIsolatedFromNode,
    objects: WORKLOADS,
    changed: SPEC_CHANGED,
    hasPods: true,
    variables: POD,
    faults: both(
        namespace("hostPID"),
        ofPod("hostProcess", "?securityContext.?windowsOptions.?hostProcess", WINDOWS),
        ofContainers(`c.privileged && !${OWN_USERS}`, "privileged", ".securityContext.privileged"),
        ofContainers("c.hostProcess", "hostProcess", `.${WINDOWS}`),
        ofContainers(`c.unmasked && !c.privileged && !${OWN_USERS}`, "procMount", ".securityContext.procMount"),
        ...CAPABILITIES.filter((one) => !isMild(one)).map((one) => ofContainers(added(one), one, ADDED)),
        ofContainers(added("BPF", TRACES_ALL), "BPF", ADDED, traces.message),
    ),
    advice: both(
        namespace("hostNetwork"),
        namespace("hostIPC"),
        ofContainers(`c.privileged && ${OWN_USERS}`, "privileged", ".securityContext.privileged", privilegedInOwn.message),
        ...CAPABILITIES.filter(isMild).map((one) => ofContainers(added(one, `!${TRACES_ALL}`), one, ADDED)),
    ),
};
