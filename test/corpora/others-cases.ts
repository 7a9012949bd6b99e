import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { GivenInStack } from "../policypack/judge";
import type { Case } from "./case";
import { resourcesIn } from "./cloud-formation";
import { kubernetesResource, manifestsIn, membersOf } from "./kubernetes";
import { terraformResource } from "./terraform";

/** Where the labelled documents of other projects are; they are not part of this repository. */
export const FOLDER = process.env.KUBE_BYPASS_GUARD_CORPORA ?? resolve(__dirname, "../../../shared/corpora");
const INDEX = join(FOLDER, "index.jsonl");

export const othersArePresent = (): boolean => existsSync(INDEX);

interface Row {
    readonly id: string;
    readonly source: string;
    readonly path: string;
    /** A number: that YAML document. A string: a Terraform address or a CloudFormation logical id. Null: all of the file or folder. */
    readonly docIndex: number | string | null;
    readonly mitigation: string;
    readonly label: "fail" | "pass";
    readonly ruleId: string;
    readonly kind: string;
    readonly note: string;
}

/** The cases of these mitigations; a case is not read before its resources are asked for. */
export function othersCases(mitigations: readonly string[]): Case[] {
    const rows = readFileSync(INDEX, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Row);
    return rows
        .filter(({ mitigation }) => mitigations.includes(mitigation))
        .map((row) => ({
            id: row.id,
            mitigation: row.mitigation,
            label: row.label,
            why: row.note,
            source: row.source,
            rule: row.ruleId,
            get resources() {
                return resourcesOf(row);
            },
        }));
}

/** @throws Error when the case names nothing that is there: an empty case would pass for the wrong reason */
function resourcesOf(row: Row): GivenInStack[] {
    const resources = read(row);
    if (resources.length === 0) throw new Error(`${row.id} has no resource`);
    return resources;
}

function read({ path, docIndex, kind, note }: Row): GivenInStack[] {
    const file = join(FOLDER, path);
    if (path.endsWith(".tf")) return [terraformResource(readFileSync(file, "utf8"), docIndex ?? 0)];
    if (kind === "cloudformation" || kind.startsWith("AWS::")) {
        return resourcesIn(readFileSync(file, "utf8"), typeof docIndex === "string" ? docIndex : undefined);
    }
    const manifests = manifestsIn(file);
    if (docIndex === null) return manifests.map(kubernetesResource);
    const manifest = manifests[docIndex as number];
    if (manifest === undefined) return [];
    // A document that is a list: the note names the member.
    const named = /resource=(\w+)\.([\w-]+)\.([\w-]+)/.exec(note);
    const members = membersOf(manifest);
    const one =
        members.length === 1 ? members : members.filter((own) => own.kind === named?.[1] && own.metadata?.name === named[3]);
    return one.map(kubernetesResource);
}
