import { existsSync } from "node:fs";
import { join } from "node:path";
import { type TransferListItem, Worker } from "node:worker_threads";

/** The command, one file once it is built; where each source runs by itself there are no threads. */
const SCRIPT = join(__dirname, "main.js");
export const canWorkInParallel = (): boolean => existsSync(SCRIPT);

/**
 * A thread of the command.
 *
 * @param workerData what it is started with; `main.ts` tells by it what it does
 * @param maxHeapMb what it may hold
 */
export const threadStarted = (workerData: object, maxHeapMb: number, transferList: TransferListItem[] = []): Worker =>
    new Worker(SCRIPT, { workerData, transferList, resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
