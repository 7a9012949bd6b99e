import fc from "fast-check";
import { Unreadable } from "../../../policypack/model/unreadable";
import { startsMember } from "../../../policypack/node/etcd/start-settings";
import { HOLE } from "../../../policypack/parse/word";
import { argument, etcd, thrownBy, urls } from "../etcds";

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
        ["a user's name is dropped", ["--listen-client-urls=http://etcd:etcd@1.2.3.4:1"], ["http://1.2.3.4:1"]],
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

test("one setting that cannot be read hides no other", () => {
    const view = etcd(["--client-cert-auth=yes", "--peer-trusted-ca-file=/ca", "--enable-pprof"]);
    expect(thrownBy(() => view.clientAuthentication)).toBe("args[0]: is not true or false, which keeps etcd from starting");
    expect([view.peerAuthentication.value, view.pprof.value, urls(view.clientListeners)]).toEqual([
        "authority",
        true,
        ["http://localhost:2379"],
    ]);
});

test.each<[starts: boolean, args: string[]]>([
    [true, []],
    [true, ["--name=gateway"]],
    [true, ["--version=false", "--name", "--version"]],
    [false, ["gateway", "start"]],
    [false, ["grpc-proxy", "start"]],
    [false, ["--version"]],
    [false, ["-h"]],
])("a gateway, a proxy and a question about etcd are no members: %p for %p", (starts, args) => {
    expect(startsMember({ at: "start", args: args.map(argument), environment: new Map() })).toBe(starts);
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
