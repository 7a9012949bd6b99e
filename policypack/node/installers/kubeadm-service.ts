import type { Argument } from "../invocation";
import type { BaseService } from "../service";

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
