/** What the command reads and writes beside files. */
export interface Io {
    /** Resolves once it may write more. */
    out(text: string): Promise<void>;
    err(text: string): void;
    readonly isErrTerminal: boolean;
}

/** The streams of this process. Whoever reads the report may stop (`| head`): nothing more is written then, and nothing is said of it. */
export function processIo(): Io {
    let isGone = false;
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        isGone = true;
    });
    return {
        out: (text) =>
            new Promise((done) => {
                if (isGone || text === "") return done();
                process.stdout.write(text, () => done());
            }),
        err: (text) => void process.stderr.write(text),
        isErrTerminal: process.stderr.isTTY,
    };
}
