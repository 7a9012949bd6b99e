import { partOfSdk } from "./part-of-sdk";
import type { Served } from "./server";

interface Messages {
    RemediateResponse?: new () => object;
}

/**
 * Has a resource that nothing is to be repaired of answered unread. The engine asks for repairs of every resource whatever the policies' levels are,
 * and the SDK reads the whole message before it looks whether one of them is remediate; as the pack comes none is.
 *
 * @param isAsked whether a policy has the level remediate
 * @returns the same where the SDK has other parts
 */
export function remediateWhenAsked({ service, handlers }: Served, isAsked: () => boolean): Served {
    const { RemediateResponse } = partOfSdk<Messages>("@pulumi/pulumi/proto/analyzer_pb");
    const { remediate: method } = service;
    const { remediate } = handlers;
    if (RemediateResponse === undefined || method === undefined || remediate === undefined) return { service, handlers };
    return {
        service: { ...service, remediate: { ...method, requestDeserialize: (message: Buffer) => message } },
        handlers: {
            ...handlers,
            remediate(call, answer) {
                if (!isAsked()) return answer(undefined, new RemediateResponse());
                let request: unknown;
                try {
                    request = method.requestDeserialize(call.request as Buffer);
                } catch (error) {
                    return answer(error);
                }
                return remediate(Object.create(call, { request: { value: request } }) as typeof call, answer);
            },
        },
    };
}
