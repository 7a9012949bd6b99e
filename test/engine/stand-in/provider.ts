import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { answerTo } from "./invokes";
import { named } from "./naming";
import { computedOutputs, idOf, outputsOfUpdate, unknownOutputs, type Wanted } from "./outputs";
import { changedKeys, type Properties } from "./unknown";

const proto = require("@pulumi/pulumi/proto/provider_pb");
const plugin = require("@pulumi/pulumi/proto/plugin_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");

/** The packages that it stands in for. */
const PACKAGES = ["aws", "kubernetes", "tls"];

/** A provider without a cloud: inputs are echoed, what a cloud would compute is unknown in preview and made up in `up`. */
export interface StandIn {
    /** For `PULUMI_DEBUG_PROVIDERS`. */
    readonly address: string;
    /** The URNs of what was really created, in order. */
    readonly created: readonly string[];
    /** The URNs of what was really changed in place, in order. */
    readonly updated: readonly string[];
    /** The URNs of what was really deleted, in order. */
    readonly deleted: readonly string[];
    stop(): void;
}

interface Call {
    readonly request: any;
}
type Answer = (error: { code: grpc.status; message: string } | null, response?: unknown) => void;

/** Starts it on a free port of this machine. */
export async function startStandIn(): Promise<StandIn> {
    const done: Done = { created: [], updated: [], deleted: [] };
    const answers = handlers(done);
    const server = new grpc.Server({ "grpc.max_receive_message_length": 1 << 28 });
    const refuse = (method: string) => (_: Call, answer: Answer) =>
        answer({ code: grpc.status.UNIMPLEMENTED, message: `the stand-in provider does not know ${method}` });
    server.addService(
        ResourceProviderService,
        Object.fromEntries(
            Object.keys(ResourceProviderService).map((method) => [method, answers[method] ?? refuse(method)]),
        ) as any,
    );
    const port = await new Promise<number>((done, fail) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? fail(error) : done(bound),
        ),
    );
    return {
        address: PACKAGES.map((name) => `${name}:${port}`).join(","),
        ...done,
        stop: () => server.forceShutdown(),
    };
}

/** URNs by what was done to them. */
interface Done {
    readonly created: string[];
    readonly updated: string[];
    readonly deleted: string[];
}

function handlers({ created, updated, deleted }: Done): Record<string, (call: Call, answer: Answer) => void> {
    const accept = (_: Call, answer: Answer) => answer(null, new Empty());
    return {
        attach: accept,
        cancel: accept,
        getPluginInfo: (_, answer) => answer(null, filled(new plugin.PluginInfo(), { Version: "99.0.0" })),
        checkConfig: ({ request }, answer) => answer(null, filled(new proto.CheckResponse(), { Inputs: request.getNews() })),
        diffConfig: (_, answer) => answer(null, new proto.DiffResponse()),
        configure: (_, answer) =>
            answer(
                null,
                filled(new proto.ConfigureResponse(), {
                    Acceptsecrets: true,
                    Acceptresources: true,
                    Supportspreview: true,
                }),
            ),
        check: ({ request }, answer) => {
            const inputs = named(wantedOf(request.getUrn(), request.getNews()));
            answer(null, filled(new proto.CheckResponse(), { Inputs: Struct.fromJavaScript(inputs as any) }));
        },
        diff: ({ request }, answer) => {
            const before = propertiesOf(request.getOldInputs() ?? request.getOlds());
            const keys = changedKeys(before, propertiesOf(request.getNews()));
            const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
            answer(
                null,
                filled(new proto.DiffResponse(), { Changes: keys.length === 0 ? DIFF_NONE : DIFF_SOME, DiffsList: keys }),
            );
        },
        create: ({ request }, answer) => {
            const wanted = wantedOf(request.getUrn(), request.getProperties());
            const response = new proto.CreateResponse();
            if (!request.getPreview()) {
                created.push(request.getUrn());
                response.setId(idOf(wanted));
            }
            const computed = request.getPreview() ? unknownOutputs(wanted) : computedOutputs(wanted);
            answer(null, filled(response, { Properties: Struct.fromJavaScript({ ...wanted.inputs, ...computed } as any) }));
        },
        read: ({ request }, answer) =>
            answer(
                null,
                filled(new proto.ReadResponse(), {
                    Id: request.getId(),
                    Properties: request.getProperties(),
                    Inputs: request.getInputs(),
                }),
            ),
        update: ({ request }, answer) => {
            const isPreview = request.getPreview();
            if (!isPreview) updated.push(request.getUrn());
            const wanted = wantedOf(request.getUrn(), request.getNews());
            const outputs = {
                ...wanted.inputs,
                ...computedOutputs(wanted),
                ...outputsOfUpdate(wanted, propertiesOf(request.getOlds()), isPreview),
            };
            answer(null, filled(new proto.UpdateResponse(), { Properties: Struct.fromJavaScript(outputs as any) }));
        },
        delete: (call, answer) => {
            deleted.push(call.request.getUrn());
            accept(call, answer);
        },
        invoke: ({ request }, answer) => {
            const found = answerTo(request.getTok(), propertiesOf(request.getArgs()));
            if (found === undefined) {
                const message = `the stand-in provider has no answer to ${request.getTok()}; give it one in test/engine/stand-in/invokes.ts`;
                return answer({ code: grpc.status.INVALID_ARGUMENT, message });
            }
            answer(null, filled(new proto.InvokeResponse(), { Return: Struct.fromJavaScript(found as any) }));
        },
    };
}

/** Calls the setter of each field. */
function filled(message: any, fields: Record<string, unknown>): unknown {
    for (const [field, value] of Object.entries(fields)) if (value !== undefined) message[`set${field}`](value);
    return message;
}

const propertiesOf = (struct: { toJavaScript(): Properties } | undefined): Properties => struct?.toJavaScript() ?? {};

/** `urn:pulumi:stack::project::parent$type::name`. */
function wantedOf(urn: string, inputs: { toJavaScript(): Properties } | undefined): Wanted {
    const [, , types = "", ...name] = urn.split("::");
    return { type: types.split("$").at(-1) ?? "", name: name.join("::"), inputs: propertiesOf(inputs) };
}
