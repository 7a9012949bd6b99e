import fc from "fast-check";
import { written } from "./etcd-config-files";

/** How an etcd is configured. */
export interface EtcdConfig {
    readonly flags: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    /** The text of a configuration file, and what names it. */
    readonly file?: { readonly text: string; readonly by: "flag" | "variable" | "variable beside an empty flag" };
}

/** Files on the machine that a configuration may name. */
export interface EtcdFiles {
    readonly cert: string;
    readonly key: string;
    readonly authorities: readonly string[];
}

/** One setting by its flag's name. */
export interface Setting {
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
        const alone = (url: string) => url.replace(/^ ?https?/i, "");
        const address =
            name === "listen-client-urls"
                ? fc.constantFrom(alone, (url: string) => url)
                : fc.oneof(
                      { weight: 15, arbitrary: fc.constant(alone) },
                      { weight: 1, arbitrary: fc.constant((url: string) => url) },
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
    const pair = (prefix: string) =>
        fc
            .oneof(
                { weight: 90, arbitrary: fc.constant(["cert-file", "key-file"]) },
                { weight: 9, arbitrary: fc.constant([]) },
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
                "HTTPS://127.0.0.3:2379",
                "http://etcd:etcd@127.0.0.5:2379",
                "https://127.0.0.6:2379?tls",
            ]),
        ),
        often(95, text("advertise-client-urls", "http://localhost:2379", "https://etcd.example.com:2379")),
        often(20, urls("listen-client-http-urls", 8379, [])),
        often(1, text("listen-client-http-urls", "http://127.0.0.1:2379", "https://127.0.0.1:2379")),
        pair(""),
        often(60, text("trusted-ca-file", ...authorities)),
        often(60, boolean("client-cert-auth")),
        often(30, boolean("auto-tls")),
    ];
    const peer = [
        often(60, urls("listen-peer-urls", 2380, [])),
        pair("peer-"),
        often(45, text("peer-trusted-ca-file", ...authorities)),
        often(45, boolean("peer-client-cert-auth")),
        often(25, boolean("peer-auto-tls")),
    ];
    const others = [
        often(40, urls("listen-metrics-urls", 2381, [])),
        often(35, boolean("enable-pprof")),
        often(35, text("log-level", "debug", "info", "warn", "error", "DEBUG")),
        often(
            3,
            text(
                "listen-client-urls",
                "http://etcd.example.com:2379",
                "127.0.0.1:2379",
                "https://127.0.0.1:2379/x",
                "http://127.0.0.1",
                "http://127.0.0.1:2379,",
                "http://:2379",
                "http://[::1%25lo]:2379",
                "http://[127.0.0.1]:2379",
                "http://127.0.0.01:2379",
                "http://127.0.0.1:72379",
                "ftp://127.0.0.1:2379",
            ),
        ),
        often(1, text("log-level", "verbose")),
        often(1, text("advertise-client-urls", "http://:2379", "localhost:2379")),
        often(4, boolean("pre-vote")),
        often(1, text("client-key-file", key)),
        often(1, text("peer-client-cert-file", cert)),
        often(2, text("listen-metrics-urls", "http://127.0.0.1:2379", "http://0.0.0.0:2380", "https://localhost:2381")),
        often(30, text("data-dir", "store", "./a/b", "")),
        often(30, text("name", "one", "default")),
    ];
    return fc.tuple(...client, ...peer, ...others).map((parts) => parts.flat());
};

/** A flag in one of Go's spellings; now and then one that etcd refuses. */
const spelled = ({ name, value, isBoolean }: Setting): fc.Arbitrary<readonly string[]> =>
    isBoolean
        ? fc.oneof(
              { weight: 200, arbitrary: fc.constantFrom([`--${name}=${value}`], [`-${name}=${value}`]) },
              { weight: 70, arbitrary: fc.constantFrom([`--${name}`], [`-${name}`]) },
              {
                  weight: 1,
                  arbitrary: fc.constantFrom([`--${name}`, value], [`--${name}=yes`], [`---${name}`], [`--${name}=`]),
              },
          )
        : fc.constantFrom([`--${name}=${value}`], [`--${name}`, value], [`-${name}=${value}`], [`-${name}`, value]);

const variable = ({ name, value }: Setting): [string, string] => [`ETCD_${name.toUpperCase().replaceAll("-", "_")}`, value];

/** What sets one setting. */
interface Start {
    readonly flags: readonly string[];
    readonly variables: readonly (readonly [string, string])[];
}

/** Each setting as a flag, a variable or, rarely, both; a flag may occur twice, and either may be empty. */
function started(all: readonly Setting[]): fc.Arbitrary<Pick<EtcdConfig, "flags" | "environment">> {
    const each = all.map((setting): fc.Arbitrary<Start> => {
        const { name, isBoolean } = setting;
        const other: Setting = isBoolean ? { ...setting, value: /^[1tT]/.test(setting.value) ? "0" : "T" } : setting;
        const empty = isBoolean ? [] : [`--${name}=`];
        const flag = spelled(setting).map((flags): Start => ({ flags, variables: [] }));
        return fc.oneof(
            { weight: 120, arbitrary: flag },
            { weight: 70, arbitrary: fc.constant<Start>({ flags: [], variables: [variable(setting)] }) },
            // Beside a flag even an empty variable ends etcd.
            { weight: 1, arbitrary: flag.map(({ flags }) => ({ flags, variables: [variable(other)] })) },
            { weight: 1, arbitrary: flag.map(({ flags }) => ({ flags, variables: [[variable(other)[0], ""] as const] })) },
            { weight: 2, arbitrary: fc.constant<Start>({ flags: [], variables: [[variable(setting)[0], ""]] }) },
            { weight: 3, arbitrary: fc.constant<Start>({ flags: empty, variables: [] }) },
            { weight: 3, arbitrary: flag.map(({ flags }) => ({ flags: [...flags, ...empty], variables: [] })) },
            {
                weight: 6,
                arbitrary: fc
                    .tuple(spelled(other), flag)
                    .map(([before, { flags }]) => ({ flags: [...before, ...flags], variables: [] })),
            },
        );
    });
    return fc.tuple(...each).map((parts) => ({
        flags: parts.flatMap(({ flags }) => flags),
        environment: Object.fromEntries(parts.flatMap(({ variables }) => variables)),
    }));
}

/** Mixtures of flags, variables and files. */
export const etcdConfigs = (files: EtcdFiles): fc.Arbitrary<EtcdConfig> => {
    const quick = ["--heartbeat-interval=20", "--election-timeout=200"];
    const stray = fc.oneof(
        { weight: 60, arbitrary: fc.constant<readonly string[]>([]) },
        {
            weight: 1,
            arbitrary: fc.constantFrom<readonly string[]>(
                ["true"],
                ["--", "x"],
                ["--"],
                ["-version"],
                ["--version=0"],
                ["-snapshot", "--v=2"],
            ),
        },
    );
    const start = fc
        .tuple(settings(files).chain(started), stray)
        .map(([{ flags, environment }, more]): EtcdConfig => ({ flags: [...quick, ...flags, ...more], environment }));
    const hidden = fc.oneof(
        { weight: 3, arbitrary: fc.constant<EtcdConfig>({ flags: [], environment: {} }) },
        { weight: 2, arbitrary: settings(files).chain(started) },
    );
    const by = fc.constantFrom("flag" as const, "variable" as const, "variable beside an empty flag" as const);
    const file = fc
        .tuple(settings(files).chain(written), by, hidden)
        .map(([text, named, rest]): EtcdConfig => ({ ...rest, file: { text, by: named } }));
    return fc.oneof({ weight: 3, arbitrary: start }, { weight: 2, arbitrary: file });
};
