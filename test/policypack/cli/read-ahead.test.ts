import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAhead, type ReaderData, readWhatIsSent } from "../../../policypack/cli/inputs/read-ahead";
import { read } from "../../../policypack/cli/inputs/read-content";
import * as threads from "../../../policypack/cli/threads";
import { SOCKET } from "./command";

// A thread of the command is the built one (test/pack/cli.test.ts). Here its place is taken by what never answers, or does so wrongly.
jest.mock("../../../policypack/cli/threads");

const folder = mkdtempSync(join(tmpdir(), "kbg-ahead-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = Array.from({ length: 420 }, (_, i) => {
    const file = join(folder, `${i}.yaml`);
    writeFileSync(file, i % 7 === 3 ? "apiVersion: v1\nkind: [\n" : SOCKET);
    return { file, isNamed: i % 2 === 0 };
});

const terminate = jest.fn();
function threadIs(start: (reader: ReaderData) => void): void {
    const thread = { on: () => thread, unref: () => thread, terminate };
    jest.mocked(threads.threadStarted).mockImplementation((data) => {
        start((data as { readonly reader: ReaderData }).reader);
        return thread as never;
    });
}
beforeEach(() => jest.clearAllMocks());

const PATIENCE_MS = 20;

test.each([
    ["takes nothing", () => undefined],
    [
        "takes a batch and ends",
        ({ shared }: ReaderData) => {
            Atomics.store(shared, 2, 2);
        },
    ],
    [
        "takes all that there could be, and ends",
        ({ shared }: ReaderData) => {
            for (let slot = 1; slot < shared.length; slot++) Atomics.store(shared, slot, 1000);
        },
    ],
    [
        "answers before it was asked, with nothing",
        ({ port, shared }: ReaderData) => {
            port.postMessage({ number: 0, contents: [] });
            Atomics.add(shared, 0, 1);
        },
    ],
    ["cannot be spoken to", ({ port }: ReaderData) => port.close()],
])("of a thread that %s every file is read all the same, and it is stopped", (_, start) => {
    threadIs(start);
    expect([...readAhead(files, PATIENCE_MS)]).toEqual([...read(files)]);
    expect(terminate).toHaveBeenCalledTimes(1);
});

test("for a few files no thread is started", () => {
    const few = files.slice(0, 150);
    expect([...readAhead(few, PATIENCE_MS)]).toEqual([...read(few)]);
    expect(threads.threadStarted).not.toHaveBeenCalled();
});

test("whoever wants no more of them stops the thread", () => {
    threadIs(() => undefined);
    let count = 0;
    for (const _ of readAhead(files, PATIENCE_MS)) if (++count === 210) break;
    expect(terminate).toHaveBeenCalledTimes(1);
});

test("what the thread answers are the contents of the files that it took", async () => {
    const { port1, port2 } = new MessageChannel();
    const shared = new Int32Array(new SharedArrayBuffer(20));
    readWhatIsSent({ port: port2 as never, shared });
    const batch = files.slice(0, 4);
    try {
        const answer = new Promise((done) => port1.addEventListener("message", (event) => done((event as MessageEvent).data)));
        port1.start();
        // The first is taken by somebody else.
        Atomics.store(shared, 1, 1);
        port1.postMessage({ number: 0, files: batch });
        port1.postMessage({ number: 1, files: [...batch, { file: "stdin", isNamed: true }] });
        expect(await answer).toEqual({ number: 1, contents: [...[...read(batch)].map(({ content }) => content), undefined] });
        expect([...shared]).toEqual([1, 1, 2, 0, 0]);
    } finally {
        port1.close();
        port2.close();
    }
});
