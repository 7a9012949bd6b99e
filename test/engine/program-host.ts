/**
 * Runs Pulumi programs for the CLI where no language host of Pulumi is installed: `pulumi preview --client=ADDRESS` asks this process to run
 * the program, as it would ask a released host. One process for one command, so that nothing of a program is loaded twice. Prints its port on
 * stdout; what the program prints goes to stderr.
 */
import { writeSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";

// Internal to the SDK, so that no types are published.
const { LanguageServer } = require("@pulumi/pulumi/automation/server");
const langrpc = require("@pulumi/pulumi/proto/language_grpc_pb");
const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");

const program = process.argv[2];
if (program === undefined) throw new Error("usage: program-host FOLDER");
process.chdir(program);
console.log = console.error;

type Answer = (error: Error | undefined, response?: unknown) => void;

/** `up` runs the program twice, for its preview and for the update: what is no installed package is loaded anew each time. */
const language = new LanguageServer(async () => {
    for (const file of Object.keys(require.cache)) {
        if (!file.includes("/node_modules/") && file !== __filename) Reflect.deleteProperty(require.cache, file);
    }
    return require(program);
});
const run = (call: any, answer: Answer) => {
    // The SDK answers twice after an error, and with an error that the CLI waits upon for ever: only the first counts, as a response.
    let answered = false;
    language.run(call, (error: Error | undefined, response: unknown) => {
        if (answered) return;
        answered = true;
        if (error === undefined || error === null) return answer(undefined, response);
        const failed = new RunResponse();
        failed.setError(error.stack ?? error.message);
        answer(undefined, failed);
    });
};

const server = new grpc.Server({ "grpc.max_receive_message_length": 1 << 28 });
server.addService(langrpc.LanguageRuntimeService, {
    ...Object.fromEntries(
        Object.keys(langrpc.LanguageRuntimeService).map((method) => [
            method,
            (_: unknown, answer: grpc.sendUnaryData<unknown>) => answer({ code: grpc.status.UNIMPLEMENTED, details: method }),
        ]),
    ),
    getRequiredPlugins: language.getRequiredPlugins.bind(language),
    getPluginInfo: language.getPluginInfo.bind(language),
    run,
} as any);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    writeSync(1, `${port}\n`);
});
// Whoever started this holds its stdin open: it ends with them.
process.stdin.on("end", () => process.exit(0)).resume();
