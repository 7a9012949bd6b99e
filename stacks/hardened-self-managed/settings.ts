/** What differs between accounts. The names are known in a preview, so that whatever is made of them is judged there. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** The name of the cluster. */
export const clusterName = config.require("clusterName");
/** The domain of its private names. */
export const domain = `${clusterName}.internal`;
export const kubernetesVersion = config.require("kubernetesVersion");
/** Images that were built and tested before, so that machines install nothing as they boot. */
export const images = { node: config.require("nodeImage"), etcd: config.require("etcdImage") };
/** How many workers there are at least. */
export const workers = config.requireNumber("workers");
/** Private ranges from which operators reach the API server. */
export const operatorRanges = config.requireObject<string[]>("operatorRanges");

const account = aws.getCallerIdentityOutput().accountId;
/** The account and the region, for names that the whole world has once. */
export const place = pulumi.interpolate`${account}-${aws.getRegionOutput().region}`;

/** A role for one service of AWS. Its name is written out, so that policies which name it are known in a preview. */
export function namedRole(suffix: string, service: string) {
    const name = `${clusterName}-${suffix}`;
    const role = new aws.iam.Role(suffix, { name, assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: service }) });
    return { role, arn: pulumi.interpolate`arn:aws:iam::${account}:role/${name}` };
}

/** The tags of a thing that belongs to the cluster. */
export const tagsOf = (name: string) => ({ Name: `${clusterName}-${name}`, [`kubernetes.io/cluster/${clusterName}`]: "owned" });
