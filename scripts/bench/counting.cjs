// Loaded before the pack (`node -r`): counts how often it calls its parsers, and tells it on stderr when it is asked by a signal.
const Module = require("node:module");

/** What each of them is called by: a function, or a class that is made for each text. */
const PARSERS = { unbash: "parse", yaml: "Composer" };
const counts = Object.fromEntries(Object.keys(PARSERS).map((name) => [name, 0]));
const load = Module._load;
Module._load = function (name, ...rest) {
    const loaded = load.call(this, name, ...rest);
    const call = PARSERS[name];
    if (call === undefined) return loaded;
    const counted = new Proxy(loaded[call], {
        apply(parse, self, args) {
            counts[name]++;
            return Reflect.apply(parse, self, args);
        },
        construct(Parser, args) {
            counts[name]++;
            return new Parser(...args);
        },
    });
    return { ...loaded, [call]: counted };
};
process.on("SIGUSR2", () => process.stderr.write(`counted ${JSON.stringify(counts)}\n`));
