import type { Failure } from "./oracle";

/** A shard to run. */
export interface ToWorker {
    readonly target: string;
    readonly seed: string;
    readonly inputs: number;
    readonly slowness: number;
}

export type FromWorker =
    | { readonly type: "ready" }
    | { readonly type: "progress"; readonly done: number }
    | { readonly type: "failure"; readonly target: string; readonly failure: Failure; readonly input: string }
    | { readonly type: "done"; readonly branches: number; readonly kept: number; readonly failures: number };
