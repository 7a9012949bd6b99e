/** The settings that hardened nodes on Bottlerocket have, against the model by which Bottlerocket takes or refuses them. */
import fc from "fast-check";
import { NodeSystem } from "../../components";
import { nodeUserData } from "../../components/hardened-node-group/user-data";
import { safeOptions, UNSAFE } from "../components/node-group-cases";
import { faultsOf } from "./bottlerocket";

const system = NodeSystem.Bottlerocket;
const HARDENED = nodeUserData({ system, maxPods: 58, sessions: true }, undefined);

test("Bottlerocket takes the settings of every hardened node, and of every option that gives something away", () => {
    fc.assert(
        fc.property(safeOptions, (options) => expect(faultsOf(nodeUserData({ ...options, system }, undefined))).toEqual([])),
    );
    for (const { options } of UNSAFE.filter(({ isLinuxOnly }) => !isLinuxOnly))
        expect(faultsOf(nodeUserData({ ...options, system }, undefined))).toEqual([]);
});

test.each([
    ["a setting that is misspelt", "max-pods = 58", "max-pod = 58", "settings.kubernetes.max-pod: no such setting"],
    ["a number that is a text", "max-pods = 58", 'max-pods = "58"', "settings.kubernetes.max-pods: no u32"],
    ["a number that is not whole", "max-pods = 58", "max-pods = 58.0", "settings.kubernetes.max-pods: no u32"],
    ["a number below its least", "max-pods = 58", "max-pods = -1", "settings.kubernetes.max-pods: no u32"],
    [
        "a flag that is a text",
        "standalone-mode = false",
        'standalone-mode = "false"',
        "settings.kubernetes.standalone-mode: no bool",
    ],
    ["a kubelet's own name for a setting", "event-qps", "eventRecordQPS", "settings.kubernetes.eventRecordQPS: no such setting"],
    [
        "a part of a container that there is not",
        "superpowered = false",
        "privileged = false",
        "settings.host-containers.control.privileged: no such setting",
    ],
    [
        "a container whose name is none",
        "[settings.host-containers.admin]",
        '[settings.host-containers."ad/min"]',
        "settings.host-containers.ad/min: no Identifier",
    ],
    ["a lockdown that there is not", 'lockdown = "integrity"', 'lockdown = "total"', "settings.kernel.lockdown: no Lockdown"],
    ["settings of nothing", "[settings.kernel]", "[settings.kernels]", "settings.kernels: no such setting"],
    ["settings in another place", "[settings.kernel]", "[kernel]", "kernel: no such table"],
])("%s is refused", (_, right, wrong, fault) => {
    const broken = HARDENED.replace(right, wrong);
    expect(broken).not.toBe(HARDENED);
    expect(faultsOf(HARDENED)).toEqual([]);
    expect(faultsOf(broken)).toEqual([fault]);
});
