import { once } from "./once";

/** Loads a library when it is first needed: most resources need no parser, and the pack should start quickly. */
export function lazy<T>(load: () => T): () => T {
    const loaded = once(load);
    return () => loaded(load);
}
