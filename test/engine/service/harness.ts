import { cli } from "../engine";
import { Member, Pipeline } from "./member";
import { type StandInService, startService } from "./server";

const cleanups: (() => unknown)[] = [];
afterAll(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** An organisation, and somebody of it who is logged in. It ends with the test file. */
export async function organization(): Promise<{ readonly service: StandInService; readonly member: Member }> {
    const service = await startService("acme");
    cleanups.push(() => service.stop());
    const member = memberWith(service.token);
    expect(await member.pulumi(`login ${service.url}`)).toMatchObject({ exitCode: 0 });
    return { service, member };
}

/** Somebody with a token of their own, who has not logged in. They leave with the test file. */
export function memberWith(token: string): Member {
    const member = new Member(cli(), token);
    cleanups.push(() => member.stop());
    return member;
}

/**
 * A pipeline of the organisation. It ends with the test file.
 * @param settings environment variables beside the account's
 */
export async function pipelineOf(service: StandInService, settings?: NodeJS.ProcessEnv): Promise<Pipeline> {
    const pipeline = await Pipeline.start(cli(), service, settings);
    cleanups.push(() => pipeline.stop());
    return pipeline;
}
