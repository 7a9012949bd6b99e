// Lets plain Node load the TypeScript of this folder and of a Pulumi program (`node -r`): transpiled, not type-checked, nothing written.
const { transformSync } = require("@swc/core");
const { readFileSync } = require("node:fs");

require.extensions[".ts"] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, "utf8"), {
        filename,
        swcrc: false,
        sourceMaps: "inline",
        jsc: { parser: { syntax: "typescript" }, target: "es2022" },
        module: { type: "commonjs" },
    });
    module._compile(code, filename);
};
