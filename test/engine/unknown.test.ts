import { fixture, PACK, policiesIn, program, project } from "./engine";

const guard = fixture("guard");
/** User data that holds an output: what it is shows only once the cluster exists. */
const embedding = program(`
    const cluster = new aws.eks.Cluster("main", { roleArn: "arn:aws:iam::123456789012:role/x", vpcConfig: { subnetIds: ["subnet-1"] } });
    new aws.ec2.LaunchTemplate("nodes", {
        userData: pulumi.interpolate\`join \${cluster.endpoint} --read-only-port=10255\`.apply(base64),
    });
`);
const CLUSTER = "urn:pulumi:dev::program::aws:eks/cluster:Cluster::main";

test("preview passes what it cannot know, and says that it could not judge it", async () => {
    const { exitCode, output, violations } = await (await project(embedding)).preview({ packs: [guard] });
    expect(exitCode).toBe(0);
    expect(violations.map(({ level, policy }) => [level, policy])).toEqual([["advisory", "read-only-port-closed"]]);
    expect(policiesIn(output)).toContain("string value at .userData can't be known during preview");
});

test.each(["up", "upWithoutPreview"] as const)(
    "%s blocks it once it is known, before that resource is created",
    async (operation) => {
        const { exitCode, output, created } = await (await project(embedding))[operation]({ packs: [guard] });
        expect(exitCode).not.toBe(0);
        expect(created).toEqual([CLUSTER]);
        expect(output).toContain("userData: opens port 10255. Remove the flag.");
    },
);

test("the pack itself blocks a node's configuration that became known only then", async () => {
    const nodes = await project(
        program(`
            const cluster = new aws.eks.Cluster("main", { roleArn: "arn:aws:iam::123456789012:role/x", vpcConfig: { subnetIds: ["subnet-1"] } });
            new aws.ec2.LaunchTemplate("nodes", {
                userData: pulumi.interpolate\`apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: main
    apiServerEndpoint: \${cluster.endpoint}
    certificateAuthority: \${cluster.certificateAuthority.data}
    cidr: 10.100.0.0/16
  kubelet:
    config:
      readOnlyPort: 10255
\`.apply(base64),
            });
        `),
    );
    const preview = await nodes.preview({ packs: [PACK] });
    const blocking = ({ violations }: typeof preview) =>
        violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy);
    expect([preview.exitCode, blocking(preview)]).toEqual([0, []]);
    // Thirty policies read user data; one of them says for all that it is unknown.
    expect(policiesIn(preview.output).match(/can't run policy .*/g)).toEqual([
        expect.stringContaining(
            "string value at .userData can't be known during preview, so every policy that reads it judges it at the update",
        ),
    ]);

    const up = await nodes.up({ packs: [PACK] });
    expect(up.exitCode).not.toBe(0);
    expect(up.created).toEqual([CLUSTER]);
    expect(blocking(up)).toEqual(["kubelet-read-only-port-disabled"]);
    expect(up.output).toContain(
        "spec.kubelet.config › readOnlyPort: makes the kubelet serve its read-only port on 10255. Set readOnlyPort to 0",
    );
});
