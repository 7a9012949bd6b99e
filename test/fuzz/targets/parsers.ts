import { AddressSet } from "../../../policypack/model/address-set";
import { kubeletDocument } from "../../../policypack/node/kubelet-document";
import { matchesGlob } from "../../../policypack/node/glob";
import { subjectOfPem } from "../../../policypack/parse/certificate";
import { cloudFormationResources } from "../../../policypack/parse/cloud-formation";
import { fromQuotedPrintable } from "../../../policypack/parse/encodings";
import { withText } from "../../../policypack/parse/edit/text-edit";
import { NotWritten } from "../../../policypack/parse/edit/text-edit";
import { jqEdit } from "../../../policypack/parse/jq";
import { posixRegExp } from "../../../policypack/parse/posix-regexp";
import { holdsPrivateKey } from "../../../policypack/parse/private-keys";
import { bucketNamed, s3Place } from "../../../policypack/parse/s3-url";
import { sedEdit } from "../../../policypack/parse/sed";
import { nextWord, wordsOf } from "../../../policypack/parse/systemd-words";
import { covers, meets } from "../../../policypack/parse/wildcards";
import { globMatches, wildMatches } from "../../../policypack/settings/glob";
import { isDate } from "../../../policypack/settings/date";
import { linesOf } from "../../../policypack/cli/inputs/lines";
import { visible } from "../../../policypack/lib/visible";
import { partsOf } from "../../../policypack/lib/line";
import { PARSERS } from "../../policypack/parse/every-parser";
import { generated } from "../grammar";
import { LANGUAGE } from "../language";
import { texts } from "../material";
import type { Random } from "../random";
import type { Target } from "../target";

type Parse = (bytes: Buffer) => unknown;

/** What comes before the first blank line, and what comes after it. */
const halves = (bytes: Buffer): readonly [string, string] => {
    const text = bytes.toString("utf8");
    const end = text.indexOf("\n\n");
    return end < 0 ? [text, text] : [text.slice(0, end), text.slice(end + 2)];
};

/** What `PARSERS` leaves out: what takes two texts, and what answers yes or no. */
const OTHERS: Readonly<Record<string, Parse>> = {
    "CloudFormation template": (bytes) => cloudFormationResources(bytes.toString("utf8"), { P: "x" }, () => true),
    "kubelet's document": (bytes) => kubeletDocument(bytes.toString("utf8"), "file"),
    "quoted-printable": (bytes) => fromQuotedPrintable(bytes.toString("latin1")).length,
    "words of a unit": (bytes) => [wordsOf(bytes.toString("utf8")), nextWord(bytes.toString("utf8"), 1)],
    "certificates and keys": (bytes) => [subjectOfPem(bytes.toString("latin1")), holdsPrivateKey(bytes.toString("latin1"))],
    addresses: (bytes) => {
        const set = AddressSet.unionOf(bytes.toString("latin1").split(/[\s,]+/).flatMap((one) => AddressSet.parse(one) ?? [])); // prettier-ignore
        return [set.cidrs(4).slice(0, 200), set.cidrs(6).slice(0, 200)];
    },
    patterns: (bytes) => {
        const [pattern, text] = halves(bytes);
        const short = pattern.slice(0, 2_000);
        return [globMatches(pattern, text), wildMatches(pattern, text), matchesGlob(short, text.slice(0, 2_000)), covers(short, text), meets(short, text)]; // prettier-ignore
    },
    "POSIX expressions": (bytes) => [true, false].map((extended) => posixRegExp(bytes.toString("latin1"), extended, "u")?.source),
    "sed script and input": (bytes) => sedEdit(["-E", halves(bytes)[0]], halves(bytes)[1]),
    "jq program and input": (bytes) => jqEdit([halves(bytes)[0]], halves(bytes)[1]),
    "names and days": (bytes) => {
        const text = bytes.toString("utf8");
        return [s3Place(text), bucketNamed(text), isDate(text), partsOf(text), visible(text).length];
    },
    "lines of a manifest": (bytes) => {
        const [path, text] = halves(bytes);
        return linesOf(text, 1).lineOf(path);
    },
    "edit of a text": (bytes) => {
        const [path, text] = halves(bytes);
        try {
            return withText(text, path.split(" › "), { value: false, flags: ["anonymous-auth"] });
        } catch (error) {
            if (error instanceof NotWritten) return error.message;
            throw error;
        }
    },
};

/** The name in the grammar, and what share of a thousand inputs each gets. */
const LANGUAGES: Readonly<Record<string, string>> = {
    "audit rules": "audit.file",
    "environment file": "env.file",
    gzip: "gz.file",
    packed: "packed.file",
    "pflag flags": "flags.file",
    "Go flags": "flags.file",
    "values of flags": "value",
    "IAM policy": "iam.file",
    "jq program": "jq.program",
    "jq input": "json.value",
    "Kubernetes YAML": "kubelet.file",
    "Kubernetes JSON": "kubelet.json",
    MIME: "mime.file",
    PowerShell: "ps.file",
    "sed script": "sed.script",
    "sed input": "file",
    shell: "sh.file",
    sshd: "sshd.file",
    sudoers: "sudo.file",
    unit: "unit.file",
    TOML: "toml.file",
    YAML: "yaml.file",
    "CloudFormation template": "cfn.file",
    "kubelet's document": "kubelet.file",
    "quoted-printable": "mime.file",
    "words of a unit": "unit.value",
    "certificates and keys": "pem",
    addresses: "addresses.file",
    patterns: "patterns.file",
    "POSIX expressions": "sed.regexp",
    "sed script and input": "sed.both",
    "jq program and input": "jq.both",
    "names and days": "names.file",
    "lines of a manifest": "lines.file",
    "edit of a text": "edit.file",
};

/** Those whose texts are programs or documents get more than those of a line. */
const MANY = new Set(["shell", "MIME", "YAML", "TOML", "Kubernetes YAML", "jq program", "jq program and input", "sed script", "unit", "PowerShell", "IAM policy", "CloudFormation template"]); // prettier-ignore

export const PARSER_TARGETS: readonly Target[] = Object.entries({ ...PARSERS, ...OTHERS }).map(([name, parse]): Target => {
    const language = LANGUAGES[name];
    if (language === undefined) throw new Error(`what does ${name} read? Add its language`);
    return {
        name,
        share: MANY.has(name) ? 38 : 18,
        ms: 60,
        msPerKib: 4,
        seeds: () => texts().map((text) => Buffer.from(text)),
        generate: (random: Random) =>
            Buffer.from(generated(LANGUAGE, language, random), language.startsWith("gz") ? "latin1" : "utf8"),
        run(input) {
            const value = parse(input);
            return { value, messages: reasonsOf(value) };
        },
    };
});

/** Why it could not be read, which a user is told. */
function reasonsOf(value: unknown): readonly string[] {
    if (typeof value !== "object" || value === null) return [];
    const { reason, fault } = value as { reason?: unknown; fault?: unknown };
    return [reason, fault].filter((text): text is string => typeof text === "string");
}
