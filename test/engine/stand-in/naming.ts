import { createHash } from "node:crypto";
import type { Wanted } from "./outputs";
import { isObject, type Properties } from "./unknown";

/** The Kubernetes provider names what has no name, before any policy sees it. */
export function named({ type, name, inputs }: Wanted): Properties {
    if (!type.startsWith("kubernetes:") || /List$|^kubernetes:(yaml|helm|kustomize)/.test(type)) return inputs;
    const metadata = inputs.metadata;
    if (metadata !== undefined && !isObject(metadata)) return inputs;
    if (metadata?.name !== undefined || metadata?.generateName !== undefined) return inputs;
    const suffix = createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, 8);
    const annotations = isObject(metadata?.annotations) ? metadata.annotations : {};
    return {
        ...inputs,
        metadata: {
            ...metadata,
            name: `${name}-${suffix}`,
            annotations: { ...annotations, "pulumi.com/autonamed": "true" },
        },
    };
}
