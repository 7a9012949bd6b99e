import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfPrincipal } from "../lib/arguments";
import type { Here } from "../lib/here";
import { trustOf } from "../lib/policy-document";
import { takesSessions } from "../hardened-node-group/instance-policies";
import { NodePoolRole, type SelfManagedNodePoolArgs } from "./node-pool-args";

/**
 * The role of a pool's machines, that is there or is made, with what they may do. One that is made for a control plane has a name that a
 * preview knows, so that policies which name it can be judged there.
 *
 * @param name the component's
 * @param rights the text of the policy that is attached
 * @returns the role, and what must be there before a machine starts
 */
export function poolRole(
    name: string,
    args: SelfManagedNodePoolArgs,
    { here, rights, parent }: { here: pulumi.Output<Here>; rights: pulumi.Output<string>; parent: pulumi.Resource },
) {
    const options = { parent };
    const given = args.roleArn === undefined ? undefined : checked(args.roleArn, "roleArn", faultOfPrincipal);
    const made = given === undefined ? madeRole(name, args, here, parent) : undefined;
    const arn =
        given ??
        pulumi.all([here, made!.name]).apply(([{ partition, account }, own]) => `arn:${partition}:iam::${account}:role/${own}`);
    const roleName = made?.name ?? arn.apply((text) => text.split("/").at(-1)!);
    const grant = (suffix: string, policy: pulumi.Input<string>) =>
        new aws.iam.RolePolicy(`${name}-${suffix}`, { role: roleName, policy }, options);
    const attached: pulumi.Resource[] = [
        grant("rights", rights),
        ...(args.sessions === true ? [grant("sessions", takesSessions())] : []),
    ];
    const profile = new aws.iam.InstanceProfile(`${name}-profile`, { role: roleName }, options);
    return { arn, roleName, profile: profile.name, attached, made };
}

function madeRole(name: string, args: SelfManagedNodePoolArgs, here: pulumi.Output<Here>, parent: pulumi.Resource) {
    return new aws.iam.Role(
        `${name}-role`,
        {
            ...(args.role === NodePoolRole.ControlPlane && {
                name: here.apply(({ region }) => `${args.clusterName}-control-plane-${region}`),
            }),
            description: `Machines of ${name}`,
            assumeRolePolicy: trustOf("ec2.amazonaws.com"),
            ...(args.permissionsBoundaryArn !== undefined && { permissionsBoundary: args.permissionsBoundaryArn }),
            ...(args.tags !== undefined && { tags: args.tags }),
        },
        { parent },
    );
}
