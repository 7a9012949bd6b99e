// Takes from the SDK what the pack goes by to be fast, as another release may: to be loaded before the pack.
const { createRequire } = require("node:module");
const { join } = require("node:path");

const inPack = createRequire(join(process.cwd(), "package.json"));
for (const name of ["makeAnalyzeRpcFun", "makeAnalyzeStackRpcFun"]) delete inPack("@pulumi/policy/server")[name];
