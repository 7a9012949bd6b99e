// A whole `pulumi preview` by the real CLI, of a program on this machine and a provider that stands in for the clouds: with each pack in turn.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { findPulumi } from "../tools.mjs";
import { timed } from "./analyze.mjs";
import { launchTemplate, RESOURCES } from "./resources.mjs";
import { besideEmptyBy, oneRound } from "./statistics.mjs";

const require = createRequire(import.meta.url);
const ENGINE = resolve(import.meta.dirname, "../../test/engine");

/** As many as an ordinary stack of a team has. */
export const COUNT = 300;

/** A program of so many resources of the kinds that stacks are made of, none of which a pack has anything against. */
function program(count) {
    const { "security group": group, "Deployment of 3 kB": deployment } = RESOURCES;
    const { props } = launchTemplate(0);
    return {
        "index.ts": `import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
const group = ${JSON.stringify(group.props)};
const deployment = ${JSON.stringify(deployment.props)};
for (let i = 0; i < ${count / 10}; i++) {
    for (let j = 0; j < 4; j++) new aws.sqs.Queue(\`queue-\${i}-\${j}\`, { tags: { team: "a" } });
    for (let j = 0; j < 3; j++) new kubernetes.apps.v1.Deployment(\`web-\${i}-\${j}\`, deployment as any);
    for (let j = 0; j < 2; j++) new aws.ec2.SecurityGroup(\`group-\${i}-\${j}\`, group as any);
    new aws.ec2.LaunchTemplate(\`nodes-\${i}\`, { userData: ${JSON.stringify(props.userData)}, tags: { count: String(i) } });
}
`,
    };
}

/**
 * @param {{ packs: Record<string, string>, rounds: number, progress: (text: string) => void }} of the folders of installed packs
 * @returns {Promise<{ notMeasured: string } | { resources: number, wallMs: object, cpuMs?: object }>} CPU (on Linux alone) is that of everything that
 *   a preview starts: CLI, program, provider and pack
 */
export async function previews({ packs, rounds, progress }) {
    const cli = await findPulumi({ progress });
    if (!cli.ok) return { notMeasured: cli.reason };
    require(join(ENGINE, "register.cjs"));
    const { Project } = require(join(ENGINE, "project.ts"));
    const project = await Project.open(cli.value, program(COUNT));
    try {
        const all = [];
        for (let i = 0; i <= rounds; i++) {
            progress(`preview ${i + 1} of ${rounds + 1} with each pack`);
            const round = await oneRound(packs, i, async (dir, name) => {
                const before = cpuOfChildren();
                const wallMs = await timed(async () => {
                    const { exitCode, output } = await project.preview({ packs: [dir] });
                    if (exitCode !== 0) throw new Error(`the preview with the pack "${name}" failed\n${output}`);
                });
                return { wallMs, cpuMs: cpuOfChildren() - before };
            });
            if (i > 0) all.push(round); // the first warms the caches
        }
        return {
            resources: COUNT,
            wallMs: besideEmptyBy(all, "wallMs"),
            ...(!Number.isNaN(cpuOfChildren()) && { cpuMs: besideEmptyBy(all, "cpuMs") }),
        };
    } finally {
        project.stop();
    }
}

/** Milliseconds of all processes that this one, or they, have started and waited for (proc(5): cutime, cstime); NaN where it is not told. */
function cpuOfChildren() {
    try {
        const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
        return (Number(fields[13]) + Number(fields[14])) * 10;
    } catch {
        return NaN;
    }
}
