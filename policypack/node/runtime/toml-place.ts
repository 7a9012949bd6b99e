/** A place in a document of tables, with its path for messages: `userData › write_files[0].content › grpc.gid`. */
export class TomlPlace {
    constructor(
        private readonly document: unknown,
        private readonly at: string,
    ) {}

    /** The value at a path, undefined where there is none; `at` names it either way. */
    find(path: readonly string[]): { readonly value: unknown; readonly at: string } {
        let value: unknown = this.document;
        for (const key of path) {
            const isTable = typeof value === "object" && value !== null && Object.hasOwn(value, key);
            value = isTable ? (value as Record<string, unknown>)[key] : undefined;
        }
        const shown = path.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))).join(".");
        return { value, at: `${this.at} › ${shown}` };
    }
}
