#!/usr/bin/env node
// Boots the built pack on each Node that it promises to run on, and lets it judge every policy's own examples through the analyzer
// protocol: the bad one is reported by that policy, the good one is not.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { bootPack } from "./analyzer.mjs";
import { findNode, NODE_MAJORS } from "./nodes.mjs";

const PACK = resolve(import.meta.dirname, "../policypack");
const { policies } = createRequire(import.meta.url)(join(PACK, "bin/policies/index.js"));

/** An example's resource with what it has once it exists. */
const made = ({ type, name = "it", props, outputs }) => ({ type, name, props: { ...props, ...outputs } });

const faults = [];
let judged = 0;
for (const major of NODE_MAJORS) {
    const found = findNode(major);
    if (!found.ok) {
        faults.push(`Node ${major}: ${found.reason}`);
        continue;
    }
    const pack = await bootPack({ dir: PACK, node: found.node });
    try {
        for (const { name, examples } of policies) {
            for (const [kind, { beside, ...example }] of Object.entries(examples)) {
                const [first, ...others] = [example, ...(beside ?? [])].map(made);
                const diagnostics = await (beside === undefined ? pack.analyze(first) : pack.analyzeStack([first, ...others]));
                const reported = diagnostics.some(({ policy }) => policy === name);
                judged++;
                if (reported !== (kind === "bad"))
                    faults.push(`Node ${major}: the ${kind} example of ${name} is ${reported ? "" : "not "}reported`);
            }
        }
        if (pack.stderr() !== "") faults.push(`Node ${major}: the pack writes to stderr: ${pack.stderr().split("\n")[0]}`);
        console.log(`Node ${major}: booted, ${policies.length} policies judged their examples`);
    } finally {
        pack.close();
        await pack.stop();
    }
}
for (const fault of faults) console.log(fault);
console.log(`nodes: ${judged} examples judged, ${faults.length} faults`);
process.exit(faults.length === 0 && judged > 0 ? 0 : 1);
