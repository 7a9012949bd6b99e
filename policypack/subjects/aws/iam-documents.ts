import { Unreadable } from "../../model/unreadable";
import { remembered } from "../../node/remembered";
import { BELOW, type Cursor } from "../../parse/cursor";
import { iamPolicy } from "../../parse/iam-policy";
import type { IamDocument } from "./iam-grants";
import { nameOfManaged, statementsOfManaged } from "./iam-managed-policies";

/** Each policy asks again. */
const parsed = remembered((text) => iamPolicy(text), 256);

/**
 * A policy that a program writes, as text or as data; undefined where there is none.
 * @throws UnknownValueError, and Unreadable for what is no policy (AWS refuses it too)
 */
export function writtenDocument(place: Cursor<unknown>, urn: string): IamDocument | undefined {
    const value = place.raw();
    if (value === undefined || value === "") return undefined;
    const isText = typeof value === "string";
    const policy = isText ? parsed(value) : iamPolicy(value);
    if (!policy.ok) throw new Unreadable(place.path, policy.reason);
    return { urn, at: `${place.path}${isText ? BELOW : "."}`, attached: undefined, statements: policy.value };
}

/** A policy of AWS that is attached by its ARN; undefined for any other. @throws UnknownValueError */
export function attachedDocument(place: Cursor<string | undefined>, urn: string): IamDocument | undefined {
    const name = nameOfManaged(place.text() ?? "");
    if (name === undefined) return undefined;
    return { urn, at: place.path, attached: name, statements: statementsOfManaged(name) };
}
