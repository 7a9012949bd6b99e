import { ftruncateSync, openSync, writeSync } from "node:fs";
import { runShard } from "./shard";
import { minimized } from "./minimize";
import { targetNamed } from "./targets";
import type { FromWorker, ToWorker } from "./protocol";

/** One process: it takes shards until it is told to stop, and writes each input to its file before it runs. */
const [file] = process.argv.slice(2);
const current = openSync(file!, "w");
let written = 0;

const send = (message: FromWorker): void => void process.send!(message);

/** Failures of one cause that are told of one target; there may be thousands. */
const MAX_OF_A_CAUSE = 2;

process.on("message", ({ target: name, seed, inputs, slowness }: ToWorker) => {
    const target = targetNamed(name);
    const causes = new Map<string, number>();
    const work: Promise<void>[] = [];
    void runShard(
        { target, seed, inputs, slowness },
        {
            onInput(input) {
                writeSync(current, input, 0, input.length, 0);
                if (input.length < written) ftruncateSync(current, input.length);
                written = input.length;
            },
            onFailure(input, failure) {
                const key = `${failure.kind} ${failure.cause}`;
                const count = (causes.get(key) ?? 0) + 1;
                causes.set(key, count);
                if (count > MAX_OF_A_CAUSE) return;
                work.push(
                    minimized(target, input, failure).then((least) =>
                        send({ type: "failure", target: name, failure, input: least.toString("base64") }),
                    ),
                );
            },
            onProgress: (done) => send({ type: "progress", done }),
        },
    ).then(async ({ branches, kept }) => {
        await Promise.all(work);
        const failures = [...causes.values()].reduce((sum, count) => sum + count, 0);
        send({ type: "done", branches, kept, failures });
    });
});

send({ type: "ready" });
