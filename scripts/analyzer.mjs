// Boots a policy pack as the engine does and speaks its analyzer protocol: for the demo without an engine, the bench and the tests.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const RUN = ["-e", 'require("@pulumi/pulumi/cmd/run-policy-pack")', "policy-pack", "127.0.0.1:1", "."];
const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];

/**
 * @typedef {{ type: string, name: string, urn?: string, props: object, parent?: string, dependencies?: string[],
 *             propertyDependencies?: Record<string, string[]> }} Resource
 * @typedef {{ policy: string, level: string, message: string, urn: string }} Diagnostic
 */

/**
 * Starts the pack in `dir` and connects to it. The caller stops it.
 *
 * @param {{ dir: string, node?: string, timeoutMs?: number, preload?: string }} options the pack's folder (with package.json and
 *   PulumiPolicy.yaml), the Node binary to run it on (this one without), and a script that runs before it
 * @throws Error with what the pack printed, when it does not print its port in time
 */
export async function bootPack({ dir, node = process.execPath, timeoutMs = 60_000, preload }) {
    const started = process.hrtime.bigint();
    const child = spawn(node, [...(preload === undefined ? [] : ["-r", preload]), ...RUN], {
        cwd: dir,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => (stderr += chunk));
    const stop = () =>
        new Promise((done) => {
            if (child.exitCode !== null || child.signalCode !== null) return done();
            child.once("exit", done);
            child.kill("SIGKILL");
        });
    try {
        const port = await portOf(child, timeoutMs, () => stderr);
        const bootMs = Number(process.hrtime.bigint() - started) / 1e6;
        return { pid: child.pid, port, bootMs, usage: usageOf(child.pid), ...connect(port), stderr: () => stderr, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

function portOf(child, timeoutMs, stderr) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`the pack printed no port in ${timeoutMs} ms\n${stderr()}`)), timeoutMs);
        let stdout = "";
        child.stdout.on("data", (chunk) => {
            stdout += chunk;
            if (!stdout.includes("\n")) return;
            clearTimeout(timer);
            const port = Number(stdout.split("\n")[0]);
            if (Number.isInteger(port) && port > 0) resolve(port);
            else reject(new Error(`the pack printed ${JSON.stringify(stdout)} where its port belongs`));
        });
        child.once("exit", (code) => {
            clearTimeout(timer);
            reject(new Error(`the pack ended with ${code} before it printed its port\n${stderr()}`));
        });
    });
}

/** What the process has used so far (Linux); undefined elsewhere. */
function usageOf(pid) {
    try {
        // To the nanosecond, where `stat` counts in hundredths of a second.
        const ran = readdirSync(`/proc/${pid}/task`).map((task) => readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8"));
        const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
        return { cpuMs: ran.reduce((sum, text) => sum + Number(text.split(" ")[0]) / 1e6, 0), peakMb: Number(peak[1]) / 1024 };
    } catch {
        return undefined;
    }
}

function connect(port) {
    const grpc = require("@grpc/grpc-js");
    const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
    const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
    const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": 1 << 28,
    });
    const call = (method, request) =>
        new Promise((resolve, reject) =>
            client[method](request, (error, response) => (error ? reject(error) : resolve(response))),
        );
    const diagnostics = (response) =>
        response.getDiagnosticsList().map((one) => ({
            policy: one.getPolicyname(),
            level: LEVELS[one.getEnforcementlevel()],
            message: one.getMessage(),
            urn: one.getUrn(),
        }));

    const urnOf = ({ urn, type, name }) => urn ?? `urn:pulumi:stack::project::${type}::${name}`;
    const filled = (request, resource) => {
        request.setType(resource.type);
        request.setName(resource.name);
        request.setUrn(urnOf(resource));
        // As the engine sends them: what is undefined is not there.
        request.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(resource.props))));
        const options = new analyzer.AnalyzerResourceOptions();
        options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
        request.setOptions(options);
        return request;
    };
    const inStack = (resource) => {
        const one = filled(new analyzer.AnalyzerResource(), resource);
        if (resource.parent !== undefined) one.setParent(resource.parent);
        one.setDependenciesList(resource.dependencies ?? []);
        for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
            const edges = new analyzer.AnalyzerPropertyDependencies();
            edges.setUrnsList(urns);
            one.getPropertydependenciesMap().set(property, edges);
        }
        return one;
    };

    return {
        /** @param {Resource} resource @returns {Promise<Diagnostic[]>} */
        async analyze(resource) {
            return diagnostics(await call("analyze", filled(new analyzer.AnalyzeRequest(), resource)));
        },
        /**
         * @param {Resource} resource
         * @returns {Promise<{ policy: string, props: object | undefined, diagnostic: string }[]>} what each policy with the level `remediate`
         *   made of it, in turn
         */
        async remediate(resource) {
            const response = await call("remediate", filled(new analyzer.AnalyzeRequest(), resource));
            return response.getRemediationsList().map((one) => ({
                policy: one.getPolicyname(),
                props: one.getProperties()?.toJavaScript(),
                diagnostic: one.getDiagnostic(),
            }));
        },
        /** @param {readonly Resource[]} resources @returns {Promise<Diagnostic[]>} */
        async analyzeStack(resources) {
            const request = new analyzer.AnalyzeStackRequest();
            request.setResourcesList(resources.map(inStack));
            return diagnostics(await call("analyzeStack", request));
        },
        /** @param {Record<string, { enforcementLevel?: string } & Record<string, unknown>>} configuration @throws the pack's answer */
        async configure(configuration) {
            const request = new analyzer.ConfigureAnalyzerRequest();
            for (const [policy, { enforcementLevel = "mandatory", ...properties }] of Object.entries(configuration)) {
                const config = new analyzer.PolicyConfig();
                config.setEnforcementlevel(LEVELS.indexOf(enforcementLevel));
                config.setProperties(Struct.fromJavaScript(properties));
                request.getPolicyconfigMap().set(policy, config);
            }
            await call("configure", request);
        },
        close: () => client.close(),
    };
}
