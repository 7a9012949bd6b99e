import { basename } from "node:path/posix";
import type { BootCommand } from "../model/node-boot";
import { isEksBootstrap } from "./installers/eks-bootstrap-command";

/** Programs that only something that becomes a Kubernetes node runs. */
const NODE_PROGRAMS = new Set(["kubelet", "nodeadm", "kubeadm", "k3s", "rke2", "etcd", "kube-apiserver"]);
/** The first word with which they tell of themselves and end, as whoever builds images or clusters from elsewhere asks them. */
const ONLY_TELLS = /^(?:version|--version|-v|help|--help|-h|completion)$/;
/** Services that only such a machine has. */
const NODE_SERVICES = /^(?:kubelet|k3s(?:-agent)?|rke2-(?:server|agent)|snap\.microk8s\.daemon-kubelite)(?:\.service)?$/;
const FETCHERS = new Set(["curl", "wget"]);
const INSTALLER_URL = /^https?:\/\/.*\b(?:k3s|rke2)\b/i;
const INSTALLER_VARIABLE = /^(?:INSTALL_)?(?:K3S|RKE2)_/;

/** Whether a command shows that its machine is a node of a cluster, or becomes one. */
export function isNodeCommand({ argv, environment }: Pick<BootCommand, "argv" | "environment">): boolean {
    const [program, ...words] = argv.map(({ text }) => text);
    const name = basename(program!);
    if (NODE_PROGRAMS.has(name)) return !ONLY_TELLS.test(words[0] ?? "");
    if (isEksBootstrap(argv)) return true;
    if (name === "systemctl" || name === "service") return words.some((word) => NODE_SERVICES.test(word));
    if (FETCHERS.has(name)) return words.some((word) => INSTALLER_URL.test(word));
    return [...environment.keys()].some((variable) => INSTALLER_VARIABLE.test(variable));
}
