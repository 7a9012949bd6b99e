import { basename } from "node:path/posix";
import type { NodeBoot, UnreadPart } from "../../model/node-boot";
import type { Argument } from "../invocation";
import { type BaseService, startsOfUnit } from "../service";
import { commandsOfStart } from "../service-commands";

/** The unit of the kubelet's packages (kubernetes/release, cmd/krel/templates/latest/kubelet). */
const UNIT = "[Service]\nExecStart=/usr/bin/kubelet\n";
/** kubeadm's drop-in, from the packages of kubeadm. */
const DROP_IN = [
    "[Service]",
    'Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"',
    'Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"',
    "EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env",
    "EnvironmentFile=-/etc/default/kubelet",
    "EnvironmentFile=-/etc/sysconfig/kubelet",
    "ExecStart=",
    "ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS",
    "",
].join("\n");
const DROP_IN_NAME = "kubelet.service.d/10-kubeadm.conf";

export const KUBEADM_CONFIG = "/var/lib/kubelet/config.yaml";

/**
 * The kubelet's service as kubeadm's packages bring it: Debian has `/etc/default/kubelet`, Red Hat `/etc/sysconfig/kubelet`, and no node
 * has both.
 *
 * @param own words that kubeadm itself writes into kubeadm-flags.env: `nodeRegistration.kubeletExtraArgs`
 */
export const kubeadmService = (at: string, own: readonly Argument[] = []): BaseService => ({
    files: [
        { path: "/usr/lib/systemd/system/kubelet.service", text: UNIT, at },
        { path: `/usr/lib/systemd/system/${DROP_IN_NAME}`, text: DROP_IN, at },
    ],
    installed: { path: "/var/lib/kubelet/kubeadm-flags.env", variables: new Map([["KUBELET_KUBEADM_ARGS", own]]) },
});

/**
 * The words with which a kubelet is started that kubeadm installs, after the program's name, the drop-ins and environment files of the
 * boot among them; none where the boot masks the unit or starts something else in it.
 *
 * @param at where the node is configured, for what nobody's line sets
 * @param own words of `nodeRegistration.kubeletExtraArgs`
 */
export function kubeadmServiceArguments(
    boot: NodeBoot,
    at: string,
    own: readonly Argument[] = [],
): { readonly args: readonly Argument[]; readonly unread: readonly UnreadPart[] } | undefined {
    for (const start of startsOfUnit(boot, "kubelet.service", kubeadmService(at, own))) {
        const command = commandsOfStart(boot, start).find(({ argv }) => basename(argv[0]?.text ?? "") === "kubelet");
        if (command !== undefined) return { args: command.argv.slice(1), unread: start.unread };
    }
    return undefined;
}
