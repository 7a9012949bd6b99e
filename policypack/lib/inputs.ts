/**
 * The inputs that resources were judged by, kept for the end of the operation.
 *
 * A stack check sees outputs, and in a preview they are EMPTY, not even unknown, for every resource of a provider that cannot be configured
 * yet (pulumi, provider_plugin.go): each Kubernetes object of a program that makes its cluster. What their resource checks saw is all there is
 * then. One process of the pack serves one operation, and `AnalyzeStack` is its last call.
 */
let kept: Map<string, object> | undefined;

/** From now on inputs are kept. Only the served pack does so: elsewhere URNs do not tell one operation from another. */
export function keepInputs(): void {
    kept = new Map();
}

/** @param props as the SDK hands them to a resource check, behind its proxy for unknowns */
export function noteInputs(urn: string, props: object): void {
    if (kept !== undefined && !kept.has(urn)) kept.set(urn, props);
}

/** Whether a resource was judged in this operation: one that is no target of it was not. */
export const wasJudged = (urn: string): boolean => kept === undefined || kept.has(urn);

/** A resource's outputs; where there are none, the inputs that it was judged by. */
export function outputsOrInputs(urn: string, outputs: object): object {
    return Object.keys(outputs).length > 0 ? outputs : (kept?.get(urn) ?? outputs);
}
