import type { NodeBoot } from "../model/node-boot";
import { HOLE, word } from "../parse/word";
import { BootReader } from "./boot-reader";

/**
 * A file that is copied to a machine from elsewhere: only its path is here.
 *
 * @param at the property that says from where
 */
export function bootOfCopiedFile(path: string, at: string): NodeBoot {
    const reader = new BootReader();
    if (path === "") return reader.boot();
    reader.file(path, word(HOLE), { at });
    reader.unreadable(at, `copies ${path} from a file that is not here`);
    return reader.boot();
}
