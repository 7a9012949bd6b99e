/**
 * Stands in a word's text for what only the machine knows: the output of a command, a variable that the script does not set. One
 * character that no text has (an interlinear anchor), so that the words around it keep their meaning.
 */
export const HOLE = "\uFFF9";

/** What a `*` of the shell stands for: names of files that exist. Whoever knows patterns may take it for one; to all others it is a hole. */
export const ANY_NAMES = `${HOLE}\uFFFA`;

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
export const shown = ({ text }: Word): string => shownText(text);
export const shownText = (text: string): string => filled(text.replaceAll(ANY_NAMES, "*"), "…");

/** A text with something else for each part that is not known. */
export const filled = (text: string, by: string): string => text.replace(/\uFFF9\uFFFA?/g, by);

/** The words of a text, at blanks and nothing else: how systemd and the shell split an unquoted `$ARGS`. */
export const splitAtBlanks = (text: string): string[] => text.split(/[ \t\r\n]/).filter((part) => part !== "");
