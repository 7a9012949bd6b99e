import * as pulumi from "@pulumi/pulumi";
import { type Given, UNKNOWN } from "../policypack/judge";

/** A resource that a component registered. */
export interface Recorded extends Given {
    readonly name: string;
    readonly props: Record<string, any>;
}

const PARTITION = { partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws", id: "aws" };

/**
 * Runs a program under Pulumi's mocks and records every resource with its inputs, as policies would see them.
 * @param options `isPreview`: ids and whatever only the cloud makes are unknown
 * @throws what the program throws
 */
export async function recorded(
    program: () => unknown,
    options: { readonly isPreview?: boolean } = {},
): Promise<readonly Recorded[]> {
    const resources: Recorded[] = [];
    const isPreview = options.isPreview ?? false;
    const mocks: pulumi.runtime.Mocks = {
        newResource({ type, name, inputs }) {
            resources.push({ type, name, props: withUnknown(inputs) as Record<string, any> });
            const state = { ...inputs, metadata: { name, ...inputs["metadata"] } };
            if (isPreview) delete state["vpcConfig"];
            else addOutputs(state, name);
            return { id: isPreview ? undefined : `${name}-id`, state };
        },
        call: ({ token, inputs }) => (token === "aws:index/getPartition:getPartition" ? PARTITION : inputs),
    };
    await pulumi.runtime.setMocks(mocks, "project", "stack", isPreview);
    try {
        program();
    } finally {
        // What a program that throws has registered by then must not arrive at the next one's mocks.
        await pulumi.runtime.disconnect();
    }
    return resources;
}

/** What the cloud adds to what a program says; the same for every type, as nobody reads what a type has not. */
function addOutputs(state: Record<string, any>, name: string): void {
    const made = { arn: `arn:aws:test:us-west-2:111122223333:${name}`, name, latestVersion: 1, endpoint: "https://0c0ffee.eks" };
    Object.assign(state, { ...made, certificateAuthority: { data: "Y2VydGlmaWNhdGU=" }, ...state });
    if ("vpcConfig" in state) state["vpcConfig"] = { clusterSecurityGroupId: "sg-0c0ffee0c0ffee000", ...state["vpcConfig"] };
}

/** The mocks' own mark for an unknown value is replaced by the engine's. */
function withUnknown(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withUnknown);
    if (typeof value !== "object" || value === null) return value;
    if ("__pulumiUnknown" in value) return UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, withUnknown(own)]));
}
