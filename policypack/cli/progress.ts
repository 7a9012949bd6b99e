import type { Io } from "./io";

const EVERY_MS = 500;

/** Says on stderr how many files have been read, where somebody looks at it. One line, written over itself on a terminal. */
export class Progress {
    private files = 0;
    private toldAt = Date.now();
    private isShown = false;
    private readonly isWanted: boolean;

    /** @param isForced it was asked for, and is written though nobody looks */
    constructor(
        private readonly io: Io,
        isForced: boolean,
    ) {
        this.isWanted = isForced || io.isErrTerminal;
    }

    /** One more file has been read. */
    step(): void {
        this.files++;
        if (!this.isWanted || Date.now() - this.toldAt < EVERY_MS) return;
        this.toldAt = Date.now();
        this.isShown = true;
        this.io.err(this.io.isErrTerminal ? `\r${this.files} files read` : `${this.files} files read\n`);
    }

    end(): void {
        if (this.isShown && this.io.isErrTerminal) this.io.err("\r\u{1b}[K");
    }
}
