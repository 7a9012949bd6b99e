import { basename } from "node:path/posix";
import type { AuditedPlace, NodeAudit } from "../model/node-audit";
import type { NodeBoot } from "../model/node-boot";
import { isWithin, nodePath } from "../model/node-path";
import { once } from "../parse/once";
import { type AuditPermission, type AuditRules, type AuditWatch, auditRules } from "../parse/audit-rules";
import { kubeletsOf } from "./installers";
import { isKubeadm } from "./installers/kubeadm-documents";
import { KUBEADM_CONFIG } from "./installers/kubeadm-service";
import { ifReadable } from "./if-readable";
import { roleOf } from "./node-role";
import { shipperOf } from "./log-shipping";
import { liesOnMachine, placeOfLine } from "./units";

type Watch = Omit<AuditWatch, "line"> & { readonly at: string };

const RULES = /^\/etc\/audit\/(?:rules\.d\/[^/]+\.rules|audit\.rules)$/;
const RULES_FOLDER = "/etc/audit/rules.d";
const KUBERNETES = ["/etc/kubernetes", "/var/lib/kubelet", "/etc/rancher", "/var/lib/rancher", "/etc/eks", "/etc/kubelet.d"];
const KUBEADM_MANIFESTS = "/etc/kubernetes/manifests";
const MANIFEST_FOLDER = /\/(?:manifests|pod-manifests|static-pods|kubelet\.d)$/;
const ACCESS: readonly (readonly [AuditPermission, AuditedPlace["missed"][number]])[] = [
    ["r", "reads"],
    ["w", "writes"],
    ["a", "changes of attributes"],
];

/** What a node's audit records of the places that it takes static Pods and its kubelet's configuration from. Computed once for each boot. */
export const auditOf = once((boot: NodeBoot): NodeAudit => {
    const watches = watchesOf(boot);
    const manifests = manifestPlacesOf(boot);
    const configuration = configurationPlacesOf(boot);
    const [first] = boot.documents;
    const isOnMachine = boot.files.some(liesOnMachine);
    const at = first?.at ?? boot.commands[0]?.at ?? (isOnMachine ? RULES_FOLDER : boot.files[0]?.at) ?? "";
    const place = (path: string, holds: AuditedPlace["holds"]): AuditedPlace => ({ path, holds, ...coverage(path, watches, at) });
    const about = watches.filter(({ path }) => KUBERNETES.some((folder) => isWithin(nodePath(path), folder)));
    // Of a machine that may be no node only that is judged which its own rules name.
    const watched = boot.evidence.verdict === "node" ? [] : [...new Set(about.map(({ path }) => nodePath(path)))];
    return {
        at,
        places: [
            ...manifests.map((path) => place(path, "static Pods")),
            ...(watched.length > 0 ? [] : configuration).map((path) => place(path, "the kubelet's configuration")),
            ...watched.map((path) => place(path, MANIFEST_FOLDER.test(path) ? "static Pods" : "the kubelet's configuration")),
        ],
        hasRules: about.length > 0 || watches.some(({ path }) => KUBERNETES.some((folder) => isWithin(folder, nodePath(path)))),
        runsStaticPods: manifests.length > 0,
        shippedBy: shipperOf(boot),
        evidence: boot.evidence,
    };
});

/** augenrules puts the files together by name; auditctl adds to them in the order of the script. */
function watchesOf({ files, commands }: NodeBoot): Watch[] {
    const written = files
        .filter(({ path, kind }) => kind === "file" && RULES.test(path))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    let watches: Watch[] = [];
    let isEnabled = true;
    const add = (rules: AuditRules, at: (line: number) => string) => {
        if (rules.isFresh) watches = [];
        watches.push(...rules.watches.map((watch) => ({ ...watch, at: at(watch.line) })));
        isEnabled = rules.isEnabled ?? isEnabled;
    };
    for (const file of written) add(auditRules(file.content.text), (line) => placeOfLine(file, line));
    for (const { argv, at } of commands) {
        if (basename(argv[0]!.text) === "auditctl")
            add(
                auditRules(
                    argv
                        .slice(1)
                        .map(({ text }) => `'${text}'`)
                        .join(" "),
                ),
                () => at,
            );
    }
    return isEnabled ? watches : [];
}

/** The first rule that matches an access decides. */
function coverage(path: string, watches: readonly Watch[], at: string): Pick<AuditedPlace, "missed" | "at"> {
    const own = nodePath(path);
    const about = watches.filter((watch) => isWithin(own, nodePath(watch.path)));
    const missed = ACCESS.filter(([letter]) => {
        const deciding = about.find(({ permissions }) => permissions.has(letter));
        return deciding === undefined || deciding.isNever;
    }).map(([, words]) => words);
    return { missed, at: about[0]?.at ?? at };
}

function manifestPlacesOf(boot: NodeBoot): string[] {
    const kubelets = kubeletsOf(boot);
    const paths = kubelets.flatMap((kubelet) => {
        const path = ifReadable(() => kubelet.staticPodPath.value);
        return path === undefined || path === "" ? [] : [nodePath(path)];
    });
    const isControlPlane = roleOf(boot) === "control-plane" || kubelets.some(({ role }) => role === "control-plane");
    const written = boot.files.flatMap(({ path }) => {
        const folder = path.slice(0, path.lastIndexOf("/"));
        return MANIFEST_FOLDER.test(folder) ? [nodePath(folder)] : [];
    });
    return [...new Set([...paths, ...(isControlPlane && paths.length === 0 ? [KUBEADM_MANIFESTS] : []), ...written])];
}

/** Where the kubelet of that distribution has its configuration: kubeadm's in one file, in a folder in which Pods have their volumes. */
function configurationPlacesOf(boot: NodeBoot): string[] {
    const { distribution, documents } = boot;
    if (distribution === "eks-al2023" || distribution === "eks-al2") return ["/etc/kubernetes/kubelet"];
    if (distribution === "k3s") return ["/etc/rancher"];
    if (distribution === "bottlerocket" || distribution === "talos" || distribution === "eks-windows") return [];
    if (documents.some(({ installer }) => installer === "nodeadm")) return ["/etc/kubernetes/kubelet"];
    return [isKubeadm(boot) || distribution === "kubeadm" ? KUBEADM_CONFIG : "/var/lib/kubelet"];
}
