import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putInForce } from "../../../policypack/lib/exemptions";
import { policies } from "../../../policypack/policies";
import { called as commandCalled } from "../../policypack/cli/command";
import { generated } from "../grammar";
import { LANGUAGE } from "../language";
import { stacks, texts } from "../material";
import type { Random } from "../random";
import type { Outcome, Target } from "../target";
import { withSecrets } from "./boots";
import { changeData, poolOf } from "./mutate-json";

let folder: string | undefined;
/** The file that the command reads, whatever the input is. */
function fileOf(input: Buffer): string {
    if (folder === undefined) {
        const made = (folder = mkdtempSync(join(tmpdir(), "kbg-fuzz-")));
        process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    }
    const file = join(folder, "input.json");
    writeFileSync(file, input);
    return file;
}

/** What a policy says that failed. A log of events may have the words of any other. */
const CRASHED = new RegExp(`could not be judged: the policy (?:${policies.map(({ name }) => name).join("|")}) failed`);

/** Calls the command; what it writes in a machine's format has to be of that format. */
async function called(...args: readonly string[]): Promise<Outcome> {
    const { code, out, err } = await commandCalled(...args);
    putInForce({ exemptions: [], allowOnResources: false, disabled: new Set(), now: () => new Date() });
    if (/failed \(\w+\)/.test(err) || CRASHED.test(out)) throw new Error(err || out);
    const format = args[args.indexOf("--format") + 1];
    if (out !== "" && (format === "json" || format === "sarif")) JSON.parse(out);
    // eslint-disable-next-line no-control-regex -- that is what it is about
    if (format === "junit" && /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(out))
        throw new Error("XML has no such character");
    // What is escaped in JSON is for a program; people read text.
    const shown = format === "text" ? out.split("\n") : [];
    return { value: [code, out, err], messages: [...shown, ...err.split("\n")] };
}

const secretly = (input: Buffer) => Buffer.from(withSecrets(input.toString("latin1")), "latin1");
const FORMATS = ["text", "json", "sarif", "junit"];
const formatOf = (input: Buffer) => FORMATS[input.length % FORMATS.length]!;

const exportOf = (resources: readonly object[]) => ({
    version: 3,
    deployment: { manifest: { time: "2026-01-01T00:00:00Z" }, resources },
});

/** State, preview or manifest of the resources of a case. */
function stackFile(random: Random): Buffer {
    const stack = random.pick(stacks());
    const resources = stack.map(({ type, name = "it", props }) => ({
        urn: `urn:pulumi:dev::p::${type}::${name}`,
        type,
        custom: true,
        inputs: props,
        outputs: random.once(3) ? {} : props,
    }));
    if (random.once(3)) {
        const steps = resources.map((newState) => ({ op: "create", urn: newState.urn, newState }));
        return Buffer.from(JSON.stringify({ config: {}, steps, changeSummary: { create: 1 } }));
    }
    if (random.once(2)) return Buffer.from(JSON.stringify(exportOf(resources)));
    return Buffer.from(stack.map(({ props }) => JSON.stringify(props)).join("\n---\n"));
}

/** A configuration with something of what policies take. */
function configuration(random: Random): Buffer {
    const words = [
        "10.0.0.0/8",
        "0.0.0.0/0",
        "*",
        "web",
        "sg-1",
        "2026-12-31",
        "kube-system/*",
        "arn:aws:iam::1:role/x",
        7,
        true,
        null,
        "__proto__",
    ];
    const settings = policies.flatMap(({ settings }) => Object.keys(settings));
    const entry = (): unknown => {
        if (random.once(6)) return random.pick(["advisory", "mandatory", "disabled", "remediate", "x"]);
        const value = () =>
            random.once(2) ? [random.pick(words)] : random.once(2) ? random.pick(words) : { name: random.pick(words) };
        return Object.fromEntries([[random.pick(settings), value()], [random.pick([...settings, "enforcementLevel"]), value()]]); // prettier-ignore
    };
    const exemption = { policy: random.pick(policies).name, name: random.pick(["*-a", "web", "a*b*c*d"]), reason: "x", owner: "y", expires: random.pick(["2026-02-30", "2024-02-29", "9999-12-31"]) }; // prettier-ignore
    const names = [...policies.map(({ name }) => name), "all", "toString", "constructor", "x"];
    const json = { [random.pick(names)]: entry(), "kube-bypass-guard": { exemptions: [exemption], ...(entry() as object) } };
    if (random.once(2)) changeData(json, random, poolOf([json]), { words: ["x"], other: () => Buffer.alloc(0) });
    return Buffer.from(JSON.stringify(json));
}

const event = (random: Random, text: string) =>
    JSON.stringify({
        sequence: 1,
        timestamp: 1,
        policyEvent: {
            resourceUrn: `urn:pulumi:dev::p::a:b:C::${text}`,
            message: `${text}\nx: ${text}. Y.`,
            policyName: random.once(2) ? random.pick(policies).name : text,
            policyPackName: "kube-bypass-guard",
            enforcementLevel: random.pick(["advisory", "mandatory", text]),
            severity: random.pick(["high", "low", text]),
        },
    });

const MANIFEST = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {volumes: [{name: a, hostPath: {path: /run/containerd/containerd.sock}}], containers: [{name: a, volumeMounts: [{name: a, mountPath: /a}]}]}\n"; // prettier-ignore

export const COMMAND_TARGETS: readonly Target[] = [
    {
        name: "audited files",
        share: 10,
        ms: 900,
        msPerKib: 30,
        seeds: () => texts().map((text) => Buffer.from(text)),
        generate: (random) => (random.once(2) ? stackFile(random) : Buffer.from(generated(LANGUAGE, "boot.file", random))),
        plant: secretly,
        run: (input) => called("audit", "--jobs", "1", "--format", formatOf(input), fileOf(input)),
    },
    {
        name: "configurations",
        share: 8,
        ms: 900,
        msPerKib: 30,
        seeds: () => [],
        generate: configuration,
        run(input) {
            const config = fileOf(input);
            writeFileSync(`${config}.yaml`, MANIFEST);
            return called("audit", "--config", config, "--format", "text", `${config}.yaml`);
        },
    },
    {
        name: "event logs and baselines",
        share: 8,
        ms: 500,
        msPerKib: 20,
        seeds: () => [Buffer.from(JSON.stringify({ version: 1, violations: [{ policy: "a", urn: "b", at: "c" }] }))],
        generate: (random) =>
            Buffer.from(
                Array.from({ length: 1 + random.below(3) }, () => event(random, generated(LANGUAGE, "value", random))).join("\n"),
            ),
        async run(input) {
            const file = fileOf(input);
            const one = await called("report", "--format", formatOf(input), file);
            writeFileSync(`${file}.yaml`, MANIFEST);
            const two = await called("audit", "--format", formatOf(input), "--baseline", file, `${file}.yaml`);
            return { value: [one.value, two.value], messages: [...one.messages, ...two.messages] };
        },
    },
];
