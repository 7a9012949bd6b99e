import type { Worker } from "node:worker_threads";
import { threadStarted } from "../threads";
import type { Verdict } from "../verdict";
import type { WorkerData } from "./worker";

/** What a thread may hold. A stack of a hundred MiB takes about a gigabyte. */
const MAX_HEAP_MB = 2048;

/**
 * Judges files on threads, each file a stack by itself. Verdicts come in the order of the files; as many are held as there are threads, twice.
 *
 * @param jobs how many threads, at least one
 */
export async function* judgedInParallel(
    files: Iterable<string>,
    data: WorkerData,
    jobs: number,
    onFile: () => void,
): AsyncGenerator<Verdict> {
    const threads = Array.from({ length: jobs }, () => new Thread(data));
    const waiting: Promise<readonly Verdict[]>[] = [];
    try {
        let next = 0;
        for (const file of files) {
            if (waiting.length >= jobs * 2) yield* await waiting.shift()!;
            waiting.push(threads[next++ % jobs]!.judged(file).finally(onFile));
        }
        for (const verdicts of waiting) yield* await verdicts;
    } finally {
        await Promise.all(threads.map((thread) => thread.stop()));
    }
}

type Verdicts = readonly Verdict[];

/** One thread, which judges one file after the other. */
class Thread {
    private worker: Worker | undefined;
    private last: Promise<unknown> = Promise.resolve();

    constructor(private readonly data: WorkerData) {}

    judged(file: string): Promise<Verdicts> {
        const verdicts = this.last.then(() => this.ask(file));
        this.last = verdicts;
        return verdicts;
    }

    async stop(): Promise<void> {
        await this.worker?.terminate();
    }

    /** A thread that ends takes its file with it, and no other. */
    private ask(file: string): Promise<Verdicts> {
        const worker = (this.worker ??= threadStarted({ judge: this.data }, MAX_HEAP_MB));
        return new Promise((done) => {
            const finished = (verdicts: Verdicts) => {
                worker.off("message", finished).off("error", failed);
                done(verdicts);
            };
            const failed = (error: NodeJS.ErrnoException) => {
                this.worker = undefined;
                finished([{ violations: [], unreadable: [{ file, reason: whyFailed(error) }], resources: 0 }]);
            };
            worker.on("message", finished).on("error", failed);
            worker.postMessage(file);
        });
    }
}

const whyFailed = (error: NodeJS.ErrnoException): string =>
    error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? `takes more than ${MAX_HEAP_MB} MiB to judge. Split the stack`
        : `could not be judged (${error.constructor.name}). Report it`;
