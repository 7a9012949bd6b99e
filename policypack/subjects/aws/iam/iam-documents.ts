import type { Read } from "../../../model/read";
import { Unreadable } from "../../../model/unreadable";
import { BELOW, type Cursor } from "../../../parse/cursor";
import { iamPolicy, type Statement } from "../../../parse/iam-policy";
import { remembered } from "../../../parse/remembered";
import type { IamDocument } from "./iam-grants";
import { nameOfManaged, statementsOfManaged } from "./iam-managed-policies";
import { readAll, type ReadAll } from "../../../lib/read-all";

/** IAM takes 10,240 characters without blanks, IAM Identity Center 32,768; what is larger is no policy, and takes long to compare. */
const LARGEST = 32_768;
const MOST_STATEMENTS = 500;

/** Each policy asks again. */
const parsed = remembered((text) => iamPolicy(text));

/**
 * The policies that a program writes in some places, as text or as data. Of data, one statement that is unknown hides no other.
 *
 * What cannot be read throws UnknownValueError, or Unreadable for what is no policy (AWS refuses it too).
 */
export function writtenDocuments(places: () => Iterable<Cursor<unknown>>, urn: string): ReadAll<IamDocument> {
    const { known, faults } = readAll(places, (place) => writtenIn(place, urn));
    return { known: known.flatMap((one) => one.known), faults: [...faults, ...known.flatMap((one) => one.faults)] };
}

function writtenIn(place: Cursor<unknown>, urn: string): ReadAll<IamDocument> {
    const value = place.raw();
    if (value === undefined || value === "") return { known: [], faults: [] };
    if (isTooLarge(value)) throw new Unreadable(place.path, "is larger than IAM takes");
    if (typeof value === "string") return { known: [document(parsed(value), place.path, BELOW, urn)], faults: [] };
    const statements = (place as Cursor<{ Statement: unknown }>).field("Statement");
    const list = Array.isArray(statements.raw()) ? () => (statements as Cursor<unknown[]>).items() : () => [statements];
    return readAll(list, (one) =>
        document(iamPolicy({ Statement: one.raw() }), place.path, one.path.slice(place.path.length), urn),
    );
}

function isTooLarge(value: unknown): boolean {
    if (typeof value === "string") return value.length > LARGEST && value.replace(/\s+/g, "").length > LARGEST;
    const statements = (value as { readonly Statement?: unknown }).Statement;
    return Array.isArray(statements) && statements.length > MOST_STATEMENTS;
}

/** @param below what stands between the place and its statements; for a single one, up to and with its own index */
function document(policy: Read<readonly Statement[]>, at: string, below: string, urn: string): IamDocument {
    if (!policy.ok) throw new Unreadable(at, policy.reason);
    const isText = below === BELOW;
    const statements = isText ? policy.value : policy.value.map((one) => ({ ...one, at: "" }));
    return { urn, at: `${at}${below}`, attached: undefined, statements };
}

/** A policy of AWS that is attached by its ARN; undefined for any other. @throws UnknownValueError */
export function attachedDocument(place: Cursor<string | undefined>, urn: string): IamDocument | undefined {
    const name = nameOfManaged(place.text() ?? "");
    if (name === undefined) return undefined;
    return { urn, at: place.path, attached: name, statements: statementsOfManaged(name) };
}
