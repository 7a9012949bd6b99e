/**
 * The unknown values that were told of in this operation. Thirty policies read a node's user data, and a line of each about one value that
 * nobody knows before the update would bury what they have found elsewhere: the first that meets it says so for all.
 */
let told: { readonly ofResources: Set<string>; readonly messages: Set<string> } | undefined;

/** From now on an unknown value is told of once. Only the served pack does so: elsewhere URNs do not tell one operation from another. */
export function tellUnknownsOnce(): void {
    told = { ofResources: new Set(), messages: new Set() };
}

/**
 * Which of a run's unknown values its policy is to tell of.
 *
 * @param urn the resource that was judged; "" for the stack, of which the SDK's line names no resource: there a property is told of once, and not
 * at all where it was told of a resource
 * @param unknowns what reading them threw, the SDK's UnknownValueError
 * @returns undefined where others have told of all of them
 */
export function unknownToTell(urn: string, unknowns: readonly Error[]): Error | undefined {
    if (told === undefined) return unknowns[0];
    const { ofResources, messages } = told;
    const isTold = ({ message }: Error) => (urn === "" ? messages.has(message) : ofResources.has(`${urn}\0${message}`));
    const first = unknowns.find((unknown) => !isTold(unknown));
    if (first === undefined) return undefined;
    ofResources.add(`${urn}\0${first.message}`);
    messages.add(first.message);
    // Others meet the same one, as policies share what they read.
    return Object.create(first, { message: { value: first.message + FOR_ALL } }) as Error;
}

/** Follows the SDK's `string value at .userData can't be known during preview`. */
const FOR_ALL = ", so every policy that reads it judges it at the update";
