import type { Given, GivenInStack } from "../../lib/without-engine";

/** A resource as a file has it. */
export interface AuditedResource
    extends Omit<Given, "props" | "isKnown">, Pick<GivenInStack, "parent" | "dependencies" | "propertyDependencies"> {
    /** What policies about one resource are shown. */
    readonly inputs: object;
    /** What policies about a stack are shown. */
    readonly outputs: object;
    readonly file: string;
    /** Where its document starts in the file, from 1; undefined where lines say nothing (a file that a program wrote). */
    readonly line?: number;
    /** The path of the resource in its document: `items[2].`. */
    readonly prefix?: string;
    /** Of a resource that is made of many files: where one of its places stands. */
    readonly fileOf?: (at: string) => { readonly file: string; readonly line?: number } | undefined;
}

/** Resources that are judged together. */
export interface AuditedStack {
    readonly resources: readonly AuditedResource[];
    /** What it means that a value is unknown here, and what to do: words after `is`. Undefined where no value can be. */
    readonly unknown: string | undefined;
}

/** A name in a URN is what follows its third `::` (`urn:pulumi:STACK::PROJECT::TYPES::NAME`); it may hold `::` itself. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
