import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataOf, type Written } from "../corpora/written";
import { counted, type Found, found } from "./legitimate";

const FOLDER = join(__dirname, "..", "legitimate");

/** A whole stack that nobody should be kept from deploying. */
interface Stack {
    readonly name: string;
    readonly why: string;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Every advisory finding that it gets, as `policy @resource`, with ` ×2` behind it where a policy says two things of a resource. */
    readonly advises?: readonly string[];
    readonly resources: readonly Written[];
}

const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
const stacks = files.map((file) => dataOf<Stack>(readFileSync(join(FOLDER, file), "utf8")));

describe("legitimate stacks", () => {
    test("there are at least twenty, each named as its file and with a reason", () => {
        expect(stacks.length).toBeGreaterThanOrEqual(20);
        expect(stacks.map(({ name }) => `${name}.yaml`)).toEqual(files);
        expect(stacks.filter(({ why, resources }) => why.length < 20 || resources.length < 2)).toEqual([]);
        for (const { resources } of stacks) expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
    });

    test.each(stacks.map((stack) => [stack.name, stack] as const))("%s", (_, stack) => {
        const findings = found(stack.resources, stack.config);
        const advises = [...(stack.advises ?? [])].sort();
        const advised = counted(findings.filter(({ mandatory }) => !mandatory));
        const told = ({ at, line }: Found) => `${at}: ${line}`;
        const unexpected = advised.filter((at) => !advises.includes(at));

        expect({
            "blocks, and must not": findings.filter(({ mandatory }) => mandatory).map(told),
            "advises, and its file does not list it": unexpected,
            "of those, the lines": findings
                .filter(({ at, mandatory }) => !mandatory && unexpected.some((own) => own === at || own.startsWith(`${at} ×`)))
                .map(told),
            "listed in its file, and not advised": advises.filter((at) => !advised.includes(at)),
        }).toEqual({
            "blocks, and must not": [],
            "advises, and its file does not list it": [],
            "of those, the lines": [],
            "listed in its file, and not advised": [],
        });
    });
});
