/** Loads a library when it is first needed: most resources need no parser, and the pack should start quickly. */
export function lazy<T>(load: () => T): () => T {
    let loaded: { readonly value: T } | undefined;
    return () => (loaded ??= { value: load() }).value;
}
