/** What the command reads and writes beside files. */
export interface Io {
    /** Resolves once it may write more. */
    out(text: string): Promise<void>;
    err(text: string): void;
    /** Whether nobody reads what is written any more. */
    isGone?(): boolean;
    readonly isErrTerminal: boolean;
}

/**
 * The streams of this process. Whoever reads the report may stop (`| head`): nothing more is written then, and nothing is said of it. What cannot
 * be written for another reason (a full disk) ends the process with 2 and one line.
 */
export function processIo(): Io {
    let isGone = false;
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        isGone = true;
        if (error.code === "EPIPE") return;
        process.stderr.write(`kube-bypass-guard: the report cannot be written (${error.code ?? "error"}). Make room for it\n`);
        process.exit(2);
    });
    process.stderr.on("error", () => undefined);
    return {
        out: (text) =>
            new Promise((done) => {
                if (isGone || text === "") return done();
                process.stdout.write(text, () => done());
            }),
        isGone: () => isGone,
        err: (text) => void process.stderr.write(text),
        isErrTerminal: process.stderr.isTTY,
    };
}
