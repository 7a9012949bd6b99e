/** Whether a name is a private key's: `server.key`, `etcd-key.pem`, `ETCD_CLIENT_KEY`, and not `id.pub`. */
export const isKeyName = (name: string): boolean =>
    /(?:\.|[-_/]|^|[a-z](?=K))key(?:[-_.]?pem|[-_.]?data|[-_.]?b(?:ase)?64)?$|private[-_.]?key/i.test(name) &&
    !/pub(?:lic)?(?:$|[^a-z])|fingerprint/i.test(name);
