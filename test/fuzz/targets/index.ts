import type { Target } from "../target";
import { BOOT_TARGETS } from "./boots";
import { COMMAND_TARGETS } from "./command";
import { PARSER_TARGETS } from "./parsers";
import { REPAIR_TARGET } from "./repairs";
import { STACK_TARGET } from "./stacks";

/** Everything that is fuzzed. */
export const TARGETS: readonly Target[] = [...PARSER_TARGETS, ...BOOT_TARGETS, STACK_TARGET, REPAIR_TARGET, ...COMMAND_TARGETS];

/** @throws Error that names those there are */
export function targetNamed(name: string): Target {
    const found = TARGETS.find((target) => target.name === name);
    if (found === undefined)
        throw new Error(`no target is named ${JSON.stringify(name)}. There are: ${TARGETS.map((one) => one.name).join(", ")}`);
    return found;
}
