import fc from "fast-check";

/** How an etcd is configured. */
export interface EtcdConfig {
    readonly flags: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    /** The text of a configuration file, and whether a flag or a variable names it. */
    readonly file?: { readonly text: string; readonly by: "flag" | "variable" };
}

/** Files on the machine that a configuration may name. */
export interface EtcdFiles {
    readonly cert: string;
    readonly key: string;
    readonly authorities: readonly string[];
}

/** One setting by its flag's name. */
interface Setting {
    readonly name: string;
    readonly value: string;
    readonly isBoolean: boolean;
}

const BOOLEANS = ["true", "false", "1", "0", "t", "F", "TRUE", "False"];

const settings = ({ cert, key, authorities }: EtcdFiles): fc.Arbitrary<readonly Setting[]> => {
    const urls = (name: string, port: number, more: readonly string[]) => {
        const one = fc.constantFrom(
            `https://127.0.0.1:${port}`,
            `http://127.0.0.1:${port}`,
            `http://127.0.0.2:${port}`,
            `https://127.0.0.2:${port}`,
            ...more,
        );
        // Mostly one listener on each address: peers and metrics end at a second one.
        const address = fc.constantFrom(
            (url: string) => url.replace(/^ ?https?/, ""),
            (url: string) => url.replace(/^ ?https?/, ""),
            (url: string) => url,
        );
        const list = address
            .chain((selector) => fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector }))
            .map((all) => all.join(","));
        return list.map((value): Setting => ({ name, value, isBoolean: false }));
    };
    const text = (name: string, ...values: string[]) =>
        fc.constantFrom(...values).map((value): Setting => ({ name, value, isBoolean: false }));
    const boolean = (name: string) => fc.constantFrom(...BOOLEANS).map((value): Setting => ({ name, value, isBoolean: true }));
    /** In so many of a hundred configurations. */
    const often = (percent: number, one: fc.Arbitrary<Setting>): fc.Arbitrary<readonly Setting[]> =>
        fc.oneof(
            { weight: percent, arbitrary: one.map((setting) => [setting]) },
            { weight: 100 - percent, arbitrary: fc.constant([]) },
        );
    const pair = (prefix: string, weight: number) =>
        fc
            .oneof(
                { weight, arbitrary: fc.constant(["cert-file", "key-file"]) },
                { weight: 6, arbitrary: fc.constant([]) },
                { weight: 1, arbitrary: fc.constantFrom(["cert-file"], ["key-file"]) },
            )
            .map((names) =>
                names.map((name): Setting => ({
                    name: prefix + name,
                    value: name === "cert-file" ? cert : key,
                    isBoolean: false,
                })),
            );
    const client = [
        often(
            80,
            urls("listen-client-urls", 2379, [
                "https://0.0.0.0:12379",
                "http://localhost:12380",
                "http://[::1]:2379",
                " http://127.0.0.3:2379",
            ]),
        ),
        often(93, text("advertise-client-urls", "http://localhost:2379")),
        often(20, urls("listen-client-http-urls", 8379, [])),
        pair("", 60),
        often(60, text("trusted-ca-file", ...authorities)),
        often(60, boolean("client-cert-auth")),
        often(30, boolean("auto-tls")),
    ];
    const peer = [
        often(60, urls("listen-peer-urls", 2380, [])),
        pair("peer-", 60),
        often(45, text("peer-trusted-ca-file", ...authorities)),
        often(45, boolean("peer-client-cert-auth")),
        often(25, boolean("peer-auto-tls")),
    ];
    const others = [
        often(40, urls("listen-metrics-urls", 2381, [])),
        often(35, boolean("enable-pprof")),
        often(35, text("log-level", "debug", "info", "warn", "error", "DEBUG")),
        often(
            4,
            text(
                "listen-client-urls",
                "http://etcd.example.com:2379",
                "127.0.0.1:2379",
                "https://127.0.0.1:2379/x",
                "http://127.0.0.1",
            ),
        ),
        often(2, text("log-level", "verbose")),
    ];
    return fc.tuple(...client, ...peer, ...others).map((parts) => parts.flat());
};

/** A flag in one of Go's spellings; now and then one that etcd refuses. */
const spelled = ({ name, value, isBoolean }: Setting): fc.Arbitrary<readonly string[]> =>
    isBoolean
        ? fc.oneof(
              { weight: 25, arbitrary: fc.constantFrom([`--${name}=${value}`], [`-${name}=${value}`]) },
              { weight: 7, arbitrary: fc.constantFrom([`--${name}`], [`-${name}`]) },
              { weight: 1, arbitrary: fc.constantFrom([`--${name}`, value], [`--${name}=yes`]) },
          )
        : fc.constantFrom([`--${name}=${value}`], [`--${name}`, value], [`-${name}=${value}`], [`-${name}`, value]);

const variable = ({ name, value }: Setting): [string, string] => [`ETCD_${name.toUpperCase().replaceAll("-", "_")}`, value];

/** Each setting as a flag, a variable or both; a flag may occur twice. */
function started(all: readonly Setting[]): fc.Arbitrary<Pick<EtcdConfig, "flags" | "environment">> {
    const each = all.map((setting) =>
        fc.oneof(
            { weight: 60, arbitrary: spelled(setting).map((flags) => ({ flags, variables: [] as [string, string][] })) },
            { weight: 36, arbitrary: fc.constant({ flags: [] as string[], variables: [variable(setting)] }) },
            {
                weight: 1,
                arbitrary: spelled(setting).map((flags) => ({
                    flags,
                    variables: [variable({ ...setting, value: setting.isBoolean ? "true" : setting.value })],
                })),
            },
            {
                weight: 1,
                arbitrary: fc.constant({ flags: [] as string[], variables: [[variable(setting)[0], ""] as [string, string]] }),
            },
        ),
    );
    return fc.tuple(...each).map((parts) => ({
        flags: parts.flatMap(({ flags }) => flags),
        environment: Object.fromEntries(parts.flatMap(({ variables }) => variables)),
    }));
}

const OF_SECTIONS = /^(peer-)?(cert-file|key-file|trusted-ca-file|client-cert-auth|auto-tls)$/;

/** The same as a file: sections without prefixes; now and then a key at the wrong level, in capitals, or with a value of another type. */
const written = (all: readonly Setting[]): fc.Arbitrary<string> =>
    fc
        .record({
            flat: fc.boolean(),
            capitals: fc.integer({ min: 0, max: 9 }),
            yaml: fc.constantFrom("true", "yes", "on"),
            wrong: fc.integer({ min: 0, max: 19 }),
        })
        .map(({ flat, capitals, yaml, wrong }) => {
            const sections: Record<string, string[]> = {
                "": ["heartbeat-interval: 20", "election-timeout: 200"],
                client: [],
                peer: [],
            };
            for (const { name, value, isBoolean } of all) {
                const match = OF_SECTIONS.exec(name);
                const section = match === null || (flat && wrong < 3) ? "" : match[1] === undefined ? "client" : "peer";
                const key = section === "" ? name : match![2]!;
                const shown = !isBoolean
                    ? JSON.stringify(value)
                    : wrong === 19
                      ? '"true"'
                      : /^[1tT]/.test(value)
                        ? yaml
                        : "false";
                sections[section]!.push(`${capitals === 0 ? key.toUpperCase() : key}: ${shown}`);
            }
            const indented = (lines: string[]) => lines.map((line) => `  ${line}`).join("\n");
            return [
                ...sections[""]!,
                ...(sections["client"]!.length > 0 ? [`client-transport-security:\n${indented(sections["client"]!)}`] : []),
                ...(sections["peer"]!.length > 0 ? [`peer-transport-security:\n${indented(sections["peer"]!)}`] : []),
            ].join("\n");
        });

/** Mixtures of flags, variables and files. */
export const etcdConfigs = (files: EtcdFiles): fc.Arbitrary<EtcdConfig> => {
    const quick = ["--heartbeat-interval=20", "--election-timeout=200"];
    const start = settings(files)
        .chain(started)
        .map(({ flags, environment }): EtcdConfig => ({ flags: [...quick, ...flags], environment }));
    const file = fc
        .tuple(
            settings(files).chain(written),
            fc.constantFrom("flag" as const, "variable" as const),
            fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: settings(files).chain(started) }),
        )
        .map(([text, by, hidden]): EtcdConfig => ({
            flags: hidden?.flags ?? [],
            environment: hidden?.environment ?? {},
            file: { text, by },
        }));
    return fc.oneof({ weight: 2, arbitrary: start }, { weight: 1, arbitrary: file });
};
