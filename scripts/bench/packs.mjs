// The packs that are compared: ours as clients install it, one with an empty policy on the same SDK, and others.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { CACHE } from "../nodes.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

/** What the engine sends to our pack: each policy's level, and its settings, which nobody sets but for the `given`. */
export function configurationOf(given = {}) {
    const { policies } = require(join(ROOT, "policypack/bin/policies/index.js"));
    const set = ({ settings }) =>
        Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, given[key] ?? schema.default]));
    return Object.fromEntries(
        policies.map((policy) => [policy.name, { enforcementLevel: policy.enforcementLevel, ...set(policy) }]),
    );
}

/** A compiled pack of one policy that asks for two classes of provider SDKs, as most packs do: those of this repository, which are not installed anew. */
export function packWithSdks(target) {
    mkdirSync(target, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(target, "node_modules"));
    writeFileSync(join(target, "package.json"), JSON.stringify({ name: "with-sdks", version: "0.0.0", main: "index.js" }));
    writeFileSync(join(target, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(
        join(target, "index.js"),
        `const aws = require("@pulumi/aws");
const kubernetes = require("@pulumi/kubernetes");
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const policy = (name, type) => ({ name, description: "Nothing.", validateResource: validateResourceOfType(type, () => {}) });
const policies = [policy("group", aws.ec2.SecurityGroup), policy("pod", kubernetes.core.v1.Pod)];
new PolicyPack("with-sdks", { policies });
`,
    );
    return target;
}

/** Packs that others publish to npm, by what their packages are called. */
const OTHERS = { awsguard: "@pulumi/awsguard" };
/** What the registry does not have, though Pulumi's templates ask for it. */
export const NOT_PUBLISHED = ["@pulumi/compliance-policy-manager", "@pulumi/aws-compliance-policies"];

/**
 * A pack of others with all of its policies, installed once and kept outside the tree.
 *
 * @returns {{ ok: true, dir: string } | { ok: false, reason: string }}
 */
export function otherPack(name) {
    const home = join(CACHE, "packs", name);
    if (existsSync(join(home, "index.js"))) return { ok: true, dir: home };
    const fresh = `${home}-${process.pid}`;
    try {
        mkdirSync(join(CACHE, "packs"), { recursive: true });
        mkdirSync(fresh);
        writeFileSync(join(fresh, "package.json"), JSON.stringify({ name: `${name}-pack`, version: "0.0.0", main: "index.js" }));
        const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
        execFileSync("npm", ["install", ...quiet, OTHERS[name]], { cwd: fresh, stdio: ["ignore", "ignore", "pipe"] });
        writeFileSync(join(fresh, "PulumiPolicy.yaml"), "runtime: nodejs\n");
        writeFileSync(
            join(fresh, "index.js"),
            `const { AwsGuard } = require("${OTHERS[name]}");\nnew AwsGuard({ all: "advisory" });\n`,
        );
        renameSync(fresh, home);
        return { ok: true, dir: home };
    } catch (error) {
        rmSync(fresh, { recursive: true, force: true });
        return {
            ok: false,
            reason: `npm could not install ${OTHERS[name]} (${String(error.stderr ?? error.message).split("\n")[0]})`,
        };
    }
}
