import * as pulumi from "@pulumi/pulumi";

/**
 * The error for an argument that cannot be taken.
 * @param argument its path, as the caller wrote it: `nodeGroups[0].maxPods`
 * @param reason a clause that goes on after the argument's name: what is wrong, and what to write
 */
export const refused = (argument: string, reason: string): Error =>
    new pulumi.InputPropertyError({ propertyPath: argument, reason });
