import { HOLE } from "../../../../policypack/parse/word";
import { etcd, reasons, thrownBy, urls } from "../../etcds";

describe("a list of which only the machine knows a part", () => {
    test("cannot be judged, and is no list of plain addresses", () => {
        for (const list of [HOLE, `https://1.2.3.4:1,${HOLE}`, `${HOLE}://1.2.3.4:1`])
            expect(thrownBy(() => etcd([`--listen-client-urls=${list}`]).clientListeners)).toBe(
                "args[0]: lists an address that only the machine knows",
            );
    });

    test("is told as far as it lets everybody in already", () => {
        const view = etcd([`--listen-metrics-urls=${HOLE},http://1.2.3.4:1,https://1.2.3.4:2`]);
        expect(urls(view.metricsListeners)).toEqual(["http://1.2.3.4:1", "https://1.2.3.4:2"]);
    });

    test("as is a level of logs, which may have profiles served", () => {
        expect(thrownBy(() => etcd([`--log-level=${HOLE}`]).pprof)).toBe("args[0]: depends on what only the machine knows");
        expect(reasons(etcd([`--log-level=${HOLE}`, `--auto-tls=${HOLE}`]))).toEqual([]);
    });
});

test("beside listeners for HTTP alone, an address with and without TLS has TLS alone", () => {
    const both = "--listen-client-urls=http://1.2.3.4:1,https://1.2.3.4:1,http://1.2.3.4:2";
    expect(urls(etcd([both]).clientListeners)).toEqual(["http://1.2.3.4:1", "https://1.2.3.4:1", "http://1.2.3.4:2"]);
    const view = etcd([both, "--listen-client-http-urls=http://1.2.3.4:3"]);
    expect([urls(view.clientListeners), urls(view.httpListeners)]).toEqual([
        ["https://1.2.3.4:1", "http://1.2.3.4:2"],
        ["http://1.2.3.4:3"],
    ]);
});
