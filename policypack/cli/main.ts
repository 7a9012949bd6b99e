#!/usr/bin/env node
import { isMainThread } from "node:worker_threads";
import { processIo } from "./io";
import { judgeWhatIsSent } from "./judging/worker";
import { run } from "./run";

// The command is published as one file, which its threads run too.
if (isMainThread)
    void run(process.argv.slice(2), processIo()).then((code) => {
        process.exitCode = code;
    });
else judgeWhatIsSent();
