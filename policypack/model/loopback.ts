/** A host without its port and brackets that is a machine's own. */
export const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|(?:0*:)*:?0*1)$/;

/** Whether an address (`127.0.0.1:2376`, `[::1]:80`, `localhost`, `tcp://…`) is reached from its own machine alone. */
export function isLoopback(address: string): boolean {
    const bare = address.replace(/^[a-z+]+:\/\//i, "").replace(/\/[^]*$/, "");
    const host = /^\[([^\]]*)\]/.exec(bare)?.[1] ?? (bare.split(":").length > 2 ? bare : bare.replace(/:\d*$/, ""));
    return LOOPBACK.test(host);
}
