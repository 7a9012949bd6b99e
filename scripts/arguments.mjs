import { parseArgs } from "node:util";

/**
 * What a script was called with. What it does not know is said in one line, with what it takes, and ends it with 2.
 * @param {string} script its name, as in `npm run NAME`
 * @param {import("node:util").ParseArgsConfig} config
 */
export function argumentsOf(script, config) {
    try {
        return parseArgs(config);
    } catch (error) {
        if (!String(error.code).startsWith("ERR_PARSE_ARGS")) throw error;
        const known = Object.entries(config.options).map(([name, { type }]) => `--${name}${type === "string" ? " VALUE" : ""}`);
        console.error(`${script}: ${error.message.replace(/\s+/g, " ").replace(/\.?$/, ".")} It takes ${known.join(", ")}`);
        process.exit(2);
    }
}
