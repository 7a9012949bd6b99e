import { parentPort } from "node:worker_threads";
import { tallySeen } from "../../lib/tally";
import { read } from "../inputs/read-content";
import { configuredPolicies } from "./configured";
import { judgedFiles } from "./judge-files";

/** What a worker is started with. */
export interface WorkerData {
    /** The file of the configuration, which was found to be right. */
    readonly config: string | undefined;
    /** Whether the verdicts are to tell what each policy came to see. */
    readonly isTallied: boolean;
}

/** What a thread does that judges stacks: it is sent the name of a file, and answers with the verdicts on it. */
export function judgeWhatIsSent({ config, isTallied }: WorkerData): void {
    const policies = configuredPolicies(config);
    tallySeen(isTallied);
    parentPort?.on("message", (file: string) => {
        parentPort?.postMessage([...judgedFiles(read([{ file, isNamed: true }]), policies, file)]);
    });
}
