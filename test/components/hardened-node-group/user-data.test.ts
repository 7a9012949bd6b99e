import { NodeSystem } from "../../../components";
import { nodeUserData } from "../../../components/hardened-node-group/user-data";

/** What EC2 takes before base64. */
const LIMIT = 16_384;

test("nodeadm's part and cloud-init's, each of its own type", () => {
    const text = nodeUserData({}, "/nodes");
    expect([...text.matchAll(/^Content-Type: (.*)$/gm)].map(([, type]) => type)).toEqual([
        'multipart/mixed; boundary="==NODE=="',
        "application/node.eks.aws",
        'text/cloud-config; charset="us-ascii"',
    ]);
});

test("Bottlerocket's is TOML by itself", () => {
    expect(nodeUserData({ system: NodeSystem.Bottlerocket }, undefined)).toMatch(/^\[settings\.kubernetes\]/);
});

test("the longest that options make is far from what EC2 takes, and in ASCII", () => {
    const text = nodeUserData({ runStaticPodsFrom: `/${"x".repeat(255)}`, serveJournal: true, maxPods: 737 }, "x".repeat(512));
    expect(text.length).toBeLessThan(LIMIT / 2);
    // eslint-disable-next-line no-control-regex -- that is what ASCII is
    expect(text).toMatch(/^[\x00-\x7f]*$/);
});
