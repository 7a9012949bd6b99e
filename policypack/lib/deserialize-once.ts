import { createRequire } from "node:module";

interface Deserialize {
    deserializeProperties?: (properties: object, keepsSecrets: boolean) => object;
}
interface Proxies {
    unknownCheckingProxy?: (properties: object) => object;
}

/**
 * From now on the SDK makes the properties of one message once, instead of anew for each policy (1.21, server.js): for a stack of some size
 * that is most of what a pack costs. Policies share what it makes, so none may change it; a repair, which does, asks for secrets to be kept and
 * gets its own.
 *
 * A release of the SDK that has other modules costs what it costs without this, and answers the same.
 */
export function deserializeOnce(): void {
    const fromSdk = createRequire(require.resolve("@pulumi/policy"));
    const sdk = module<Deserialize>(fromSdk, "./deserialize");
    const proxies = module<Proxies>(fromSdk, "./proxy");
    const { deserializeProperties } = sdk;
    if (deserializeProperties !== undefined) {
        const once = memoized((properties: object) => deserializeProperties(properties, false));
        sdk.deserializeProperties = (properties, keepsSecrets) =>
            keepsSecrets ? deserializeProperties(properties, keepsSecrets) : once(properties);
    }
    if (proxies.unknownCheckingProxy !== undefined) proxies.unknownCheckingProxy = memoized(proxies.unknownCheckingProxy);
}

function module<M extends object>(from: NodeJS.Require, path: string): Partial<M> {
    try {
        return from(path) as M;
    } catch {
        return {};
    }
}

function memoized<K extends object, V>(make: (key: K) => V): (key: K) => V {
    const made = new WeakMap<K, { readonly value: V }>();
    return (key) => {
        let known = made.get(key);
        if (known === undefined) made.set(key, (known = { value: make(key) }));
        return known.value;
    };
}
