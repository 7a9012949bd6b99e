/**
 * The unknown values that were told of in this operation. Thirty policies read a node's user data, and a line of each about one value that
 * nobody knows before the update would bury what they have found elsewhere: the first that meets it says so for all.
 */
let told: Set<string> | undefined;

/** From now on an unknown value is told of once. Only the served pack does so: elsewhere URNs do not tell one operation from another. */
export function tellUnknownsOnce(): void {
    told = new Set();
}

/**
 * Which of a run's unknown values its policy is to tell of.
 *
 * @param urn the resource that was judged; "" for the stack
 * @param unknowns what reading them threw, the SDK's UnknownValueError
 * @returns undefined where others have told of all of them
 */
export function unknownToTell(urn: string, unknowns: readonly Error[]): Error | undefined {
    if (told === undefined) return unknowns[0];
    const known = told;
    const first = unknowns.find(({ message }) => !known.has(keyOf(urn, message)));
    if (first === undefined) return undefined;
    known.add(keyOf(urn, first.message));
    first.message += FOR_ALL;
    return first;
}

const keyOf = (urn: string, message: string) => `${urn}\0${message}`;

/** Follows the SDK's `string value at .userData can't be known during preview`. */
const FOR_ALL = ", so every policy that reads it judges it at the update";
