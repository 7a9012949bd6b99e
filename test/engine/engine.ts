import { resolve } from "node:path";
import { type Account, type Cli, type Program, Project } from "./project";

// A preview takes two to three seconds, and twice that on a busy machine.
jest.setTimeout(180_000);

export const ROOT = resolve(__dirname, "../..");
export const PACK = resolve(ROOT, "policypack");
/** A pack of the fixtures. */
export const fixture = (name: "guard" | "crash" | "twins" | "silent") => resolve(__dirname, "fixtures/packs", name);

/** The CLI that `setup.mjs` found. */
export function cli(): Cli {
    const found = process.env.KUBE_BYPASS_GUARD_CLI;
    if (found === undefined) throw new Error("the engine tests run in the jest project named engine");
    return JSON.parse(found) as Cli;
}

const open: Project[] = [];
afterAll(() => open.splice(0).forEach((project) => project.stop()));

/** A project that ends with the test file. */
export async function project(program: Program, account?: Account): Promise<Project> {
    const opened = await Project.open(cli(), program, account);
    open.push(opened);
    return opened;
}

/** A program in one file. */
export const program = (body: string): Program => ({ "index.ts": source(body) });

/** That file: its imports, and what a body may use. */
export const source = (body: string): string => `import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
const base64 = (text: string) => Buffer.from(text).toString("base64");
${body}
`;

/** What a person reads at the violations: between "Policies:" and the next heading. */
export const policiesIn = (output: string): string => /^Policies:\n((?: .*\n?)+)/m.exec(output)?.[1] ?? "";

/** A line of a stack trace. */
export const STACK_TRACE = /^\s+at .*[:(/]/m;
