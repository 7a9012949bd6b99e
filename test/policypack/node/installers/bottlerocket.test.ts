import { kubeletsOf } from "../../../../policypack/node/installers";
import { loginsOf } from "../../../../policypack/node/logins";
import { bootOfUserData } from "../../../../policypack/node/user-data";
import type { KubeletSettings } from "../../../../policypack/model/kubelet-settings";

const bootOf = (...lines: string[]) => bootOfUserData(lines.join("\n"), "userData");
const KUBERNETES = ["[settings.kubernetes]", 'cluster-name = "prod"'];
const base64 = (text: string) => Buffer.from(text).toString("base64");
const MANIFEST = "apiVersion: v1\nkind: Pod\n";

function shown(setting: keyof KubeletSettings, ...lines: string[]): string {
    const [kubelet] = kubeletsOf(bootOf(...lines));
    const { value, at, isDefault } = kubelet![setting];
    return `${JSON.stringify(value)} ${isDefault ? "by default" : at}`;
}

test.each<[why: string, setting: keyof KubeletSettings, lines: string[], shown: string]>([
    ["in a cluster nobody is nameless", "anonymousAuth", [], "false by default"],
    ["and the API server is asked", "authorizationMode", [], '"Webhook" by default'],
    ["the read-only port is closed", "readOnlyPort", [], "0 by default"],
    ["the kernel's defaults are kept", "protectKernelDefaults", [], "true by default"],
    [
        "alone, everybody is let in",
        "anonymousAuth",
        ["standalone-mode = true"],
        "true userData › settings.kubernetes.standalone-mode",
    ],
    [
        "and may do everything",
        "authorizationMode",
        ["standalone-mode = true"],
        '"AlwaysAllow" userData › settings.kubernetes.standalone-mode',
    ],
    [
        "but only from the node itself",
        "address",
        ["standalone-mode = true"],
        '"127.0.0.1" userData › settings.kubernetes.standalone-mode',
    ],
    [
        "a certificate with its key is used",
        "tlsPrivateKeyFile",
        [`server-certificate = "${base64("c")}"`, `server-key = "${base64("k")}"`],
        '"/etc/kubernetes/pki/private/kubelet-server.key" userData › settings.kubernetes.server-key',
    ],
    ["one without its key is not", "tlsCertFile", [`server-certificate = "${base64("c")}"`], '"" by default'],
    [
        "sysctls that are allowed",
        "allowedUnsafeSysctls",
        ['allowed-unsafe-sysctls = ["net.*"]'],
        '["net.*"] userData › settings.kubernetes.allowed-unsafe-sysctls',
    ],
    ["events without a limit", "eventRecordQPS", ["event-qps = 0"], "0 userData › settings.kubernetes.event-qps"],
    ["seccomp by default", "seccompDefault", ["seccomp-default = true"], "true userData › settings.kubernetes.seccomp-default"],
    ["no static Pod, no folder that counts", "staticPodPath", [], '"" by default'],
    [
        "a static Pod that is on",
        "staticPodPath",
        ["[settings.kubernetes.static-pods.cache]", "enabled = true", `manifest = "${base64(MANIFEST)}"`],
        '"/etc/kubernetes/static-pods/" userData › settings.kubernetes.static-pods.cache',
    ],
    [
        "one that is off",
        "staticPodPath",
        ["[settings.kubernetes.static-pods.cache]", "enabled = false", `manifest = "${base64(MANIFEST)}"`],
        '"" by default',
    ],
])("%s", (_, setting, lines, expected) => expect(shown(setting, ...KUBERNETES, ...lines)).toBe(expected));

test("a certificate that the kubelet signs itself is told at the setting", () => {
    const [kubelet] = kubeletsOf(bootOf(...KUBERNETES, "server-tls-bootstrap = false"));
    const { value, at } = kubelet!.serverTLSBootstrap;
    expect([value, at]).toEqual([false, "userData › settings.kubernetes.server-tls-bootstrap"]);
});

test("manifests and keys become files on the node", () => {
    const boot = bootOf(
        ...KUBERNETES,
        `server-key = "${base64("key")}"`,
        "[settings.kubernetes.static-pods.cache]",
        "enabled = true",
        `manifest = "${base64(MANIFEST)}"`,
    );
    expect(boot.files.map(({ path, content, mode, at }) => [path, content.text, mode?.value, at])).toEqual([
        ["/etc/kubernetes/static-pods/cache", MANIFEST, 0o644, "userData › settings.kubernetes.static-pods.cache.manifest"],
        ["/etc/kubernetes/pki/private/kubelet-server.key", "key", 0o600, "userData › settings.kubernetes.server-key"],
    ]);
});

test.each<[why: string, lines: string[], doors: string[]]>([
    ["the control container is Session Manager's", ["[settings.host-containers.control]", "enabled = true"], []],
    [
        "the admin container has a shell",
        ["[settings.host-containers.admin]", "enabled = true"],
        ["the admin container (userData › settings.host-containers.admin.enabled)"],
    ],
    ["unless it has no rights", ["[settings.host-containers.admin]", "enabled = true", "superpowered = false"], []],
    ["or is off", ["[settings.host-containers.admin]", "enabled = false", "superpowered = true"], []],
    [
        "any container may have all rights",
        ["[settings.host-containers.debug]", "enabled = true", "superpowered = true"],
        ["the host container debug (userData › settings.host-containers.debug.enabled)"],
    ],
])("%s", (_, lines, doors) =>
    expect(
        loginsOf(bootOf(...KUBERNETES, ...lines)).map(
            ({ door, at }) => `${door.kind === "container" ? door.name : door.kind} (${at})`,
        ),
    ).toEqual(doors),
);

test.each<[why: string, lines: string[], unread: string]>([
    ["TOML that is none", ["a ="], "userData: is no valid TOML (line 3), which keeps Bottlerocket from taking its settings"],
    [
        "a text where a number belongs",
        ['event-qps = "many"'],
        "userData › settings.kubernetes.event-qps: is a string where a number was expected, which keeps Bottlerocket from taking its settings",
    ],
    [
        "a container that runs before all else",
        ["[settings.bootstrap-containers.prepare]", 'mode = "once"'],
        "userData › settings.bootstrap-containers.prepare: runs a container as root before the node starts, which may change its settings",
    ],
    [
        "a command that changes settings",
        ["[settings.bootstrap-commands.open]", 'mode = "always"', 'commands = [["apiclient", "set", "kubernetes.event-qps=0"]]'],
        "userData › settings.bootstrap-commands.open.commands[0]: changes settings by a command when the node boots",
    ],
])("%s is told", (_, lines, unread) => {
    const boot = bootOf(...KUBERNETES, ...lines);
    const all = [...boot.unread, ...kubeletsOf(boot).flatMap((kubelet) => kubelet.unread)];
    expect(all.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([unread]);
    expect(boot.evidence.verdict).toBe("node");
});

test("commands and containers that are off do nothing", () => {
    const boot = bootOf(
        ...KUBERNETES,
        "[settings.bootstrap-containers.prepare]",
        'mode = "off"',
        "[settings.bootstrap-commands.open]",
        'mode = "off"',
        'commands = [["apiclient", "set", "kubernetes.event-qps=0"]]',
    );
    expect([boot.unread, boot.commands]).toEqual([[], []]);
});

test("dotted keys are settings too", () =>
    expect(shown("anonymousAuth", "settings.kubernetes.standalone-mode = true")).toBe(
        "true userData › settings.kubernetes.standalone-mode",
    ));
