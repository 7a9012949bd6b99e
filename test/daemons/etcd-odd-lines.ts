/** A line of a configuration file that changes nothing, or something unexpected, or at which etcd ends. */
export interface OddLine {
    readonly section: "top" | "client" | "peer";
    readonly key: string;
    /** As YAML and JSON both have it. */
    readonly value: string;
}

const lines = (section: OddLine["section"], ...all: (readonly [string, string])[]): readonly OddLine[] =>
    all.map(([key, value]) => ({ section, key, value }));

export const ODD_LINES: readonly OddLine[] = [
    ...lines(
        "top",
        ["name", "5"],
        ["data-dir", "true"],
        ["log-level", "7"],
        ["log-level", "null"],
        ["metrics", "[]"],
        ["snapshot-count", '"1000"'],
        ["max-wals", "-1"],
        ["max-txn-ops", "1.5"],
        ["max-txn-ops", "1e3"],
        ["quota-backend-bytes", "-1"],
        ["log-outputs", '"stderr"'],
        ["log-outputs", '["stderr"]'],
        ["cipher-suites", "[5]"],
        ["pre-vote", "1"],
        ["listen-client-urls", "null"],
        ["Listen-Client-URLs", "null"],
        ["socket-options", "true"],
        ["advertise-client-urls", '"https://etcd.example.com:2379"'],
        ["advertise-client-urls", '"http://:2379"'],
    ),
    ...lines(
        "client",
        ["unknown", "true"],
        ["allowed-cn", '"first"'],
        ["Client-Cert-Auth", "true"],
        ["client-cert-auth", "null"],
        ["CLIENT-CERT-AUTH", "1"],
        ["client-key-file", '"/nowhere"'],
        ["trusted-ca-file", "null"],
        ["trusted-ca-file", "12"],
        ["Trusted-CA-File", '""'],
        ["peer-auto-tls", "true"],
    ),
    ...lines(
        "peer",
        ["allowed-cn", '["first", "second"]'],
        ["allowed-cn", '["first", null, "second"]'],
        ["allowed-hostname", "[5]"],
        ["auto-tls", "false"],
        ["skip-client-san-verification", "true"],
        ["ſkip-client-san-verification", '"true"'],
    ),
];
