import { nodeConfigurationReadable } from "../../../policypack/policies/static-pods/node-configuration-readable";
import { NODE_FILES } from "../../../policypack/subjects/node-files";
import { judge } from "../judge";

test.each(["{", "[]", "null", "1", "{}", '{"files":{},"unitLinks":[],"users":[]}'])(
    "what no machine was read into is told of: %s",
    (machine) => {
        expect(judge(nodeConfigurationReadable, { type: NODE_FILES, props: { machine } }).reported).toMatchObject([
            { message: expect.stringMatching(/^machine: is not what a machine has on its disk\b/) as string },
        ]);
    },
);

test("a machine without files has nothing to be said of", () => {
    const machine = JSON.stringify({ files: [], unitLinks: [], users: [] });
    expect(judge(nodeConfigurationReadable, { type: NODE_FILES, props: { machine } })).toEqual({ reported: [] });
});
