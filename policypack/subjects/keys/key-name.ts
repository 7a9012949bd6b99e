/** Whether a name is a private key's: `server.key`, `etcd-key.pem`, `ETCD_CLIENT_KEY`, and not `id.pub`. */
export const isKeyName = (name: string): boolean => (NAME.test(name) || /[a-z]Key$/.test(name)) && !PUBLIC.test(name);

const NAME = /(?:[._/-]|^)key(?:[-_.]?(?:pem|data|b(?:ase)?64))?$|private[-_.]?key/i;
const PUBLIC = /pub(?:lic)?(?:$|[^a-z])|fingerprint/i;
