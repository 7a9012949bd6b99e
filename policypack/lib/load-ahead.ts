import { shellLibrary } from "../parse/shell";
import { yamlLibrary } from "../parse/yaml";

/** By then the engine has its answer and starts the program, which loads its SDKs for a second and more. */
const ANSWERED_MS = 100;
/** What user data is read with. The others load in a few ms, or are seldom needed. */
const LIBRARIES = [yamlLibrary, shellLibrary];

/**
 * Loads while the engine waits for its program what the first resource with user data, or with a script, would have to wait for: 65 ms of
 * CPU. What cannot be loaded is left to whoever needs it, and keeps no process alive.
 */
export function loadAhead(): void {
    setTimeout(() => {
        for (const load of LIBRARIES) {
            try {
                load();
            } catch {
                // Whoever needs it is told.
            }
        }
    }, ANSWERED_MS).unref();
}
