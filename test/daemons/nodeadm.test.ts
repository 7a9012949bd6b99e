/** nodeadm itself reads the user data of hardened nodes, from an instance's metadata service and as EKS completes it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { type NodeGroupOptions, NodeSystem } from "../../components";
import { multipart } from "../../components/hardened-node-group/mime";
import { nodeUserData } from "../../components/hardened-node-group/user-data";
import { mimeParts } from "../../policypack/parse/mime";
import { safeOptions } from "../components/node-group-cases";
import { startMetadataService } from "./metadata-service";
import { program } from "./programs";

/** What EKS adds for a managed node group. */
const OF_EKS = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: shop
    apiServerEndpoint: https://0c0ffee.gr7.us-west-2.eks.amazonaws.com
    certificateAuthority: Y2VydGlmaWNhdGU=
    cidr: 10.100.0.0/16
  kubelet:
    flags:
      - --node-labels=eks.amazonaws.com/nodegroup=web
`;

/** @returns the last line that nodeadm says of it */
async function verdictOn(userData: string): Promise<string> {
    const nodeadm = program("NODEADM");
    const service = await startMetadataService(userData);
    try {
        const env = { ...process.env, AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url };
        const words = ["config", "check", "-c", "imds://user-data"];
        // It ends with 1 where it refuses, and says why.
        const said = await promisify(execFile)(nodeadm, words, { env }).catch(
            (refusal: { stdout: string; stderr: string }) => refusal,
        );
        return `${said.stdout}${said.stderr}`.trim().split("\n").at(-1)!;
    } finally {
        await service.stop();
    }
}

/** EKS puts its own part beside those of the launch template. */
function completed(userData: string): string {
    const parts = mimeParts(Buffer.from(userData));
    if (!parts.ok) throw new Error(parts.reason);
    return multipart([
        ...parts.value.map(({ type, body }) => ({ type, text: body.toString("utf8") })),
        { type: "application/node.eks.aws", text: OF_EKS },
    ]);
}

const OPTIONS: readonly NodeGroupOptions[] = [
    {},
    { maxPods: 58, runStaticPodsFrom: "/srv/pods", serveJournal: true, serveSelfSignedCertificate: true },
];

test.each(OPTIONS)("it takes the user data of %j", async (options) => {
    expect(await verdictOn(completed(nodeUserData(options, "/nodes")))).toContain("Configuration is valid");
});

test("it takes that of a node whose record stays", async () => {
    expect(await verdictOn(completed(nodeUserData({ keepAuditRecordOnNode: true }, undefined)))).toContain(
        "Configuration is valid",
    );
});

test("it takes that of every set of options", async () => {
    const options = fc.sample(safeOptions, { numRuns: 40, seed: 7 }).filter(({ system }) => system !== NodeSystem.Bottlerocket);
    for (const one of options)
        expect(await verdictOn(completed(nodeUserData(one, "/nodes")))).toContain("Configuration is valid");
    process.stderr.write(`nodeadm: takes ${options.length} configurations of HardenedNodeGroup\n`);
}, 60_000);

test("it refuses a setting of another type, and drops what is misspelt without a word", async () => {
    const changed = (from: string, to: string) => {
        const whole = completed(nodeUserData({}, "/nodes"));
        expect(whole).toContain(from);
        return verdictOn(whole.replace(from, to));
    };
    expect(await changed("  kubelet:\n    config:", "  kubelet: all\n  other:\n    config:")).not.toContain("is valid");
    // So that it takes a document says little of what is in force: `proofs/hardened-nodes.test.ts` looks at what it writes of it.
    expect(await changed("  kubelet:\n    config:", "  kubelets:\n    config:")).toContain("is valid");
});

test("it refuses what is no NodeConfig, so that it has read the part", async () => {
    const broken = completed(nodeUserData({}, "/nodes")).replace("kind: NodeConfig", "kind: NodeConfiguration");
    expect(await verdictOn(broken)).not.toContain("Configuration is valid");
});
