import { subjectOfPem } from "../../../policypack/parse/certificate";

/** O=Shop, CN=kube-etcd, with DNS names and an address; made by openssl, which threw its key away. */
const CERTIFICATE = [
    "-----BEGIN CERTIFICATE-----",
    "MIIB0TCCAXegAwIBAgIUNRxTnAvsiQ0GrmRrgsk5/0TEZ5MwCgYIKoZIzj0EAwIw",
    "IzENMAsGA1UECgwEU2hvcDESMBAGA1UEAwwJa3ViZS1ldGNkMCAXDTI2MTEyNTE5",
    "MzUzMloYDzIxMjYxMTAxMTkzNTMyWjAjMQ0wCwYDVQQKDARTaG9wMRIwEAYDVQQD",
    "DAlrdWJlLWV0Y2QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQKi5o5gjm5snyN",
    "BdLkGy5Ck5SyTFuSK1RQ5XUAFag8sDHnep4sNoJ6FPDrZEtPVPZcs0iIg+KWLSUU",
    "hygUIqlwo4GGMIGDMB0GA1UdDgQWBBRv8/lbN4Z48pLq7DHefIywOkAAkjAfBgNV",
    "HSMEGDAWgBRv8/lbN4Z48pLq7DHefIywOkAAkjAPBgNVHRMBAf8EBTADAQH/MDAG",
    "A1UdEQQpMCeCFGV0Y2QtMC5zaG9wLmludGVybmFsgglsb2NhbGhvc3SHBH8AAAEw",
    "CgYIKoZIzj0EAwIDSAAwRQIhAMed4zJA7FtGLj1RhiclY/oQSZCAnb0BezwPJAve",
    "ZrGQAiBlDniW5WOP0ceWyJjy/4voVGCp5PY+QKGj4clRJrN9OA==",
    "-----END CERTIFICATE-----",
].join("\n");

test("a subject's values, then the DNS names", () => {
    expect(subjectOfPem(CERTIFICATE)).toEqual(["Shop", "kube-etcd", "etcd-0.shop.internal", "localhost"]);
});

test("the first of a chain", () => {
    expect(subjectOfPem(`${CERTIFICATE}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`)).toContain("kube-etcd");
});

test.each(["", "etcd-ca", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----"])(
    "%j is no certificate",
    (text) => {
        expect(subjectOfPem(text)).toEqual([]);
    },
);

test("more than a mebibyte is not read", () => {
    expect(subjectOfPem(CERTIFICATE + " ".repeat(1 << 20))).toEqual([]);
});
