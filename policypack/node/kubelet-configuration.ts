/** Whether a document is a KubeletConfiguration, of whatever version. */
export function isKubeletConfiguration(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    const { apiVersion, kind } = value as Record<string, unknown>;
    return kind === "KubeletConfiguration" && typeof apiVersion === "string" && apiVersion.startsWith("kubelet.config.k8s.io/");
}
