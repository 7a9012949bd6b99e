import { line } from "../../../policypack/lib/line";
import type { NodeBoot } from "../../../policypack/model/node-boot";
import { accessLists } from "../../../policypack/node/access-lists";
import { auditOf } from "../../../policypack/node/audit";
import { auditLogGroupsOf } from "../../../policypack/node/audit-log-groups";
import { authorityCopies } from "../../../policypack/node/authority-copies";
import { certificateKeysOf } from "../../../policypack/node/certificate-keys";
import { bootOfContent } from "../../../policypack/node/content";
import { bootOfCopiedFile } from "../../../policypack/node/copied-file";
import { fetchesOf } from "../../../policypack/node/fetches";
import { accessesOf } from "../../../policypack/node/file-accesses";
import { hostUnitsOf } from "../../../policypack/node/host-units";
import { ifReadable } from "../../../policypack/node/if-readable";
import { daemonsOf } from "../../../policypack/node/installers";
import { keyGuardOf } from "../../../policypack/node/key-files";
import { keyMaterialOf } from "../../../policypack/node/key-material";
import { kubeletGuardOf, localPlacesOf } from "../../../policypack/node/kubelet-places";
import { laterAttributes } from "../../../policypack/node/later-attributes";
import { shipperOf } from "../../../policypack/node/log-shipping";
import { loginsOf } from "../../../policypack/node/logins";
import { manifestPlacesOf } from "../../../policypack/node/manifest-folders";
import { roleOf } from "../../../policypack/node/node-role";
import { parameterReadsOf } from "../../../policypack/node/parameter-reads";
import { runtimeAccessesOf } from "../../../policypack/node/runtime/runtime-accesses";
import { bootOfScripts } from "../../../policypack/node/script";
import { sharedPlacesOf } from "../../../policypack/node/shared-storage";
import { sshdOpenings } from "../../../policypack/node/sshd";
import { staticManifestsOf } from "../../../policypack/node/static-pod-manifests";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { Unreadable } from "../../../policypack/model/unreadable";
import { generated } from "../grammar";
import { LANGUAGE } from "../language";
import { texts } from "../material";
import { SECRET, type Target } from "../target";

/** Everything that reads a boot. */
const READERS: Readonly<Record<string, (boot: NodeBoot) => unknown>> = {
    daemons: daemonsOf,
    accessLists,
    auditOf,
    auditLogGroupsOf,
    authorityCopies,
    certificateKeysOf,
    fetchesOf,
    filesOfKubelet: (boot) => accessesOf(boot, kubeletGuardOf(boot)),
    filesOfKeys: (boot) => accessesOf(boot, keyGuardOf(boot)),
    hostUnitsOf,
    keyMaterialOf,
    localPlacesOf,
    laterAttributes,
    shipperOf,
    loginsOf,
    manifestPlacesOf,
    roleOf,
    parameterReadsOf,
    runtimeAccessesOf,
    sharedPlacesOf,
    sshdOpenings,
    staticManifestsOf,
};

/** What reads of a boot with what could not be read among it; views are values behind getters, which are read as policies do. */
function readAll(boot: NodeBoot): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(READERS).map(([name, read]) => {
            try {
                return [name, plain(read(boot), 0)];
            } catch (error) {
                if (error instanceof Unreadable) return [name, `${error.at}: ${error.reason}`];
                throw error;
            }
        }),
    );
}

/** Data of a value, with every getter read; functions are passed over. */
function plain(value: unknown, depth: number): unknown {
    if (typeof value === "function" || depth > 8) return undefined;
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Map || value instanceof Set) return [...value].map((one) => plain(one, depth + 1));
    if (Array.isArray(value)) return value.slice(0, 50).map((one) => plain(one, depth + 1));
    const found: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
        try {
            found[key] = plain((value as Record<string, unknown>)[key], depth + 1);
        } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
            found[key] = `${error.at}: ${error.reason}`;
        }
    }
    return found;
}

const KEY = /(-----BEGIN [A-Z ]*PRIVATE KEY-----\s+)[A-Za-z0-9+/=]{16,}/g;

/** The text with secrets in place of keys and passwords. */
export const withSecrets = (text: string): string =>
    text
        .replace(KEY, (_, heading: string) => `${heading}${SECRET}${SECRET}`)
        .replace(
            /((?:pass(?:word|wd|_hash)?|secret|token|bearer)["']?\s*(?::|=|\s)\s*["']?)(?!-)[\w.+/-]{6,}/gi,
            (_, name: string) => name + SECRET,
        );

const outcomeOf = (boots: readonly NodeBoot[]) => {
    const value = boots.map((boot) => [plain(boot, 0), readAll(boot)]);
    const daemons = boots.flatMap((boot) => ifReadable(() => daemonsOf(boot)) ?? []);
    const unread = [...boots.flatMap((boot) => boot.unread), ...daemons.flatMap((one) => one.unread)];
    return { value, messages: unread.map(({ at, reason }) => line(at, reason, "")) };
};

const FILES = ["/etc/kubernetes/manifests/a.yaml", "/etc/rancher/k3s/config.yaml", "/etc/systemd/system/kubelet.service", "/etc/containerd/config.toml", "/etc/ssh/sshd_config", "/etc/sudoers", "/etc/audit/rules.d/a.rules", "/etc/docker/daemon.json", "/etc/etcd/etcd.conf.yml", "/etc/exports", "/etc/tmpfiles.d/a.conf"]; // prettier-ignore

export const BOOT_TARGETS: readonly Target[] = [
    {
        name: "user data",
        share: 40,
        ms: 250,
        msPerKib: 12,
        seeds: () => texts().map((text) => Buffer.from(text)),
        generate: (random) => Buffer.from(generated(LANGUAGE, "boot.file", random)),
        plant: (input) => Buffer.from(withSecrets(input.toString("utf8"))),
        run: (input) => outcomeOf([bootOfUserData(input.toString("utf8"), "userData")]),
    },
    {
        name: "scripts and contents",
        share: 14,
        ms: 250,
        msPerKib: 12,
        seeds: () => texts().map((text) => Buffer.from(text)),
        generate: (random) => Buffer.from(generated(LANGUAGE, random.once(2) ? "sh.file" : "boot.text", random)),
        plant: (input) => Buffer.from(withSecrets(input.toString("utf8"))),
        run(input) {
            const text = input.toString("utf8");
            const contents = ["kubelet.yaml", "k3s-config", "rke2"].map((name) => bootOfContent(text, "data", { name }));
            return outcomeOf([
                bootOfScripts([{ lines: [{ text, at: "commands[0]" }], at: "commands" }]),
                ...contents.filter((boot) => boot !== undefined),
            ]);
        },
    },
    {
        name: "files of a node",
        share: 14,
        ms: 250,
        msPerKib: 12,
        seeds: () => texts().map((text) => Buffer.from(text)),
        generate: (random) => Buffer.from(generated(LANGUAGE, "file", random)),
        // The first line is a place, which messages show.
        plant: (input) => Buffer.from(input.toString("utf8").replace(/\n[^]*$/, withSecrets)),
        run(input) {
            const text = input.toString("utf8");
            const [first = "", ...rest] = text.split("\n");
            const files = FILES.map((path) => ({ path, content: rest.join("\n") }));
            const cloudConfig = `#cloud-config\n${JSON.stringify({ write_files: files })}`;
            return outcomeOf([bootOfUserData(cloudConfig, "userData"), bootOfCopiedFile(first, "destination")]);
        },
    },
];
