import { createRequire, Module } from "node:module";

/**
 * Has a module of somebody else's loaded when something of it is first asked for, instead of when it is required.
 *
 * @param packages from this one on, each requires the next: the last is the one that is loaded later, as the one before it finds it. Where one is
 *   not found, as in another release, or the last is loaded already, nothing changes
 */
export function loadLater(...packages: readonly string[]): void {
    let find = createRequire(__filename);
    let path = "";
    try {
        for (const name of packages) find = createRequire((path = find.resolve(name)));
    } catch {
        return;
    }
    const { cache } = find;
    if (cache[path] !== undefined) return;
    const later = new Module(path);
    const load = (): object => {
        if (cache[path] === later) Reflect.deleteProperty(cache, path);
        return find(path) as object;
    };
    later.exports = new Proxy(
        {},
        {
            // What a compiler writes around `import *` asks this, and copies all there is where the answer is no.
            get: (_, key) => (key === "__esModule" ? true : Reflect.get(load(), key)),
            has: (_, key) => Reflect.has(load(), key),
            ownKeys: () => Reflect.ownKeys(load()),
            getOwnPropertyDescriptor: (_, key) => {
                const own = Reflect.getOwnPropertyDescriptor(load(), key);
                return own && { ...own, configurable: true };
            },
        },
    );
    later.loaded = true;
    cache[path] = later;
}
