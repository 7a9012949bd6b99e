import type { BootFile } from "../../../policypack/model/node-boot";
import { effectiveEtcd } from "../../../policypack/node/effective-etcd";
import { HOLE, word } from "../../../policypack/parse/word";
import { argument, etcd, file, fromFile, reasons, thrownBy, urls } from "../etcds";

describe("a configuration file", () => {
    const yaml = `
name: one
listen-client-urls: https://1.2.3.4:2379
Listen-Peer-Urls: http://1.2.3.4:2380
listen-metrics-urls: http://127.0.0.1:2381
data-dir: /var/lib/etcd
enable-pprof: yes
trusted-ca-file: /flat
client-cert-auth: true
client-transport-security:
  cert-file: /c
  key-file: /k
  client-cert-auth: true
peer-transport-security:
  trusted-ca-file: "7"
`;

    test("counts alone, whatever flags and variables say", () => {
        const args = ["--config-file=/e", "--listen-client-urls=http://9.9.9.9:1", "--peer-auto-tls"];
        const view = etcd(args, { ETCD_LISTEN_METRICS_URLS: "http://9.9.9.9:2" }, { "/e": yaml });
        expect(view.clientListeners).toEqual([
            { at: "/e › listen-client-urls", url: "https://1.2.3.4:2379", isTls: true, isLocal: false },
        ]);
        expect(urls(view.peerListeners)).toEqual(["http://1.2.3.4:2380"]);
        expect(urls(view.metricsListeners)).toEqual(["http://127.0.0.1:2381"]);
        expect(view.dataDir).toEqual({ value: "/var/lib/etcd", at: "/e › data-dir", isDefault: false });
        expect(view.pprof).toEqual({ value: true, at: "/e › enable-pprof", isDefault: false, by: "enable-pprof" });
        expect(view.certificate.keyFile).toEqual({
            value: "/k",
            at: "/e › client-transport-security.key-file",
            isDefault: false,
        });
        expect(view.faults).toEqual([]);
    });

    test("has its certificates in sections: keys at the top count for nothing", () => {
        const view = fromFile(yaml);
        expect(view.trustedCAFile).toEqual({ value: "", at: "/e", isDefault: true });
        expect(view.clientAuthentication).toEqual({
            value: "system-roots",
            at: "/e › client-transport-security.client-cert-auth",
            isDefault: false,
        });
        expect(view.peerTrustedCAFile.value).toBe("7");
    });

    test("is named by the flag, by the variable, and by the variable beside an empty flag", () => {
        const files = { "/e": yaml };
        for (const view of [
            etcd(["-config-file", "/e"], {}, files),
            etcd([], { ETCD_CONFIG_FILE: "/e" }, files),
            etcd(["--config-file="], { ETCD_CONFIG_FILE: "/e" }, files),
            etcd(["--config-file=/e"], { ETCD_CONFIG_FILE: "/another" }, files),
        ])
            expect([view.configFile, urls(view.clientListeners)]).toEqual([undefined, ["https://1.2.3.4:2379"]]);
    });

    test("that is not here is told, and nothing is taken from the flags instead", () => {
        const view = etcd(["--config-file=/e", "--listen-client-urls=http://0.0.0.0:1"]);
        expect(view.configFile).toEqual({ value: "/e", at: "args[0]", isDefault: false });
        expect(thrownBy(() => view.clientListeners)).toBe("args[0]: names a configuration of etcd that is not here");
        expect(view.faults).toEqual([]);
    });

    test("without a line has the defaults", () => {
        for (const text of ["", "---\n", "{}", "client-transport-security:\n"]) {
            const view = fromFile(text);
            expect(urls(view.clientListeners)).toEqual(["http://localhost:2379"]);
            expect(view.faults).toEqual([]);
        }
    });

    test("is read around a value that only the machine knows", () => {
        const view = fromFile(
            `name: ${HOLE}\nlisten-client-urls: http://${HOLE}:2379\nenable-pprof: ${HOLE}\npeer-transport-security:\n  trusted-ca-file: ${HOLE}/ca\n`,
        );
        expect(urls(view.clientListeners)).toEqual(["http://…:2379"]);
        expect(view.peerAuthentication.value).toBe("authority");
        expect(thrownBy(() => view.pprof)).toBe("/e › enable-pprof: is true or false as only the machine knows");
    });

    const unreadable: readonly (readonly [reason: string, file: Partial<BootFile>, told: string])[] = [
        [
            "a line that only the machine knows may be any",
            { content: word(`name: a\n${HOLE}\n`) },
            "writes a configuration of etcd of which the machine knows a part",
        ],
        [
            "a name that only the machine knows may be any",
            { content: word(`${HOLE}: a\n`) },
            "writes a configuration of etcd of which the machine knows a part",
        ],
        [
            "what is added to is not here",
            { isAppended: true, content: word("name: a") },
            "adds to a configuration of etcd that is not here",
        ],
        [
            "what an edit made of it is not known",
            { unread: "is changed by a command that is not followed" },
            "is changed by a command that is not followed",
        ],
        ["no YAML", { content: word("a: [b\nc: d") }, "is no valid YAML (line 2), which keeps etcd from starting"],
    ];
    test.each(unreadable)("%s", (_, parts, told) => {
        const fileAt = () => ({ ...file("/e", ""), ...parts });
        const args = [argument("--config-file=/e", 0)];
        const view = effectiveEtcd({ at: "start", args, environment: new Map(), fileAt }, () => ({
            verdict: "node",
            why: "test",
        }));
        expect(thrownBy(() => view.peerListeners)).toBe(`/e: ${told}`);
        expect(reasons(view)).toEqual(told.includes("keeps etcd from starting") ? [`/e ${told}`] : []);
    });
});
