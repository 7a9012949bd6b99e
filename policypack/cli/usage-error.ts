/** Something on the command line, or in a file that it names, is wrong: one line that says what, and what to write. The command ends with 2. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}
