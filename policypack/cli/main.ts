#!/usr/bin/env node
import { isMainThread, workerData } from "node:worker_threads";
import { type ReaderData, readWhatIsSent } from "./inputs/read-ahead";
import { processIo } from "./io";
import { judgeWhatIsSent, type WorkerData } from "./judging/worker";
import { run } from "./run";

// The command is published as one file, which its threads run too.
if (isMainThread)
    void run(process.argv.slice(2), processIo()).then((code) => {
        process.exitCode = code;
    });
else {
    const { reader, judge } = workerData as { readonly reader?: ReaderData; readonly judge?: WorkerData };
    if (reader !== undefined) readWhatIsSent(reader);
    if (judge !== undefined) judgeWhatIsSent(judge);
}
