import type { Policy } from "./define-policy";
import { loadAhead } from "./load-ahead";
import { askByType } from "./sdk/ask-by-type";
import { checking, type Levels } from "./configure";
import { deserializeOnce } from "./sdk/deserialize-once";
import { keepInputs } from "./inputs";
import { packPolicy, type PackPolicy } from "./pack-policy";
import { readStackOnce } from "./sdk/read-stack-once";
import { remediateWhenAsked } from "./sdk/remediate-when-asked";
import { type Maker, type Served, serveWith } from "./sdk/server";
import { tellUnknownsOnce } from "./unknowns";

/**
 * Starts the pack. Whatever keeps it from starting (two policies of one name) is said in one line on stderr, without a stack trace, and
 * the process exits with 1; a wrong configuration is answered to the engine in one line.
 *
 * @param policies the catalogue
 * @param start makes the `PolicyPack` of all policies, the pack's own among them; it starts its server at once
 */
export function serve(policies: readonly Policy[], start: (all: readonly (Policy | PackPolicy)[]) => unknown): void {
    const all = [...policies, packPolicy(policies)];
    try {
        refuseTwins(policies);
        keepInputs();
        tellUnknownsOnce();
        deserializeOnce();
        serveWith(
            (sdks, maker) => served(policies, all, sdks, maker),
            () => start(all),
        );
    } catch (error) {
        process.stderr.write(`kube-bypass-guard cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
    }
}

/** The SDK's handlers with the pack's configuration checked, and each message read once, or not at all. */
function served(
    catalogue: readonly Policy[],
    all: readonly (Policy | PackPolicy)[],
    { service, handlers: sdks }: Served,
    maker: Maker | undefined,
): Served {
    // As it comes the pack repairs nothing.
    let levels: Levels = { disabled: new Set(), remediate: new Set() };
    const asking =
        maker && sdks.analyze && askByType({ policies: all, maker, original: sdks.analyze }, (name) => levels.disabled.has(name));
    const configured = (now: Levels): void => {
        levels = now;
        asking?.forget();
        loadAhead();
    };
    const handlers = {
        ...sdks,
        configure: checking(catalogue, sdks.configure as Parameters<typeof checking>[1], configured),
        ...(asking && { analyze: asking.analyze }),
        ...(maker && sdks.analyzeStack && { analyzeStack: readStackOnce({ policies: all, maker }) }),
    };
    return remediateWhenAsked({ service, handlers }, () => levels.remediate.size > 0);
}

/** The SDK accepts two policies of one name and runs both under it. */
function refuseTwins(policies: readonly Policy[]): void {
    const seen = new Set<string>();
    for (const { name } of policies) {
        if (seen.has(name)) throw new Error(`two policies are named ${name}. Rename one of them in policies/index.ts`);
        seen.add(name);
    }
}
