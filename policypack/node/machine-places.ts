import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { unitEnvironment } from "../parse/systemd-environment";
import { HOLE } from "../parse/word";
import { ifReadable } from "./if-readable";
import { kubeletsOf } from "./installers";
import { isNamedKey } from "./key-files";
import { SOCKETS } from "./runtime-sockets";
import { startsOfUnit } from "./service";
import { commandsOfStart } from "./service-commands";
import { loadedUnit, serviceNames, UNIT_FOLDERS } from "./units";

/** A folder of which files are read. */
export interface MachinePlace {
    readonly path: string;
    /** How many folders below it are read too. */
    readonly depth: number;
    /** Which files, by their path; all where absent. */
    readonly files?: RegExp;
    /** Which folders below it, by their path; all where absent. */
    readonly folders?: RegExp;
}

const place = (path: string, depth: number, files?: RegExp, folders?: RegExp): MachinePlace => ({
    path,
    depth,
    ...(files !== undefined && { files }),
    ...(folders !== undefined && { folders }),
});

/** Without what Pods have there, and what the kubelet keeps for itself. */
const KUBELET = place(
    "/var/lib/kubelet",
    2,
    /\/kubelet\/[^/]+\.(?:ya?ml|json|env|conf)$|kubeconfig$|\/(?:pki|config\.d|kubelet\.conf\.d)\//,
    /\/(?:pki|config\.d|kubelet\.conf\.d)$/,
);
const UNITS = /\.(?:service|socket|timer|path|target|mount)(?:\.d\/[^/]+\.conf)?$/;
const UNIT_DROP_INS = /\.d$/;

/** Where a node has what makes a node of it. What matters most comes first, as there is a limit to all of it. */
export const MACHINE_PLACES: readonly MachinePlace[] = [
    place("/etc/kubernetes", 4),
    KUBELET,
    place("/etc/eks", 4),
    place("/etc/etcd", 3),
    place("/etc/ssl/etcd", 2),
    place("/etc/rancher", 3),
    ...["k3s", "rke2"].flatMap((name) => [
        place(`/var/lib/rancher/${name}/agent`, 3, undefined, /\/agent\/(?:etc|pod-manifests)(?:\/|$)/),
        place(`/var/lib/rancher/${name}/server/tls`, 2),
    ]),
    place("/etc/containerd", 2),
    place("/etc/crio", 2),
    place("/etc/docker", 1),
    place("/etc/ssh", 1, /\/sshd_config(?:\.d\/[^/]+\.conf)?$/, /\/sshd_config\.d$/),
    place("/etc/sudoers.d", 0),
    place("/etc/audit", 2),
    place("/etc/audisp", 2),
    place("/etc/tmpfiles.d", 0),
    place("/var/lib/cloud/scripts/per-boot", 0),
    place("/etc/systemd", 0, /\/journal-upload\.conf$/),
    place("/opt/aws/amazon-cloudwatch-agent/etc", 1, /\.json$/),
    ...[
        "rsyslog.d",
        "syslog-ng",
        "fluent-bit",
        "fluentd",
        "td-agent",
        "td-agent-bit",
        "vector",
        "filebeat",
        "auditbeat",
        "promtail",
    ].map((name) => place(`/etc/${name}`, 1, /\.(?:conf|ya?ml|json|toml|lua)$/)),
    ...["nginx", "haproxy", "caddy", "apache2", "httpd"].map((name) => place(`/etc/${name}`, 2)),
    ...UNIT_FOLDERS.map((path) => place(path, 1, UNITS, UNIT_DROP_INS)),
    place("/usr/lib/tmpfiles.d", 0),
];

/** Single files. */
export const MACHINE_FILES: readonly string[] = [
    ...["default", "sysconfig"].flatMap((folder) =>
        ["kubelet", "etcd", "containerd", "docker", "crio", "k3s", "k3s-agent", "rke2-server", "rke2-agent"].map(
            (name) => `/etc/${folder}/${name}`,
        ),
    ),
    "/etc/etcd.env",
    "/var/lib/rancher/k3s/server/db/etcd/config",
    "/var/lib/rancher/rke2/server/db/etcd/config",
    "/etc/sudoers",
    "/etc/fstab",
    "/etc/rsyslog.conf",
];

/** Folders of which only the mode and the owner count. */
export const MACHINE_FOLDERS: readonly string[] = ["/var/lib/etcd"];

/** Sockets, of which that is all there is to read. */
export const MACHINE_SOCKETS: readonly string[] = SOCKETS.map(({ path }) => path).filter(
    (path) => path.startsWith("/") && !path.startsWith("//") && !path.includes("*"),
);

/** What only the kubelet, etcd or a runtime has. A folder without any of it is no node's. */
const OF_NODES = [
    ...["/etc/kubernetes", "/var/lib/kubelet", "/etc/eks", "/etc/etcd", "/etc/rancher", "/var/lib/rancher", "/var/lib/etcd"],
    ...["/etc/default/kubelet", "/etc/sysconfig/kubelet", "/etc/default/etcd", "/etc/sysconfig/etcd", "/etc/etcd.env"],
];
const NODE_UNIT = /\/systemd\/system\/(?:kubelet|etcd|k3s|k3s-agent|rke2-server|rke2-agent|kube-[a-z-]+)\.service(?:$|\.d\/)/;

/** Whether a path is one that only nodes and members of etcd have. */
export const isOfNode = (path: string): boolean => OF_NODES.some((one) => isWithin(path, one)) || NODE_UNIT.test(path);

/** Keys, which nothing needs to look into: their names and places tell what they are. */
export const isUnopened = (path: string): boolean => isNamedKey(path);

/** Programs whose arguments name their configuration. */
const DAEMONS = new Set([
    ...["kubelet", "hyperkube", "etcd", "kube-apiserver", "k3s", "rke2", "containerd", "dockerd", "crio", "buildkitd"],
]);

/** What the files of a machine name and the places above do not have. */
export interface NamedPlaces {
    readonly files: readonly string[];
    readonly folders: readonly MachinePlace[];
    /** Programs: read where they are scripts. */
    readonly programs: readonly string[];
}

/** Where the machine's services find their variables, its daemons their configuration, and its kubelets their Pods. */
export function placesNamedBy(boot: NodeBoot): NamedPlaces {
    const files = new Set<string>();
    const folders = new Map<string, MachinePlace>();
    const programs = new Set<string>();
    for (const name of serviceNames(boot)) {
        for (const path of environmentFilesOf(boot, name)) files.add(path);
        for (const start of startsOfUnit(boot, name, undefined, ["ExecStartPre", "ExecStart", "ExecStartPost"])) {
            for (const { text } of start.argv.slice(0, 3)) if (isKnownPath(text)) programs.add(text);
            for (const { argv } of commandsOfStart(boot, start)) {
                const [program, ...words] = argv.map(({ text }) => text);
                if (!DAEMONS.has(basename(program ?? ""))) continue;
                for (const path of words.flatMap(pathIn)) files.add(path);
                const folder = words.flatMap((word, i) =>
                    /^--config-dir(?:=|$)/.test(word) ? pathIn(word.includes("=") ? word : (words[i + 1] ?? "")) : [],
                );
                for (const path of folder) folders.set(path, place(path, 3, /\.conf$/));
            }
        }
    }
    for (const kubelet of kubeletsOf(boot)) {
        const path = ifReadable(() => kubelet.staticPodPath.value);
        if (path !== undefined && isKnownPath(path)) folders.set(path, place(nodePath(path), 0));
    }
    return { files: [...files].filter((path) => !folders.has(path)), folders: [...folders.values()], programs: [...programs] };
}

function environmentFilesOf(boot: NodeBoot, name: string): string[] {
    const loaded = loadedUnit(boot, name);
    if (loaded === undefined) return [];
    const paths: string[] = [];
    unitEnvironment(
        loaded.unit,
        (path) => {
            if (isKnownPath(path)) paths.push(path);
            return undefined;
        },
        name.includes("@.") ? undefined : name,
    );
    return paths;
}

/** `/etc/kubernetes/kubelet.yaml`, and the same behind a flag's name. */
const pathIn = (word: string): string[] => {
    const path = word.slice(word.startsWith("-") ? word.indexOf("=") + 1 : 0);
    return isKnownPath(path) ? [path] : [];
};

const isKnownPath = (text: string): boolean => /^\/[^*?]/.test(text) && !text.includes(HOLE) && !text.startsWith("/dev/");
