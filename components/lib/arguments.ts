import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses an argument.
 *
 * @param propertyPath where it stands: `nodeRoles[1]`
 * @param reason what is wrong with it and what to give instead: `names nobody: give …`
 * @throws InputPropertyError always
 */
export function refuse(propertyPath: string, reason: string): never {
    throw new pulumi.InputPropertyError({ propertyPath, reason });
}

/**
 * A value that is refused if something is wrong with it: at once where it is plain, else as soon as it is known.
 *
 * @param input the argument
 * @param propertyPath as for `refuse`
 * @param faultOf what is wrong with a value, as a reason for `refuse`; undefined for a good one
 * @throws InputPropertyError when a plain value is at fault
 */
export function checked<T>(
    input: pulumi.Input<T>,
    propertyPath: string,
    faultOf: (value: T) => string | undefined,
): pulumi.Output<T> {
    const check = (value: T): T => {
        const fault = faultOf(value);
        return fault === undefined ? value : refuse(propertyPath, fault);
    };
    const isPlain = !pulumi.Output.isInstance(input) && !(input instanceof Promise);
    if (isPlain) check(input as T);
    return pulumi.output(input).apply((value) => check(value as T)) as pulumi.Output<T>;
}

/** What is wrong with the ARN of somebody who is to be named alone: a role or a user, no star, no account. */
export const faultOfPrincipal = (arn: string): string | undefined =>
    /^arn:[\w-]+:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(arn)
        ? undefined
        : `is ${JSON.stringify(arn)}, which names no one role or user: give an ARN like arn:aws:iam::123456789012:role/publisher`;

/** What is wrong with the name of a bucket (S3 "Bucket naming rules"). */
export const faultOfBucket = (name: string): string | undefined =>
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)
        ? undefined
        : `is ${JSON.stringify(name)}, which is no name for a bucket: give 3 to 63 letters (a-z), digits and hyphens`;
