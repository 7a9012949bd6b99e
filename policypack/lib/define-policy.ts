import type {
    EnforcementLevel,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import type { Finding, Mitigation, Severity } from "../model/finding";
import type { Repair } from "../model/repair";
import { pageOf } from "./about";
import { Cursor } from "../parse/cursor";
import { lazy } from "../parse/lazy";
import { type Configured, readSettings, type Settings } from "../settings/setting";
import { findingsOfCompleted } from "./completed";
import { isExempt } from "./exemptions";
import { noteInputs, outputsOrInputs } from "./inputs";
import { Judgement, type Verdict } from "./judgement";
import { notRepaired } from "./not-repaired";
import type * as Repairs from "./repair";
import { readAll } from "./read-all";
import { resourcesOf } from "./stack";
import type { Resource, StackSubject, Subject, Thunk } from "./subject";
import { isUnknown } from "./unknown";
import { forgetViews, viewsOf } from "./views";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- most operations repair nothing
const repairs = lazy(() => require("./repair") as typeof Repairs);

/** An example for the reference: the tests execute it, the docs show it. */
export interface Example {
    /** The type token of the resource. */
    readonly type: string;
    readonly name?: string;
    /** The resource's inputs. */
    readonly props: Readonly<Record<string, unknown>>;
    /** What it has beside its inputs once it exists, where that is what the policy goes by, such as the account in an `arn`. */
    readonly outputs?: Readonly<Record<string, unknown>>;
    /** What stands beside it, for what only the whole stack shows; the example is judged as a stack then. */
    readonly beside?: readonly Example[];
}

/** Everything about one policy, written once; the reference is rendered from it. */
export interface PolicySpec<V, W, S extends Settings> {
    /** Kebab case, the same as the file and the export; what people write in configuration. Never changes. */
    readonly name: string;
    readonly displayName: string;
    /** One sentence that states the requirement. The engine prints it above every finding. */
    readonly description: string;
    /** `critical` and `high` are mandatory without configuration, the rest advisory. */
    readonly severity: Severity;
    readonly mitigation: Mitigation;
    /** How to mend it, one or two sentences. The engine never shows this field, so it is added to every finding. */
    readonly remediationSteps: string;
    /** What the level `remediate` does before a resource is created; or half a sentence that says why nothing can be repaired safely. */
    readonly repair: Repair | string;
    /** Benchmark name and version → ids. Ids move between versions, so both are named. */
    readonly frameworks?: Readonly<Record<string, readonly string[]>>;
    /** The attack that it stops, for the reference: who does what and what they then have. */
    readonly attack: string;
    readonly settings?: S;
    /** What of the policy's own settings contradicts the rest, and what to do: `clientCidrs names …. Remove one of them`. */
    readonly contradiction?: (settings: Configured<S>) => string | undefined;
    /** The views that `check` judges, one resource at a time and before that resource is created. Absent where one resource shows nothing. */
    readonly subject?: Subject<V>;
    /** Judges one view; yields a finding for each fault. */
    check?(view: V, settings: Configured<S>): Iterable<Finding>;
    /** What only the whole stack shows; runs at the end. Judge at the resource whatever can be judged there. */
    readonly stack?: {
        /** A `StackSubject`, to which settings may say what the stack does not show. */
        subject(...args: [...Parameters<StackSubject<W>>, settings: Configured<S>]): ReturnType<StackSubject<W>>;
        check(view: W, settings: Configured<S>): Iterable<Finding>;
    };
    readonly examples: { readonly bad: Example; readonly good: Example };
}

/** What can be configured of a policy. */
export interface Configurable {
    readonly name: string;
    readonly settings: Settings;
    /** @param properties configured ones that can be read */
    readonly contradiction?: (properties: Readonly<Record<string, unknown>>) => string | undefined;
}

/** What the engine gets, with the metadata that the reference and the tests read. */
export interface Policy extends Configurable, ResourceValidationPolicy, Partial<Pick<StackValidationPolicy, "validateStack">> {
    readonly name: string;
    readonly enforcementLevel: EnforcementLevel;
    readonly mitigation: Mitigation;
    readonly repair: Repair | string;
    readonly frameworks: Readonly<Record<string, readonly string[]>>;
    readonly attack: string;
    readonly examples: { readonly bad: Example; readonly good: Example };
    /** The type tokens that the resource side reads. */
    readonly reads: readonly string[];
    /** Whether the resource side says anything of a type: judges it, or tells why there is nothing to judge. */
    readonly concerns: (type: string) => boolean;
}

/** The level that a severity has without configuration. */
export const levelOf = (severity: Severity): EnforcementLevel =>
    severity === "critical" || severity === "high" ? "mandatory" : "advisory";

/**
 * Makes a policy for `@pulumi/policy` of its specification: findings are reported as `path: fact. Fix.`, an unknown value hides nothing
 * but itself and is reported last, what cannot be read is a finding, and a crash is a finding too (a throwing policy would abort the
 * whole deployment, even at advisory level).
 */
export function definePolicy<V, W = never, const S extends Settings = Record<never, never>>(spec: PolicySpec<V, W, S>): Policy {
    const settings: Settings = spec.settings ?? {};
    const configured = settingsReader(settings, spec.name) as (config: object) => Configured<S>;
    const { stack } = spec;
    const completed = spec.subject?.completed;
    /** The findings about one resource, those that cannot be told left out. */
    const findingsOf = (resource: Omit<Resource, "props">, config: Configured<S>) => (props: object) => {
        const lens = spec.subject!.rows.get(resource.type)!;
        const findings: Finding[] = [];
        const { faults } = readAll(
            () => lens({ ...resource, props: Cursor.of(props) }),
            (thunk) => {
                for (const finding of spec.check?.(thunk(), config) ?? []) {
                    if (!isExempt(spec.name, resource.urn, finding, props)) findings.push(finding);
                }
            },
        );
        return { findings, unjudged: faults.filter((fault) => !isUnknown(fault)).length };
    };

    return {
        name: spec.name,
        displayName: spec.displayName,
        description: spec.description,
        severity: spec.severity,
        enforcementLevel: levelOf(spec.severity),
        remediationSteps: spec.remediationSteps,
        url: pageOf(spec.name),
        tags: ["kubernetes", "api-server-bypass", spec.mitigation],
        ...frameworkOf(spec.frameworks),
        ...(Object.keys(settings).length > 0 && { configSchema: schemaOf(settings) }),
        mitigation: spec.mitigation,
        frameworks: spec.frameworks ?? {},
        attack: spec.attack,
        repair: spec.repair,
        settings,
        ...(spec.contradiction !== undefined && { contradiction: (properties) => spec.contradiction?.(configured(properties)) }),
        examples: spec.examples,
        reads: [...(spec.subject?.rows.keys() ?? [])],
        concerns: (type) => spec.subject?.rows.has(type) === true || spec.subject?.inapplicable?.has(type) === true,

        validateResource(args: ResourceValidationArgs, report: ReportViolation): void {
            const { type, name, urn } = args;
            noteInputs(urn, args.props);
            const lens = spec.subject?.rows.get(type);
            if (lens === undefined) {
                const why = spec.subject?.inapplicable?.get(type)?.({ type, name, urn, props: Cursor.of(args.props) });
                return args.notApplicable(why ?? `reads no ${type}`);
            }
            new Judgement(spec, report).run({ what: type, urn, propsOf: () => args.props }, () => {
                const config = configured(args.getConfig());
                const views = viewsOf({ type, name, urn }, args.props, lens);
                return verdictsOf(views, (view) => spec.check?.(view, config) ?? []);
            });
        },

        // With the level remediate the SDK calls it before the check, and before the resource is created.
        remediateResource(args: ResourceValidationArgs): Record<string, unknown> | undefined {
            const { type, name, urn, props } = args;
            const { repair } = spec;
            if (spec.subject?.rows.has(type) !== true) return args.notApplicable(`reads no ${type}`);
            const config = configured(args.getConfig());
            if (typeof repair === "string" || (repair.onlyWith !== undefined && config[repair.onlyWith as keyof S] !== true)) {
                notRepaired(spec.name, urn, typeof repair === "string" ? repair : `set ${repair.onlyWith!} to true for that`);
                return undefined;
            }
            const { changes, refusals } = repairs().repairOrNot(props, repair, findingsOf({ type, name, urn }, config));
            notRepaired(spec.name, urn, refusals);
            if (changes.length === 0) return undefined;
            repairs().change(props, changes);
            forgetViews();
            return props;
        },

        ...((stack ?? completed) !== undefined && {
            validateStack(args: StackValidationArgs, report: ReportViolation): void {
                const propsOf = (urn: string) => {
                    const resource = args.resources.find((one) => one.urn === urn);
                    return resource && outputsOrInputs(urn, resource.props);
                };
                new Judgement(spec, report).run({ what: "stack", urn: "", propsOf }, function* () {
                    const config = configured(args.getConfig());
                    const resources = resourcesOf(args);
                    for (const thunk of stack?.subject(resources, config) ?? []) {
                        yield () => {
                            const { urn, view } = thunk();
                            return { urn, findings: stack!.check(view, config) };
                        };
                    }
                    const check = (view: V) => spec.check?.(view, config) ?? [];
                    for (const thunk of completed?.(resources) ?? []) {
                        yield () => {
                            const { urn, view } = thunk();
                            return { urn, findings: findingsOfCompleted(view, spec.subject!, check) };
                        };
                    }
                });
            },
        }),
    };
}

/** By itself, as every generator for each resource (`each`). */
function* verdictsOf<V>(views: Iterable<Thunk<V>>, check: (view: V) => Iterable<Finding>): Generator<() => Verdict> {
    for (const thunk of views) yield () => ({ findings: check(thunk()) });
}

/** Reads a policy's settings; what was configured last is not read again, as the SDK hands every resource the same values in a new object. */
function settingsReader(settings: Settings, name: string): (config: object) => Configured<Settings> {
    const keys = Object.keys(settings);
    let last: { readonly values: readonly unknown[]; readonly read: Configured<Settings> } | undefined;
    return (config) => {
        const given = config as Readonly<Record<string, unknown>>;
        if (last === undefined || keys.some((key, i) => last!.values[i] !== given[key]))
            last = { values: keys.map((key) => given[key]), read: readSettings(settings, given, name) };
        return last.read;
    };
}

/**
 * What the engine checks a configuration by. It fills defaults in, and a value that it filled in cannot be told from one that somebody set, which
 * would win over what is set for the whole pack: only an empty list, which adds nothing, stays a default.
 */
export function schemaOf(settings: Settings): PolicyConfigSchema {
    const schema = ({ schema }: Settings[string]) => {
        const { default: value, ...rest } = schema;
        return Array.isArray(value) ? schema : rest;
    };
    return { properties: Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, schema(setting)])) };
}

/** The SDK has room for one framework; the first is shown there, all of them in the reference. */
function frameworkOf(frameworks: Readonly<Record<string, readonly string[]>> | undefined) {
    const [first] = Object.entries(frameworks ?? {});
    if (first === undefined) return {};
    const [title, ids] = first;
    const version = /\S+$/.exec(title)?.[0] ?? "";
    return {
        framework: {
            name: title.slice(0, -version.length).trim(),
            version,
            reference: ids.join(", "),
            specification: title,
        },
    };
}
