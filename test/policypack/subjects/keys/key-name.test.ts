import { isKeyName } from "../../../../policypack/subjects/keys/key-name";

test.each([
    "server.key",
    "/prod/etcd/server-key",
    "etcd-key.pem",
    "ETCD_CLIENT_KEY",
    "etcdKey",
    "tls.key",
    "key",
    "private_key",
    "private-key.b64",
    "client.key.pem",
    "server-keypem",
    "server-key.b64",
    "key-data",
    "key_base64",
    "privatekey",
    "private-key-publisher",
])("%s is a private key's name", (name) => {
    expect(isKeyName(name)).toBe(true);
});

test.each([
    "ca.crt",
    "id_ed25519.pub",
    "public-key",
    "etcd-key-public",
    "monkey",
    "etcd/quota",
    "keyring",
    "signingKeyId",
    "server-key-pub",
    "pub_private.key",
    "private-key.pub.old",
    "key-fingerprint",
    "",
])("%j is none", (name) => {
    expect(isKeyName(name)).toBe(false);
});
