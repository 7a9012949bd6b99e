import { multipart } from "../../../components/hardened-node-group/mime";
import { mimeParts } from "../../../policypack/parse/mime";

test("what is put together comes apart as it was", () => {
    const parts = [
        { type: "application/node.eks.aws", text: "kind: NodeConfig\n" },
        { type: "text/cloud-config", text: "#cloud-config\nruncmd:\n  - [a, --b]\n" },
    ];
    const read = mimeParts(Buffer.from(multipart(parts)));
    if (!read.ok) throw new Error(read.reason);
    expect(read.value.map((part) => part.body.toString("utf8").trimEnd())).toEqual(parts.map(({ text }) => text.trimEnd()));
});

test("a text that would end its part is refused", () => {
    expect(() => multipart([{ type: "text/plain", text: "--==NODE==--" }])).toThrow("a part of the user data contains ==NODE==");
});
