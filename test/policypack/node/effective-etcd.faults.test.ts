import type { EffectiveEtcd } from "../../../policypack/model/effective-etcd";
import { etcd, fromFile, reasons } from "../etcds";

describe("keeps etcd from starting", () => {
    const start = (args: string[], variables: Record<string, string> = {}) => etcd(args, variables);
    const table: readonly (readonly [view: EffectiveEtcd, told: string])[] = [
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
        [fromFile("enable-pprof: 'true'"), "/e › enable-pprof is not true or false"],
        [fromFile("data-dir: [a]"), "/e › data-dir is not text"],
        [fromFile("peer-transport-security: null"), "/e › peer-transport-security is no object"],
        [fromFile("name: a", "stray"), "args[1] is an argument that etcd does not take"],
    ];
    test.each(table)("case %#", (view, told) => {
        expect(reasons(view)).toContain(`${told}, which keeps etcd from starting`);
    });

    test("not what a file puts out of force", () => {
        const args = ["--config-file=/e", "--listen-peer-urls=http://etcd.example.com:2380", "--name=a"];
        expect(reasons(etcd(args, { ETCD_NAME: "b" }, { "/e": "name: a" }))).toEqual([]);
    });

    test("not an address twice where clients are served on it with TLS and without", () => {
        const both = "--listen-client-urls=https://1.2.3.4:2379,http://1.2.3.4:2379";
        expect(reasons(etcd([both, "--advertise-client-urls=http://1.2.3.4:2379", "--auto-tls"]))).toEqual([]);
    });
});
