import type { Policy } from "../../policypack/lib/define-policy";
import type { Analyze, AnalyzeStack, Maker } from "../../policypack/lib/sdk/server";
import type { Given } from "./judge";

/* The SDK's real analysis, below its server: proxies, secrets, levels and diagnostics are its own. Loading it takes 0.6 s. */
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
const server = require("@pulumi/policy/server") as {
    makeAnalyzeRpcFun(pack: string, version: string, level: string, policies: readonly object[]): Analyze;
    makeAnalyzeStackRpcFun(pack: string, version: string, level: string, policies: readonly object[]): AnalyzeStack;
    makeRemediateRpcFun(pack: string, version: string, level: string, policies: readonly Policy[]): Rpc;
};
type Rpc = (call: { request: unknown }, callback: (error: unknown, response?: any) => void) => void;

export interface Diagnostic {
    readonly policy: string;
    readonly message: string;
    readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
    readonly severity: string;
    readonly urn: string;
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;
const SEVERITIES = ["", "low", "medium", "high", "critical"] as const;

function fill<R>(request: R & Record<string, any>, { type, name = "it", props }: Given): R {
    request["setType"](type);
    request["setName"](name);
    request["setUrn"](`urn:pulumi:test::test::${type}::${name}`);
    request["setProperties"](Struct.fromJavaScript(JSON.parse(JSON.stringify(props))));
    const options = new analyzer.AnalyzerResourceOptions();
    options.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
    request["setOptions"](options);
    return request;
}

/** What the engine is answered, on the wire. */
export interface Answered {
    readonly diagnostics: readonly Diagnostic[];
    /** Policies that tell why there was nothing to judge. */
    readonly notApplicable: readonly { readonly policy: string; readonly reason: string }[];
}

/** @throws what the engine would get as an RPC error, and abort at */
function answer(rpc: Rpc, request: unknown): Promise<Answered> {
    return new Promise((resolve, reject) => {
        rpc({ request }, (error, written) => {
            if (error) return reject(error as Error);
            const response = analyzer.AnalyzeResponse.deserializeBinary(written.serializeBinary());
            const diagnostics = response.getDiagnosticsList().map((diagnostic: any): Diagnostic => ({
                policy: diagnostic.getPolicyname(),
                message: diagnostic.getMessage(),
                level: LEVELS[diagnostic.getEnforcementlevel() as number]!,
                severity: SEVERITIES[diagnostic.getSeverity() as number]!,
                urn: diagnostic.getUrn(),
            }));
            const notApplicable = response
                .getNotApplicableList()
                .map((one: any) => ({ policy: one.getPolicyName(), reason: one.getReason() }));
            resolve({ diagnostics, notApplicable });
        });
    });
}

/** The SDK's own handlers, of a pack of its name. */
export const MAKER: Maker = {
    analyze: (policies) => server.makeAnalyzeRpcFun("kube-bypass-guard", "0.0.0", "advisory", policies),
    analyzeStack: (policies) => server.makeAnalyzeStackRpcFun("kube-bypass-guard", "0.0.0", "advisory", policies),
};

/** What the engine asks about one resource, for findings or for repairs. */
export const requestOf = (given: Given): { serializeBinary(): Uint8Array } => fill(new analyzer.AnalyzeRequest(), given);

/** What a handler answers to one resource. */
export const answerTo = (handler: Analyze, given: Given) => answer(handler as Rpc, requestOf(given));

/** What a handler answers to a stack of unconnected resources. */
export function answerToStack(handler: AnalyzeStack, given: readonly Given[]): Promise<Answered> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(given.map((one) => fill(new analyzer.AnalyzerResource(), one)));
    return answer(handler as Rpc, request);
}

/** What the engine is told about one resource. */
export const analyze = async (policies: readonly Policy[], given: Given) =>
    (await answerTo(MAKER.analyze(policies), given)).diagnostics;

/** What the engine is told about a stack of unconnected resources. */
export const analyzeStack = async (policies: readonly Policy[], given: readonly Given[]) =>
    (await answerToStack(MAKER.analyzeStack(policies), given)).diagnostics;

/**
 * What the engine gets of one resource at the level remediate; undefined where nothing is repaired. A secret comes back as the engine's
 * object with its signature.
 *
 * @throws what the engine would get as an RPC error, and abort at
 */
export function remediate(policy: Policy, given: Given): Promise<Record<string, unknown> | undefined> {
    const asked: Policy = {
        ...policy,
        enforcementLevel: "remediate",
        remediateResource: (args) => policy.remediateResource!({ ...args, getConfig: <T>() => (given.config ?? {}) as T }),
    };
    const rpc = server.makeRemediateRpcFun("kube-bypass-guard", "0.0.0", "advisory", [asked]);
    return new Promise((resolve, reject) => {
        rpc({ request: requestOf(given) }, (error, response) => {
            if (error) return reject(error);
            const [remediation] = response.getRemediationsList();
            if (remediation?.getDiagnostic()) return reject(new Error(remediation.getDiagnostic()));
            resolve(remediation?.getProperties()?.toJavaScript());
        });
    });
}
