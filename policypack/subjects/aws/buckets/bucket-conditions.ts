import { isWide } from "../../../parse/condition-tests";
import type { Condition, Statement } from "../../../parse/iam-policy";

/** Keys whose values S3 itself takes to narrow a public policy to something known ("The meaning of public"), as people write them. */
const LIMITS: ReadonlyMap<string, string> = new Map(
    [
        "aws:SourceVpce",
        "aws:SourceVpc",
        "aws:VpcSourceIp",
        "aws:SourceIp",
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:SourceOwner",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:userid",
        "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
    ].map((key) => [key.toLowerCase(), key]),
);
const IS = /^(?:string(?:equals|like)(?:ignorecase)?|arn(?:equals|like)|ipaddress)$/;
const IS_NOT = /^(?:stringnot(?:equals|like)(?:ignorecase)?|arnnot(?:equals|like)|notipaddress)$/;
/** A test that only something known passes; one that passes where the key is absent lets anonymous requests through. */
const narrows = ({ operator, forEach, ifExists, key, values }: Condition): boolean =>
    IS.test(operator) && forEach !== "all" && !ifExists && LIMITS.has(key) && !values.some(isWide);

/** The condition that narrows what a statement allows to something known. */
export const limitOf = ({ conditions }: Statement): Condition | undefined => conditions.find(narrows);

/** The key of a condition as people write it: `aws:SourceVpce`. */
export const keyInWords = ({ key }: Condition): string => LIMITS.get(key) ?? key;

/** Calls that AWS makes for somebody, which people leave in beside something known. */
const OF_AWS = /^aws:(?:viaawsservice|principalisawsservice)$/;

/** The condition under which a statement that denies leaves only something known: `StringNotEquals aws:SourceVpce`, alone or with others of its kind. */
export function exceptionOf({ effect, principals, conditions }: Statement): Condition | undefined {
    const isForAll = principals?.allBut === false && principals.list.some(({ kind }) => kind === "anybody");
    const leaves = ({ operator, key, values }: Condition) =>
        (IS_NOT.test(operator) && LIMITS.has(key) && !values.some(isWide)) || (operator === "bool" && OF_AWS.test(key));
    if (effect !== "Deny" || !isForAll || !conditions.every(leaves)) return undefined;
    return conditions.find(({ key }) => LIMITS.has(key));
}
