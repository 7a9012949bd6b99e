import type { StackResource } from "../../../lib/subject";
import type { NodeEvidence } from "../../../model/node-evidence";
import { kindOfContent } from "../../../node/content";
import { fromBase64 } from "../../../parse/encodings";
import { bootsOfNodeContent } from "../../content";
import { propertyOf } from "./buckets";
import { ifKnown } from "../../../lib/read-all";

/** Names under which such files stand, and no others: a dashboard about kubelets is none. */
const KEY =
    /(?:^|[/._-])(?:static-?pods?\/|kubelet-?config|kubelet\.(?:conf|service)|kubeadm(?:-?config)?\.(?:ya?ml|conf)|nodeadm|node-?config\.|nodeup)/i;
/** A place of manifests, which may be those of GitOps. */
const MANIFESTS = /(?:^|\/)(?:static-?)?(?:pod-?)?manifests?\/[^/]+\.(?:ya?ml|json)$/i;
/** In YAML a line of its own or of a list, in JSON also one of many on a line. */
const POD = /(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)["']?kind["']?[ \t]*:[ \t]*["']?Pod["']?[ \t]*(?:[,}]|[ \t]#|$)/m;

/** Whether an object in a bucket is something that nodes boot from: by its content, or by its key. Undefined for any other. */
export function evidenceOfObject(object: StackResource): NodeEvidence | undefined {
    const key = ifKnown(() => propertyOf(object, "key").text()) ?? "";
    const text = contentOf(object);
    const [boot] = text === undefined ? [] : bootsOfNodeContent(text, "content");
    // A script about clusters is not yet one of their nodes.
    if (boot !== undefined && (boot.evidence.verdict === "node" || kindOfContent(text!) !== undefined)) return boot.evidence;
    const isPod = text !== undefined && POD.test(text);
    if (KEY.test(key)) return { verdict: "node", why: `object ${key}` };
    if (isPod) return { verdict: MANIFESTS.test(key) ? "node" : "unsure", why: "the manifest of a Pod" };
    if (text === undefined && MANIFESTS.test(key)) return { verdict: "unsure", why: `object ${key}` };
    return undefined;
}

function contentOf(object: StackResource): string | undefined {
    const text = ifKnown(() => propertyOf(object, "content").text());
    if (text !== undefined) return text;
    const packed = ifKnown(() => propertyOf(object, "contentBase64").text());
    return packed === undefined ? undefined : fromBase64(packed)?.toString("utf8");
}
