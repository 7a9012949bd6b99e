import type { Policy } from "./define-policy";
import { askByType } from "./sdk/ask-by-type";
import { checking } from "./configure";
import { deserializeOnce } from "./sdk/deserialize-once";
import { keepInputs } from "./inputs";
import { packPolicy, type PackPolicy } from "./pack-policy";
import { readStackOnce } from "./sdk/read-stack-once";
import { type Handlers, type Maker, serveWith } from "./sdk/server";
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
            (sdks, maker) => ownHandlers(policies, all, sdks, maker),
            () => start(all),
        );
    } catch (error) {
        process.stderr.write(`kube-bypass-guard cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
    }
}

/** The SDK's handlers with the pack's configuration checked, and each message read once. */
function ownHandlers(
    catalogue: readonly Policy[],
    all: readonly (Policy | PackPolicy)[],
    sdks: Handlers,
    maker: Maker | undefined,
): Handlers {
    let disabled: ReadonlySet<string> = new Set();
    const asking =
        maker && sdks.analyze && askByType({ policies: all, maker, original: sdks.analyze }, (name) => disabled.has(name));
    const configured = (now: ReadonlySet<string>): void => {
        disabled = now;
        asking?.forget();
    };
    return {
        ...sdks,
        configure: checking(catalogue, sdks.configure as Parameters<typeof checking>[1], configured),
        ...(asking && { analyze: asking.analyze }),
        ...(maker && sdks.analyzeStack && { analyzeStack: readStackOnce({ policies: all, maker }) }),
    };
}

/** The SDK accepts two policies of one name and runs both under it. */
function refuseTwins(policies: readonly Policy[]): void {
    const seen = new Set<string>();
    for (const { name } of policies) {
        if (seen.has(name)) throw new Error(`two policies are named ${name}. Rename one of them in policies/index.ts`);
        seen.add(name);
    }
}
