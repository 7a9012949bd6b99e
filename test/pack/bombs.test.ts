import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const PACK = resolve(__dirname, "../../policypack");
const MILLISECONDS = 50;
const MEGABYTES = 32;

/** What reads a text, in the built pack, and what it says of one that it does not read. */
interface Reader {
    readonly module: string;
    readonly call: string;
}
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
    ["brackets in TOML", TOML, `a = ${"[".repeat(100_000)}`, /no valid TOML|nested more than/],
];

/** Reads the text in a process of its own: the median of five times in ms, and what the memory grew by in MiB. */
function measured({ module, call }: Reader, text: string): { reason: string; ms: number; mib: number } {
    const script = `
        const m = require(${JSON.stringify(module)});
        const read = ${call};
        const text = require("node:fs").readFileSync(0, "utf8");
        for (const small of ["a: 1", "#cloud-config\\n{}", "a = 1", ${JSON.stringify(HEADER)}]) read(small);
        const before = process.resourceUsage().maxRSS;
        const times = [];
        let reason;
        for (let i = 0; i < 5; i++) {
            // What was read is remembered, so that each text is another one.
            const own = text + " ".repeat(i);
            const start = performance.now();
            reason = read(own);
            times.push(performance.now() - start);
        }
        times.sort((a, b) => a - b);
        console.log(JSON.stringify({ reason, ms: times[2], mib: (process.resourceUsage().maxRSS - before) / 1024 }));
    `;
    return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: PACK, encoding: "utf8", input: text })) as never;
}

beforeAll(() => {
    if (!existsSync(join(PACK, "bin/index.js"))) throw new Error("the pack is not built: npm run build");
});

test.each(BOMBS)("%s end within 50 ms and 32 MiB, and are told", (name, reader, text, reason) => {
    const found = measured(reader, text);
    process.stderr.write(`bomb: ${name}: ${found.ms.toFixed(1)} ms, ${found.mib.toFixed(1)} MiB\n`);
    expect(found.reason).toMatch(reason);
    expect(found.ms).toBeLessThan(MILLISECONDS);
    expect(found.mib).toBeLessThan(MEGABYTES);
});
