import { partOfSdk } from "./part-of-sdk";

/** A call of the engine, and the SDK's answer to it. */
type Handler<Request, Response> = (call: { readonly request: Request }, answer: Answer<Response>) => unknown;
export type Answer<Response> = (error: unknown, response?: Response) => void;

/** Messages of the engine, as far as they are used. */
export interface AnalyzeRequest {
    getType(): string;
}
export interface AnalyzeResponse {
    setNotApplicableList(list: readonly NotApplicable[]): void;
    serializeBinary(): Uint8Array;
}
export interface NotApplicable {
    setPolicyName(name: string): void;
    setReason(reason: string): void;
}
export interface AnalyzeStackRequest {
    getResourcesList(): readonly unknown[];
}

export type Analyze = Handler<AnalyzeRequest, AnalyzeResponse>;
export type AnalyzeStack = Handler<AnalyzeStackRequest, AnalyzeResponse>;

/** What the server answers calls by, as the SDK hands it to gRPC. */
export interface Handlers {
    readonly configure?: (call: never, answer: never) => unknown;
    readonly analyze?: Analyze;
    readonly analyzeStack?: AnalyzeStack;
    readonly remediate?: Handler<unknown, object>;
}

/** Of gRPC's service the one method of which the pack has a say in how its messages are read. */
export interface Service {
    readonly remediate?: { readonly requestDeserialize: (message: Buffer) => unknown };
}

/** What is handed to gRPC. */
export interface Served {
    readonly service: Service;
    readonly handlers: Handlers;
}

/** What the SDK makes its handlers with, for other policies than those of the pack. */
export interface Maker {
    readonly analyze: (policies: readonly object[]) => Analyze;
    readonly analyzeStack: (policies: readonly object[]) => AnalyzeStack;
}

type Make<H> = (name: string, version: string, level: string, policies: readonly object[]) => H;
/** `@pulumi/policy` 1.21, server.js. */
interface Sdk {
    serve?: (name: string, version: string, level: string, ...rest: unknown[]) => void;
    makeAnalyzeRpcFun?: Make<Analyze>;
    makeAnalyzeStackRpcFun?: Make<AnalyzeStack>;
}
interface Grpc {
    Server?: { readonly prototype: { addService(service: Service, handlers: Handlers): void } };
}

/**
 * Starts the pack with other handlers than the SDK's, and its messages read otherwise.
 *
 * @param start makes the `PolicyPack`
 * @param servedOf takes the SDK's, and what it makes its handlers with, which is undefined in a release that has other parts; both names hold while
 *   `start` runs and no longer
 * @throws Error when the SDK no longer serves through `@grpc/grpc-js`, so that no configuration goes unchecked
 */
export function serveWith(servedOf: (sdks: Served, maker: Maker | undefined) => Served, start: () => unknown): void {
    const sdk = partOfSdk<Sdk>("./server");
    const server = partOfSdk<Grpc>("@grpc/grpc-js").Server?.prototype;
    const { serve, makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = sdk;
    const addService = server?.addService;
    let maker: Maker | undefined;
    let isServed = false;
    if (serve !== undefined && makeAnalyzeRpcFun !== undefined && makeAnalyzeStackRpcFun !== undefined)
        sdk.serve = (name, version, level, ...rest) => {
            maker = {
                analyze: (policies) => makeAnalyzeRpcFun(name, version, level, policies),
                analyzeStack: (policies) => makeAnalyzeStackRpcFun(name, version, level, policies),
            };
            serve(name, version, level, ...rest);
        };
    if (server !== undefined)
        server.addService = function (service, handlers) {
            isServed ||= handlers.configure !== undefined;
            const sdks = { service, handlers };
            const served = handlers.configure === undefined ? sdks : servedOf(sdks, maker);
            return addService!.call(this, served.service, served.handlers);
        };
    try {
        start();
    } finally {
        if (server !== undefined) server.addService = addService!;
        if (serve !== undefined) sdk.serve = serve;
    }
    if (!isServed) throw new Error("this version of @pulumi/policy does not let the pack check its configuration. Use 1.21");
}
