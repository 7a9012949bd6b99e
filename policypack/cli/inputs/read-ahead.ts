import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { threadStarted } from "../threads";
import { contentOfFile, type FileToJudge, read, type ReadFile } from "./read-content";
import { STDIN } from "./read-input";
import type { Content } from "./recognize";

/** So few files are read without a thread, or while it starts. */
const FEW = 200;
/** How many files are handed over together, and how many times so many wait to be judged. */
const BATCH = 32;
const AHEAD = 4;
const MAX_HEAP_MB = 1024;

/** What the reading thread is started with. */
export interface ReaderData {
    readonly port: MessagePort;
    /** `Shared`. */
    readonly shared: Int32Array<SharedArrayBuffer>;
}

/** Files that are read by whoever takes them first, in the order of their numbers, from 0. */
interface Batch {
    readonly number: number;
    readonly files: readonly FileToJudge[];
}

/** What is in each file of a batch; undefined for what the thread leaves to whoever judges. */
interface Answer {
    readonly number: number;
    readonly contents: readonly (Content | undefined)[];
}

/** What both threads see: how often the reader has answered, and who takes which batch. */
class Shared {
    constructor(readonly memory: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4 * (1 + AHEAD)))) {}

    get answers(): number {
        return Atomics.load(this.memory, 0);
    }

    noteAnswer(): void {
        Atomics.add(this.memory, 0, 1);
        Atomics.notify(this.memory, 0);
    }

    /** @returns whether there is another answer than so many; false where there is none for long */
    waitForAnswer(known: number, patienceMs: number): boolean {
        return Atomics.wait(this.memory, 0, known, patienceMs) !== "timed-out";
    }

    /** Whether nobody has taken a batch yet; it is taken then. */
    take(number: number): boolean {
        const slot = 1 + (number % AHEAD);
        const taken = Atomics.load(this.memory, slot);
        return taken <= number && Atomics.compareExchange(this.memory, slot, taken, number + 1) === taken;
    }
}

/**
 * As `read`, but many files are read by a thread too, ahead of what is judged: to read YAML takes as long as to judge it. What comes is the same, in
 * the same order.
 *
 * @param patienceMs how long the thread may be at one batch before it is taken for one that has ended
 */
export function* readAhead(files: Iterable<FileToJudge>, patienceMs = 20_000): Generator<ReadFile> {
    const all = files[Symbol.iterator]();
    const few = taken(all, FEW);
    if (few.length < FEW) return yield* read(few);

    const { port1, port2 } = new MessageChannel();
    const shared = new Shared();
    const reader: ReaderData = { port: port2, shared: shared.memory };
    const thread = threadStarted({ reader }, MAX_HEAP_MB, [port2]);
    // What it does not answer is read here.
    thread.on("error", () => undefined).unref();
    try {
        const together = new ReadTogether(all, port1, shared, patienceMs);
        // While the thread starts.
        yield* read(few);
        yield* together.all();
    } finally {
        port1.close();
        void thread.terminate();
    }
}
/** Gives the thread batches, and reads those that it has not begun. */
class ReadTogether {
    private readonly batches: Batch[] = [];
    private readonly answers = new Map<number, Answer["contents"]>();
    private isThere = true;
    private next = 0;

    constructor(
        private readonly files: Iterator<FileToJudge>,
        private readonly port: MessagePort,
        private readonly shared: Shared,
        private readonly patienceMs: number,
    ) {
        this.ask();
    }

    *all(): Generator<ReadFile> {
        for (let batch = this.batches.shift(); batch !== undefined; batch = this.batches.shift()) {
            this.ask();
            const contents = this.contentsOf(batch);
            for (const [i, one] of batch.files.entries()) yield { ...one, content: contents[i] ?? contentOfFile(one) };
        }
    }

    /** Has the thread read ahead what it may. */
    private ask(): void {
        while (this.batches.length < AHEAD) {
            const files = taken(this.files, BATCH);
            if (files.length === 0) break;
            const batch: Batch = { number: this.next++, files };
            this.batches.push(batch);
            if (this.isThere) this.port.postMessage(batch);
        }
    }

    private contentsOf({ number, files }: Batch): Answer["contents"] {
        for (;;) {
            // Of a later answer the wait below knows at once.
            const known = this.shared.answers;
            this.receive();
            const answer = this.answers.get(number);
            if (answer !== undefined) {
                this.answers.delete(number);
                return answer;
            }
            if (!this.isThere || this.shared.take(number)) return files.map(contentOfFile);
            // The thread is at it. What it comes to last is read here meanwhile.
            const other = this.batches.findLast((batch) => !this.answers.has(batch.number) && this.shared.take(batch.number));
            if (other !== undefined) this.answers.set(other.number, other.files.map(contentOfFile));
            else this.isThere = this.shared.waitForAnswer(known, this.patienceMs);
        }
    }

    private receive(): void {
        for (;;) {
            const received = receiveMessageOnPort(this.port) as { readonly message: Answer } | undefined;
            if (received === undefined) return;
            this.answers.set(received.message.number, received.message.contents);
        }
    }
}

function taken<T>(all: Iterator<T>, count: number): T[] {
    const some: T[] = [];
    while (some.length < count) {
        const { done, value } = all.next();
        if (done === true) break;
        some.push(value);
    }
    return some;
}

/** What the thread does: it is sent files, and answers with what is in each. */
export function readWhatIsSent({ port, shared: memory }: ReaderData): void {
    const shared = new Shared(memory);
    port.on("message", ({ number, files }: Batch) => {
        if (!shared.take(number)) return;
        port.postMessage(answerOf(number, files));
        shared.noteAnswer();
    });
}

function answerOf(number: number, files: readonly FileToJudge[]): Answer {
    try {
        return { number, contents: files.map(sendable) };
    } catch {
        return { number, contents: [] };
    }
}

/** A stack is large, and can say of its places where they stand; standard input is read where it was opened. */
function sendable(one: FileToJudge): Content | undefined {
    if (one.file === STDIN) return undefined;
    const content = contentOfFile(one);
    return content.kind === "stack" ? undefined : content;
}
