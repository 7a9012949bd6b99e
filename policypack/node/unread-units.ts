import type { NodeBoot, UnreadPart } from "../model/node-boot";

/** What systemd starts the kubelet with beside its own unit: drop-ins, and the files of its environment. */
const UNIT = /^\/(?:etc|usr\/lib|lib|run)\/systemd\/system\/kubelet\.service(?:\.d\/[^/]+\.conf)?$/;
const ENVIRONMENT = new Set([
    "/etc/default/kubelet",
    "/etc/sysconfig/kubelet",
    "/etc/eks/kubelet/environment",
    "/var/lib/kubelet/kubeadm-flags.env",
]);

/** Files of a node that may give its kubelet flags which are not seen in the settings above. */
export const unreadUnits = ({ files }: NodeBoot): UnreadPart[] =>
    files
        .filter(({ path }) => UNIT.test(path) || ENVIRONMENT.has(path))
        .map(({ path, at }) => ({ at, reason: `writes ${path}, with which systemd may give the kubelet other flags` }));
