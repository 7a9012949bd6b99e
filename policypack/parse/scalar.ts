/** What YAML, TOML and JSON write for one text: a number and a truth value as they are written, "" for what is no single value. */
export const scalarText = (value: unknown): string =>
    typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";
