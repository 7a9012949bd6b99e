import type { BootCommand, BootFile, UnreadPart } from "../model/node-boot";

/** What configures the daemons of a node, or is a Pod on it. */
const CONFIGURATION =
    /^\/etc\/(?:kubernetes|eks|rancher|etcd|containerd|docker)\/|^\/var\/lib\/(?:kubelet|rancher)\/|^\/etc\/(?:default|sysconfig)\/(?:kubelet|etcd)$|\/systemd\/system\/(?:kubelet|etcd|containerd|docker|kube-apiserver)\.service(?:$|\.d\/)/;
/** Certificates, keys and kubeconfigs are no settings. */
const CREDENTIAL =
    /\/pki\/|\.(?:crt|cer|pem|key)$|kubeconfig|\/(?:admin|super-admin|kubelet|scheduler|controller-manager)\.conf$/;
const KUBELET = /\/s?bin\/kubelet$/;
/** Where the projects themselves publish kubelets. */
const PUBLISHED =
    /^https:\/\/(?:dl\.k8s\.io|cdn\.dl\.k8s\.io|storage\.googleapis\.com\/kubernetes-release|(?:amazon|hybrid-assets)[\w.-]*\.amazonaws\.com)\//;

/** Files of a node of which only the machine knows what stands in them when it has booted, and the kubelet itself where it is another one. */
export function unreadFiles(files: readonly BootFile[], commands: readonly BootCommand[]): UnreadPart[] {
    return files.flatMap(({ path, at, unread }) => {
        if (unread === undefined) return [];
        if (KUBELET.test(path)) {
            const isPublished = commands.some(
                (command) => command.at === at && command.argv.some(({ text }) => PUBLISHED.test(text)),
            );
            return isPublished
                ? []
                : [{ at, reason: "replaces the kubelet by one from elsewhere, which may have other defaults" }];
        }
        return CONFIGURATION.test(path) && !CREDENTIAL.test(path) ? [{ at, reason: unread }] : [];
    });
}
