import { privateKeySecretsNotShared } from "../../../../policypack/policies/etcd-api/private-key-secrets-not-shared";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const SECRET = "aws:secretsmanager/secret:Secret";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const NATIVE = "aws-native:secretsmanager:ResourcePolicy";
const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/etcd-client.key-AbCdEf";

const fix = "Name the one role that needs the key as the principal, or list the account in trustedAccounts.";
const statement = (Principal: unknown, more: object = {}) => ({
    Effect: "Allow",
    Principal,
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
    ...more,
});
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const on = (secretArn: unknown, ...statements: object[]) => ({
    type: POLICY,
    name: "p",
    props: { secretArn, policy: document(...statements) },
});
const lets = (who: string, what = "a key of etcd's clients", rest = "") => `policy: lets ${who} read ${what}${rest}. ${fix}`;
const organization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };

policyTable(privateKeySecretsNotShared, {
    fails: {
        everybody: { ...on(ARN, statement("*")), reports: [lets("everybody")] },
        "everybody, by a wildcard for the action": {
            ...on(ARN, statement({ AWS: "*" }, { Action: ["secretsmanager:*"] })),
            reports: [lets("everybody")],
        },
        "another account": {
            ...on(
                ARN,
                statement({ AWS: ["arn:aws:iam::210987654321:root", "arn:aws:iam::210987654321:role/x", "123456789012"] }),
            ),
            reports: [lets("account 210987654321")],
        },
        "trust in one account does not cover another": {
            ...on(ARN, statement({ AWS: ["210987654321", "333333333333"] })),
            config: { trustedAccounts: ["210987654321"] },
            reports: [lets("account 333333333333")],
        },
        "all but some": {
            ...on(ARN, { ...statement(undefined), NotPrincipal: { AWS: "123456789012" } }),
            reports: [lets("everybody")],
        },
        "nobody in particular": { ...on(ARN, statement(undefined)), reports: [lets("everybody")] },
        "a condition narrows it down, perhaps to the account": {
            ...on(ARN, statement("*", organization)),
            reports: [`(advisory) ${lets("everybody", undefined, " under a condition")}`],
        },
        "the secret's own property": {
            type: SECRET,
            props: { name: "prod/etcd/healthcheck-client.key", policy: document(statement("*")) },
            reports: [lets("everybody", "etcd's health-check key", ": it is as good as any client's")],
        },
        "something of etcd's that may be no key": {
            type: SECRET,
            props: { name: "prod/etcd", policy: document(statement("*")) },
            reports: [`(advisory) ${lets("everybody", "what may be a key of etcd's own")}`],
        },
        "everybody under a condition that everybody meets": {
            ...on(ARN, statement("*", { Condition: { StringLike: { "aws:PrincipalArn": "*" } } })),
            reports: [lets("everybody", "a key of etcd's clients")],
        },
        "CloudFormation takes data": {
            type: NATIVE,
            props: { secretId: ARN, resourcePolicy: JSON.parse(document(statement("*"))) as object },
            reports: [`resourcePolicy: lets everybody read a key of etcd's clients. ${fix}`],
        },
        "what is no policy": {
            type: POLICY,
            props: { secretArn: ARN, policy: "everybody" },
            reports: ["policy: is no JSON, so it could not be judged. Correct it."],
        },
    },
    passes: {
        "a role of the secret's own account": on(ARN, statement({ AWS: "arn:aws:iam::123456789012:role/control-plane" })),
        "a trusted account": { ...on(ARN, statement({ AWS: "210987654321" })), config: { trustedAccounts: ["210987654321"] } },
        "everybody, who is denied it again": on(ARN, statement("*"), { ...statement("*"), Effect: "Deny" }),
        "everybody may describe it": on(ARN, statement("*", { Action: "secretsmanager:DescribeSecret" })),
        "a service": on(ARN, statement({ Service: "rds.amazonaws.com" })),
        "a provider of identities": on(ARN, statement({ Federated: "arn:aws:iam::210987654321:saml-provider/x" })),
        "a user that is there no more": on(ARN, statement({ AWS: "AIDAEXAMPLE" })),
        "an empty policy": { type: SECRET, props: { name: "prod/etcd.key", policy: "" } },
        "another secret": on("arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf", statement("*")),
        "no policy": { type: SECRET, props: { name: "prod/etcd.key" } },
        "an account is left to the whole stack where the secret's is not known": on(
            "prod/etcd.key",
            statement({ AWS: "210987654321" }),
        ),
        "an unknown policy of something else": { type: SECRET, props: { name: "shop/db", policy: UNKNOWN } },
    },
    unknowns: {
        "the policy of a key": { type: POLICY, props: { secretArn: ARN, policy: UNKNOWN }, unknown: "policy" },
    },
    stacks: {
        "an account that may be the secret's own": {
            resources: [on("prod/etcd-ca-key", statement({ AWS: "arn:aws:iam::210987654321:root" }), statement("*"))],
            reports: [
                `(advisory) ${lets("account 210987654321, which may be another than the secret's own,", "the key of etcd's authority", ": it makes new clients of etcd")} @p`,
            ],
        },
        "the stack's other resources tell whose account it is": {
            resources: [
                { name: "r", type: "aws:iam/role:Role", props: { arn: "arn:aws:iam::123456789012:role/x" } },
                on("prod/etcd.key", statement({ AWS: ["arn:aws:iam::123456789012:role/x", "210987654321"] })),
            ],
            reports: [`${lets("account 210987654321", "a key of etcd's own")} @p`],
        },
        "the secret's name, while its ARN is unknown": {
            resources: [
                { name: "s", type: SECRET, props: { name: "prod/etcd-client.key", arn: UNKNOWN, policy: UNKNOWN } },
                { ...on(UNKNOWN, statement("*")), propertyDependencies: { secretArn: ["s"] } },
            ],
            reports: [`${lets("everybody")} @p`],
        },
        "CloudFormation's, whose secret is known by its name": {
            resources: [
                { name: "s", type: "aws-native:secretsmanager:Secret", props: { id: "s-1", name: "prod/etcd.key" } },
                {
                    name: "p",
                    type: NATIVE,
                    props: {
                        secretId: "s-1",
                        resourcePolicy: JSON.parse(document(statement({ AWS: "210987654321" }))) as object,
                    },
                },
            ],
            reports: [
                `(advisory) resourcePolicy: lets account 210987654321, which may be another than the secret's own, read a key of etcd's own. ${fix} @p`,
            ],
        },
        "the secret's own policy, while its account is unknown": {
            resources: [
                {
                    name: "s",
                    type: SECRET,
                    props: { name: "prod/etcd.key", policy: document(statement({ AWS: "210987654321" })) },
                },
            ],
            reports: [
                `(advisory) ${lets("account 210987654321, which may be another than the secret's own,", "a key of etcd's own")} @s`,
            ],
        },
        "the secret's own policy, once its account is known": {
            resources: [
                { name: "r", type: "aws:iam/role:Role", props: { arn: "arn:aws:iam::210987654321:role/x" } },
                {
                    name: "s",
                    type: SECRET,
                    props: {
                        arn: ARN,
                        name: "prod/etcd.key",
                        policy: document(statement({ AWS: ["210987654321", "123456789012"] })),
                    },
                },
            ],
            reports: [`${lets("account 210987654321", "a key of etcd's own")} @s`],
        },
        "CloudFormation's, whose account is known by what it was called": {
            resources: [
                { name: "s", type: "aws-native:secretsmanager:Secret", props: { id: "s-1", name: "prod/etcd.key", awsId: ARN } },
                {
                    name: "p",
                    type: NATIVE,
                    props: {
                        secretId: "s-1",
                        resourcePolicy: JSON.parse(document(statement({ AWS: ["210987654321", "123456789012"] }))) as object,
                    },
                },
            ],
            reports: [`resourcePolicy: lets account 210987654321 read a key of etcd's own. ${fix} @p`],
        },
        "an account is said by the policy alone, where it has the secret's": {
            resources: [on(ARN, statement({ AWS: "210987654321" }))],
            reports: [],
        },
        "a key in another secret": {
            resources: [
                { name: "etcd-k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: "K" } },
                { name: "s", type: SECRET, props: { id: "s-1", name: "first" } },
                { name: "t", type: SECRET, props: { id: "s-2", name: "second" } },
                {
                    name: "v",
                    type: "aws:secretsmanager/secretVersion:SecretVersion",
                    props: { secretId: "s-2", secretString: "K" },
                },
                on("s-1", statement("*")),
            ],
            reports: [],
        },
        "the key that the program puts into it": {
            resources: [
                { name: "k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: "K" } },
                {
                    name: "r",
                    type: "tls:index/certRequest:CertRequest",
                    props: { privateKeyPem: "K", subject: { commonName: "kube-etcd" } },
                },
                { name: "s", type: SECRET, props: { id: "s-1", arn: ARN.replace("etcd-client.key", "first") } },
                {
                    name: "v",
                    type: "aws:secretsmanager/secretVersion:SecretVersion",
                    props: { secretId: "s-1", secretString: "K" },
                },
                on("s-1", statement({ AWS: ["210987654321", "123456789012"] })),
            ],
            reports: [`${lets("account 210987654321", "a key of etcd's own")} @p`],
        },
        "what it is made from may be the public half": {
            resources: [
                { name: "etcd-k", type: "tls:index/privateKey:PrivateKey", props: { privateKeyPem: UNKNOWN } },
                { name: "s", type: SECRET, props: { id: "s-1", policy: document(statement("*")) } },
                {
                    name: "v",
                    type: "aws:secretsmanager/secretVersion:SecretVersion",
                    props: { secretId: "s-1", secretString: UNKNOWN },
                    propertyDependencies: { secretString: ["etcd-k"] },
                },
            ],
            reports: [`(advisory) ${lets("everybody", "what may be a key of etcd's own")} @s`],
        },
        "what the policy's own name says is said there": {
            resources: [{ name: "s", type: SECRET, props: { id: ARN, name: "prod/etcd.key" } }, on(ARN, statement("*"))],
            reports: [],
        },
        "somebody's secret": {
            resources: [
                { name: "s", type: SECRET, props: { id: "s-1", name: "shop/db" } },
                {
                    name: "v",
                    type: "aws:secretsmanager/secretVersion:SecretVersion",
                    props: { secretId: "s-1", secretString: "x" },
                },
                on("s-1", statement("*")),
            ],
            reports: [],
        },
    },
});
