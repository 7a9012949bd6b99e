// Before the engine tests: the pack must be built, and there must be an engine. Neither is skipped silently.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findInstallHost, findPulumi, findSdkGenerator } from "../../scripts/tools.mjs";

export default async function setup() {
    const root = resolve(import.meta.dirname, "../..");
    if (!existsSync(resolve(root, "policypack/bin/index.js"))) throw new Error("the pack is not built: run npm run build first");
    const cli = await findPulumi();
    if (!cli.ok) throw new Error(`no Pulumi CLI: ${cli.reason}`);
    process.env.KUBE_BYPASS_GUARD_CLI = JSON.stringify(cli.value);
    if (cli.value.languageHost) return;
    const generator = await findSdkGenerator();
    if (!generator.ok) throw new Error(`no generator of SDKs: ${generator.reason}`);
    process.env.KUBE_BYPASS_GUARD_SDK_GENERATOR = generator.value.path;
    const installer = await findInstallHost();
    if (!installer.ok) throw new Error(`no installer of packs: ${installer.reason}`);
    process.env.KUBE_BYPASS_GUARD_INSTALL_HOST = installer.value.path;
}
