import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Case } from "./case";
import { dataOf, given, type Written } from "./written";

const FOLDER = join(__dirname, "..", "cases");

interface WrittenCase {
    readonly id: string;
    readonly label: "fail" | "pass";
    readonly why: string;
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources: readonly Written[];
}

/** The cases of `test/cases`; the folder says the mitigation. */
export function ourCases(): Case[] {
    return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".yaml"))
        .sort()
        .flatMap((path) =>
            dataOf<readonly WrittenCase[]>(readFileSync(join(FOLDER, path), "utf8")).map(({ config, resources, ...written }) => ({
                ...written,
                mitigation: path.split(sep)[0]!,
                resources: resources.map((resource) => given(resource, config)),
            })),
        );
}
