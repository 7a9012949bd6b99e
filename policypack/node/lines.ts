import type { BootFile } from "../model/node-boot";
import { placeOfLine } from "./units";

/** The lines of a file that say something, each with where it was written; comments begin with `#`. */
export function linesOf(file: BootFile): { readonly text: string; readonly at: string }[] {
    return file.content.text
        .split("\n")
        .map((text, i) => ({ text, number: i + 1 }))
        .filter(({ text }) => /^\s*[^#\s]/.test(text))
        .map(({ text, number }) => ({ text, at: placeOfLine(file, number) }));
}
