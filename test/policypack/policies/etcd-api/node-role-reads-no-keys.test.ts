import { nodeRoleReadsNoKeys } from "../../../../policypack/policies/etcd-api/node-role-reads-no-keys";
import { allow, attachment, document, managed, role, rolePolicy, TRUST, WORKER, workers } from "../../iams";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const ROLE = "aws:iam/role:Role";
const fix =
    "Name the secrets or objects that nodes need, give the rights of a workload to its Pod (EKS Pod Identity, IRSA), or name the role in allowedRoles.";
const worker = (props: object) => ({ type: ROLE, name: "node", props: { assumeRolePolicy: TRUST.ec2, ...props } });
const inline = (...statements: object[]) =>
    worker({ managedPolicyArns: [WORKER], inlinePolicies: [{ name: "own", policy: document(...statements) }] });
const to = 'to role "node" of Kubernetes nodes';
const at = "inlinePolicies[0].policy › Statement[0]";

const elsewhere =
    "Give the right to the role of the control plane or of etcd's own machines alone, or name the role in allowedRoles.";

policyTable(nodeRoleReadsNoKeys, {
    fails: {
        "every secret of the account": {
            ...inline(allow("secretsmanager:GetSecretValue")),
            reports: [`${at}: allows secretsmanager:GetSecretValue on * ${to}. ${fix}`],
        },
        "every secret of one region": {
            ...inline(allow("secretsmanager:Get*", "arn:aws:secretsmanager:us-west-2:123456789012:secret:*")),
            reports: [
                `${at}: allows secretsmanager:GetSecretValue (by secretsmanager:get*) on arn:aws:secretsmanager:us-west-2:123456789012:secret:* ${to}. ${fix}`,
            ],
        },
        "every object, as AWS's own policies allow": {
            ...worker({ managedPolicyArns: [WORKER, managed("AmazonS3ReadOnlyAccess"), managed("AmazonS3FullAccess")] }),
            reports: [
                `managedPolicyArns[1]: attaches AmazonS3ReadOnlyAccess, which allows s3:GetObject (by s3:get*) on * ${to}. ${fix}`,
                `managedPolicyArns[2]: attaches AmazonS3FullAccess, which allows s3:GetObject (by s3:*) on * ${to}. ${fix}`,
            ],
        },
        "the old policy for Systems Manager reads every bucket": {
            ...worker({ managedPolicyArns: [WORKER, managed("service-role/AmazonEC2RoleforSSM")] }),
            reports: [`managedPolicyArns[1]: attaches AmazonEC2RoleforSSM, which allows s3:GetObject on * ${to}. ${fix}`],
        },
        "parameters are read by every node with Systems Manager": {
            ...inline(allow(["ssm:GetParameter", "ssm:GetParametersByPath", "kms:Decrypt"])),
            reports: [
                `(advisory) [medium] ${at}: allows ssm:GetParameter, ssm:GetParametersByPath and kms:Decrypt on * ${to}. ${fix}`,
            ],
        },
        "the key of etcd's authority, by its name": {
            ...inline(
                allow("secretsmanager:GetSecretValue", [
                    "arn:aws:secretsmanager:us-west-2:123456789012:secret:shop/etcd-ca-key-??????",
                    "arn:aws:secretsmanager:us-west-2:123456789012:secret:shop/registry-??????",
                ]),
            ),
            reports: [
                `${at}: lets role "node" of Kubernetes nodes read the key of etcd's authority (secretsmanager:GetSecretValue on ` +
                    `arn:aws:secretsmanager:us-west-2:123456789012:secret:shop/etcd-ca-key-??????). ${elsewhere}`,
            ],
        },
        "a folder of etcd's files, in which a key may be": {
            ...inline(allow(["s3:GetObject"], "arn:aws:s3:::shop-pki/etcd/server/*")),
            reports: [
                `(advisory) ${at}: lets role "node" of Kubernetes nodes read what may be a key of etcd's own (s3:GetObject on arn:aws:s3:::shop-pki/etcd/server/*). ${elsewhere}`,
            ],
        },
        "the same role of AWS's own provider": {
            type: "aws-native:iam:Role",
            name: "node",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.ec2),
                managedPolicyArns: [WORKER, managed("SecretsManagerReadWrite")],
            },
            reports: [
                `managedPolicyArns[1]: attaches SecretsManagerReadWrite, which allows secretsmanager:GetSecretValue (by secretsmanager:*) on * ${to}. ${fix}`,
            ],
        },
    },
    passes: {
        "what every worker needs": worker({
            managedPolicyArns: [WORKER, managed("AmazonSSMManagedInstanceCore"), managed("AmazonEC2ContainerRegistryReadOnly")],
        }),
        "the secrets and objects that nodes need": inline(
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-west-2:123456789012:secret:nodes/*"),
            allow("s3:GetObject", "arn:aws:s3:::shop-nodes/*"),
        ),
        "a secret of etcd's that is no key": inline(
            allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:etcd-dashboard-password-*"),
        ),
        "objects of one tag": inline(allow("s3:GetObject", "*", { StringEquals: { "aws:ResourceTag/for": "nodes" } })),
        "an administrator's role changes nodes, which is told there": worker({
            managedPolicyArns: [WORKER, managed("AdministratorAccess")],
        }),
        "a role of Pods": {
            type: ROLE,
            props: { assumeRolePolicy: TRUST.irsa, managedPolicyArns: [managed("SecretsManagerReadWrite")] },
        },
        "a role that is named by a pattern": {
            ...inline(allow("s3:GetObject")),
            config: { allowedRoles: [{ name: "no*", reason: "reads every bucket of logs" }] },
        },
    },
    unknowns: {
        "a policy of a node that is made of an output": {
            ...worker({ managedPolicyArns: [WORKER], inlinePolicies: [{ name: "own", policy: UNKNOWN }] }),
            unknown: "inlinePolicies.0.policy",
        },
    },
    stacks: {
        "attached beside the worker's policy": {
            resources: [
                ...workers,
                attachment("s3", "node", "AmazonS3ReadOnlyAccess"),
                rolePolicy("external-secrets", "node", allow("secretsmanager:GetSecretValue")),
            ],
            reports: [
                `policy › Statement[0]: allows secretsmanager:GetSecretValue on * ${to}. ${fix} @external-secrets`,
                `policyArn: attaches AmazonS3ReadOnlyAccess, which allows s3:GetObject (by s3:get*) on * ${to}. ${fix} @s3`,
            ],
        },
        "a machine that only its name makes a node": {
            resources: [role("k8s-agents", TRUST.ec2), attachment("s3", "k8s-agents", "AmazonS3FullAccess")],
            reports: [
                "(advisory) policyArn: attaches AmazonS3FullAccess, which allows s3:GetObject (by s3:*) on * to role " +
                    `"k8s-agents" of EC2 instances. ${fix} @s3`,
            ],
        },
        "a control plane reads the keys of its etcd": {
            resources: [
                role("masters", TRUST.ec2),
                { type: "aws:iam/instanceProfile:InstanceProfile", name: "masters", props: { name: "masters", role: "masters" } },
                {
                    type: "aws:ec2/instance:Instance",
                    name: "master-0",
                    props: { iamInstanceProfile: "masters", tags: { "k8s.io/role/control-plane": "1" } },
                },
                rolePolicy(
                    "pki",
                    "masters",
                    allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:etcd-ca-key-*"),
                ),
            ],
            reports: [],
        },
        "an application's machine": {
            resources: [role("web", TRUST.ec2), attachment("s3", "web", "AmazonS3FullAccess")],
            reports: [],
        },
        "what the role shows by itself is not told again": {
            resources: [{ ...inline(allow("s3:GetObject")), name: "node" }],
            reports: [],
        },
    },
});
