import { basename } from "node:path/posix";
import type { HostReach, HostUnit } from "../model/host-unit";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { once } from "../parse/once";
import { unitEnvironment } from "../parse/systemd-environment";
import { execLines, expandExec } from "../parse/systemd-exec";
import { type Unit, unitList, type UnitLine, unitValue } from "../parse/systemd-unit";
import { wordsOf } from "../parse/systemd-words";
import { startedContainer, type StartedContainer } from "./container-command";
import { socketReach } from "./runtime-sockets";
import { filesOf, type LoadedUnit, loadedUnit, serviceNames } from "./units";

/** Programs that are the node itself: what starts Pods, installs the node or reports on it as EKS' images do. */
const COMPONENTS = new Set([
    ...["kubelet", "kube-proxy", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "kubeadm", "nodeadm"],
    ...["containerd", "dockerd", "crio", "podman", "buildkitd", "k3s", "rke2", "k0s", "hyperkube", "cri-dockerd", "nerdctl"],
    ...["soci-snapshotter-grpc", "amazon-ssm-agent", "cloud-init", "systemctl", "mkdir", "modprobe", "bootstrap.sh", "auditd"],
]);
const COMPONENT_UNITS =
    /^(?:kubelet|containerd|docker|crio|k0s|(?:k3s|rke2)(?:-server|-agent)?|nodeadm-(?:config|run)|soci-snapshotter|kube-[a-z-]+|etcd|cloud-[a-z]+)\.service$/;

interface Reached {
    readonly at: string;
    readonly reach: HostReach;
}

/**
 * The units of a node that run as root, are no part of it, and name a path from which the kubelet, its static Pods or the runtime are
 * steered. A user of its own, and paths that are hidden from it, keep a unit out (systemd.exec(5)). Computed once for each boot.
 */
export const hostUnitsOf = once((boot: NodeBoot): readonly HostUnit[] =>
    serviceNames(boot).flatMap((name) => {
        if (COMPONENT_UNITS.test(name)) return [];
        const loaded = loadedUnit(boot, name);
        const reached = loaded === undefined ? [] : reachedBy(boot, name, loaded);
        return reached.slice(0, 1).map((one) => ({ ...one, name, evidence: boot.evidence }));
    }),
);

function reachedBy(boot: NodeBoot, name: string, { unit, lineAt }: LoadedUnit): Reached[] {
    const files = filesOf(boot, []);
    const environment = unitEnvironment(
        unit,
        (path) => {
            const file = files.get(path);
            return file === undefined ? undefined : { text: file.text, source: file.path };
        },
        name,
    );
    const user = unitValue(unit, "Service", "User")?.value ?? "root";
    const isDynamic = /^(?:yes|true|on|1)$/i.test(unitValue(unit, "Service", "DynamicUser")?.value ?? "");
    const isRoot = !isDynamic && /^(?:root|0)$/.test(user);
    const groups = [...unitList(unit, "Service", "SupplementaryGroups"), ...unitList(unit, "Service", "Group")];
    const opensSockets = groups.some(({ value }) =>
        value.split(/\s+/).some((group) => /^(?:root|0|docker|containerd|crio)$/.test(group)),
    );
    const hidden = hiddenPaths(unit);

    const reached: Reached[] = [];
    const found = (text: string, at: string, rights: "root" | "sockets") => {
        for (const path of pathsIn(text)) {
            const normal = nodePath(path);
            if (hidden.some((one) => isWithin(normal, one))) continue;
            if (rights === "sockets" && socketReach(normal)?.how !== "itself") continue;
            const whose = ownerOf(normal);
            if (whose !== undefined) reached.push({ at, reach: { kind: "path", path, whose } });
        }
    };
    for (const key of ["ExecStartPre", "ExecStart", "ExecStartPost"]) {
        for (const command of execLines(unit, key, name).commands) {
            const words = expandExec(command, environment.lookup).map(({ text }) => text);
            const container = startedContainer(words);
            if (container !== undefined) {
                if (!COMPONENTS.has(container.image)) reached.push(...reachedByContainer(container, lineAt(command)));
                continue;
            }
            if (COMPONENTS.has(basename(command.path.text))) continue;
            const isFull = command.prefixes.has("+") || command.prefixes.has("!") || command.prefixes.has("!!");
            const rights = isRoot || isFull ? "root" : opensSockets ? "sockets" : undefined;
            if (rights === undefined) continue;
            for (const text of words.slice(1)) if (!isExclusion(text)) found(text, lineAt(command), rights);
        }
    }
    if (isRoot) {
        for (const key of ["WorkingDirectory", "RootDirectory", "BindPaths"])
            for (const line of unitList(unit, "Service", key)) found(line.value, lineAt(line), "root");
        for (const [, { value, line, source }] of environment.variables) found(value.text, lineAt({ line, source }), "root");
    }
    return reached;
}

/** The runtime starts it as root whoever asks; a folder that it is given holds all that is below. */
function reachedByContainer({ mounts, shares }: StartedContainer, at: string): Reached[] {
    const paths = mounts.flatMap((path): HostReach[] => {
        const normal = nodePath(path);
        const whose = ownerOf(normal) ?? (["/", "/run", "/var", "/etc"].includes(normal) ? "the node's own" : undefined);
        return whose === undefined ? [] : [{ kind: "path", path, whose }];
    });
    return [...paths, ...shares.map((option): HostReach => ({ kind: "container", option }))].map((reach) => ({ at, reach }));
}

/** `--exclude /run/containerd`: what a word says that it leaves alone. */
const isExclusion = (text: string): boolean => /^--?(?:exclude|skip|ignore)[\w-]*=/.test(text);

/** Paths in a word: itself, after `=` or `:` or a comma, and without a scheme. */
const pathsIn = (text: string): string[] =>
    [...text.matchAll(/(?:^|[=,"'\s]|unix:\/\/|:(?!\/\/))(\/[\w@%+./-]+)/g)].map((match) => match[1]!.replace(/^\/\/+/, "/"));

function hiddenPaths(unit: Unit): string[] {
    const lines: readonly UnitLine[] = ["InaccessiblePaths", "InaccessibleDirectories", "TemporaryFileSystem"].flatMap((key) =>
        unitList(unit, "Service", key),
    );
    return lines.flatMap(({ value }) => {
        const words = wordsOf(value);
        return (words.ok ? words.value : []).map((word) => nodePath(withoutOptions(word.replace(/^[-+]+/, ""))));
    });
}

function ownerOf(normal: string): Extract<HostReach, { kind: "path" }>["whose"] | undefined {
    if (socketReach(normal) !== undefined && normal !== "/" && normal !== "/run" && normal !== "/var")
        return "the container runtime's";
    if (isWithin(normal, "/var/lib/kubelet") || isWithin(normal, "/etc/kubernetes/kubelet")) return "the kubelet's";
    const isCluster = ["/etc/kubernetes", "/var/lib/rancher", "/var/lib/etcd"].some((folder) => isWithin(normal, folder));
    return isCluster ? "the control plane's" : undefined;
}

/** `/run/a:/b:rbind` → `/run/a:/b`: what stands behind a colon in the last part. */
function withoutOptions(word: string): string {
    const colon = word.indexOf(":", word.lastIndexOf("/") + 1);
    return colon < 0 ? word : word.slice(0, colon);
}
