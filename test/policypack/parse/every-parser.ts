import { auditRules } from "../../../policypack/parse/audit-rules";
import { fromGzip, unpacked } from "../../../policypack/parse/encodings";
import { environmentFile } from "../../../policypack/parse/environment-file";
import { parseBool, parseFlags, parseInt32 } from "../../../policypack/parse/flags";
import { iamPolicy } from "../../../policypack/parse/iam-policy";
import { jqEdit } from "../../../policypack/parse/jq";
import { kubernetesJson, kubernetesYaml } from "../../../policypack/parse/kubernetes-document";
import { mimeParts } from "../../../policypack/parse/mime";
import { readPowerShell } from "../../../policypack/parse/powershell";
import { sedEdit } from "../../../policypack/parse/sed";
import { readShell } from "../../../policypack/parse/shell";
import { sshdConfig } from "../../../policypack/parse/sshd-config";
import { sudoers } from "../../../policypack/parse/sudoers";
import { execLines, expandExec } from "../../../policypack/parse/systemd-exec";
import { unitEnvironment } from "../../../policypack/parse/systemd-environment";
import { readUnit } from "../../../policypack/parse/systemd-unit";
import { toml } from "../../../policypack/parse/toml";
import { words } from "../../../policypack/parse/word";
import { yamlDocuments } from "../../../policypack/parse/yaml";

const GRAMMAR = { switches: new Set(["a"]), valued: new Set(["b"]) };

/** Every parser, as bytes of a file come to it. The answer's `ok` is false, or its `fault` set, where it could not read them. */
export const PARSERS: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
    "audit rules": (bytes) => auditRules(bytes.toString("latin1")),
    "environment file": (bytes) => environmentFile(bytes.toString("latin1")),
    gzip: fromGzip,
    packed: unpacked,
    "pflag flags": (bytes) => parseFlags(words(bytes.toString("latin1").split(" ")), { ...GRAMMAR, dialect: "pflag" }),
    "Go flags": (bytes) => parseFlags(words(bytes.toString("latin1").split(" ")), { ...GRAMMAR, dialect: "go" }),
    "values of flags": (bytes) => [parseBool(bytes.toString("latin1")), parseInt32(bytes.toString("latin1"))],
    "IAM policy": (bytes) => iamPolicy(bytes.toString("latin1")),
    "jq program": (bytes) => jqEdit([bytes.toString("latin1")], '{"a":[1,"b"]}'),
    "jq input": (bytes) => jqEdit([".a = 1"], bytes.toString("latin1")),
    "Kubernetes YAML": (bytes) => kubernetesYaml(bytes.toString("latin1")),
    "Kubernetes JSON": (bytes) => kubernetesJson(bytes.toString("latin1"), { wholeNumbers: true }),
    MIME: mimeParts,
    PowerShell: (bytes) => readPowerShell(bytes.toString("latin1")),
    "sed script": (bytes) => sedEdit(["-i", bytes.toString("latin1")], "a\nb\n"),
    "sed input": (bytes) => sedEdit(["s/a\\(b*\\)/\\1/g"], bytes.toString("latin1")),
    shell: (bytes) => readShell(bytes.toString("latin1")),
    sshd: (bytes) => sshdConfig(bytes.toString("latin1")),
    sudoers: (bytes) => sudoers(bytes.toString("latin1")),
    unit: (bytes) => {
        const unit = readUnit(bytes.toString("latin1"));
        if (!unit.ok) return unit;
        const { lookup } = unitEnvironment(unit.value, () => undefined);
        const { commands } = execLines(unit.value, "ExecStart", "a@b.service");
        return { ...unit, expanded: commands.map((command) => expandExec(command, lookup)) };
    },
    TOML: (bytes) => toml(bytes.toString("latin1")),
    YAML: (bytes) => yamlDocuments(bytes.toString("latin1")),
};
