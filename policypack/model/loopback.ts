/** Whether an address (`127.0.0.1:2376`, `[::1]:80`, `localhost`, `tcp://…`) is reached from its own machine alone. */
export function isLoopback(address: string): boolean {
    const bare = address.replace(/^[a-z+]+:\/\//i, "").replace(/\/.*$/, "");
    const host = /^\[([^\]]*)\]/.exec(bare)?.[1] ?? (bare.split(":").length > 2 ? bare : bare.replace(/:\d*$/, ""));
    return host === "localhost" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^(?:0*:)*:?0*1$/.test(host);
}
