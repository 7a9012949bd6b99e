import type { GrantedRight, IamGrant, IamHolder, IamRight, NodeThingKind } from "../../../model/iam-grant";
import { allowing, isAboutAction, isAboutAllOf, mayBeAbout, type Statement } from "../../../parse/iam-policy";
import { leavesNodes, narrowing } from "./iam-conditions";

/** A policy that somebody has: its statements, and where they are written. */
export interface IamDocument {
    /** The resource that writes or attaches it. */
    readonly urn: string;
    /** The property, such that `${at}Statement[0]` names a statement. */
    readonly at: string;
    /** The name of a policy of AWS. */
    readonly attached: string | undefined;
    readonly statements: readonly Statement[];
}

/** Somebody, with every policy that is seen. */
export interface IamRights {
    readonly holder: IamHolder;
    readonly documents: readonly IamDocument[];
    /** A permissions boundary limits it, by a policy that is not compared. */
    readonly isBounded: boolean;
}

/** A thing that nodes boot from. */
export interface NodeThing {
    readonly kind: NodeThingKind;
    /** In a sentence: `launch template "workers"`. */
    readonly words: string;
    /** Its ARN, wildcards for what is not known. */
    readonly arn: string;
    /** Whether the ARN names this thing and no other. */
    readonly isNamed: boolean;
}

/**
 * What somebody's policies allow of some rights, a grant for each statement, denials taken off.
 * @param things the things of nodes that the stack shows
 */
export function* grantsOf(
    { holder, documents, isBounded }: IamRights,
    rights: readonly IamRight[],
    things: readonly NodeThing[] = [],
): Generator<{ readonly urn: string; readonly grant: IamGrant }> {
    const all = documents.flatMap(({ statements }) => statements);
    const allowed = new Map(rights.map((right) => [right, new Set(effective(all, right))]));
    for (const { urn, at, attached, statements } of documents) {
        for (const statement of statements) {
            const granted = rights
                .filter((right) => allowed.get(right)!.has(statement))
                .map((right) => granting(statement, right, things))
                .filter(({ right, written }) => right.isByNameOnly !== true || written === right.action.toLowerCase());
            if (granted.length === 0) continue;
            const { tag, isConditional } = narrowing(statement.conditions);
            const isLimited = isBounded || all.some((one) => isPartlyDenied(one, granted));
            const grant: IamGrant = {
                at: attached === undefined ? `${at}${statement.at}` : at,
                attached,
                rights: granted,
                resources: written(statement.resources),
                tag,
                isConditional: isConditional || isLimited,
                holder,
            };
            yield { urn, grant };
        }
    }
}

/** The statements that allow the right, if what it needs beside is allowed too. */
function effective(all: readonly Statement[], { action, on, needs }: IamRight): readonly Statement[] {
    const statements = allowing(all, action, on);
    if (statements.length === 0 || needs === undefined) return statements;
    return needs.some((need) => allowing(all, need.action, need.on).length > 0) ? statements : [];
}

function granting(statement: Statement, right: IamRight, things: readonly NodeThing[]): GrantedRight {
    const { patterns, allBut } = statement.actions;
    const action = right.action.toLowerCase();
    const pattern = allBut
        ? undefined
        : patterns.find((one) => isAboutAction({ ...statement, actions: { patterns: [one], allBut } }, action));
    const reach = reachOf(statement, right);
    const known = things.find(
        (thing) => thing.kind === right.thing && (reach === "every" || thing.isNamed) && mayBeAbout(statement, thing.arn),
    );
    return { right, spelling: spellingOf(pattern, action), written: pattern ?? "", reach, known: known?.words };
}

function spellingOf(pattern: string | undefined, action: string): GrantedRight["spelling"] {
    if (pattern === undefined || pattern === "*" || pattern === "*:*") return "everything";
    return pattern === `${action.slice(0, action.indexOf(":"))}:*` ? "service" : "name";
}

/** The parts of an ARN before the thing itself: partition, service, region, account. */
const PLACE = 5;
const SERVICE = 2;
const ACCOUNT = 4;

/** Every thing of the kind, if only in one region or account. */
function reachOf(statement: Statement, { on }: IamRight): GrantedRight["reach"] {
    const { resources } = statement;
    if (resources === undefined || resources.allBut) return mayBeAbout(statement, on) ? "every" : "some";
    const kind = on.split(":");
    const isWide = resources.patterns.map(withoutBeginning).some((pattern) => {
        const own = pattern.split(":");
        // Its partition, region and account, as far as it has them: what remains for its last star is of every kind.
        const place = own.slice(0, own.length > PLACE ? PLACE : own.length - 1);
        const wanted = kind.map((part, i) => (i === SERVICE ? part : (place[i] ?? part))).join(":");
        return isAboutAllOf({ ...statement, resources: { patterns: [pattern], allBut: false } }, wanted);
    });
    return isWide ? "every" : "some";
}

/** Every instance's id begins with `i-`, and today's with `i-0`; so do those of launch templates. */
const withoutBeginning = (pattern: string): string => pattern.replace(/\/(?:i|mi|lt)-0?\*$/, "/*");

/** A denial with conditions that nodes may fulfil, or of an account that may be their own. */
const isPartlyDenied = (statement: Statement, granted: readonly GrantedRight[]): boolean =>
    statement.effect === "Deny" &&
    granted.some(({ right: { action, on } }) => {
        if (!isAboutAction(statement, action) || !mayBeAbout(statement, on)) return false;
        return statement.conditions.length > 0 ? !leavesNodes(statement.conditions) : isOfWholeAccount(statement, on);
    });

/** Whether it is about everything of the kind in one account of one partition. */
const isOfWholeAccount = (statement: Statement, on: string): boolean =>
    statement.resources?.patterns.some((pattern) => {
        const [, partition, , , account] = pattern.split(":");
        const [arn, , ...rest] = on.split(":");
        const place = [arn, partition, ...rest].map((part, i) => (i === ACCOUNT ? account : part));
        return /^\d{12}$/.test(account ?? "") && isAboutAllOf(statement, place.join(":"));
    }) === true;

const written = (resources: Statement["resources"]): readonly string[] =>
    resources === undefined ? ["*"] : resources.allBut ? [`all but ${resources.patterns.join(", ")}`] : resources.patterns;
