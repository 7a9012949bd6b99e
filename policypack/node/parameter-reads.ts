import { basename } from "node:path/posix";
import type { NodeBoot } from "../model/node-boot";

/** The parameters of Systems Manager that a boot reads with the AWS CLI: `aws ssm get-parameter --name NAME`, `get-parameters --names A B`. */
export function parameterReadsOf({ commands, substitutions = [] }: Pick<NodeBoot, "commands" | "substitutions">): string[] {
    return [...commands, ...substitutions].flatMap(({ argv }) =>
        parametersOf(argv.map(({ text, isLiteral }) => (isLiteral ? text : ""))),
    );
}

/** @param words program and arguments; "" for one that is not known */
function parametersOf(words: readonly string[]): string[] {
    const aws = words.findIndex((word) => basename(word) === "aws");
    const verb = words.findIndex((word) => /^get-parameters?$/.test(word));
    if (aws < 0 || verb < aws || !words.slice(aws, verb).includes("ssm")) return [];
    const names: string[] = [];
    for (let i = verb + 1; i < words.length; i++) {
        const [, given] = /^--names?=(.*)$/.exec(words[i]!) ?? [];
        if (given !== undefined) names.push(given);
        if (words[i] === "--name") names.push(words[++i] ?? "");
        if (words[i] !== "--names") continue;
        while (i + 1 < words.length && !words[i + 1]!.startsWith("--")) names.push(words[++i]!);
    }
    return names.filter((name) => name !== "");
}
