import type { IamRight } from "./iam-grant";

const INSTANCES = "arn:*:ec2:*:*:instance/*";
const TEMPLATES = "arn:*:ec2:*:*:launch-template/*";
const SCALING_GROUPS = "arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*";
const PARAMETERS = "arn:*:ssm:*:*:parameter/*";
const OBJECTS = "arn:*:s3:::*/*";
const ROLES = "arn:*:iam::*:role/*";

/** Documents of Systems Manager that run whatever they are handed. */
const RUNS_ANYTHING = [
    "AWS-RunShellScript",
    "AWS-RunPowerShellScript",
    "AWS-RunRemoteScript",
    "AWS-RunDocument",
    "AWS-ApplyAnsiblePlaybooks",
];
const running = (action: string) => RUNS_ANYTHING.map((name) => ({ action, on: `arn:*:ssm:*:*:document/${name}` }));

/** Running a command on a machine. */
export const RUNS_COMMANDS: IamRight = {
    action: "ssm:SendCommand",
    on: INSTANCES,
    thing: "instance",
    needs: running("ssm:SendCommand"),
};

/**
 * What changes how nodes boot. Conditions of AWS that decide: user data changes on stopped instances only, and who gives an auto scaling group
 * another template must be allowed to start machines (Amazon EC2 Auto Scaling, "Control Amazon EC2 launch template usage"). Left out, as they
 * change no configuration: `eks:UpdateNodegroupConfig` (sizes, labels, taints), `autoscaling:SetDesiredCapacity`, and what Karpenter needs
 * (`ec2:CreateLaunchTemplate`, `ec2:CreateFleet`, `ec2:RunInstances`), which makes new things and changes none.
 */
export const CONFIGURES_NODES: readonly IamRight[] = [
    { action: "ec2:CreateLaunchTemplateVersion", on: TEMPLATES, thing: "launch template" },
    { action: "ec2:ModifyLaunchTemplate", on: TEMPLATES, thing: "launch template" },
    {
        action: "ec2:ModifyInstanceAttribute",
        on: INSTANCES,
        thing: "instance",
        needs: [{ action: "ec2:StopInstances", on: INSTANCES }],
    },
    {
        action: "autoscaling:UpdateAutoScalingGroup",
        on: SCALING_GROUPS,
        thing: "auto scaling group",
        needs: [
            { action: "ec2:RunInstances", on: INSTANCES },
            { action: "autoscaling:CreateLaunchConfiguration", on: "arn:*:autoscaling:*:*:launchConfiguration:*" },
        ],
    },
    { action: "eks:UpdateNodegroupVersion", on: "arn:*:eks:*:*:nodegroup/*", thing: "node group" },
];

/** What changes what nodes take from a store, or are built of: it concerns a node only where the thing is known to. */
export const FEEDS_NODES: readonly IamRight[] = [
    { action: "imagebuilder:UpdateImagePipeline", on: "arn:*:imagebuilder:*:*:image-pipeline/*", thing: "image pipeline" },
    { action: "ssm:PutParameter", on: PARAMETERS, thing: "parameter" },
    { action: "s3:PutObject", on: OBJECTS, thing: "object" },
];

/** What runs commands on machines, or lets somebody log in there; Systems Manager's agent is root. */
export const ENTERS_NODES: readonly IamRight[] = [
    { action: "ssm:StartSession", on: INSTANCES, thing: "instance" },
    { action: "ssm:ResumeSession", on: "arn:*:ssm:*:*:session/*", thing: "session" },
    RUNS_COMMANDS,
    { action: "ssm:CreateAssociation", on: INSTANCES, thing: "instance", needs: running("ssm:CreateAssociation") },
    { action: "ec2-instance-connect:SendSSHPublicKey", on: INSTANCES, thing: "instance" },
    { action: "ec2-instance-connect:SendSerialConsoleSSHPublicKey", on: INSTANCES, thing: "instance" },
    // The password is encrypted for the key pair of the instance.
    { action: "ec2:GetPasswordData", on: INSTANCES, thing: "instance", isByNameOnly: true },
];

/** What gives whoever has it any other right. Every role that trusts the account, or the nodes, is taken by `sts:AssumeRole` on all of them. */
export const ESCALATES: readonly IamRight[] = [
    { action: "sts:AssumeRole", on: ROLES, thing: "role" },
    { action: "eks:AssociateAccessPolicy", on: "arn:*:eks:*:*:access-entry/*", thing: "role" },
    { action: "iam:AttachRolePolicy", on: ROLES, thing: "role" },
    { action: "iam:PutRolePolicy", on: ROLES, thing: "role" },
    { action: "iam:CreatePolicyVersion", on: "arn:*:iam::*:policy/*", thing: "role" },
    {
        action: "iam:PassRole",
        on: ROLES,
        thing: "role",
        needs: [{ action: "ec2:RunInstances", on: INSTANCES }],
    },
    { action: "iam:UpdateAssumeRolePolicy", on: ROLES, thing: "role" },
    { action: "iam:SetDefaultPolicyVersion", on: "arn:*:iam::*:policy/*", thing: "role" },
    { action: "iam:CreateAccessKey", on: "arn:*:iam::*:user/*", thing: "role" },
];

/** What reads where keys are kept. */
export const READS_KEYS: readonly IamRight[] = [
    { action: "secretsmanager:GetSecretValue", on: "arn:*:secretsmanager:*:*:secret:*", thing: "secret" },
    { action: "s3:GetObject", on: OBJECTS, thing: "object" },
    { action: "ssm:GetParameter", on: PARAMETERS, thing: "parameter" },
    { action: "ssm:GetParameters", on: PARAMETERS, thing: "parameter" },
    { action: "ssm:GetParametersByPath", on: PARAMETERS, thing: "parameter" },
    { action: "kms:Decrypt", on: "arn:*:kms:*:*:key/*", thing: "key" },
];

const LOG_GROUPS = "arn:*:logs:*:*:log-group:*";

/** What deletes a record that is kept in CloudWatch Logs. `logs:PutRetentionPolicy` shortens one too, but AWS's own policy for its agent has it. */
export const DELETES_LOGS: readonly IamRight[] = [
    { action: "logs:DeleteLogGroup", on: LOG_GROUPS, thing: "log group" },
    { action: "logs:DeleteLogStream", on: LOG_GROUPS, thing: "log group" },
];
