import { nodeRoleReadsNoKeys } from "../../../../../policypack/policies/etcd-api/node-role-reads-no-keys";
import { nodeRoleChangesNoNodes } from "../../../../../policypack/policies/runtime-socket/node-role-changes-no-nodes";
import { nodeSessionsRestricted } from "../../../../../policypack/policies/runtime-socket/node-sessions-restricted";
import { nodeConfigurationWritersRestricted } from "../../../../../policypack/policies/static-pods/node-configuration-writers-restricted";
import { allow, attachment, document, managed, nodes, role, rolePolicy, TRUST, workers } from "../../../iams";
import { type GivenInStack, judge, judgeStack } from "../../../judge";

/** Rights that ordinary stacks give, and everything that the policies about them say: `level policy name` of each finding. */
const POLICIES = [nodeConfigurationWritersRestricted, nodeRoleReadsNoKeys, nodeSessionsRestricted, nodeRoleChangesNoNodes];

function told(...resources: readonly GivenInStack[]): string[] {
    return POLICIES.flatMap((policy) =>
        [
            ...resources.flatMap((one) => judge(policy, one).reported.map(({ level }) => ({ level, name: one.name }))),
            ...judgeStack(policy, resources).reported.map(({ level, urn }) => ({ level, name: urn?.split("::").at(-1) })),
        ].map(({ level, name }) => `${level ?? "mandatory"} ${policy.name} ${name}`),
    );
}

const cluster = [
    ...workers,
    ...nodes,
    attachment("node-cni", "node", "AmazonEKS_CNI_Policy"),
    attachment("node-ecr", "node", "AmazonEC2ContainerRegistryReadOnly"),
    attachment("node-ssm", "node", "AmazonSSMManagedInstanceCore"),
    attachment("node-logs", "node", "CloudWatchAgentServerPolicy"),
    role("cluster", TRUST.eks),
    attachment("cluster-eks", "cluster", "AmazonEKSClusterPolicy"),
    attachment("cluster-compute", "cluster", "AmazonEKSComputePolicy"),
    attachment("cluster-vpc", "cluster", "AmazonEKSVPCResourceController"),
];

test("a cluster with the policies that EKS asks for", () => expect(told(...cluster)).toEqual([]));

test("controllers that run as Pods, with the policies of their own documents", () => {
    expect(
        told(
            ...cluster,
            role("karpenter", TRUST.pods),
            rolePolicy(
                "karpenter",
                "karpenter",
                allow(
                    ["ec2:RunInstances", "ec2:CreateFleet"],
                    [
                        "arn:aws:ec2:us-west-2::image/*",
                        "arn:aws:ec2:us-west-2:*:security-group/*",
                        "arn:aws:ec2:us-west-2:*:subnet/*",
                    ],
                ),
                allow(["ec2:RunInstances", "ec2:CreateFleet"], "arn:aws:ec2:us-west-2:*:launch-template/*", {
                    StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop": "owned" },
                    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
                }),
                allow(
                    ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
                    [
                        "arn:aws:ec2:us-west-2:*:fleet/*",
                        "arn:aws:ec2:us-west-2:*:instance/*",
                        "arn:aws:ec2:us-west-2:*:launch-template/*",
                    ],
                    { StringEquals: { "aws:RequestTag/kubernetes.io/cluster/shop": "owned" } },
                ),
                allow(["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"], "arn:aws:ec2:us-west-2:*:*/*", {
                    StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop": "owned" },
                }),
                allow("ssm:GetParameter", "arn:aws:ssm:us-west-2::parameter/aws/service/*"),
                allow("iam:PassRole", "arn:aws:iam::123456789012:role/node", {
                    StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
                }),
                allow(
                    ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"],
                    "arn:aws:iam::123456789012:instance-profile/*",
                ),
            ),
            role("autoscaler", TRUST.irsa),
            rolePolicy(
                "autoscaler",
                "autoscaler",
                allow(["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeLaunchTemplateVersions", "eks:DescribeNodegroup"]),
                allow(
                    [
                        "autoscaling:SetDesiredCapacity",
                        "autoscaling:TerminateInstanceInAutoScalingGroup",
                        "autoscaling:UpdateAutoScalingGroup",
                    ],
                    "*",
                    { StringEquals: { "autoscaling:ResourceTag/k8s.io/cluster-autoscaler/shop": "owned" } },
                ),
            ),
            role("balancers", TRUST.irsa),
            rolePolicy(
                "balancers",
                "balancers",
                allow([
                    "ec2:AuthorizeSecurityGroupIngress",
                    "ec2:CreateSecurityGroup",
                    "ec2:CreateTags",
                    "elasticloadbalancing:*",
                ]),
                // Version 1 of the controller asked for these.
                allow(["ec2:ModifyInstanceAttribute", "ec2:ModifyNetworkInterfaceAttribute", "ec2:DescribeInstances"]),
            ),
            role("ebs-csi", TRUST.pods),
            attachment("ebs-csi", "ebs-csi", "service-role/AmazonEBSCSIDriverPolicy"),
            role("termination", TRUST.irsa),
            rolePolicy(
                "termination",
                "termination",
                allow([
                    "autoscaling:CompleteLifecycleAction",
                    "autoscaling:DescribeTags",
                    "ec2:DescribeInstances",
                    "sqs:ReceiveMessage",
                ]),
            ),
            role("secrets", TRUST.irsa),
            rolePolicy("secrets", "secrets", allow(["secretsmanager:GetSecretValue", "ssm:GetParameter*"])),
            role("backups", TRUST.pods),
            rolePolicy(
                "backups",
                "backups",
                allow(["ec2:CreateSnapshot", "ec2:CreateVolume"]),
                allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "arn:aws:s3:::shop-backups/*"),
            ),
        ),
    ).toEqual([]);
});

test("an account without Kubernetes: functions, deployments, people", () => {
    expect(
        told(
            role("fn", TRUST.lambda),
            attachment("fn-basic", "fn", "service-role/AWSLambdaBasicExecutionRole"),
            rolePolicy("fn", "fn", allow(["s3:GetObject", "s3:PutObject"]), allow(["ssm:GetParameter", "ssm:PutParameter"])),
            role("web", TRUST.ec2),
            attachment("web-ssm", "web", "AmazonSSMManagedInstanceCore"),
            attachment("web-s3", "web", "AmazonS3FullAccess"),
            attachment("web-reads", "web", "ReadOnlyAccess"),
            role("build", TRUST.ec2),
            attachment("build-all", "build", "AdministratorAccess"),
            role("github", TRUST.ci),
            attachment("github-power", "github", "PowerUserAccess"),
            role("deploy", TRUST.account),
            rolePolicy("deploy", "deploy", allow("*")),
            {
                type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                name: "admins",
                props: { group: "admins", policyArn: managed("AdministratorAccess") },
            },
            {
                type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
                name: "sysadmins",
                props: { permissionSetArn: "arn:sso", managedPolicyArn: managed("job-function/SystemAdministrator") },
            },
            {
                type: "aws:iam/userPolicy:UserPolicy",
                name: "own-sessions",
                props: {
                    user: "ann",
                    policy: document(
                        allow(["ssm:TerminateSession", "ssm:ResumeSession"], "arn:aws:ssm:*:*:session/${aws:userid}-*"),
                    ),
                },
            },
        ),
    ).toEqual([]);
});

test("what is advised in such an account: sessions on all machines, all launch templates", () => {
    expect(
        told(
            {
                type: "aws:iam/groupPolicy:GroupPolicy",
                name: "support",
                props: { group: "support", policy: document(allow(["ssm:StartSession", "ssm:DescribeSessions"])) },
            },
            role("images", TRUST.ci),
            rolePolicy("images", "images", allow(["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"])),
            role("deploy", TRUST.ci),
            rolePolicy("deploy", "deploy", allow(["codedeploy:*", "ssm:SendCommand"])),
        ),
    ).toEqual([
        "advisory node-configuration-writers-restricted images",
        "advisory node-sessions-restricted deploy",
        "advisory node-sessions-restricted support",
    ]);
});
