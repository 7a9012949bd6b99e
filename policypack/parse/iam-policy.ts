import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { covers, meets } from "./wildcards";

/** What `Action` and `NotAction`, or `Resource` and `NotResource`, say: the patterns, or everything but them. */
export interface Selection {
    readonly patterns: readonly string[];
    /** True for `NotAction` and `NotResource`. */
    readonly allBut: boolean;
}

/** Whom a resource's policy names. `anybody` is `"*"`, `{"AWS": "*"}` and every spelling of it. */
export interface Principal {
    readonly kind: "anybody" | "AWS" | "Service" | "Federated" | "CanonicalUser";
    /** `arn:aws:iam::123456789012:role/x`, `123456789012`, `ec2.amazonaws.com`; "*" for anybody. */
    readonly value: string;
}

/** One test of a `Condition`: `StringEquals`, `aws:SourceVpce`, its values. */
export interface Condition {
    /** Without qualifier and suffix, in lower case: `stringequals`, `bool`, `null`, `ipaddress`, `arnlike`. */
    readonly operator: string;
    readonly forEach: "any" | "all" | undefined;
    /** The suffix `IfExists`: the test passes where the key is absent. */
    readonly ifExists: boolean;
    /** In lower case, as keys are compared: `aws:securetransport`. */
    readonly key: string;
    readonly values: readonly string[];
}

/** One statement of a policy, with lists where the document may write one value. */
export interface Statement {
    /** Where it stands in the document: `Statement[0]`, `Statement` where it is no list. */
    readonly at: string;
    readonly sid: string | undefined;
    readonly effect: "Allow" | "Deny";
    readonly actions: Selection;
    /** Undefined in a role's trust policy. */
    readonly resources: Selection | undefined;
    /** Undefined in an identity's policy. */
    readonly principals: { readonly list: readonly Principal[]; readonly allBut: boolean } | undefined;
    readonly conditions: readonly Condition[];
}

const MAX_STATEMENTS = 10_000;
type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The statements of an IAM policy: identity, resource and trust policies alike (the grammar of IAM's policy reference).
 * @param document JSON text, or the object that it is
 */
export function iamPolicy(document: unknown): Read<readonly Statement[]> {
    const value = typeof document === "string" ? parsed(document) : read(document);
    if (!value.ok) return value;
    if (!isMapping(value.value)) return unread("is no IAM policy");
    const written = value.value["Statement"];
    const statements = Array.isArray(written) ? (written as unknown[]) : written === undefined ? [] : [written];
    if (statements.length > MAX_STATEMENTS) return unread(`has more than ${MAX_STATEMENTS} statements`);
    const result: Statement[] = [];
    for (const [i, one] of statements.entries()) {
        const at = Array.isArray(written) ? `Statement[${i}]` : "Statement";
        const statement = isMapping(one) ? statementOf(one, at) : undefined;
        if (statement === undefined) return unread(`is no IAM policy (${at} is no statement)`);
        result.push(statement);
    }
    return read(result);
}

function parsed(text: string): Read<unknown> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    try {
        return read(JSON.parse(text) as unknown);
    } catch {
        return unread("is no JSON");
    }
}

/** @returns undefined where the statement has no effect, or what it is about is no text */
function statementOf(own: Mapping, at: string): Statement | undefined {
    const { Effect, Sid } = own;
    if (Effect !== "Allow" && Effect !== "Deny") return undefined;
    const actions = selectionOf(own, "Action", "NotAction");
    const resources = selectionOf(own, "Resource", "NotResource");
    if (actions === undefined || actions === "wrong" || resources === "wrong") return undefined;
    const principals = principalsOf(own);
    const conditions = conditionsOf(own["Condition"]);
    if (principals === "wrong" || conditions === undefined) return undefined;
    return {
        at,
        sid: typeof Sid === "string" ? Sid : undefined,
        effect: Effect,
        // Actions are compared without regard to case.
        actions: { ...actions, patterns: actions.patterns.map((action) => action.toLowerCase()) },
        resources,
        principals,
        conditions,
    };
}

function selectionOf(own: Mapping, key: string, allBut: string): Selection | "wrong" | undefined {
    const isNegated = own[key] === undefined;
    const written = own[key] ?? own[allBut];
    if (written === undefined) return undefined;
    const patterns = textsOf(written);
    return patterns === undefined ? "wrong" : { patterns, allBut: isNegated };
}

function principalsOf(own: Mapping): Statement["principals"] | "wrong" {
    const allBut = own["Principal"] === undefined;
    const written = own["Principal"] ?? own["NotPrincipal"];
    if (written === undefined) return undefined;
    if (written === "*") return { list: [{ kind: "anybody", value: "*" }], allBut };
    if (!isMapping(written)) return "wrong";
    const list: Principal[] = [];
    for (const [kind, value] of Object.entries(written)) {
        const values = textsOf(value);
        if (values === undefined || !isKind(kind)) return "wrong";
        for (const one of values)
            list.push(one === "*" && kind === "AWS" ? { kind: "anybody", value: "*" } : { kind, value: one });
    }
    return { list, allBut };
}

const KINDS = ["AWS", "Service", "Federated", "CanonicalUser"] as const;
const isKind = (kind: string): kind is (typeof KINDS)[number] => (KINDS as readonly string[]).includes(kind);

function conditionsOf(written: unknown): Condition[] | undefined {
    if (written === undefined || written === null) return [];
    if (!isMapping(written)) return undefined;
    const conditions: Condition[] = [];
    for (const [name, tests] of Object.entries(written)) {
        if (!isMapping(tests)) return undefined;
        const [, forEach, operator = "", suffix] = /^(?:for(any|all)values?:)?(.*?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
        for (const [key, value] of Object.entries(tests)) {
            const values = textsOf(value);
            if (values === undefined) return undefined;
            conditions.push({
                operator,
                forEach: forEach as Condition["forEach"],
                ifExists: suffix !== undefined,
                key: key.toLowerCase(),
                values,
            });
        }
    }
    return conditions;
}

/** A text, number or boolean, or a list of them, as texts. */
function textsOf(value: unknown): string[] | undefined {
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    const texts = list.filter((one) => typeof one === "string" || typeof one === "number" || typeof one === "boolean");
    return texts.length === list.length ? texts.map(String) : undefined;
}

/** Whether a statement is about an action: `s3:PutObject`. */
export function isAboutAction({ actions }: Statement, action: string): boolean {
    const name = action.toLowerCase();
    return actions.patterns.some((pattern) => covers(pattern, name)) !== actions.allBut;
}

/**
 * Whether a statement may be about a thing that the ARN pattern names (`arn:*:ec2:*:*:launch-template/*`, or one thing's ARN). Policy
 * variables (`${aws:username}`) stand for any text.
 */
export function mayBeAbout({ resources }: Statement, arn: string): boolean {
    if (resources === undefined) return true;
    // All but some: about this one unless those are all of it.
    if (resources.allBut) return !resources.patterns.some((pattern) => coversArn(pattern, arn));
    return resources.patterns.some((pattern) => meetsArn(anyVariable(pattern), arn));
}

/** Whether a statement is certainly about everything that the ARN pattern names. */
export function isAboutAllOf({ resources }: Statement, arn: string): boolean {
    if (resources === undefined) return true;
    if (resources.allBut) return !resources.patterns.some((pattern) => meetsArn(anyVariable(pattern), arn));
    return resources.patterns.some((pattern) => coversArn(pattern, arn));
}

/**
 * The statements that allow an action on some thing that the ARN pattern names, those left out that a statement which denies without
 * conditions overrides for all of it. Whether conditions hold is for the caller to weigh.
 */
export function allowing(statements: readonly Statement[], action: string, arn: string): readonly Statement[] {
    const about = statements.filter((one) => isAboutAction(one, action));
    // An account is in one partition: a denial that names it denies all.
    const own = arn.replace(/^arn:\*:/, `arn:${partitionOf(about)}:`);
    const isDenied = (scope: string) =>
        about.some((one) => one.effect === "Deny" && one.conditions.length === 0 && isForAll(one) && isAboutAllOf(one, scope));
    if (isDenied(own)) return [];
    return about.filter((one) => {
        if (one.effect !== "Allow" || !mayBeAbout(one, arn)) return false;
        if (one.resources === undefined || one.resources.allBut) return true;
        return one.resources.patterns.some(
            (pattern) => meetsArn(anyVariable(pattern), arn) && (coversArn(pattern, own) || !isDenied(pattern)),
        );
    });
}

/** The partition that what is allowed names, or else that of most accounts. */
function partitionOf(statements: readonly Statement[]): string {
    const patterns = statements.flatMap(({ effect, resources }) => (effect === "Allow" ? (resources?.patterns ?? []) : []));
    return patterns.map((pattern) => /^arn:(aws[a-z-]*):/.exec(pattern)?.[1]).find((one) => one !== undefined) ?? "aws";
}

/** A denial in a resource's policy that does not concern everybody leaves somebody the permission. */
const isForAll = ({ principals }: Statement): boolean =>
    principals === undefined || (!principals.allBut && principals.list.some(({ kind }) => kind === "anybody"));

const anyVariable = (pattern: string): string => pattern.replace(/\$\{(?:\$|[^}$]*)\}/g, "*");

/** ARNs are compared part by part: a star stays within its part, unless it ends the pattern. */
const SEPARATED_PARTS = 5;

function coversArn(wide: string, narrow: string): boolean {
    return byParts(wide, narrow, covers);
}

function meetsArn(one: string, other: string): boolean {
    return byParts(one, other, meets);
}

function byParts(one: string, other: string, compare: (one: string, other: string) => boolean): boolean {
    const [left, right] = [one.split(":"), other.split(":")];
    if (left.length > SEPARATED_PARTS && right.length > SEPARATED_PARTS) {
        const rest = (parts: readonly string[]) => parts.slice(SEPARATED_PARTS).join(":");
        return (
            [...left.slice(0, SEPARATED_PARTS).keys()].every((i) => compare(left[i]!, right[i]!)) &&
            compare(rest(left), rest(right))
        );
    }
    // Too few parts for an ARN: its last star stands for the others, and without one it names nothing.
    return [left, right].every((parts) => parts.length > SEPARATED_PARTS || parts.at(-1)!.endsWith("*")) && compare(one, other);
}
