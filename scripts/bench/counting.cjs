// Loaded before the pack (`node -r`): counts how often it calls its parsers, and tells it on stderr when it is asked by a signal.
const Module = require("node:module");

const PARSERS = { unbash: "parse", yaml: "parseAllDocuments" };
const counts = Object.fromEntries(Object.keys(PARSERS).map((name) => [name, 0]));
const load = Module._load;
Module._load = function (name, ...rest) {
    const loaded = load.call(this, name, ...rest);
    const call = PARSERS[name];
    if (call === undefined) return loaded;
    const counted = (...args) => {
        counts[name]++;
        return loaded[call](...args);
    };
    return { ...loaded, [call]: counted };
};
process.on("SIGUSR2", () => process.stderr.write(`counted ${JSON.stringify(counts)}\n`));
