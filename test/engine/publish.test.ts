import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policypack/policies";
import { PACK, program, project, source } from "./engine";
import type { Project, Result } from "./project";
import { organization, pipelineOf } from "./service/harness";
import type { StandInService } from "./service/server";

jest.setTimeout(600_000);

/** Opens the kubelet's port to a network of the organisation's monitoring, and to nobody else. */
const FROM_MONITORING = `new aws.ec2.SecurityGroup("nodes", {
    ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["203.0.113.0/24"] }],
});`;
/** Opens it to the control plane's security group. */
const FROM_CONTROL_PLANE = `new aws.ec2.SecurityGroup("nodes", {
    ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, securityGroups: ["sg-0c0ffee0c0ffee000"] }],
});`;
const NODES = "urn:pulumi:dev::program::aws:ec2/securityGroup:SecurityGroup::nodes";

/** What the service was told of the last update or preview. */
function reported({ organization: { updates } }: StandInService) {
    const { kind, status, events } = updates.at(-1)!;
    return { kind, status, violations: events.flatMap(({ policyEvent }) => policyEvent ?? []) };
}

const mandatory = ({ violations }: Result) => violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy);

/** Replaces the program of a project. */
const rewrite = (stack: Project, body: string) => writeFileSync(join(stack.home, "program/index.ts"), source(body));

/** A command on a stack that has to install the pack, which needs npm's registry or what npm has kept of it. */
async function installing(run: Promise<Result>): Promise<Result> {
    const result = await run;
    if (result.output.includes("failed to install policy pack"))
        throw new Error(`npm could not install what the pack depends on; is its registry reachable?\n${result.output}`);
    return result;
}

test("a published pack is installed by whoever updates a stack of its group, and obeyed", async () => {
    const { service, member } = await organization();
    const pipeline = await pipelineOf(service);
    const config = (trustedCidrs: readonly string[]) => member.written({ "kubelet-port-not-reachable": { trustedCidrs } });
    const enable = (file: string) =>
        member.pulumi(`policy enable acme/kube-bypass-guard latest --policy-group clusters --config ${file}`);

    // Publish: every policy with what the console shows of it, and the pack itself.
    const published = await member.pulumi("policy publish acme", PACK);
    expect(published).toMatchObject({ exitCode: 0, output: expect.stringContaining('"kube-bypass-guard" - version 0.1.0') });
    const { metadata, complete } = service.organization.version("kube-bypass-guard");
    expect({ complete, runtime: metadata.runtime }).toEqual({ complete: true, runtime: "nodejs" });
    expect(metadata.policies.map(({ name }) => name)).toEqual(expect.arrayContaining(policies.map(({ name }) => name)));
    for (const policy of metadata.policies)
        expect([policy.name, policy.description, policy.severity, policy.remediationSteps]).not.toContain("");
    expect(metadata.policies.find(({ name }) => name === "kubelet-port-not-reachable")?.configSchema?.properties).toHaveProperty(
        "trustedCidrs.items.type",
        "string",
    );

    // Enable in a group, with a configuration. A stack that is in no group is told of no pack.
    const stack = await project(program(FROM_MONITORING), pipeline.on("dev"));
    expect(mandatory(await stack.preview())).toEqual([]);
    expect(await member.pulumi("policy group new clusters --org acme --entity-type stacks --yes")).toMatchObject({ exitCode: 0 });
    expect(await member.pulumi("policy group edit clusters --org acme --add-stack program/dev")).toMatchObject({ exitCode: 0 });
    expect(await enable(config(["10.20.0.0/16"]))).toMatchObject({ exitCode: 0 });

    // Install and block: at the preview, and at an update without one.
    const blocked = await installing(stack.preview());
    expect(blocked.output).toContain("Installing policy pack kube-bypass-guard@v0.1.0");
    expect(blocked.exitCode).not.toBe(0);
    expect(mandatory(blocked)).toEqual(["kubelet-port-not-reachable"]);
    const refused = await stack.upWithoutPreview();
    expect(refused.exitCode).not.toBe(0);
    expect(refused.created).toEqual([]);
    expect(refused.output).not.toContain("Installing policy pack");
    expect(reported(service)).toMatchObject({
        kind: "update",
        status: "failed",
        violations: [
            {
                policyName: "kubelet-port-not-reachable",
                policyPackName: "kube-bypass-guard",
                policyPackVersion: "0.1.0",
                enforcementLevel: "mandatory",
                severity: "critical",
                resourceUrn: NODES,
                message: expect.stringContaining("203.0.113.0/24"),
            },
        ],
    });
    expect(service.organization.stack("program", "dev").deployment.deployment?.resources?.map(({ urn }) => urn)).not.toContain(
        NODES,
    );

    // The group trusts that network: nothing is published again, and the next update passes.
    expect(await enable(config(["10.20.0.0/16", "203.0.113.0/24"]))).toMatchObject({ exitCode: 0 });
    const trusted = await stack.up();
    expect([trusted.exitCode, mandatory(trusted), trusted.created]).toEqual([0, [], [NODES]]);
    expect(reported(service)).toEqual({ kind: "update", status: "succeeded", violations: [] });
    expect(service.organization.stack("program", "dev").deployment.deployment?.resources?.map(({ urn }) => urn)).toContain(NODES);

    // The group trusts it no more: what stands is blocked too, until the program is mended.
    expect(await enable(config([]))).toMatchObject({ exitCode: 0 });
    expect(mandatory(await stack.up())).toEqual(["kubelet-port-not-reachable"]);
    rewrite(stack, FROM_CONTROL_PLANE);
    const mended = await stack.up();
    expect([mended.exitCode, mended.violations]).toEqual([0, []]);

    expect(service.unknownCalls).toEqual([]);
});
