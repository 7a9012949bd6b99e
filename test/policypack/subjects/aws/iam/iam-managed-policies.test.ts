import { allowing } from "../../../../../policypack/parse/iam-policy";
import { nameOfManaged, statementsOfManaged } from "../../../../../policypack/subjects/aws/iam/iam-managed-policies";

const allows = (name: string, action: string) => allowing(statementsOfManaged(name), action, "*").length > 0;

/** What the documents that AWS publishes of its policies (AWS Managed Policy Reference) allow on everything, and what they do not. */
test.each<[name: string, allowed: string[], not: string[]]>([
    ["AdministratorAccess", ["ec2:RunInstances", "iam:CreateRole", "s3:GetObject"], []],
    [
        "PowerUserAccess",
        ["ec2:RunInstances", "ssm:StartSession", "logs:DeleteLogGroup"],
        ["iam:AttachRolePolicy", "organizations:LeaveOrganization", "account:CloseAccount"],
    ],
    [
        "SystemAdministrator",
        [
            "autoscaling:CreateLaunchConfiguration",
            "ec2:CreateLaunchTemplateVersion",
            "ec2:ModifyInstanceAttribute",
            "ec2:ModifyLaunchTemplate",
            "ec2:RunInstances",
            "ec2:StopInstances",
            "s3:PutObject",
        ],
        ["iam:CreateRole", "ssm:SendCommand"],
    ],
    [
        "DataScientist",
        ["autoscaling:UpdateAutoScalingGroup", "ec2:ModifyInstanceAttribute", "ec2:RunInstances", "s3:GetObject", "s3:PutObject"],
        ["ec2:ModifyLaunchTemplate", "s3:DeleteObject"],
    ],
    [
        "ReadOnlyAccess",
        ["s3:GetObject", "ssm:GetParameter"],
        ["s3:PutObject", "ssm:SendCommand", "secretsmanager:GetSecretValue"],
    ],
    ["IAMFullAccess", ["iam:AttachRolePolicy"], ["ec2:RunInstances"]],
    ["AmazonEC2FullAccess", ["autoscaling:UpdateAutoScalingGroup", "ec2:ModifyInstanceAttribute"], ["ssm:SendCommand"]],
    ["AutoScalingFullAccess", ["autoscaling:UpdateAutoScalingGroup"], ["ec2:RunInstances"]],
    ["AWSImageBuilderFullAccess", ["imagebuilder:UpdateImagePipeline"], ["ec2:RunInstances"]],
    ["EC2InstanceConnect", ["ec2-instance-connect:SendSSHPublicKey"], ["ec2-instance-connect:OpenTunnel"]],
    ["AmazonSSMFullAccess", ["ssm:SendCommand", "ssm:PutParameter"], ["ec2:RunInstances"]],
    ["AmazonSSMReadOnlyAccess", ["ssm:GetParameter"], ["ssm:StartSession"]],
    ["AmazonSSMAutomationRole", ["ec2:RunInstances", "ec2:StopInstances", "ssm:SendCommand"], ["ec2:ModifyInstanceAttribute"]],
    ["AmazonSSMMaintenanceWindowRole", ["ssm:GetParameters", "ssm:SendCommand"], ["ssm:StartSession"]],
    ["AWSFaultInjectionSimulatorEC2Access", ["ec2:StopInstances", "ssm:SendCommand"], ["ec2:RunInstances"]],
    ["AWSFaultInjectionSimulatorSSMAccess", ["ssm:SendCommand"], ["ec2:StopInstances"]],
    ["AmazonEKSClusterPolicy", ["autoscaling:UpdateAutoScalingGroup", "ec2:ModifyInstanceAttribute"], ["ec2:RunInstances"]],
    ["AmazonEC2RoleforSSM", ["s3:GetObject", "s3:PutObject", "ssm:GetParameters"], ["ssm:SendCommand"]],
    ["AmazonEC2RoleforAWSCodeDeploy", ["s3:GetObject"], ["s3:PutObject"]],
    ["AmazonEC2RoleforDataPipelineRole", ["s3:PutObject"], ["ec2:RunInstances"]],
    ["AmazonElasticMapReduceforEC2Role", ["s3:PutObject"], ["ec2:RunInstances"]],
    ["AmazonS3FullAccess", ["s3:PutBucketPolicy"], ["ec2:RunInstances"]],
    ["AmazonS3ReadOnlyAccess", ["s3:GetObject"], ["s3:PutObject"]],
    ["CloudWatchFullAccess", ["logs:DeleteLogGroup"], ["s3:GetObject"]],
    ["CloudWatchFullAccessV2", ["logs:DeleteLogStream"], ["s3:GetObject"]],
    ["CloudWatchLogsFullAccess", ["logs:DeleteLogGroup"], ["s3:GetObject"]],
    ["AWSLambdaExecute", ["s3:GetObject", "s3:PutObject"], ["s3:DeleteObject"]],
    ["SecretsManagerReadWrite", ["secretsmanager:GetSecretValue"], ["ssm:GetParameter"]],
    ["AWSSecretsManagerClientReadOnlyAccess", ["secretsmanager:GetSecretValue"], ["secretsmanager:PutSecretValue"]],
    ["AmazonSSMManagedInstanceCore", [], ["ssm:SendCommand", "ssm:StartSession"]],
    ["constructor", [], ["ec2:RunInstances"]],
])("what %s allows", (name, allowed, not) => {
    expect(allowed.filter((action) => !allows(name, action))).toEqual([]);
    expect(not.filter((action) => allows(name, action))).toEqual([]);
});

test("a policy of AWS is read once, however many roles have it", () => {
    expect(statementsOfManaged("AmazonS3FullAccess")).toBe(statementsOfManaged("AmazonS3FullAccess"));
});

test.each<[arn: string, name: string | undefined]>([
    ["arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess"],
    ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess", "AdministratorAccess"],
    ["arn:aws:iam::aws:policy/job-function/SystemAdministrator", "SystemAdministrator"],
    ["arn:aws:iam::123456789012:policy/AdministratorAccess", undefined],
    ["see arn:aws:iam::aws:policy/AdministratorAccess", undefined],
    ["arn:aws:iam::aws:policy/", undefined],
    ["arn:aws:iam::aws:policy/service-role/", undefined],
    ["AdministratorAccess", undefined],
])("the policy of AWS that %s names", (arn, name) => expect(nameOfManaged(arn)).toBe(name));
