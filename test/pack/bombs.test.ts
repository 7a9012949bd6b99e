import { gzipSync } from "node:zlib";
import { measured, type Reader, thePackIsBuilt } from "./measured";

const MILLISECONDS = 50;
const MEGABYTES = 32;

const USER_DATA: Reader = {
    module: "./bin/node/user-data",
    call: "(t) => m.bootOfUserData(t, 'u').unread.map((p) => p.reason).join()",
};
const GZIP: Reader = { module: "./bin/parse/encodings", call: "(t) => m.unpacked(Buffer.from(t)).reason" };
const YAML: Reader = { module: "./bin/parse/yaml", call: "(t) => m.yamlDocuments(t).reason" };
const TOML: Reader = { module: "./bin/parse/toml", call: "(t) => m.toml(t).reason" };
const KUBELET: Reader = { module: "./bin/node/kubelet-document", call: "(t) => m.kubeletDocument(t, 'file').reason" };

const gzip = (bytes: Buffer) => gzipSync(bytes).toString("base64");
const zeros = Buffer.concat(Array.from({ length: 64 }, () => Buffer.alloc(16 << 20)));
const laughs = (prefix: string) =>
    `${prefix}a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join("\n")}`;
const HEADER = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

const BOMBS: readonly (readonly [string, Reader, string, RegExp])[] = [
    ["1 GiB of zeros in gzip", GZIP, gzip(zeros), /more than 1 MiB/],
    ["the same as user data", USER_DATA, gzip(zeros), /more than 1 MiB/],
    [
        "gzip in gzip in gzip",
        GZIP,
        gzip(Array.from({ length: 12 }).reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from("x"))),
        /packed/,
    ],
    ["aliases of aliases", YAML, laughs(""), /more than 100 aliases/],
    ["the same in a cloud-config", USER_DATA, laughs("#cloud-config\n"), /more than 100 aliases/],
    ["the same in a kubelet's file", KUBELET, laughs(HEADER), /more than 100 aliases/],
    ["aliases of aliases, as many as are parsed", YAML, laughs("").split("\n").slice(0, 12).join("\n"), /no valid YAML/],
    ["brackets in YAML", YAML, "[{".repeat(100_000), /nested more than 100 deep/],
    ["dashes in YAML", YAML, "- ".repeat(100_000), /nested more than 100 deep/],
    ["documents in YAML", YAML, "--- a\n".repeat(40_000), /more than 100 YAML documents/],
    ["documents in a kubelet's file", KUBELET, HEADER + "--- a\n".repeat(40_000), /more than 100 YAML documents/],
    [
        "columns in YAML",
        YAML,
        Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
        /nested more than 100 deep/,
    ],
    ["dotted keys in TOML", TOML, `${"a.".repeat(100_000)}a = 1`, /nested more than/],
    ["brackets in TOML", TOML, `a = ${"[".repeat(100_000)}`, /no valid TOML|nested more than/],
];

beforeAll(thePackIsBuilt);

test.each(BOMBS)("%s end within 50 ms and 32 MiB, and are told", (name, reader, text, reason) => {
    const found = measured({ ...reader, before: ["a: 1", "#cloud-config\n{}", "a = 1", HEADER] }, text);
    process.stderr.write(`bomb: ${name}: ${found.ms.toFixed(1)} ms, ${found.mib.toFixed(1)} MiB\n`);
    expect(found.reason).toMatch(reason);
    expect(found.ms).toBeLessThan(MILLISECONDS);
    expect(found.mib).toBeLessThan(MEGABYTES);
});
