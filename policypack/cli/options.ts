import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearest } from "../settings/nearest";
import { UsageError } from "./usage-error";

type Options = NonNullable<ParseArgsConfig["options"]>;

type Parsed<O extends Options> = ReturnType<
    typeof parseArgs<{ options: O; allowPositionals: true; strict: true; args: string[] }>
>;

/**
 * The options and the other words of a command line.
 *
 * @throws UsageError for an option that there is not, with the nearest that there is; for one without its value; for a value too many
 */
export function optionsOf<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
    try {
        return parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as Parsed<O>;
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const name = /'(?:-\w, )?(--?[^' ]+)/.exec(message)?.[1] ?? "";
        if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
            const all = Object.keys(options).map((option) => `--${option}`);
            const near = nearest(name, all);
            throw new UsageError(
                `there is no option ${name}${near === undefined ? `. Write one of ${all.join(", ")}` : `; did you mean ${near}?`}`,
            );
        }
        if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
            const takes = options[name.replace(/^--/, "")]?.type === "string";
            throw new UsageError(takes ? `${name} has no value. Write one after it` : `${name} takes no value. Leave it out`);
        }
        throw error;
    }
}

/** A value out of a few. @throws UsageError */
export function oneOf<T extends string>(option: string, value: string, values: readonly T[]): T {
    const found = values.find((one) => one === value);
    if (found !== undefined) return found;
    const near = nearest(value, values);
    throw new UsageError(
        `${option} is ${JSON.stringify(value)}${near === undefined ? `. Write one of ${values.join(", ")}` : `; did you mean ${near}?`}`,
    );
}
