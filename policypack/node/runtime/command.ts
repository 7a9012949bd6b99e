/** A command as the readers of its program see it. */
export interface Command {
    /** Its name without folders. */
    readonly program: string;
    /** What stands after it. */
    readonly words: readonly string[];
    readonly at: string;
}
