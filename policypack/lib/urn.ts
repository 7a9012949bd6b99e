/** What a URN says of its resource: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export interface UrnParts {
    /** `project/stack`. */
    readonly stack: string;
    readonly type: string;
    readonly name: string;
}

/** The parts of a URN; undefined for what is none. A name may hold `::` itself. */
export function partsOfUrn(urn: string): UrnParts | undefined {
    const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(urn);
    if (match === null) return undefined;
    const [, stack, project, types, name] = match as unknown as [string, string, string, string, string];
    return { stack: `${project}/${stack}`, type: types.slice(types.lastIndexOf("$") + 1), name };
}
