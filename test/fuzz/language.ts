import type { Grammar } from "./grammar";
import { BOOT } from "./grammars/boot";
import { FILES } from "./grammars/files";
import { DOCUMENTS } from "./grammars/policies";
import { WORDS } from "./grammars/words";

/** All languages together, as they stand in each other. */
export const LANGUAGE: Grammar = { ...WORDS, ...FILES, ...BOOT, ...DOCUMENTS };
