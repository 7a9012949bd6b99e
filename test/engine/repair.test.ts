import { PACK, program, project } from "./engine";

const workers = program(`
    const machine = new aws.ec2.LaunchTemplate("workers", {
        metadataOptions: { httpTokens: "optional", httpEndpoint: "enabled" },
        userData: pulumi.secret(base64(\`apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster: { name: prod }
  kubelet:
    config:
      readOnlyPort: 10255 # the old agent's
\`)),
    });
    const script = new aws.ec2.Instance("script", {
        userData: "#!/bin/bash\\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--read-only-port=10255'\\n",
    });
    export const tokens = machine.metadataOptions.apply((options) => options.httpTokens);
    const text = pulumi.unsecret(machine.userData.apply((data) => Buffer.from(data!, "base64").toString()));
    export const last = text.apply((data) => data.trim().split("\\n").at(-1)!.trim());
`);

test("at the level remediate the engine deploys what the pack wrote, and says why it wrote nothing else", async () => {
    const stack = await project(workers);
    const config = {
        "node-metadata-tokens-required": "remediate",
        "kubelet-read-only-port-disabled": "remediate",
    };
    const preview = await stack.preview({ packs: [{ dir: PACK, config }] });
    expect(preview.output).toContain("[remediate]  kubelet-read-only-port-disabled");
    expect(preview.output).toContain("Not repaired: it stands in a script, which is not rewritten.");
    expect(preview.exitCode).not.toBe(0);
    // The program without the script deploys.
    const { "index.ts": body } = workers as Record<string, string>;
    const fixed = await project({ "index.ts": body!.replace(/const script[\s\S]*?\}\);/, "") });
    const up = await fixed.up({ packs: [{ dir: PACK, config }] });
    expect([up.exitCode, up.violations.filter(({ level }) => level === "mandatory")]).toEqual([0, []]);
    expect(up.output).toContain('tokens: "required"');
    expect(up.output).toContain("readOnlyPort: 0 # the old agent's");
    // A repaired program changes nothing when it is deployed again.
    const again = await fixed.up({ packs: [{ dir: PACK, config }] });
    expect(again.output).not.toMatch(/\d+ (?:updated|created|replaced|deleted)/);
});
