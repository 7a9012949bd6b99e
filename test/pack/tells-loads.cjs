// Writes to stderr which of the libraries for user data are loaded: to be run before the pack.
const Module = require("node:module");

const load = Module._load;
Module._load = function (name, ...rest) {
    if (["yaml", "unbash"].includes(name)) process.stderr.write(`loads ${name}\n`);
    return load.call(this, name, ...rest);
};
