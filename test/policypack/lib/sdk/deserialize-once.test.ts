import { deserializeOnce } from "../../../../policypack/lib/sdk/deserialize-once";
import { policies as catalogue } from "../../../../policypack/policies";
import { UNKNOWN } from "../../judge";
import { analyze, analyzeStack } from "../../sdk";

const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

const group = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: {
        tags: { "kubernetes.io/cluster/prod": "owned" },
        ingress: [
            { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
            { protocol: "tcp", fromPort: UNKNOWN, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] },
        ],
    },
};

/** What the engine is told, and how often the same part of a message was read. */
async function told() {
    const read = jest.spyOn(Struct.prototype, "toJavaScript");
    const diagnostics = [...(await analyze(catalogue, group)), ...(await analyzeStack(catalogue, [group, group]))];
    const times = read.mock.contexts.length / new Set(read.mock.contexts).size;
    read.mockRestore();
    return { diagnostics, times };
}

test("the properties of a message are made once for all policies, which answer as before", async () => {
    const before = await told();
    deserializeOnce();
    const after = await told();
    expect(after.diagnostics).toEqual(before.diagnostics);
    expect(after.diagnostics.map(({ level }) => level)).toContain("mandatory");
    expect(after.diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining("can't run policy"));
    expect(before.times).toBeGreaterThan(20);
    expect(after.times).toBe(1);
});

test("whoever changes properties, as a repair does, has its own", () => {
    const { deserializeProperties } = require("@pulumi/policy/deserialize");
    const message = Struct.fromJavaScript({ name: "a" });
    expect(deserializeProperties(message, true)).not.toBe(deserializeProperties(message, true));
    expect(deserializeProperties(message, false)).toBe(deserializeProperties(message, false));
});
