import { once } from "../../parse/once";
import { partOfSdk } from "./part-of-sdk";

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
    const sdk = partOfSdk<Deserialize>("./deserialize");
    const proxies = partOfSdk<Proxies>("./proxy");
    const { deserializeProperties } = sdk;
    if (deserializeProperties !== undefined) {
        const shared = once((properties: object) => deserializeProperties(properties, false));
        sdk.deserializeProperties = (properties, keepsSecrets) =>
            keepsSecrets ? deserializeProperties(properties, keepsSecrets) : shared(properties);
    }
    if (proxies.unknownCheckingProxy !== undefined) proxies.unknownCheckingProxy = once(proxies.unknownCheckingProxy);
}
