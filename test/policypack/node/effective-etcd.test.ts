import fc from "fast-check";
import type { BootFile } from "../../../policypack/model/node-boot";
import { Unreadable } from "../../../policypack/model/unreadable";
import { effectiveEtcd } from "../../../policypack/node/effective-etcd";
import { startsMember } from "../../../policypack/node/etcd/start-settings";
import { HOLE, word } from "../../../policypack/parse/word";
import { argument, etcd, file, fromFile, reasons, thrownBy, urls } from "../etcds";

test("without settings it listens to its own machine, without TLS, and demands nothing", () => {
    const view = etcd([]);
    expect(view.clientListeners).toEqual([{ at: "start", url: "http://localhost:2379", isTls: false, isLocal: true }]);
    expect(view.peerListeners).toEqual([{ at: "start", url: "http://localhost:2380", isTls: false, isLocal: true }]);
    expect([view.httpListeners, view.metricsListeners]).toEqual([[], []]);
    expect(view.clientAuthentication).toEqual({ value: "anybody", at: "start", isDefault: true });
    expect(view.trustedCAFile).toEqual({ value: "", at: "start", isDefault: true });
    expect(view.pprof).toEqual({ value: false, at: "start", isDefault: true, by: "enable-pprof" });
    expect(view.dataDir).toEqual({ value: "default.etcd", at: "start", isDefault: true });
    expect([view.configFile, view.faults, view.unseen]).toEqual([undefined, [], undefined]);
});

describe("lists of addresses, from flags", () => {
    const advertised = "--advertise-client-urls=http://localhost:2379";
    const table: readonly (readonly [reason: string, args: string[], urls: string[]])[] = [
        [
            "blanks are taken off and a scheme is lower case",
            ["-listen-client-urls", " HTTP://1.2.3.4:1 ,http://1.2.3.4:2"],
            ["http://1.2.3.4:1", "http://1.2.3.4:2"],
        ],
        [
            "a second flag replaces the first",
            ["--listen-client-urls=http://1.2.3.4:1", "--listen-client-urls=http://1.2.3.4:2"],
            ["http://1.2.3.4:2"],
        ],
        [
            "an empty one changes nothing",
            ["--listen-client-urls=http://1.2.3.4:1", "--listen-client-urls="],
            ["http://1.2.3.4:1"],
        ],
        [
            "one that is in the list changes nothing",
            ["--listen-client-urls=http://1.2.3.4:1,http://1.2.3.4:2", "--listen-client-urls=http://1.2.3.4:1"],
            ["http://1.2.3.4:1", "http://1.2.3.4:2"],
        ],
        ["what occurs twice is there once", ["--listen-client-urls=http://1.2.3.4:1,http://1.2.3.4:1"], ["http://1.2.3.4:1"]],
        ["what only the machine knows is shown as such", [`--listen-client-urls=http://${HOLE}:2379`], ["http://…:2379"]],
    ];
    test.each(table)("%s", (_, args, expected) => {
        const view = etcd([advertised, ...args]);
        expect(urls(view.clientListeners)).toEqual(expected);
        expect(view.faults).toEqual([]);
    });
});

test("a variable sets what no flag sets, and an empty one nothing", () => {
    const view = etcd([], { ETCD_LISTEN_PEER_URLS: "https://1.2.3.4:2380", ETCD_TRUSTED_CA_FILE: "", ETCD_NAME: "one" });
    expect(view.peerListeners).toEqual([
        { at: "$ETCD_LISTEN_PEER_URLS", url: "https://1.2.3.4:2380", isTls: true, isLocal: false },
    ]);
    expect(view.trustedCAFile.isDefault).toBe(true);
    expect(view.dataDir.value).toBe("one.etcd");
});

describe("whom TLS lets in, clients and peers alike", () => {
    const pair = (prefix: string) => [`--${prefix}cert-file=/c`, `--${prefix}key-file=/k`];
    const table: readonly (readonly [reason: string, args: (prefix: string) => string[], value: string, line: number])[] = [
        ["a trusted authority alone demands certificates", (p) => [`--${p}trusted-ca-file=/ca`, ...pair(p)], "authority", 0],
        [
            "also where they are not demanded",
            (p) => [`--${p}trusted-ca-file=/ca`, `--${p}client-cert-auth=false`, ...pair(p)],
            "authority",
            0,
        ],
        ["demanded without an authority, the system's count", (p) => [`--${p}client-cert-auth`, ...pair(p)], "system-roots", 0],
        ["1 is true", (p) => [`-${p}client-cert-auth=1`, ...pair(p)], "system-roots", 0],
        ["generated certificates let anybody in", (p) => [`--${p}trusted-ca-file=/ca`, `--${p}auto-tls`], "anybody", 1],
        [
            "beside a certificate they are not generated",
            (p) => [`--${p}trusted-ca-file=/ca`, `--${p}auto-tls`, ...pair(p)],
            "authority",
            0,
        ],
        ["an authority that only the machine knows is one", (p) => [`--${p}trusted-ca-file=${HOLE}`, ...pair(p)], "authority", 0],
    ];
    test.each(table)("%s", (_, args, value, line) => {
        const expected = { value, at: `args[${line}]`, isDefault: false };
        expect(etcd(args("")).clientAuthentication).toEqual(expected);
        expect(etcd(args("peer-")).peerAuthentication).toEqual(expected);
        expect(etcd(args("peer-")).clientAuthentication.value).toBe("anybody");
    });
});

describe("profiles", () => {
    const table: readonly (readonly [string[], boolean, string])[] = [
        [["--enable-pprof"], true, "enable-pprof"],
        [["--log-level=debug"], true, "log-level"],
        [["--log-level=DEBUG"], false, "enable-pprof"],
        [["--enable-pprof=true", "--log-level", HOLE], true, "enable-pprof"],
        [["--enable-pprof=f", "--log-level=info"], false, "enable-pprof"],
    ];
    test.each(table)("%p", (args, value, by) => {
        const { pprof } = etcd(args);
        expect([pprof.value, pprof.by]).toEqual([value, by]);
    });
});

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
  trusted-ca-file: 7
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
        ["no YAML", { content: word("a: [b\nc: d") }, "is no valid YAML, which keeps etcd from starting"],
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

test("one setting that cannot be read hides no other", () => {
    const view = etcd(["--client-cert-auth=yes", "--peer-trusted-ca-file=/ca", "--enable-pprof"]);
    expect(thrownBy(() => view.clientAuthentication)).toBe("args[0]: is not true or false, which keeps etcd from starting");
    expect([view.peerAuthentication.value, view.pprof.value, urls(view.clientListeners)]).toEqual([
        "authority",
        true,
        ["http://localhost:2379"],
    ]);
});

test("a gateway and a proxy are no members", () => {
    const starts = (...args: string[]) => startsMember({ at: "start", args: args.map(argument), environment: new Map() });
    expect([starts(), starts("--name=gateway"), starts("gateway", "start"), starts("grpc-proxy", "start")]).toEqual([
        true,
        true,
        false,
        false,
    ]);
});

test("any arguments, variables and file: every part is a value or unreadable, and whatever else is thrown is a fault", () => {
    const parts = [
        "--",
        "-",
        "=",
        "listen-client-urls",
        "trusted-ca-file",
        "auto-tls",
        "config-file",
        "/e",
        "http://",
        "1.2.3.4:1",
        ",",
        HOLE,
        "true",
    ];
    const text = fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((all) => all.join(""));
    const yaml = fc.oneof(
        text,
        fc.json(),
        fc
            .array(fc.constantFrom("peer-transport-security:", "\n", "  ", "auto-tls: ", "on", "[", HOLE))
            .map((all) => all.join("")),
    );
    fc.assert(
        fc.property(fc.array(text, { maxLength: 6 }), text, yaml, (args, variable, content) => {
            const view = etcd(args, { ETCD_CONFIG_FILE: variable, ETCD_AUTO_TLS: variable }, { "/e": content });
            const reads: readonly (() => unknown)[] = [
                () => view.clientListeners,
                () => view.peerListeners,
                () => view.metricsListeners,
                () => view.clientAuthentication,
                () => view.peerTrustedCAFile,
                () => view.pprof,
                () => view.dataDir,
            ];
            for (const read of reads) {
                try {
                    read();
                } catch (error) {
                    expect(error).toBeInstanceOf(Unreadable);
                }
            }
            expect(Array.isArray(view.faults)).toBe(true);
        }),
        { seed: 20260201, numRuns: 500 },
    );
});
