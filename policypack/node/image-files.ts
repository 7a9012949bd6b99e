import { EKS_BASE } from "./kubelet-settings";

/** Files that an image has before its boot changes them. */
export const AL2_KUBELET_FILE = "/etc/kubernetes/kubelet/kubelet-config.json";
export const AL2023_KUBELET_FILE = "/etc/kubernetes/kubelet/config.json";
const BASE_TEXT = `${JSON.stringify(EKS_BASE, null, 2)}\n`;

/** Where sshd is configured, before the files of its folder are included. */
export const SSHD_FILE = "/etc/ssh/sshd_config";
/** Lines that images have there and that scripts change with sed; the distributions comment some out, and some not. */
export const SSHD_TEXT = [
    "Include /etc/ssh/sshd_config.d/*.conf",
    "#PermitRootLogin prohibit-password",
    "#PermitRootLogin yes",
    "#PasswordAuthentication yes",
    "PasswordAuthentication no",
    "#PermitEmptyPasswords no",
    "",
].join("\n");

/** What an image has at each path. */
export const IMAGE: ReadonlyMap<string, string> = new Map([
    [AL2_KUBELET_FILE, BASE_TEXT],
    [AL2023_KUBELET_FILE, BASE_TEXT],
    [SSHD_FILE, SSHD_TEXT],
]);
