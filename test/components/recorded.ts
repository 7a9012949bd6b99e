import * as pulumi from "@pulumi/pulumi";
import type { Given } from "../policypack/judge";

/** A resource that a component registered. */
export interface Recorded extends Given {
    readonly name: string;
    readonly props: Record<string, any>;
}

/**
 * Runs a program under Pulumi's mocks and records every resource with its inputs, as policies would see them.
 * @throws what the program throws
 */
export async function recorded(program: () => unknown): Promise<readonly Recorded[]> {
    const resources: Recorded[] = [];
    await pulumi.runtime.setMocks({
        newResource({ type, name, inputs }) {
            resources.push({ type, name, props: inputs as Record<string, any> });
            return { id: `${name}-id`, state: { ...inputs, metadata: { name, ...inputs["metadata"] } } };
        },
        call: ({ inputs }) => inputs as Record<string, any>,
    });
    program();
    await pulumi.runtime.disconnect();
    return resources;
}
