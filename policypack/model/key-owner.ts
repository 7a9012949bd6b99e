/**
 * Whose private key it is.
 *
 * `authority`: of etcd's certificate authority. `health-check`, `api server`, `client`: of a client of etcd. `server`: of a member.
 * `cluster`: of another part of Kubernetes. `unknown`: nothing says.
 */
export type KeyOwner = "authority" | "health-check" | "api server" | "client" | "server" | "cluster" | "unknown";

/** In a sentence: `stores … in …`. */
export const KEY_OF: Readonly<Record<KeyOwner, string>> = {
    authority: "the key of etcd's authority",
    "health-check": "etcd's health-check key",
    "api server": "the API server's key for etcd",
    client: "a key of etcd's clients",
    server: "a key of etcd's own",
    cluster: "a private key of the cluster",
    unknown: "a private key",
};

/** What is less known of some, at a message's end. */
export const KEY_NOTE: Readonly<Partial<Record<KeyOwner, string>>> = {
    authority: "it makes new clients of etcd",
    "health-check": "it is as good as any client's",
};

const CLUSTER =
    /kube-?(?:let|api-?server|controller|scheduler|adm)|(?:^|[^a-z])apiserver(?:-kubelet-client|\.(?:key|pem)|$)|front-?proxy|\/etc\/kubernetes|kubernetes-?ca(?:$|[^a-z])/;
const WORD = (words: string) => new RegExp(`(?:^|[^a-z])(?:${words})(?:$|[^a-z])`);
const AUTHORITY = WORD("c-?a|cas|authority|issuer");
const CLIENT = WORD("clients?|backup|snapshots?|restore|admin|prometheus|monitoring|calico|cilium");

/** @param names everything that names a key: its path, its certificate's common name, what the program calls it */
export function keyOwner(names: readonly string[]): KeyOwner {
    const text = names.map((name) => name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase()).join(" ");
    if (!text.includes("etcd")) return CLUSTER.test(text) ? "cluster" : "unknown";
    if (AUTHORITY.test(text)) return "authority";
    if (text.includes("health")) return "health-check";
    if (/api-?server/.test(text)) return "api server";
    return CLIENT.test(text) ? "client" : "server";
}

export const isOfEtcd = (owner: KeyOwner): boolean => owner !== "cluster" && owner !== "unknown";
