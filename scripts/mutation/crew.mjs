// Worker processes: one is asked at a time, and one that does not answer is ended and replaced.
import { fork } from "node:child_process";
import { join } from "node:path";

const SILENCE_MS = 240_000;

export class Worker {
    #files;
    #process;

    /** @param {string[]} files the mutated files */
    constructor(files) {
        this.#files = files;
    }

    async #open() {
        this.#process = fork(join(import.meta.dirname, "worker.mjs"), {
            execArgv: ["--max-old-space-size=4096", "--no-warnings"],
            serialization: "advanced",
            stdio: ["ignore", "ignore", "inherit", "ipc"],
        });
        const opened = await this.#exchange({ kind: "open", files: this.#files });
        if (opened.answer === undefined) throw new Error(opened.fault ?? "a worker was ended before it began");
    }

    /** @returns {Promise<{ answer?: any, fault?: string, silent?: true }>} `silent` for one that had to be ended, or ended itself */
    async ask(question, onNews) {
        if (this.#process === undefined) await this.#open();
        return await this.#exchange(question, onNews);
    }

    #exchange(question, onNews = () => undefined) {
        const child = this.#process;
        return new Promise((done) => {
            let timer;
            const watch = () => {
                clearTimeout(timer);
                timer = setTimeout(() => child.kill("SIGKILL"), SILENCE_MS);
            };
            const end = (result) => {
                clearTimeout(timer);
                child.removeAllListeners();
                done(result);
            };
            watch();
            child.on("message", (news) => {
                if (news.kind === "answer") return end(news);
                watch();
                onNews(news);
            });
            child.once("exit", () => {
                this.#process = undefined;
                end({ silent: true });
            });
            child.send(question);
        });
    }

    close() {
        this.#process?.kill();
        this.#process = undefined;
    }
}
