/**
 * Stands in a word's text for what only the machine knows: the output of a command, a variable that the script does not set. One
 * character that no text has (an interlinear anchor), so that the words around it keep their meaning.
 */
export const HOLE = "\uFFF9";

/** One word of a command line, after quotes, escapes and variables. */
export interface Word {
    /** With a `HOLE` for each part that is not known. */
    readonly text: string;
    /** Whether the whole text is known. */
    readonly isLiteral: boolean;
}

export const word = (text: string): Word => ({ text, isLiteral: !text.includes(HOLE) });

export const words = (texts: Iterable<string>): Word[] => [...texts].map(word);

/** How a word is shown in a message: `--read-only-port=…`. */
export const shown = ({ text }: Word): string => text.replaceAll(HOLE, "…");

/** The words of a text, at blanks and nothing else: how systemd and the shell split an unquoted `$ARGS`. */
export const splitAtBlanks = (text: string): string[] => text.split(/[ \t\r\n]/).filter((part) => part !== "");
