import type { Random } from "./random";
import type { Material } from "./mutators";

/** What a target made of one input. */
export interface Outcome {
    /** All of it, as JSON can show it: the same input must give the same. */
    readonly value: unknown;
    /** What a user would be shown. */
    readonly messages: readonly string[];
}

/** Something that reads what others wrote. */
export interface Target {
    readonly name: string;
    /** How many of a thousand inputs it gets. */
    readonly share: number;
    /** How long it may take on an idle machine of 2024, in ms of CPU, for an input without length; and for each KiB of it. */
    readonly ms: number;
    readonly msPerKib: number;
    /** Inputs to begin with. */
    seeds(): readonly Buffer[];
    /** A new input by a grammar. */
    generate(random: Random): Buffer;
    /** A change of an input; bytes are changed without it. */
    mutate?(input: Buffer, random: Random, material: Material): Buffer;
    /** The input with secrets where messages must never show them. */
    plant?(input: Buffer): Buffer;
    /** @throws for a fault, whatever the input is */
    run(input: Buffer): Outcome | Promise<Outcome>;
    /** The same judged in another way that must come to the same value; told by what differs. */
    again?(input: Buffer): unknown;
}

/** Stands in place of what is secret; nothing that a user is shown may have it in any form. */
export const SECRET = "Zq7xSecretCanaryV9kw";
