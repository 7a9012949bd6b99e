import { parse } from "smol-toml";
import { bottlerocketSettings } from "../../../components/hardened-node-group/bottlerocket-settings";

const plain = { isSelfSigned: false, hasSessions: false };

test("nobody enters, and the kubelet is one of a cluster", () => {
    expect(parse(bottlerocketSettings(plain))).toEqual({
        settings: {
            kubernetes: {
                "standalone-mode": false,
                "server-tls-bootstrap": true,
                "seccomp-default": true,
                "event-qps": 50,
            },
            "host-containers": { admin: { enabled: false }, control: { enabled: false, superpowered: false } },
            kernel: { lockdown: "integrity" },
        },
    });
});

test("each choice changes what it is named for", () => {
    expect(parse(bottlerocketSettings({ ...plain, hasSessions: true }))).toMatchObject({
        settings: { "host-containers": { admin: { enabled: false }, control: { enabled: true, superpowered: false } } },
    });
    expect(parse(bottlerocketSettings({ ...plain, isSelfSigned: true, maxPods: 58 }))).toMatchObject({
        settings: { kubernetes: { "server-tls-bootstrap": false, "max-pods": 58 } },
    });
});
