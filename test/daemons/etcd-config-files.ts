import fc from "fast-check";
import type { Setting } from "./etcd-cases";
import { ODD_LINES, type OddLine } from "./etcd-odd-lines";

const OF_SECTIONS = /^(peer-)?(cert-file|key-file|trusted-ca-file|client-cert-auth|auto-tls)$/;

/** How a file is written. */
interface Style {
    /** Certificates stand at the top level, where they count for nothing, or also there. */
    readonly level: "sections" | "top" | "both";
    readonly keys: "as they are" | "capitals" | "both, the later one in capitals";
    readonly yes: string;
    readonly form: "block" | "flow" | "JSON" | "several documents";
    readonly odd: readonly OddLine[];
    /** Of a key that occurs twice the last counts. */
    readonly oddAreFirst: boolean;
    readonly fault: "none" | "text for a boolean" | "a list for text" | "no section of peers" | "no YAML" | "a list";
}

const rarely = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
    fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

const style: fc.Arbitrary<Style> = fc.record({
    level: rarely<Style["level"]>("sections", "top", "both"),
    keys: rarely<Style["keys"]>("as they are", "capitals", "both, the later one in capitals"),
    yes: fc.constantFrom("true", "yes", "on", "True"),
    form: rarely<Style["form"]>("block", "flow", "JSON", "several documents"),
    odd: fc.oneof(
        { weight: 4, arbitrary: fc.constant<OddLine[]>([]) },
        { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...ODD_LINES), { maxLength: 2 }) },
    ),
    oddAreFirst: fc.boolean(),
    fault: fc.oneof(
        { weight: 12, arbitrary: fc.constant<Style["fault"]>("none") },
        {
            weight: 1,
            arbitrary: fc.constantFrom<Style["fault"]>(
                "text for a boolean",
                "a list for text",
                "no section of peers",
                "no YAML",
                "a list",
            ),
        },
    ),
});

/** A key and its value as YAML. */
type Line = readonly [string, string];

/** Settings as etcd's configuration file: in sections without prefixes, and in all the ways that YAML has. */
export const written = (all: readonly Setting[]): fc.Arbitrary<string> => style.map((chosen) => text(all, chosen));

function text(all: readonly Setting[], { level, keys, yes, form, odd, oddAreFirst, fault }: Style): string {
    const top: Line[] = [
        ["heartbeat-interval", "20"],
        ["election-timeout", "200"],
        ["nobody-knows-this", "{a: [1]}"],
    ];
    const sections = { client: [] as Line[], peer: [] as Line[] };
    // Of a name that occurs twice the later counts, as in a command line.
    const last = new Map(all.map((setting) => [setting.name, setting]));
    for (const { name, value, isBoolean } of last.values()) {
        const shown = !isBoolean
            ? fault === "a list for text"
                ? `[${JSON.stringify(value)}]`
                : JSON.stringify(value)
            : fault === "text for a boolean"
              ? `"${String(/^[1tT]/.test(value))}"`
              : /^[1tT]/.test(value)
                ? form === "JSON"
                    ? "true"
                    : yes
                : "false";
        const match = OF_SECTIONS.exec(name);
        if (match === null || level !== "sections") top.push([name, shown]);
        if (match !== null && level !== "top") sections[match[1] === undefined ? "client" : "peer"].push([match[2]!, shown]);
    }
    for (const { section, key, value } of odd) {
        const line: Line = [key, value];
        const own = section === "top" ? top : sections[section];
        if (oddAreFirst) own.unshift(line);
        else own.push(line);
    }
    const lines = (own: readonly Line[]): readonly Line[] =>
        own.flatMap(([key, value]): Line[] => {
            const capital: Line = [key.toUpperCase(), value];
            if (keys === "as they are") return [[key, value]];
            // JSON in Go takes the later of the two in the order of the alphabet, where capitals come first.
            return keys === "capitals"
                ? [capital]
                : [
                      [key, value],
                      [key.toUpperCase(), value === "false" ? "true" : value],
                  ];
        });
    const flow = (own: readonly Line[]) =>
        `{${lines(own)
            .map(([key, value]) => `${JSON.stringify(key)}: ${value}`)
            .join(", ")}}`;
    const inner: Line[] = [
        ...(sections.client.length > 0 ? [["client-transport-security", flow(sections.client)] as const] : []),
        ...(fault === "no section of peers"
            ? [["peer-transport-security", "null"] as const]
            : sections.peer.length > 0
              ? [["peer-transport-security", flow(sections.peer)] as const]
              : []),
    ];
    if (fault === "no YAML") return "name: [one\nlisten-client-urls: http://127.0.0.1:2379\n";
    if (fault === "a list") return "- name: one\n";
    const plain = top.map(([key, value]): Line =>
        key.startsWith("nobody") && form === "JSON" ? [key, '{"a": [1]}'] : [key, value],
    );
    if (form === "flow" || form === "JSON")
        return `{${[...lines(plain), ...inner].map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(",\n")}}`;
    const block = [
        ...lines(plain).map(([key, value]) => `${key}: ${value}`),
        ...Object.entries(sections).flatMap(([name, own]) =>
            own.length === 0 || (name === "peer" && fault === "no section of peers")
                ? []
                : [`${name}-transport-security:`, ...lines(own).map(([key, value]) => `  ${key}: ${value}`)],
        ),
        ...(fault === "no section of peers" ? ["peer-transport-security:"] : []),
        "",
    ].join("\n");
    return form === "several documents" ? `---\n${block}---\nname: another\nlisten-client-urls: http://0.0.0.0:2379\n` : block;
}
