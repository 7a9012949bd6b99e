import { remediateWhenAsked } from "../../../../policypack/lib/sdk/remediate-when-asked";
import type { Handlers, Served } from "../../../../policypack/lib/sdk/server";
import { policies } from "../../../../policypack/policies";
import { requestOf } from "../../sdk";

const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
const { makeRemediateRpcFun } = require("@pulumi/policy/server");

type Remediate = NonNullable<Handlers["remediate"]>;

const message = () => Buffer.from(requestOf({ type: "aws:ec2/instance:Instance", props: { ami: "ami-1" } }).serializeBinary());

const SDKS: Served = {
    service: AnalyzerService,
    handlers: { remediate: makeRemediateRpcFun("kube-bypass-guard", "0.0.0", "advisory", policies) },
};

/** What a server answers: the message is read by its service, and what comes of that goes to its handler. */
function answerOf({ service, handlers }: Served, bytes: Buffer): Promise<{ error?: unknown; response?: Uint8Array }> {
    const request = service.remediate!.requestDeserialize(bytes);
    return new Promise((resolve) =>
        handlers.remediate!({ request }, (error, response) =>
            resolve(error ? { error } : { response: (response as { serializeBinary(): Uint8Array }).serializeBinary() }),
        ),
    );
}

test("where no policy has the level remediate the engine is answered as by the SDK, and the message is not read", async () => {
    const read = jest.spyOn(analyzer.AnalyzeRequest, "deserializeBinary");
    const ours = await answerOf(
        remediateWhenAsked(SDKS, () => false),
        message(),
    );
    expect(read).not.toHaveBeenCalled();
    expect(ours.response).toEqual((await answerOf(SDKS, message())).response);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
});

test("where one has, the SDK gets the message as it would have read it, and the rest of the call", async () => {
    const asked: { type: string; peer: unknown }[] = [];
    const remediate: Remediate = (call, answer) => {
        const { request, peer } = call as { request: any; peer?: unknown };
        asked.push({ type: request.getType(), peer });
        answer(undefined, new analyzer.RemediateResponse());
    };
    const { handlers } = remediateWhenAsked({ ...SDKS, handlers: { remediate } }, () => true);
    const call = Object.create({ peer: "engine" }, { request: { value: message() } }) as { request: unknown };
    await new Promise((resolve) => handlers.remediate!(call, resolve));
    expect(asked).toEqual([{ type: "aws:ec2/instance:Instance", peer: "engine" }]);
});

test("a message that cannot be read is the engine's answer, and no crash of the pack", async () => {
    const { error } = await answerOf(
        remediateWhenAsked(SDKS, () => true),
        Buffer.from([255, 255]),
    );
    expect(error).toBeInstanceOf(Error);
});

test("the other methods of the service stay as they are, and an SDK without the method is left alone", () => {
    const { service } = remediateWhenAsked(SDKS, () => false);
    const { remediate: _, ...others } = service as Record<string, unknown>;
    const { remediate: __, ...before } = AnalyzerService;
    expect(others).toEqual(before);
    const without: Served = { service: {}, handlers: SDKS.handlers };
    expect(remediateWhenAsked(without, () => false)).toEqual(without);
});
