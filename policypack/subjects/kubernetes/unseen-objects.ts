import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import type { Props, StackResource, StackSubject } from "../../lib/subject";
import type { UnseenObjects } from "../../model/unseen-objects";
import type { Cursor } from "../../parse/cursor";
import { ifSet, readAll } from "../../lib/read-all";

/** The kinds whose controllers apply what a repository, a bucket or a chart elsewhere holds. Projects and sources apply nothing themselves. */
const APPLIERS = [
    { by: "Argo CD", token: /^kubernetes:argoproj\.io\/[^:]+:(Application|ApplicationSet)(?:Patch)?$/ },
    { by: "Flux", token: /^kubernetes:kustomize\.toolkit\.fluxcd\.io\/[^:]+:(Kustomization)(?:Patch)?$/ },
    { by: "Flux", token: /^kubernetes:helm\.toolkit\.fluxcd\.io\/[^:]+:(HelmRelease)(?:Patch)?$/ },
] as const;

/** The component that installs the admission policies. */
const ADMISSION = "kube-bypass-guard:index:BypassAdmissionPolicy";

/**
 * Everything in the stack that brings objects into a cluster which nobody sees here, as one view at the first of it; none where the stack
 * installs the policies that refuse them at admission.
 */
export const unseenObjects: StackSubject<readonly UnseenObjects[]> = function* (stack) {
    if (stack.some(({ type }) => type === ADMISSION)) return;
    const { known, faults } = readAll(
        () => stack,
        (resource) => ({ urn: resource.urn, view: applied(resource) ?? ofRelease(resource) }),
    );
    const found = known.flatMap(({ urn, view }) => (view === undefined ? [] : [{ urn, view }]));
    const [first] = found;
    if (first !== undefined) yield () => ({ urn: first.urn, view: found.map(({ view }) => view) });
    for (const fault of faults)
        yield () => {
            throw fault;
        };
};

function applied({ type, name }: StackResource): UnseenObjects | undefined {
    for (const { by, token } of APPLIERS) {
        const kind = token.exec(type)?.[1];
        if (kind !== undefined) return { by, what: `${kind} ${name}` };
    }
    return undefined;
}

/** The values of a chart in files of their own: the program has their names alone. */
function ofRelease(resource: StackResource): UnseenObjects | undefined {
    if (resource.type !== "kubernetes:helm.sh/v3:Release") return undefined;
    const files = (resource.props as Cursor<Props<ReleaseArgs>>).field("valueYamlFiles");
    const hasFiles = ifSet(resource, "valueYamlFiles", () => !files.items().next().done);
    return hasFiles === true ? { by: "Helm", what: `valueYamlFiles of Release ${resource.name}` } : undefined;
}
