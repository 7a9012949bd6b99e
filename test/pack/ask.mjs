// Boots the built pack and configures it as the engine does, one configuration after another; on stdin what is asked, on stdout the answers. The
// argument, if any, is a script that runs before the pack.
//   [{ "written": {…}, "resources": [{ "type": "…", "name": "…", "props": {…} }] }]  →  [{ "refused": "…" } | { "reported": […] }]
import { text } from "node:stream/consumers";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { bootPack } from "../../scripts/analyzer.mjs";

const PACK = resolve(import.meta.dirname, "../../policypack");
const require = createRequire(import.meta.url);
const { policies } = require(resolve(PACK, "bin/policies"));
const { packPolicy } = require(resolve(PACK, "bin/lib/pack-policy"));

/** What the engine makes of a file: every policy with its level and its schema's defaults, and what is written over them (pulumi, ReconcilePolicyPackConfig). */
function reconciled(written) {
    const config = Object.fromEntries(
        [...policies, packPolicy(policies)].map(({ name, enforcementLevel, configSchema }) => {
            const defaults = Object.entries(configSchema?.properties ?? {}).filter(([, schema]) => "default" in schema);
            return [name, { enforcementLevel, ...Object.fromEntries(defaults.map(([key, schema]) => [key, schema.default])) }];
        }),
    );
    const asObject = (one) => (typeof one === "string" ? { enforcementLevel: one } : one);
    const { enforcementLevel: ofAll } = asObject(written.all ?? {});
    if (ofAll !== undefined) for (const one of Object.values(config)) one.enforcementLevel = ofAll;
    for (const [name, one] of Object.entries(written)) config[name] = { ...config[name], ...asObject(one) };
    return config;
}

const pack = await bootPack({ dir: PACK, preload: process.argv[2] });
const answers = [];
for (const { written, resources = [] } of JSON.parse(await text(process.stdin))) {
    try {
        await pack.configure(reconciled(written));
        const reported = [];
        for (const resource of resources) reported.push(...(await pack.analyze(resource)));
        if (resources.length > 0) reported.push(...(await pack.analyzeStack(resources)));
        answers.push({ reported });
    } catch (error) {
        answers.push({ refused: error.details ?? String(error) });
    }
}
process.stdout.write(JSON.stringify(answers));
pack.close();
await pack.stop();
