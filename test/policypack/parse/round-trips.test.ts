import fc from "fast-check";
import { stringify as toToml } from "smol-toml";
import { stringify as toYaml } from "yaml";
import { gzipSync } from "node:zlib";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { unpacked } from "../../../policypack/parse/encodings";
import { environmentFile } from "../../../policypack/parse/environment-file";
import { type FlagGrammar, parseFlags } from "../../../policypack/parse/flags";
import { mimeParts } from "../../../policypack/parse/mime";
import { readShell } from "../../../policypack/parse/shell";
import { readUnit } from "../../../policypack/parse/systemd-unit";
import { wordsOf } from "../../../policypack/parse/systemd-words";
import { toml } from "../../../policypack/parse/toml";
import { word } from "../../../policypack/parse/word";
import { yaml } from "../../../policypack/parse/yaml";

const RUNS = { seed: 11, numRuns: 200 };
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const line = fc.stringMatching(/^[ -~]{0,30}$/);
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));
const plain = fc.stringMatching(/^[A-Za-z0-9/:._-]{1,16}$/);
const check = <T>(what: fc.Arbitrary<T>, holds: (value: T) => void) => fc.assert(fc.property(what, holds), RUNS);
const singleQuoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;

test("flags", () => {
    const grammar: FlagGrammar = { dialect: "pflag", switches: new Set(), valued: new Set() };
    check(fc.array(fc.tuple(name, line), { maxLength: 6 }), (flags) => {
        const argv = flags.map(([flag, value]) => word(`--${flag}=${value}`));
        expect(parseFlags(argv, grammar).all.map(({ name, value }) => [name, value])).toEqual(flags);
    });
});

test("words of a shell command", () =>
    check(fc.array(line, { minLength: 1, maxLength: 6 }), (args) => {
        const { commands } = readShell(`run ${args.map(singleQuoted).join(" ")}\n`);
        expect(commands[0]!.argv.map((part) => part.text)).toEqual(["run", ...args]);
    }));

test("variables of an environment file", () =>
    check(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/), line), { selector: ([key]) => key, maxLength: 5 }),
        (variables) => {
            const rendered = variables.map(([key, value]) => `${key}='${value.replaceAll("'", `'"'"'`)}'`).join("\n");
            const read = environmentFile(rendered);
            expect(read.ok && read.value.map((one) => [one.name, one.value])).toEqual(variables);
        },
    ));

test("assignments of a unit", () =>
    check(fc.array(fc.tuple(name, plain), { maxLength: 6 }), (pairs) => {
        const read = readUnit(`[Service]\n${pairs.map(([key, value]) => `${key}=${value}`).join("\n")}\n`);
        expect(read.ok && read.value.lines.map(({ key, value }) => [key, value])).toEqual(pairs);
    }));

test("words of a unit's line", () =>
    check(fc.array(line, { maxLength: 5 }), (args) => {
        const rendered = args.map((arg) => `"${arg.replace(/[\\"]/g, "\\$&")}"`).join(" ");
        expect(wordsOf(rendered)).toEqual({ ok: true, value: args });
    }));

const json = fc.dictionary(name, fc.oneof(plain, fc.boolean(), fc.integer(), fc.dictionary(name, plain, { maxKeys: 3 })), {
    maxKeys: 5,
});
const copied = (value: object): unknown => JSON.parse(JSON.stringify(value));

test("TOML", () => check(json, (value) => expect(toml(toToml(value))).toEqual({ ok: true, value: copied(value) })));

test("YAML", () =>
    check(json, (value) => expect(yaml(toYaml(value, { version: "1.1" }))).toEqual({ ok: true, value: copied(value) })));

test("base64 and gzip, in whatever order", () =>
    check(fc.tuple(text, fc.array(fc.boolean(), { maxLength: 4 })), ([inner, layers]) => {
        const content = `#!/bin/sh\n${inner}\n`;
        const packed = layers.reduce<Buffer>(
            (bytes, zip) => (zip ? gzipSync(bytes) : Buffer.from(bytes.toString("base64"))),
            Buffer.from(content),
        );
        const read = unpacked(packed);
        expect(read.ok && read.value.toString()).toBe(content);
    }));

test("parts of a MIME message", () =>
    check(
        fc.array(fc.tuple(fc.constantFrom("text/x-shellscript", "text/cloud-config"), text), { minLength: 1, maxLength: 4 }),
        (parts) => {
            const encoded = parts.map(
                ([type, body]) =>
                    `--b==\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(body).toString("base64")}\n`,
            );
            const read = mimeParts(
                Buffer.from(`MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b=="\n\n${encoded.join("")}--b==--\n`),
            );
            expect(read.ok && read.value.map(({ type, body }) => [type, body.toString()])).toEqual(parts);
        },
    ));

test("a file, however a boot writes it", () => {
    const ways: readonly ((path: string, content: string) => string)[] = [
        (path, content) => `#cloud-config\n${toYaml({ write_files: [{ path, content }] })}`,
        (path, content) =>
            `#cloud-config\n${toYaml({ write_files: [{ path, encoding: "b64", content: Buffer.from(content).toString("base64") }] })}`,
        (path, content) =>
            `#cloud-config\n${toYaml({ write_files: [{ path, encoding: "gz+b64", content: gzipSync(content).toString("base64") }] })}`,
        (path, content) => `#!/bin/bash\ncat > ${path} <<'END_OF_FILE'\n${content}\nEND_OF_FILE\n`,
        (path, content) => `#!/bin/bash\nprintf '%s\\n' ${singleQuoted(content)} | sudo tee ${path} > /dev/null\n`,
        (path, content) => `#!/bin/bash\necho ${Buffer.from(`${content}\n`).toString("base64")} | base64 -d > ${path}\n`,
        (path, content) =>
            `#!/bin/bash\nT=/tmp/x\ncat <<'END_OF_FILE' > $T\n${content}\nEND_OF_FILE\ninstall -m 600 $T ${path}\n`,
    ];
    check(fc.tuple(fc.nat(ways.length - 1), text), ([way, content]) => {
        const { files } = bootOfUserData(ways[way]!("/etc/node/file", content), "userData");
        expect(files.find(({ path }) => path === "/etc/node/file")?.content.text.replace(/\n+$/, "")).toBe(
            content.replace(/\n+$/, ""),
        );
    });
});
