// Measures, in a process that `bench.mjs` watches: the figures that are asked for, as JSON on stdout.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findNode, NODE_MAJORS } from "../nodes.mjs";
import { installEmptyPack, installPack } from "../packed.mjs";
import { analyses } from "./analyze.mjs";
import { stacks } from "./analyze-stack.mjs";
import { audits } from "./audit.mjs";
import { boots } from "./boot.mjs";
import { installedSize } from "./installed-size.mjs";
import { NOT_PUBLISHED, otherPack, packWithSdks } from "./packs.mjs";
import { previews } from "./preview.mjs";
import { readsOfUserData } from "./reads.mjs";

const { temp, figures, rounds, calls } = JSON.parse(process.argv[2]);
const progress = (text) => console.error(`bench: ${text}`);
const asked = (figure) => figures.includes(figure);

progress("installing the packed pack and an empty one");
mkdirSync(temp, { recursive: true });
const guard = installPack(join(temp, "guard"));
const packs = { empty: installEmptyPack(join(temp, "empty"), guard), guard };
const others = { "with provider SDKs": packWithSdks(join(temp, "with-sdks")) };
const notMeasured = Object.fromEntries(NOT_PUBLISHED.map((name) => [name, "npm's registry does not have it"]));

const results = { packs: { notMeasured }, boot: {}, analyze: {} };
if (asked("size")) results.installedSize = installedSize(packs);
if (asked("boot")) {
    progress("installing awsguard");
    const awsguard = otherPack("awsguard");
    if (awsguard.ok) others.awsguard = awsguard.dir;
    else notMeasured.awsguard = awsguard.reason;
}
for (const major of NODE_MAJORS) {
    if (!asked("boot") && !asked("analyze")) continue;
    const found = findNode(major);
    if (!found.ok) {
        results.boot[major] = { notMeasured: found.reason };
        progress(`Node ${major} left out: ${found.reason}`);
        continue;
    }
    const { node } = found;
    if (asked("boot")) {
        progress(`Node ${major}: ${rounds} rounds of boots`);
        results.boot[major] = await boots({ node, packs: { ...packs, ...others }, rounds });
    }
    if (asked("analyze")) {
        progress(`Node ${major}: ${calls} calls for each kind of resource`);
        results.analyze[major] = await analyses({ node, packs, calls });
    }
}
if (asked("user-data")) results.userData = await readsOfUserData(packs.guard);
if (asked("stack")) {
    progress("stacks of 100, 1,000 and 10,000 resources");
    // Of two rounds one that the machine slowed would be half of the figure.
    results.analyzeStack = await stacks({ packs, rounds: Math.min(rounds, 5) });
}
// A preview takes ten seconds of all processors, and what else the machine does is a tenth of it: of seven pairs chance leaves 3 %.
if (asked("preview")) results.preview = await previews({ packs, rounds: Math.ceil(rounds * 1.5), progress });
if (asked("audit")) {
    progress("audit of 10,000 manifests");
    results.audit = await audits({ rounds: Math.min(rounds, 3) });
}
process.stdout.write(JSON.stringify(results));
