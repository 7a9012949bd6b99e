/**
 * `make`, but made once for each object. Nobody may change what it made.
 *
 * @param make what it throws is thrown for each who asks, and tried again
 */
export function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
    const made = new WeakMap<K, { readonly value: V }>();
    return (key) => {
        let known = made.get(key);
        if (known === undefined) made.set(key, (known = { value: make(key) }));
        return known.value;
    };
}
