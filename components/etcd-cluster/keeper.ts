import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, faultOfPrincipal } from "../lib/arguments";
import type { Here } from "../lib/here";
import { readingPolicy, secretPolicy } from "./policies";

/** Certificates and keys by the names of their files. */
export type Parts = Record<string, pulumi.Output<string>>;

interface Keeping {
    readonly name: string;
    /** What the names of secrets begin with: `shop/etcd`. */
    readonly folder: string;
    readonly here: pulumi.Output<Here>;
    /** The key that encrypts secrets. */
    readonly keyArn: pulumi.Output<string>;
    readonly administrators: readonly pulumi.Input<string>[];
    readonly parent: pulumi.Resource;
}

/**
 * What keeps certificates and keys: each set in a secret of its own, which one role may read.
 *
 * @throws InputPropertyError when an administrator is no one role or user
 */
export function keeper({ name, folder, here, keyArn, administrators, parent }: Keeping) {
    const others = administrators.map((arn, i) => checked(arn, `keyAdministrators[${i}]`, faultOfPrincipal));
    const options = { parent };
    /**
     * @param suffix whose they are
     * @param reader the ARN of the role
     * @param after what must be there first, such as the role
     */
    return (suffix: string, parts: Parts, reader: pulumi.Output<string>, after: pulumi.Resource[] = []) => {
        const secretName = `${folder}/${suffix}`;
        const secret = new aws.secretsmanager.Secret(
            `${name}-${suffix}-secret`,
            { name: secretName, kmsKeyId: keyArn, description: `Certificates and keys of ${suffix}, for its own role` },
            options,
        );
        new aws.iam.RolePolicy(
            `${name}-${suffix}-reads`,
            { role: reader.apply((arn) => arn.split("/").at(-1)!), policy: here.apply((at) => readingPolicy(at, secretName)) },
            { ...options, dependsOn: after },
        );
        if (others.length > 0)
            new aws.secretsmanager.SecretPolicy(
                `${name}-${suffix}-secret-policy`,
                {
                    secretArn: secret.arn,
                    blockPublicPolicy: true,
                    policy: pulumi.all([reader, pulumi.all(others)]).apply(([arn, arns]) => secretPolicy(arn, arns)),
                },
                options,
            );
        // Write-only: the engine shows and keeps the parts nowhere but where they were made. Every new certificate is a new version.
        const version = new aws.secretsmanager.SecretVersion(
            `${name}-${suffix}-secret-version`,
            {
                secretId: secret.id,
                secretStringWo: pulumi.secret(pulumi.jsonStringify(parts)),
                secretStringWoVersion: certificatesIn(parts).apply(versionOf),
            },
            options,
        );
        return { secretName, version };
    };
}

/** The public ones among the parts, all in one text. */
const certificatesIn = (parts: Parts): pulumi.Output<string> =>
    pulumi
        .all(Object.entries(parts).flatMap(([file, text]) => (file.endsWith(".crt") ? [text] : [])))
        .apply((texts) => texts.join(""));

/** A number that is another one for another text. */
const versionOf = (text: string): number => parseInt(createHash("sha256").update(text).digest("hex").slice(0, 7), 16);
