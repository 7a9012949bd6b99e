import { type Read, read, unread } from "../model/read";
import { kubernetesJson, kubernetesYaml } from "../parse/kubernetes-document";

const STOPS = "which keeps the kubelet from starting";
const VERSION = "kubelet.config.k8s.io/v1beta1";

/** How a text is read: the file of `--config`, or a drop-in, with which the kubelet is stricter in some ways and laxer in others. */
export type DocumentUse = "file" | "drop-in";

/**
 * A KubeletConfiguration as the kubelet itself reads it (pkg/kubelet/kubeletconfig/util/codec): what begins with `{` is JSON and nothing
 * else, of a YAML stream the first document counts, names that it does not know are passed over, and a name that occurs twice is refused in
 * a drop-in only.
 */
export function kubeletDocument(text: string, use: DocumentUse): Read<Readonly<Record<string, unknown>>> {
    if (text === "") return unread(`is an empty file, ${STOPS}`);
    const isJson = /^[\s\u0085]*\{/.test(text);
    const document = isJson ? kubernetesJson(text, { wholeNumbers: use === "file" }) : kubernetesYaml(text);
    if (!document.ok) return document;
    const { value, hasDuplicates } = document.value;
    if (hasDuplicates && use === "drop-in") return unread(`has a name twice, ${STOPS}`);
    if (typeof value !== "object" || value === null || Array.isArray(value))
        return unread(`is no KubeletConfiguration, ${STOPS}`);
    const { apiVersion, kind } = value as Record<string, unknown>;
    if (kind !== "KubeletConfiguration" || apiVersion !== VERSION)
        return unread(`is no KubeletConfiguration of ${VERSION}, ${STOPS}`);
    return read(value as Record<string, unknown>);
}
