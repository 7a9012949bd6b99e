import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keeper } from "../etcd-cluster/keeper";
import { etcdKeyPolicy } from "../etcd-cluster/policies";
import type { Here } from "../lib/here";
import { clusterAuthority } from "./cluster-authority";
import type { SelfManagedNodePoolArgs } from "./node-pool-args";

interface Keeping {
    readonly here: pulumi.Output<Here>;
    /** The ARN of the machines' role. */
    readonly reader: pulumi.Output<string>;
    /** The role, where it is made here. */
    readonly role: aws.iam.Role | undefined;
    readonly parent: pulumi.Resource;
}

/** The name of the secret with the token by which workers join. */
export const joinSecretOf = (clusterName: string): string => `${clusterName}/kubernetes/join`;

/**
 * The secrets of a control plane: the cluster's keys, with a key of their own that encrypts them, and an empty one into which the machines put
 * the token of workers.
 */
export function controlPlaneSecrets(
    name: string,
    { clusterName, keyAdministrators }: SelfManagedNodePoolArgs,
    { here, reader, role, parent }: Keeping,
) {
    const options = { parent };
    const roles = role === undefined ? [] : [role];
    const key = new aws.kms.Key(
        `${name}-key`,
        {
            description: `Keys of ${clusterName}`,
            enableKeyRotation: true,
            policy: pulumi.all([here, reader]).apply(([at, arn]) => etcdKeyPolicy(at, [arn])),
        },
        // KMS takes no principal that is not there yet.
        { ...options, dependsOn: roles },
    );
    const keep = keeper({
        name,
        folder: `${clusterName}/kubernetes`,
        here,
        keyArn: key.arn,
        administrators: keyAdministrators ?? [],
        parent,
    });
    const parts = clusterAuthority(name, clusterName, parent);
    const keys = keep("control-plane", parts, reader, roles);
    const join = new aws.secretsmanager.Secret(
        `${name}-join-secret`,
        {
            name: joinSecretOf(clusterName),
            description: "The address and authority of the cluster and a token of hours, by which workers join",
        },
        options,
    );
    return { keysSecret: keys.secretName, after: [keys.version, join], caCertificate: parts["ca.crt"]! };
}
