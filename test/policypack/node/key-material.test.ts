import type { NodeBoot } from "../../../policypack/model/node-boot";
import { keyMaterialOf } from "../../../policypack/node/key-material";

const KEY = "-----BEGIN EC PRIVATE KEY-----\nRFVNTVktS0VZLU5PVC1SRUFMLURVTU1ZLURVTU1Z\n-----END EC PRIVATE KEY-----\n";
const encoded = Buffer.from(KEY).toString("base64");
const bootOf = (value: unknown): NodeBoot => ({
    files: [],
    commands: [],
    documents: [{ installer: "talos", value, at: "userData" }],
    users: [],
    unread: [],
    distribution: "talos",
    evidence: { verdict: "node", why: "" },
});

test("keys in a document are found wherever they stand in it", () => {
    const value = { cluster: { etcd: { ca: { crt: "x", key: encoded } } }, machine: { files: [{ content: KEY }] } };
    expect(keyMaterialOf(bootOf(value)).map(({ at }) => at)).toEqual([
        "userData › cluster.etcd.ca.key",
        "userData › machine.files[0].content",
    ]);
});

test("a document that is nested deeper than any ends", () => {
    let value: unknown = KEY;
    for (let i = 0; i < 5_000; i++) value = [value];
    expect(keyMaterialOf(bootOf(value))).toEqual([]);
});
