/** Whether a name is a private key's: `server.key`, `etcd-key.pem`, `ETCD_CLIENT_KEY`, and not `id.pub`. */
export const isKeyName = (name: string): boolean => (NAME.test(name) || /[a-z]Key$/.test(name)) && !isPublicName(name);

const NAME = /(?:[._/-]|^)key(?:[-_.]?(?:pem|data|b(?:ase)?64))?$|private[-_.]?key/i;
/** Whether a name says that it is a key's public half. */
export const isPublicName = (name: string): boolean => PUBLIC.test(name);

const PUBLIC = /pub(?:lic)?(?:$|[^a-z])|fingerprint/i;
