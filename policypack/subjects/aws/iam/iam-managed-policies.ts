import { iamPolicy, type Statement } from "../../../parse/iam-policy";

/**
 * What the policies of AWS that people attach allow, of the actions that matter here. From the documents that IAM returned for them in
 * March 2026; a policy that is not here allows none of it for every resource (what workers need, `AmazonSSMManagedInstanceCore` among it), or is
 * made for one service's own role.
 */
const ALLOWED: Readonly<Record<string, Actions>> = {
    AdministratorAccess: ["*"],
    PowerUserAccess: { but: ["iam:*", "organizations:*", "account:*"] },
    SystemAdministrator: [
        "autoscaling:*",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyLaunchTemplate",
        "ec2:RunInstances",
        "ec2:StopInstances",
        "s3:*",
    ],
    DataScientist: ["autoscaling:*", "ec2:ModifyInstanceAttribute", "ec2:RunInstances", "s3:Get*", "s3:PutObject"],
    ReadOnlyAccess: ["s3:Get*", "ssm:Get*"],
    IAMFullAccess: ["iam:*"],
    AmazonEC2FullAccess: ["autoscaling:*", "ec2:*"],
    AutoScalingFullAccess: ["autoscaling:*"],
    AWSImageBuilderFullAccess: ["imagebuilder:*"],
    EC2InstanceConnect: ["ec2-instance-connect:SendSSHPublicKey"],
    AmazonSSMFullAccess: ["ssm:*"],
    AmazonSSMReadOnlyAccess: ["ssm:Get*"],
    AmazonSSMAutomationRole: ["ec2:RunInstances", "ec2:StopInstances", "ssm:*"],
    AmazonSSMMaintenanceWindowRole: ["ssm:GetParameters", "ssm:SendCommand"],
    AWSFaultInjectionSimulatorEC2Access: ["ec2:StopInstances", "ssm:SendCommand"],
    AWSFaultInjectionSimulatorSSMAccess: ["ssm:SendCommand"],
    AmazonEKSClusterPolicy: ["autoscaling:UpdateAutoScalingGroup", "ec2:ModifyInstanceAttribute"],
    AmazonEC2RoleforSSM: ["s3:GetObject", "s3:PutObject", "ssm:GetParameters"],
    AmazonEC2RoleforAWSCodeDeploy: ["s3:GetObject"],
    AmazonEC2RoleforDataPipelineRole: ["s3:*"],
    AmazonElasticMapReduceforEC2Role: ["s3:*"],
    AmazonS3FullAccess: ["s3:*"],
    AmazonS3ReadOnlyAccess: ["s3:Get*"],
    CloudWatchFullAccess: ["logs:*"],
    CloudWatchFullAccessV2: ["logs:*"],
    CloudWatchLogsFullAccess: ["logs:*"],
    AWSLambdaExecute: ["s3:GetObject", "s3:PutObject"],
    SecretsManagerReadWrite: ["secretsmanager:*"],
    AWSSecretsManagerClientReadOnlyAccess: ["secretsmanager:GetSecretValue"],
};
type Actions = readonly string[] | { readonly but: readonly string[] };

/** Policies of AWS in every partition: `arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM`. */
const OF_AWS = /^arn:[^:]*:iam::aws:policy\/(?:[^/]+\/)*([^/]+)$/;

/** The name of a policy that AWS manages, from its ARN; undefined for a policy of one's own. */
export const nameOfManaged = (arn: string): string | undefined => OF_AWS.exec(arn)?.[1];

const read = new Map<string, readonly Statement[]>();

/** What a policy of AWS allows of what matters here; empty for one that allows none of it. */
export function statementsOfManaged(name: string): readonly Statement[] {
    if (!Object.hasOwn(ALLOWED, name)) return [];
    const known = read.get(name);
    if (known !== undefined) return known;
    const actions = ALLOWED[name]!;
    const which = "but" in actions ? { NotAction: actions.but } : { Action: actions };
    const policy = iamPolicy({ Statement: [{ Effect: "Allow", ...which, Resource: "*" }] });
    const statements = policy.ok ? policy.value : [];
    read.set(name, statements);
    return statements;
}
