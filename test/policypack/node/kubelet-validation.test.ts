import type { SourcedSettings } from "../../../policypack/model/effective-kubelet";
import { Unreadable } from "../../../policypack/model/unreadable";
import { startFaults } from "../../../policypack/node/kubelet-validation";

const GOOD = {
    port: 10250,
    address: "0.0.0.0",
    enableServer: true,
    readOnlyPort: 0,
    healthzPort: 10248,
    eventRecordQPS: 50,
    authorizationMode: "Webhook",
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    enableSystemLogQuery: false,
    enableSystemLogHandler: true,
    serverTLSBootstrap: true,
    featureGates: {},
    allowedUnsafeSysctls: [],
};
/** A kubelet whose settings stand at their own names. */
const kubelet = (settings: Partial<Record<keyof typeof GOOD, unknown>>): SourcedSettings =>
    Object.fromEntries(
        Object.entries({ ...GOOD, ...settings }).map(([name, value]) => [name, { value, at: name, isDefault: false }]),
    ) as unknown as SourcedSettings;
const faults = (settings: Parameters<typeof kubelet>[0]) =>
    startFaults(kubelet(settings)).map(({ at, reason }) => `${at} ${reason}`);

test.each<[settings: Parameters<typeof kubelet>[0], fault: string | undefined]>([
    [{}, undefined],
    [{ port: 0, readOnlyPort: 10255 }, "port is no port (1 to 65535)"],
    [{ port: 1 }, undefined],
    [{ port: 65535 }, undefined],
    [{ port: 65536 }, "port is no port (1 to 65535)"],
    [{ port: -1 }, "port is no port (1 to 65535)"],
    [{ readOnlyPort: 65535 }, undefined],
    [{ readOnlyPort: 65536 }, "readOnlyPort is no port (0 to 65535)"],
    [{ readOnlyPort: -1 }, "readOnlyPort is no port (0 to 65535)"],
    [{ readOnlyPort: 10250 }, "readOnlyPort is the kubelet's own port"],
    [{ readOnlyPort: 10250, enableServer: false }, undefined],
    [{ healthzPort: 0 }, undefined],
    [{ healthzPort: -1 }, "healthzPort is no port (0 to 65535)"],
    [{ healthzPort: 70000 }, "healthzPort is no port (0 to 65535)"],
    [{ address: "::" }, undefined],
    [{ address: "localhost" }, "address is no IP address"],
    [{ address: "localhost", enableServer: false }, undefined],
    [{ address: "localhost", enableServer: false, readOnlyPort: 10255 }, "address is no IP address"],
    [{ address: "localhost", readOnlyPort: 0 }, "address is no IP address"],
    [{ eventRecordQPS: 0 }, undefined],
    [{ eventRecordQPS: -1 }, "eventRecordQPS is a negative rate"],
    [{ authorizationMode: "AlwaysAllow" }, undefined],
    [{ authorizationMode: "RBAC" }, "authorizationMode is neither Webhook nor AlwaysAllow"],
    [{ authorizationMode: "" }, "authorizationMode is neither Webhook nor AlwaysAllow"],
    [{ containerRuntimeEndpoint: "" }, "containerRuntimeEndpoint names no container runtime"],
    [{ enableSystemLogQuery: true }, undefined],
    [{ enableSystemLogHandler: false }, undefined],
    [{ enableSystemLogQuery: true, enableSystemLogHandler: false }, "enableSystemLogQuery needs enableSystemLogHandler"],
    [{ featureGates: { RotateKubeletServerCertificate: true } }, undefined],
    [
        { featureGates: { RotateKubeletServerCertificate: false } },
        "serverTLSBootstrap needs the feature gate RotateKubeletServerCertificate",
    ],
    [{ featureGates: { RotateKubeletServerCertificate: false }, serverTLSBootstrap: false }, undefined],
])("%j", (settings, fault) =>
    expect(faults(settings)).toEqual(fault === undefined ? [] : [`${fault}, which keeps the kubelet from starting`]),
);

describe("sysctls", () => {
    test.each([
        "kernel.sem",
        "kernel.shm*",
        "kernel.shmall",
        "kernel.shmmax",
        "kernel.shmmni",
        "kernel.shm_rmid_forced",
        "kernel.msg*",
        "kernel.msgmax",
        "kernel.msgmnb",
        "kernel.msgmni",
        "net.ipv4.ip_forward",
        "net.*",
        "fs.mqueue.*",
        "fs.mqueue.msg_max",
        "net/ipv4/ip_forward",
        "net/ipv4/conf/eth0.1/forwarding",
        "kernel/msgmax",
        `net.${"a".repeat(249)}`,
    ])("%s has a namespace", (pattern) => expect(faults({ allowedUnsafeSysctls: [pattern] })).toEqual([]));

    test.each([
        "kernel.panic",
        "kernel.*",
        "kernel.shmx",
        "vm.overcommit_memory",
        "*",
        "fs.file-max",
        "fs.mqueue",
        "net",
        "netx.a",
        "x.net.a",
        "a/net.x",
        "net.ipv4..ip_forward",
        "net.-a",
        "net.a-",
        "Net.a",
        "net.a b",
        "net.*.a",
        "",
        `net.${"a".repeat(250)}`,
    ])("%j has none", (pattern) =>
        expect(faults({ allowedUnsafeSysctls: ["net.*", pattern] })).toEqual([
            "allowedUnsafeSysctls names a sysctl that has no namespace, which keeps the kubelet from starting",
        ]),
    );
});

test("several faults are all told, and what cannot be told is none", () => {
    const unreadable = kubelet({ port: 0, healthzPort: -1 });
    Object.defineProperty(unreadable, "readOnlyPort", {
        get: () => {
            throw new Unreadable("readOnlyPort", "is not known");
        },
    });
    expect(startFaults(unreadable).map(({ at }) => at)).toEqual(["port", "healthzPort"]);
});
