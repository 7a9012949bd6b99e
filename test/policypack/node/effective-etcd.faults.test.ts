import type { EffectiveEtcd } from "../../../policypack/model/effective-etcd";
import { HOLE } from "../../../policypack/parse/word";
import { etcd, fromFile, reasons } from "../etcds";

describe("keeps etcd from starting", () => {
    // An etcd keeps what it has read: each test makes its own.
    const start =
        (args: string[], variables: Record<string, string> = {}) =>
        () =>
            etcd(args, variables);
    const file =
        (...given: Parameters<typeof fromFile>) =>
        () =>
            fromFile(...given);
    const table: readonly (readonly [made: () => EffectiveEtcd, told: string])[] = [
        [start(["--enable-pprof", "false"]), "args[1] is an argument that etcd does not take"],
        [start(["--auto-tls=yes"]), "args[0] is not true or false"],
        [start(["--listen-client-urls=http://1.2.3.4:1"]), "args[0] is set without advertise-client-urls"],
        [start(["--listen-peer-urls=http://etcd.example.com:2380"]), "args[0] is an address to listen on with a name for a host"],
        [start(["--listen-peer-urls=1.2.3.4:2380"]), "args[0] is no address with a scheme, a host and a port"],
        [start(["--listen-metrics-urls=http://1.2.3.4:2381/metrics"]), "args[0] is an address with a path"],
        [start(["--listen-peer-urls=https://1.2.3.4:2380"]), "args[0] wants TLS without a certificate and its key"],
        [start(["--listen-metrics-urls=https://1.2.3.4:2381"]), "args[0] wants TLS without a certificate and its key"],
        [start(["--peer-key-file=/k"]), "args[0] is half of a pair"],
        [start(["--log-level=verbose"]), "args[0] is no level of logs"],
        [start(["--name="]), "args[0] is no name of a member"],
        [start(["--name=a"], { ETCD_NAME: "" }), "$ETCD_NAME is a variable for a flag that is set as well"],
        [start(["--listen-metrics-urls=http://0.0.0.0:2380"]), "args[0] is listened on twice"],
        [start(["--listen-client-http-urls=http://127.0.0.1:2379"]), "args[0] is listened on twice"],
        [start(["--version"]), "args[0] only has etcd tell about itself"],
        [
            start(["--listen-metrics-urls=http://[1.2.3.4]:1"]),
            "args[0] is an address with brackets around what is no IPv6 address",
        ],
        [start(["--listen-metrics-urls=http://[::1%25lo]:1"]), "args[0] is an address to listen on with a name for a host"],
        [start(["--listen-metrics-urls=http://1.2.3.4:1,"]), "args[0] is no address with a scheme, a host and a port"],
        [start(["--listen-metrics-urls=http://1.2.3.4:72379"]), "args[0] is an address with a port that is none"],
        [start(["--advertise-client-urls=http://:1"]), "args[0] is an address without a host"],
        [start([], { ETCD_PRE_VOTE: "yes" }), "$ETCD_PRE_VOTE is not true or false"],
        [
            start([], { ETCD_ADVERTISE_CLIENT_URLS: "a:1" }),
            "$ETCD_ADVERTISE_CLIENT_URLS is no address with a scheme, a host and a port",
        ],
        [
            start([
                "--auto-tls",
                "--listen-peer-urls=https://1.2.3.4:1",
                "--peer-cert-file=/c",
                "--peer-key-file=/k",
                "--peer-client-key-file=/l",
            ]),
            "args[4] is half of a pair",
        ],
        [file("name: 5"), "/e › name is not text"],
        [file("peer-transport-security: {trusted-ca-file: 7}"), "/e › peer-transport-security.trusted-ca-file is not text"],
        [file("client-transport-security: {allowed-cn: a}"), "/e › client-transport-security.allowed-cn is no list of texts"],
        [file("client-transport-security: yes"), "/e › client-transport-security is no object"],
        [file("max-wals: -1"), "/e › max-wals is no whole number of zero or more"],
        [file("max-learners: 1.5"), "/e › max-learners is no whole number"],
        [file("- name: a"), "/e is no object"],
        [file("enable-pprof: 'true'"), "/e › enable-pprof is not true or false"],
        [file("data-dir: [a]"), "/e › data-dir is not text"],
        [file("peer-transport-security: null"), "/e › peer-transport-security is no object"],
        [file("name: a", "stray"), "args[1] is an argument that etcd does not take"],
    ];
    test.each(table)("case %#", (made, told) => {
        expect(reasons(made())).toContain(`${told}, which keeps etcd from starting`);
    });

    test("not what a file puts out of force", () => {
        const args = ["--config-file=/e", "--listen-peer-urls=http://etcd.example.com:2380", "--name=a"];
        expect(reasons(etcd(args, { ETCD_NAME: "b" }, { "/e": "name: a" }))).toEqual([]);
    });

    test("not what is null, of another name, or what etcd ignores", () => {
        expect(reasons(fromFile("name: null\nclient-transport-security:\nunheard-of: {a: 1}\nquota-backend-bytes: -1"))).toEqual(
            [],
        );
        expect(reasons(etcd(["-snapshot", "--v=2", "--version=false"], { ETCD_VERSION: "3.7.3" }))).toEqual([]);
    });

    test("not what flags that only the machine knows may complete", () => {
        const args = ["--listen-client-urls=https://1.2.3.4:1", "--peer-cert-file=/c", HOLE];
        expect(reasons(etcd(args))).toEqual([]);
    });

    test("not an address twice where clients are served on it with TLS and without", () => {
        const both = "--listen-client-urls=https://1.2.3.4:2379,http://1.2.3.4:2379";
        expect(reasons(etcd([both, "--advertise-client-urls=http://1.2.3.4:2379", "--auto-tls"]))).toEqual([]);
    });

    test("not a port that two addresses of the machine have", () => {
        expect(reasons(etcd(["--listen-metrics-urls=http://1.2.3.4:9090,http://5.6.7.8:9090"]))).toEqual([]);
    });
});
