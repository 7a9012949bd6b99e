import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataOf } from "../corpora/written";
import { resourcesOf, type Workload } from "../legitimate/workload";
import { counted, type Found, found } from "./legitimate";

const FOLDER = join(__dirname, "..", "legitimate", "workloads");

const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
const workloads = files.map((file) => dataOf<Workload>(readFileSync(join(FOLDER, file), "utf8")));

const told = ({ at, line }: Found) => `${at}: ${line}`;
const isMandatory = ({ mandatory }: Found) => mandatory;

/** What a workload lists as mandatory and as advice of one policy and resource is counted together. */
function added(listed: readonly string[]): string[] {
    const times = new Map<string, number>();
    for (const one of listed) {
        const [at = "", count = "1"] = one.split(" ×");
        times.set(at, (times.get(at) ?? 0) + Number(count));
    }
    return [...times].map(([at, count]) => (count === 1 ? at : `${at} ×${count}`)).sort();
}

describe("workloads of ordinary clusters", () => {
    let unexplained = 0;

    test("there are at least twenty, each named as its file, with its source and a reason", () => {
        expect(workloads.length).toBeGreaterThanOrEqual(20);
        expect(workloads.map(({ name }) => `${name}.yaml`)).toEqual(files);
        const unsaid = workloads.filter(({ source, why }) => !/^\S+\/\S+, .*\d/.test(source) || why.length < 20);
        expect(unsaid.map(({ name }) => name)).toEqual([]);
        for (const workload of workloads) {
            const names = resourcesOf(workload).map(({ name }) => name);
            expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
        }
    });

    test.each(workloads.map((workload) => [workload.name, workload] as const))("%s", (_, workload) => {
        const { mandatory = {}, advises = [], exemptions = {} } = workload;
        const resources = resourcesOf(workload);
        const findings = found(resources);
        const blocked = counted(findings.filter(isMandatory));
        const advised = counted(findings.filter((one) => !isMandatory(one)));
        const listed = [...Object.keys(mandatory), ...advises];
        const isListed = ({ at }: Found) => listed.some((own) => own === at || own.startsWith(`${at} ×`));
        const surprising = findings.filter((one) => !isListed(one) || (one.mandatory && !blocked.some((at) => at in mandatory)));
        unexplained += surprising.filter(isMandatory).length;

        expect({ "that nobody listed": surprising.map(told), blocks: blocked, advises: advised }).toEqual({
            "that nobody listed": [],
            blocks: Object.keys(mandatory).sort(),
            advises: [...advises].sort(),
        });
        expect(Object.entries(mandatory).filter(([, reason]) => reason.length < 20)).toEqual([]);

        // Whoever decides to run it all the same can say so, and for that workload alone.
        expect(blocked.length > 0).toBe(Object.keys(exemptions).length > 0);
        const exempted = found(resources, (policy) => exemptions[policy]);
        expect(exempted.filter(isMandatory).map(told)).toEqual([]);
    });

    test("one cluster that runs all of them is told nothing else", () => {
        const all = workloads.flatMap((workload) =>
            resourcesOf(workload).map((resource) => ({ ...resource, name: `${resource.name} of ${workload.name}` })),
        );
        const listed = workloads.flatMap(({ name, mandatory = {}, advises = [] }) =>
            [...Object.keys(mandatory), ...advises].map((at) => at.replace(/( ×\d+)?$/, ` of ${name}$1`)),
        );
        expect(counted(found(all))).toEqual(added(listed));
    });

    afterAll(() => {
        process.stdout.write(`legit: ${workloads.length} workloads, ${unexplained} unexplained mandatory findings\n`);
    });
});
