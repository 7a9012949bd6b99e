import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** What the browser says by itself (Chrome DevTools Protocol). */
export interface BrowserEvent {
    readonly method: string;
    readonly params: any;
    readonly sessionId?: string;
}
interface Answer {
    readonly id: number;
    readonly result?: any;
    readonly error?: { readonly message: string };
}

const LIMIT_MS = 30_000;

/** The browser that `scripts/debian.mjs` found. */
const found = () =>
    JSON.parse(process.env.KUBE_BYPASS_GUARD_BROWSER!) as {
        readonly path: string;
        readonly libraries: readonly string[];
        readonly fonts: string;
    };

/**
 * A real browser without a window, spoken to over two pipes: no port is opened, and nothing of it is left behind. It resolves no name, so that
 * whatever a page asks for fails at once and is seen.
 */
export class Chromium {
    private readonly profile = mkdtempSync(join(tmpdir(), "kbg-browser-"));
    private readonly process: ChildProcess;
    private readonly waiting = new Map<number, { done: (result: any) => void; failed: (error: Error) => void }>();
    private readonly listeners = new Set<(event: BrowserEvent) => void>();
    private next = 1;
    private rest = "";

    constructor() {
        const { path, libraries, fonts } = found();
        const fontConfiguration = join(this.profile, "fonts.conf");
        writeFileSync(
            fontConfiguration,
            `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${this.profile}</cachedir></fontconfig>`,
        );
        const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
        const flags = [
            "--headless",
            "--disable-gpu",
            "--remote-debugging-pipe",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            ...root,
        ];
        const env = {
            ...process.env,
            LD_LIBRARY_PATH: libraries.join(":"),
            HOME: this.profile,
            FONTCONFIG_FILE: fontConfiguration,
        };
        this.process = spawn(path, [...flags, `--user-data-dir=${this.profile}`, "about:blank"], {
            env,
            stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
        });
        const gone = (why: string) => {
            for (const { failed } of this.waiting.values()) failed(new Error(`the browser is gone (${why})`));
        };
        this.process.once("error", (error) => gone(error.message));
        this.process.once("exit", (code, signal) => gone(`${code ?? signal}`));
        this.input.on("error", () => undefined);
        (this.process.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => this.heard(text));
    }

    private get input(): Writable {
        return this.process.stdio[3] as Writable;
    }

    private heard(text: string): void {
        const messages = (this.rest + text).split("\0");
        this.rest = messages.pop()!;
        for (const message of messages) {
            const said = JSON.parse(message) as Answer | BrowserEvent;
            if ("method" in said) for (const listener of this.listeners) listener(said);
            else {
                const asked = this.waiting.get(said.id);
                this.waiting.delete(said.id);
                if (said.error === undefined) asked?.done(said.result);
                else asked?.failed(new Error(said.error.message));
            }
        }
    }

    /** Calls a method; of a page where `sessionId` is given. @throws what the browser says to it */
    async send(method: string, params: object = {}, sessionId?: string): Promise<any> {
        const id = this.next++;
        let timer: NodeJS.Timeout | undefined;
        try {
            return await new Promise((done, failed) => {
                timer = setTimeout(() => failed(new Error(`no answer to ${method}`)), LIMIT_MS);
                this.waiting.set(id, { done, failed });
                this.input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
            });
        } finally {
            clearTimeout(timer);
        }
    }

    listen(listener: (event: BrowserEvent) => void): void {
        this.listeners.add(listener);
    }

    async stop(): Promise<void> {
        const exit = new Promise((done) => this.process.once("exit", done));
        if (this.process.exitCode === null) {
            this.process.kill("SIGKILL");
            await exit;
        }
        rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
    }
}
