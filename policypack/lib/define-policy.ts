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
import { Cursor } from "../parse/cursor";
import { type Configured, readSettings, type Settings } from "../settings/setting";
import { noteInputs } from "./inputs";
import { Judgement } from "./judgement";
import { resourcesOf } from "./stack";
import type { StackSubject, Subject } from "./subject";

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
    /** Benchmark name and version → ids. Ids move between versions, so both are named. */
    readonly frameworks?: Readonly<Record<string, readonly string[]>>;
    /** The attack that it stops, for the reference: who does what and what they then have. */
    readonly attack: string;
    readonly settings?: S;
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

/** What the engine gets, with the metadata that the reference and the tests read. */
export interface Policy extends ResourceValidationPolicy, Partial<Pick<StackValidationPolicy, "validateStack">> {
    readonly enforcementLevel: EnforcementLevel;
    readonly mitigation: Mitigation;
    readonly frameworks: Readonly<Record<string, readonly string[]>>;
    readonly attack: string;
    readonly settings: Settings;
    readonly examples: { readonly bad: Example; readonly good: Example };
    /** The type tokens that the resource side reads. */
    readonly reads: readonly string[];
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
    const configured = (config: object) => readSettings(settings, config as Record<string, unknown>, spec.name) as Configured<S>;
    const judgement = (report: ReportViolation) => new Judgement(spec, report);
    const stack = spec.stack;

    return {
        name: spec.name,
        displayName: spec.displayName,
        description: spec.description,
        severity: spec.severity,
        enforcementLevel: levelOf(spec.severity),
        remediationSteps: spec.remediationSteps,
        tags: ["kubernetes", "api-server-bypass", spec.mitigation],
        ...frameworkOf(spec.frameworks),
        ...(Object.keys(settings).length > 0 && { configSchema: schemaOf(settings) }),
        mitigation: spec.mitigation,
        frameworks: spec.frameworks ?? {},
        attack: spec.attack,
        settings,
        examples: spec.examples,
        reads: [...(spec.subject?.rows.keys() ?? [])],

        validateResource(args: ResourceValidationArgs, report: ReportViolation): void {
            const { type, name, urn } = args;
            noteInputs(urn, args.props);
            const lens = spec.subject?.rows.get(type);
            if (lens === undefined) {
                const why = spec.subject?.inapplicable?.get(type)?.({ type, name, urn, props: Cursor.of(args.props) });
                return args.notApplicable(why ?? `reads no ${type}`);
            }
            judgement(report).run(type, urn, function* () {
                const config = configured(args.getConfig());
                for (const thunk of lens({ type, name, urn, props: Cursor.of(args.props) })) {
                    yield () => ({ findings: spec.check?.(thunk(), config) ?? [] });
                }
            });
        },

        ...(stack !== undefined && {
            validateStack(args: StackValidationArgs, report: ReportViolation): void {
                judgement(report).run("stack", "", function* () {
                    const config = configured(args.getConfig());
                    for (const thunk of stack.subject(resourcesOf(args), config)) {
                        yield () => {
                            const { urn, view } = thunk();
                            return { urn, findings: stack.check(view, config) };
                        };
                    }
                });
            },
        }),
    };
}

function schemaOf(settings: Settings): PolicyConfigSchema {
    return { properties: Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.schema])) };
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
