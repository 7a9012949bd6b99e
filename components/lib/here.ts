import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where a component's resources are. */
export interface Here {
    /** `aws`, `aws-cn`, … */
    partition: string;
    /** The account's number. */
    account: string;
    /** `eu-west-1` */
    region: string;
}

/**
 * Where a component's resources are, by its own provider. A preview knows it, so that names and policies that are made of it can be judged
 * there.
 */
export function hereOf(parent: pulumi.Resource): pulumi.Output<Here> {
    const options = { parent };
    return pulumi
        .all([
            aws.getPartitionOutput({}, options).partition,
            aws.getCallerIdentityOutput({}, options).accountId,
            aws.getRegionOutput({}, options).region,
        ])
        .apply(([partition, account, region]) => ({ partition, account, region }));
}
