import { basename } from "node:path/posix";
import type { NodeBoot } from "../../model/node-boot";
import { filesFor } from "../configuration-layer";
import type { ConfigLayer } from "../effective-kubelet";
import type { BaseService } from "../service";
import { isEksBootstrap } from "./eks-bootstrap-command";
import type { NodeInstaller } from "./installer";
import { isKubeadm } from "./kubeadm-documents";
import { KUBEADM_CONFIG, kubeadmService } from "./kubeadm-service";
import { KUBELET_UNIT, kubeletsOfUnit, unreadOfKubeletUnit } from "./kubelet-unit";

const ENVIRONMENT = new Set(["/etc/default/kubelet", "/etc/sysconfig/kubelet", "/var/lib/kubelet/kubeadm-flags.env"]);
const WHOLE_UNIT = /\/systemd\/system\/kubelet\.service$/;
const UNIT = /\/systemd\/system\/kubelet\.service(?:\.d\/[^/]+\.conf)?$/;

/** What kubeadm writes where nobody says otherwise; empty, since it is the kubelet's own defaults that matter. */
const DEFAULTS: ConfigLayer = {
    value: { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" },
    at: "",
    isBase: true,
};

/**
 * A kubelet that systemd starts on an image of no known installer: by a unit that the boot writes whole, or by the packages' own with
 * kubeadm's drop-in, to which the boot adds drop-ins or variables.
 */
export const kubeletService: NodeInstaller = {
    *kubelets(boot) {
        const at = placeOf(boot);
        if (at === undefined) return;
        yield* kubeletsOfUnit(boot, KUBELET_UNIT, baseOf(boot, at), {
            ...filesFor(boot),
            distribution: boot.distribution,
            fileAt: (path, unread) => {
                const file = filesFor(boot).fileAt(path, unread);
                return file ?? (path === KUBEADM_CONFIG && unread.length === 0 ? DEFAULTS : undefined);
            },
        });
    },
    *unread(boot) {
        const at = placeOf(boot);
        if (at !== undefined) yield* unreadOfKubeletUnit(boot, baseOf(boot, at));
    },
};

/** A boot that writes the whole unit has no packages that bring one; kubeadm's drop-in would be its own too. */
const baseOf = ({ files }: NodeBoot, at: string): BaseService =>
    files.some(({ path, isBase }) => !isBase && WHOLE_UNIT.test(path)) ? { files: [] } : kubeadmService(at);

/** Where the boot first touches the service; undefined where it does not, or where another installer starts it. */
function placeOf(boot: NodeBoot): string | undefined {
    const { files, documents, commands } = boot;
    if (documents.length > 0 || isKubeadm(boot) || commands.some(({ argv }) => isEksBootstrap(argv))) return undefined;
    const own = commands.find(({ argv }) => basename(argv[0]!.text) === "kubelet");
    if (own !== undefined) return undefined;
    return files.find(({ path, kind, isBase }) => kind === "file" && !isBase && (UNIT.test(path) || ENVIRONMENT.has(path)))?.at;
}
