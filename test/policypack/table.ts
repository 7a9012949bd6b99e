import type { Example, Policy } from "../../policypack/lib/define-policy";
import { resourcesOfExample } from "./examples";
import type * as Sdk from "./sdk";
import type { Repair } from "../../policypack/model/repair";
import { type Answer, type Given, type GivenInStack, judge, judgeStack, UNKNOWN } from "./judge";

/**
 * A policy's own table. Each key of a group is the reason why the row has its outcome.
 */
export interface PolicyTable {
    /** Rows that raise exactly these lines. A line is the message; `(advisory) …` and `[medium] …` in front where it has its own level or severity. */
    readonly fails: Readonly<Record<string, Given & { readonly reports: readonly string[] }>>;
    /** Rows that raise nothing at all. */
    readonly passes: Readonly<Record<string, Given>>;
    /** Rows in which a value is unknown at preview: the path that is reported last, and what is reported all the same. */
    readonly unknowns: Readonly<Record<string, Given & { readonly unknown: string; readonly reports?: readonly string[] }>>;
    /** Types of which no resource can raise anything, and why: nothing asks for their rows. */
    readonly cannotFail?: Readonly<Record<string, RegExp>>;
    /** Rows for the stack side; lines end with ` @name` of the resource that they are about. */
    readonly stacks?: Readonly<
        Record<
            string,
            { readonly resources: readonly GivenInStack[]; readonly reports: readonly string[]; readonly unknown?: string }
        >
    >;
}

/**
 * A failing row for every form of a kind that the policy reads: the same object as a resource of its own, as a Patch, and in a List
 * (where paths start with `items[0].`). Spread it into `fails`.
 */
export function everyForm(policy: Policy, kind: string, object: object, reports: readonly string[]): PolicyTable["fails"] {
    const forms = policy.reads.filter((type) => new RegExp(`:${kind}(Patch|List)?$`).test(type));
    return Object.fromEntries(
        forms.map((type) => {
            const inList = type.endsWith("List");
            return [
                `the same in ${type}`,
                {
                    type,
                    props: inList ? { items: [object] } : object,
                    reports: inList ? reports.map((line) => `items[0].${line}`) : reports,
                },
            ];
        }),
    );
}

const IN_VALUES = /(?:values\.|configurationValues › )extraObjects\[0\]\./g;

/** What takes whole Kubernetes objects, with one in it. */
const HOLDERS: Readonly<Record<string, (object: object) => object>> = {
    "kubernetes:helm.sh/v3:Release": (object) => ({ chart: "own", values: { extraObjects: [object] } }),
    "aws:eks/addon:Addon": (object) => ({ addonName: "own", ...configured(object) }),
    "aws-native:eks:Addon": (object) => ({ addonName: "own", ...configured(object) }),
};
/** Another namespace than an add-on's own, for the rows in which it says nothing. */
const configured = (object: object) => ({
    namespaceConfig: { namespace: "default" },
    configurationValues: JSON.stringify({ extraObjects: [object] }),
});

/** The rows about one Kubernetes object, as an object that a chart takes among its values. */
const inValues = (policy: Policy, fails: PolicyTable["fails"]): readonly (readonly [string, PolicyTable["fails"][string]])[] =>
    Object.entries(HOLDERS)
        .filter(([holder]) => policy.reads.includes(holder))
        .flatMap(([holder, propsOf]) =>
            Object.entries(fails).flatMap(([reason, row]) => {
                const [, groupVersion = "", kind = ""] = /^kubernetes:(.+):(\w+)$/.exec(row.type) ?? [];
                if (groupVersion === "" || groupVersion.startsWith("helm.sh/") || /(?:Patch|List)$/.test(kind)) return [];
                // A text is known as a whole, or not at all.
                if (holder.startsWith("aws") && JSON.stringify(row.props).includes(UNKNOWN)) return [];
                const object = {
                    apiVersion: groupVersion.replace(/^core\//, ""),
                    kind,
                    ...row.props,
                    metadata: (row.props as { metadata?: object }).metadata ?? {},
                };
                return [[`${reason}, in ${holder}`, { ...row, type: holder, props: propsOf(object) }] as const];
            }),
        );

const lines = ({ reported }: Answer): string[] =>
    reported.map(({ message, level, severity, urn }) =>
        [level && `(${level})`, severity && `[${severity}]`, message, urn && `@${urn.split("::").at(-1)}`]
            .filter(Boolean)
            .join(" "),
    );

/** The findings that a repair is for. */
const certain = ({ reported }: Answer) => reported.filter(({ level }) => level !== "advisory").map(({ message }) => message);

/** Repairs every row through the SDK. */
async function repairs(policy: Policy, given: Readonly<Record<string, Given>>): Promise<void> {
    const { remediate } = require("./sdk") as typeof Sdk;
    const { onlyWith } = policy.repair as Repair;
    // What is taken out of a rule needs something to stay in it.
    const trusted = "trustedCidrs" in policy.settings ? { trustedCidrs: ["10.99.0.0/16", "2001:db8::/32"] } : {};
    const wrong: string[] = [];
    let repaired = 0;
    for (const [reason, row] of Object.entries(given)) {
        if (!isPlain(row.props)) continue;
        const asked = { ...row, config: { ...trusted, ...row.config, ...(onlyWith !== undefined && { [onlyWith]: true }) } };
        const props = await remediate(policy, asked);
        const after = judge(policy, { ...asked, props: props ?? row.props });
        const left = certain(after);
        if (props !== undefined) {
            repaired++;
            const before = judge(policy, { ...row, config: asked.config });
            if (left.length >= certain(before).length && after.reported.length >= before.reported.length)
                wrong.push(`${reason}: nothing passes`);
            if ((await remediate(policy, { ...asked, props })) !== undefined) wrong.push(`${reason}: repaired twice`);
        }
        if (left.some((message) => !/Not repaired: |could not be judged/.test(message)))
            wrong.push(`${reason}: ${left.join(" | ")}`);
    }
    expect(wrong).toEqual([]);
    expect(repaired).toBeGreaterThan(0);
}

/** Whether the SDK's own messages can hold it: no asset, and nothing unknown. */
const isPlain = (props: unknown): boolean => !JSON.stringify(props).includes("__proto__") && isData(props);
const isData = (value: unknown): boolean =>
    typeof value !== "object" ||
    value === null ||
    (Array.isArray(value)
        ? value.every(isData)
        : Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isData));

/** Declares a test for each row; `test.each` refuses none at all. */
const rows = <R>(about: string, of: Readonly<Record<string, R>>, run: (row: R) => void) =>
    describe(about, () => {
        for (const [reason, row] of Object.entries(of)) test(reason, () => run(row));
    });

/** The rows of a policy's stack side: those of its table, or of a file about one thing that stacks show. */
export const stackTable = (policy: Policy, stacks: NonNullable<PolicyTable["stacks"]>) =>
    rows("sees across the stack", stacks, ({ resources, reports, unknown }) => {
        const answer = judgeStack(policy, resources);
        expect(lines(answer)).toEqual(reports);
        expect(answer.unknown).toBe(unknown);
    });

/**
 * Declares the tests of one policy: its rows, a failing row for every type that it reads, and its examples. A policy that the whole stack
 * alone feeds has stacks and nothing else.
 */
export function policyTable(
    policy: Policy,
    { fails = {}, passes = {}, unknowns = {}, cannotFail = {}, stacks = {} }: Partial<PolicyTable>,
): void {
    describe(policy.name, () => {
        rows("reports", fails, (row) => {
            const answer = judge(policy, row);
            expect(lines(answer)).toEqual(row.reports);
            expect(answer.unknown).toBeUndefined();
            expect(row.reports).not.toEqual([]);
        });
        rows("is silent about", passes, (row) => expect(judge(policy, row)).toEqual({ reported: [] }));
        rows("cannot tell", unknowns, (row) => {
            const answer = judge(policy, row);
            expect(answer.unknown).toBe(row.unknown);
            expect(lines(answer)).toEqual(row.reports ?? []);
        });
        stackTable(policy, stacks);
        const inCharts = Object.fromEntries(inValues(policy, fails));
        rows("reports among the values of a chart", inCharts, (row) => {
            expect(lines(judge(policy, row)).map((line) => line.replace(IN_VALUES, ""))).toEqual(row.reports);
        });
        test("every type that it reads has a failing row", () => {
            const failing = new Set([...Object.values(fails), ...Object.values(inCharts)].map(({ type }) => type));
            const exempt = Object.values(cannotFail);
            const asked = policy.reads.filter((type) => !exempt.some((one) => one.test(type)));
            expect(asked.filter((type) => !failing.has(type))).toEqual([]);
        });
        test("the table has a passing row and an unknown row", () => {
            const ofStacks = policy.reads.length === 0 ? Object.values(stacks) : [];
            const passing = [...Object.keys(passes), ...ofStacks.filter(({ reports }) => reports.length === 0)];
            const unknown = [...Object.keys(unknowns), ...ofStacks.filter((row) => row.unknown !== undefined)];
            expect([passing.length > 0, unknown.length > 0]).toEqual([true, true]);
        });
        if (typeof policy.repair !== "string") {
            test("what it repairs passes afterwards, and repairing that changes nothing; what it does not repair says why", () =>
                repairs(policy, { ...fails, ...inCharts }));
        }
        test("its bad example is reported and its good example is not", () => {
            const judged = (example: Example) => {
                const resources = resourcesOfExample(example);
                return example.beside === undefined ? judge(policy, resources[0]!) : judgeStack(policy, resources);
            };
            expect(judged(policy.examples.bad).reported).not.toEqual([]);
            expect(judged(policy.examples.good)).toEqual({ reported: [] });
        });
    });
}
