import { nodeRoleChangesNoNodes } from "../../../../policypack/policies/runtime-socket/node-role-changes-no-nodes";
import { allow, attachment, document, managed, nodes, role, rolePolicy, TRUST, WORKER, workers } from "../../iams";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const ROLE = "aws:iam/role:Role";
const NATIVE = "aws-native:iam:Role";
const fix =
    "Give the rights to the Pod that needs them (EKS Pod Identity, IRSA) and take them from the nodes' role, or name the role in allowedRoles.";
const worker = (props: object) => ({ type: ROLE, name: "node", props: { assumeRolePolicy: TRUST.ec2, ...props } });
const inline = (...statements: object[]) =>
    worker({ managedPolicyArns: [WORKER], inlinePolicies: [{ name: "own", policy: document(...statements) }] });
const nodeRole = 'role "node" of Kubernetes nodes';
const at = "inlinePolicies[0].policy › Statement[0]";

const toBox = `policy › Statement[0]: allows ssm:SendCommand on * to role "box" of Kubernetes nodes. ${fix} @own`;

policyTable(nodeRoleChangesNoNodes, {
    fails: {
        "a policy of AWS lets a node command all others": {
            ...worker({ managedPolicyArns: [WORKER, managed("AmazonSSMFullAccess")] }),
            reports: [
                "managedPolicyArns[1]: attaches AmazonSSMFullAccess, which allows ssm:StartSession, ssm:ResumeSession, ssm:SendCommand " +
                    `and ssm:CreateAssociation (by ssm:*) on * to ${nodeRole}. ${fix}`,
            ],
        },
        "the whole of EC2 is user data and templates": {
            ...worker({ managedPolicyArns: [WORKER, managed("AmazonEC2FullAccess")] }),
            reports: [
                "managedPolicyArns[1]: attaches AmazonEC2FullAccess, which allows ec2:CreateLaunchTemplateVersion, " +
                    `ec2:ModifyLaunchTemplate, ec2:ModifyInstanceAttribute and autoscaling:UpdateAutoScalingGroup (by ec2:* and autoscaling:*) on * to ${nodeRole}. ${fix}`,
            ],
        },
        "an administrator's policy is everything": {
            ...worker({ managedPolicyArns: [WORKER, managed("AdministratorAccess")] }),
            reports: [`managedPolicyArns[1]: attaches AdministratorAccess, which allows everything on * to ${nodeRole}. ${fix}`],
        },
        "all but IAM is everything that matters": {
            ...inline({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            reports: [
                `${at}: allows ec2:CreateLaunchTemplateVersion, ec2:ModifyLaunchTemplate, ec2:ModifyInstanceAttribute and 10 more ` +
                    `(by NotAction) on * to ${nodeRole}. ${fix}`,
            ],
        },
        "a node that writes launch templates changes its successors": {
            ...inline(allow(["ec2:CreateLaunchTemplateVersion", "ec2:Describe*"])),
            reports: [`${at}: allows ec2:CreateLaunchTemplateVersion on * to ${nodeRole}. ${fix}`],
        },
        "user data can be changed where the instance can be stopped": {
            ...inline(allow("ec2:ModifyInstanceAttribute"), allow("ec2:StopInstances")),
            reports: [`${at}: allows ec2:ModifyInstanceAttribute on * to ${nodeRole}. ${fix}`],
        },
        "another template in a group starts other machines": {
            ...inline(allow(["autoscaling:UpdateAutoScalingGroup", "ec2:RunInstances"])),
            reports: [`${at}: allows autoscaling:UpdateAutoScalingGroup on * to ${nodeRole}. ${fix}`],
        },
        ...Object.fromEntries(
            ["iam:UpdateAssumeRolePolicy", "iam:SetDefaultPolicyVersion", "iam:CreateAccessKey"].map((action) => [
                `whoever may ${action} is soon somebody else`,
                { ...inline(allow(action)), reports: [`${at}: allows ${action} on * to ${nodeRole}. ${fix}`] },
            ]),
        ),
        "everything of EC2, in a short pattern": {
            ...inline(allow("ec2:ModifyLaunchTemplate", "arn:aws:ec2:*"), allow("ssm:StartSession", "arn:aws:*")),
            reports: [
                `${at}: allows ec2:ModifyLaunchTemplate on arn:aws:ec2:* to ${nodeRole}. ${fix}`,
                `inlinePolicies[0].policy › Statement[1]: allows ssm:StartSession on arn:aws:* to ${nodeRole}. ${fix}`,
            ],
        },
        "every id begins like that": {
            ...inline(
                allow("ssm:StartSession", "arn:aws:ec2:*:*:instance/i-*"),
                allow("ec2:ModifyLaunchTemplate", "arn:aws:ec2:*:*:launch-template/lt-0*"),
            ),
            reports: [
                `${at}: allows ssm:StartSession on arn:aws:ec2:*:*:instance/i-* to ${nodeRole}. ${fix}`,
                `inlinePolicies[0].policy › Statement[1]: allows ec2:ModifyLaunchTemplate on arn:aws:ec2:*:*:launch-template/lt-0* to ${nodeRole}. ${fix}`,
            ],
        },
        "a boundary that takes nothing back": {
            ...inline(allow("ssm:SendCommand")),
            props: {
                ...inline(allow("ssm:SendCommand")).props,
                permissionsBoundary: "arn:aws:iam::aws:policy/AdministratorAccess",
            },
            reports: [`${at}: allows ssm:SendCommand on * to ${nodeRole}. ${fix}`],
        },
        "every instance of one region": {
            ...inline(
                allow("ssm:SendCommand", [
                    "arn:aws:ec2:us-west-2:123456789012:instance/*",
                    "arn:aws:ssm:us-west-2::document/AWS-RunShellScript",
                ]),
            ),
            reports: [
                `${at}: allows ssm:SendCommand on arn:aws:ec2:us-west-2:123456789012:instance/* and ` +
                    `arn:aws:ssm:us-west-2::document/AWS-RunShellScript to ${nodeRole}. ${fix}`,
            ],
        },
        "a tag of the cluster names the other nodes": {
            ...inline(
                allow("ssm:StartSession", "*", { StringEquals: { "ssm:resourceTag/kubernetes.io/cluster/shop": "owned" } }),
            ),
            reports: [`${at}: allows ssm:StartSession on * with tag kubernetes.io/cluster/shop to ${nodeRole}. ${fix}`],
        },
        "rights that a node gives itself are all of them": {
            ...inline(allow(["iam:PutRolePolicy", "iam:GetRole"])),
            reports: [`${at}: allows iam:PutRolePolicy on * to ${nodeRole}. ${fix}`],
        },
        "nodes that make somebody the cluster's administrator": {
            ...inline(allow(["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"])),
            reports: [`${at}: allows eks:AssociateAccessPolicy on * to ${nodeRole}. ${fix}`],
        },
        "nodes that take every role": {
            ...inline(allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/*")),
            reports: [`${at}: allows sts:AssumeRole on arn:aws:iam::123456789012:role/* to ${nodeRole}. ${fix}`],
        },
        "the same role of AWS's own provider": {
            type: NATIVE,
            name: "node",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.ec2),
                managedPolicyArns: [WORKER],
                policies: [{ policyName: "own", policyDocument: JSON.parse(document(allow("eks:UpdateNodegroupVersion"))) }],
            },
            reports: [`policies[0].policyDocument.Statement[0]: allows eks:UpdateNodegroupVersion on * to ${nodeRole}. ${fix}`],
        },
        "a boundary may take it back": {
            ...worker({
                managedPolicyArns: [WORKER, managed("AdministratorAccess")],
                permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
            }),
            reports: [
                `(advisory) managedPolicyArns[1]: attaches AdministratorAccess, which allows everything on * to ${nodeRole}. ${fix}`,
            ],
        },
        "a boundary that cannot be read may take it back": {
            ...worker({
                managedPolicyArns: [WORKER, managed("AdministratorAccess")],
                permissionsBoundary: { toString: "arn:aws:iam::aws:policy/AdministratorAccess" },
            }),
            reports: [
                `(advisory) managedPolicyArns[1]: attaches AdministratorAccess, which allows everything on * to ${nodeRole}. ${fix}`,
            ],
        },
        "an attached policy that cannot be read": {
            ...worker({ managedPolicyArns: [WORKER, { arn: "x" }] }),
            reports: ["managedPolicyArns[1]: is an object where text was expected, so it could not be judged. Correct it."],
        },
        ...Object.fromEntries(
            [
                ["in other regions", { StringNotEquals: { "aws:RequestedRegion": "us-west-2" } }],
                ["of plain HTTP", { Bool: { "aws:SecureTransport": "false" } }],
                ["of another team's instances", { StringEquals: { "aws:ResourceTag/team": "data" } }],
            ].map(([which, Condition]) => [
                `a denial ${which as string} takes nothing back`,
                {
                    ...inline(allow("ssm:SendCommand"), { Effect: "Deny", Action: "ssm:*", Resource: "*", Condition }),
                    reports: [`${at}: allows ssm:SendCommand on * to ${nodeRole}. ${fix}`],
                },
            ]),
        ),
        "a denial in another partition takes nothing back": {
            ...inline(allow("ssm:StartSession"), {
                ...allow("ssm:StartSession", "arn:aws-cn:ec2:*:*:instance/*"),
                Effect: "Deny",
            }),
            reports: [`${at}: allows ssm:StartSession on * to ${nodeRole}. ${fix}`],
        },
        "a denial in an account that may be the own one": {
            ...inline(allow("ssm:StartSession"), {
                ...allow("ssm:*", "arn:aws:ec2:*:123456789012:instance/*"),
                Effect: "Deny",
            }),
            reports: [`(advisory) ${at}: allows ssm:StartSession on * to ${nodeRole}. ${fix}`],
        },
        "a denial of a cluster's instances may take it back": {
            ...inline(allow("ssm:SendCommand"), {
                Effect: "Deny",
                Action: "ssm:*",
                Resource: "*",
                Condition: { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop": "owned" } },
            }),
            reports: [`(advisory) ${at}: allows ssm:SendCommand on * to ${nodeRole}. ${fix}`],
        },
        "a denial with conditions may take it back": {
            ...inline(allow("ssm:SendCommand"), {
                Effect: "Deny",
                Action: "ssm:*",
                Resource: "*",
                Condition: { StringNotEquals: { "aws:ResourceTag/team": "web" } },
            }),
            reports: [`(advisory) ${at}: allows ssm:SendCommand on * to ${nodeRole}. ${fix}`],
        },
    },
    passes: {
        "what is denied of every thing of the kind, with the partition": inline(
            allow(["ssm:StartSession", "ec2:ModifyLaunchTemplate"]),
            { ...allow("ssm:*", "arn:aws:ec2:*:*:instance/*"), Effect: "Deny" },
            { ...allow("ec2:*LaunchTemplate*", "arn:aws:ec2:*"), Effect: "Deny" },
        ),
        "the same in China, where what is allowed is": inline(allow("ssm:StartSession", "arn:aws-cn:ec2:*:*:instance/*"), {
            ...allow("ssm:*", "arn:aws-cn:ec2:*:*:*"),
            Effect: "Deny",
        }),
        "one instance, beside everything of another service": inline(
            allow(["ssm:StartSession", "s3:GetObject"], ["arn:aws:s3:::*", "arn:aws:ec2:us-west-2:123456789012:instance/i-0abc"]),
        ),
        "what every worker needs": worker({
            managedPolicyArns: [
                WORKER,
                ...["AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly", "AmazonSSMManagedInstanceCore"].map(managed),
                ...["CloudWatchAgentServerPolicy", "service-role/AmazonEBSCSIDriverPolicy"].map(managed),
            ],
        }),
        "the least that a worker needs": worker({
            managedPolicyArns: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"].map(managed),
        }),
        "the cluster's policy changes no machine by itself": worker({
            managedPolicyArns: [WORKER, managed("AmazonEKSClusterPolicy")],
        }),
        "sizes are no configuration": inline(
            allow(["autoscaling:SetDesiredCapacity", "autoscaling:UpdateAutoScalingGroup", "eks:UpdateNodegroupConfig"]),
        ),
        "a document that runs one thing": inline(
            allow("ssm:SendCommand", ["arn:aws:ec2:*:*:instance/*", "arn:aws:ssm:*:*:document/rotate-logs"]),
        ),
        "instances of another team": inline(allow("ssm:SendCommand", "*", { StringEquals: { "aws:ResourceTag/team": "web" } })),
        "a denial takes it back": inline(allow("ec2:*"), { Effect: "Deny", Action: "ec2:*", Resource: "*" }),
        "one role that nodes take": inline(allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/dns")),
        "its own parameters": inline(allow("ssm:PutParameter", "arn:aws:ssm:*:*:parameter/cni/*")),
        "machines that nothing shows to be nodes": {
            type: ROLE,
            name: "build",
            props: { assumeRolePolicy: TRUST.ec2, managedPolicyArns: [managed("AdministratorAccess")] },
        },
        "a role of Pods is judged elsewhere": {
            type: ROLE,
            props: { assumeRolePolicy: TRUST.pods, managedPolicyArns: [managed("AmazonSSMFullAccess")] },
        },
        "a role that is named": {
            ...inline(allow("ec2:ModifyLaunchTemplate")),
            config: { allowedRoles: [{ name: "node", reason: "self-updating nodes" }] },
        },
    },
    unknowns: {
        "one statement of several, where the policy is data": {
            type: NATIVE,
            name: "node",
            props: {
                assumeRolePolicyDocument: JSON.parse(TRUST.ec2),
                managedPolicyArns: [WORKER],
                policies: [
                    { policyDocument: { Statement: [allow("ssm:SendCommand"), allow("s3:GetObject", UNKNOWN)] } },
                    { policyDocument: { Statement: allow("ec2:ModifyLaunchTemplate") } },
                ],
            },
            unknown: "policies.0.policyDocument.Statement.1.Resource",
            reports: [
                `policies[0].policyDocument.Statement[0]: allows ssm:SendCommand on * to ${nodeRole}. ${fix}`,
                `policies[1].policyDocument.Statement: allows ec2:ModifyLaunchTemplate on * to ${nodeRole}. ${fix}`,
            ],
        },
        "a policy of a node that is made of an output": {
            ...worker({
                managedPolicyArns: [WORKER, managed("IAMFullAccess")],
                inlinePolicies: [{ name: "own", policy: UNKNOWN }],
            }),
            unknown: "inlinePolicies.0.policy",
            reports: [
                "managedPolicyArns[1]: attaches IAMFullAccess, which allows iam:AttachRolePolicy, iam:PutRolePolicy, iam:CreatePolicyVersion and 3 more (by iam:*) " +
                    `on * to ${nodeRole}. ${fix}`,
            ],
        },
    },
    stacks: {
        "attached beside the worker's policy": {
            resources: [...workers, attachment("ssm", "node", "AmazonSSMAutomationRole")],
            reports: [
                "policyArn: attaches AmazonSSMAutomationRole, which allows ssm:StartSession, ssm:ResumeSession, ssm:SendCommand " +
                    `and ssm:CreateAssociation (by ssm:*) on * to ${nodeRole}. ${fix} @ssm`,
            ],
        },
        "what the role shows by itself is not told again": {
            resources: [{ ...inline(allow("ec2:ModifyLaunchTemplate")), name: "node" }],
            reports: [],
        },
        "what completes it stands in another policy": {
            resources: [
                {
                    ...inline(allow("ec2:ModifyInstanceAttribute")),
                    props: { ...inline(allow("ec2:ModifyInstanceAttribute")).props, name: "node" },
                },
                rolePolicy("stop", "node", allow("ec2:StopInstances")),
            ],
            reports: [`${at}: allows ec2:ModifyInstanceAttribute on * to ${nodeRole}. ${fix} @node`],
        },
        ...Object.fromEntries(
            [
                ["a machine that k3s makes a node", "curl -sfL https://get.k3s.io | sh -", true],
                ["a control plane, whose rights are its own", "kubeadm init", false],
                ["a machine that fetches kubectl alone", "curl -LO https://dl.k8s.io/v1.34.0/bin/linux/amd64/kubectl", false],
            ].map(([reason, script, isTold]) => [
                `the role of ${reason as string}`,
                {
                    resources: [
                        role("box", TRUST.ec2),
                        rolePolicy("own", "box", allow("ssm:SendCommand")),
                        { type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", props: { name: "box", role: "box" } },
                        {
                            type: "aws:ec2/instance:Instance",
                            name: "box",
                            props: { iamInstanceProfile: "box", userData: `#!/bin/bash\n${script as string}\n` },
                        },
                    ],
                    reports: isTold === true ? [toBox] : [],
                },
            ]),
        ),
        "a role that the EKS component maps as its nodes'": {
            resources: [
                role("node", TRUST.ec2),
                rolePolicy("own", "node", allow("ssm:SendCommand")),
                {
                    type: "eks:index:Cluster",
                    name: "shop",
                    props: { instanceRoles: UNKNOWN },
                    propertyDependencies: { instanceRoles: ["node"] },
                },
            ],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to ${nodeRole}. ${fix} @own`],
        },
        "a node group's role, by its ARN": {
            resources: [role("node", TRUST.ec2), ...nodes, rolePolicy("own", "node", allow("ssm:SendCommand"))],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to ${nodeRole}. ${fix} @own`],
        },
        "a node group's role, at a preview": {
            resources: [
                { type: ROLE, name: "node", props: { assumeRolePolicy: TRUST.ec2, name: UNKNOWN } },
                {
                    type: "aws:eks/nodeGroup:NodeGroup",
                    name: "workers",
                    props: { nodeRoleArn: UNKNOWN },
                    propertyDependencies: { nodeRoleArn: ["node"] },
                },
                {
                    ...rolePolicy("own", UNKNOWN, allow("ssm:SendCommand")),
                    propertyDependencies: { role: ["node"] },
                },
            ],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to ${nodeRole}. ${fix} @own`],
        },
        "the instance profile of a machine that is a node": {
            resources: [
                role("node", TRUST.ec2),
                { type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", props: { name: "nodes", role: "node" } },
                {
                    type: "aws:ec2/instance:Instance",
                    name: "gpu",
                    props: { iamInstanceProfile: "nodes", tags: { "eks:cluster-name": "shop" } },
                },
                attachment("s", "node", "AmazonEC2FullAccess"),
            ],
            reports: [
                "policyArn: attaches AmazonEC2FullAccess, which allows ec2:CreateLaunchTemplateVersion, ec2:ModifyLaunchTemplate, " +
                    `ec2:ModifyInstanceAttribute and autoscaling:UpdateAutoScalingGroup (by ec2:* and autoscaling:*) on * to ${nodeRole}. ${fix} @s`,
            ],
        },
        "a node group and a machine of AWS's own provider": {
            resources: [
                role("managed", TRUST.ec2),
                role("own", TRUST.ec2),
                {
                    type: "aws-native:eks:Nodegroup",
                    name: "workers",
                    props: { nodeRole: "arn:aws:iam::123456789012:role/managed" },
                },
                {
                    type: "aws-native:iam:InstanceProfile",
                    name: "profile",
                    props: { instanceProfileName: "own-nodes", roles: ["own"] },
                },
                {
                    type: "aws-native:ec2:LaunchTemplate",
                    name: "own-nodes",
                    props: {
                        launchTemplateData: {
                            iamInstanceProfile: { name: "own-nodes" },
                            imageId:
                                "resolve:ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
                        },
                    },
                },
                rolePolicy("one", "managed", allow("ssm:SendCommand")),
                rolePolicy("two", "own", allow("ssm:SendCommand")),
            ],
            reports: [
                `policy › Statement[0]: allows ssm:SendCommand on * to role "managed" of Kubernetes nodes. ${fix} @one`,
                `policy › Statement[0]: allows ssm:SendCommand on * to role "own" of Kubernetes nodes. ${fix} @two`,
            ],
        },
        "an access entry of the type of nodes": {
            resources: [
                role("self-managed", TRUST.ec2),
                role("bastion", TRUST.ec2),
                {
                    type: "aws:eks/accessEntry:AccessEntry",
                    name: "nodes",
                    props: { principalArn: "arn:aws:iam::123456789012:role/self-managed", type: "EC2_LINUX" },
                },
                {
                    type: "aws:eks/accessEntry:AccessEntry",
                    name: "people",
                    props: { principalArn: "arn:aws:iam::123456789012:role/bastion", type: "STANDARD" },
                },
                rolePolicy("own", "self-managed", allow("ssm:SendCommand")),
                rolePolicy("other", "bastion", allow("ssm:SendCommand")),
            ],
            reports: [
                `policy › Statement[0]: allows ssm:SendCommand on * to role "self-managed" of Kubernetes nodes. ${fix} @own`,
            ],
        },
        "a role of nodes that the stack only names": {
            resources: [
                {
                    type: "aws:eks/nodeGroup:NodeGroup",
                    name: "workers",
                    props: { nodeRoleArn: "arn:aws:iam::123456789012:role/platform/nodes" },
                },
                rolePolicy("own", "nodes", allow("ssm:SendCommand")),
            ],
            reports: [`policy › Statement[0]: allows ssm:SendCommand on * to role "nodes" of Kubernetes nodes. ${fix} @own`],
        },
        "Karpenter's nodes have the role of their class": {
            resources: [
                role("karpenter-node", TRUST.ec2),
                {
                    type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
                    name: "default",
                    props: { spec: { role: "karpenter-node" } },
                },
                rolePolicy("own", "karpenter-node", allow("ssm:SendCommand")),
            ],
            reports: [
                `policy › Statement[0]: allows ssm:SendCommand on * to role "karpenter-node" of Kubernetes nodes. ${fix} @own`,
            ],
        },
        "a policy of the stack, attached by its ARN": {
            resources: [
                ...workers,
                {
                    type: "aws:iam/policy:Policy",
                    name: "updates",
                    props: {
                        arn: "arn:aws:iam::123456789012:policy/updates",
                        policy: document(allow("ec2:ModifyLaunchTemplate")),
                    },
                },
                attachment("updates-of-nodes", "node", "arn:aws:iam::123456789012:policy/updates"),
            ],
            reports: [`policy › Statement[0]: allows ec2:ModifyLaunchTemplate on * to ${nodeRole}. ${fix} @updates`],
        },
        "the file that nodes read at boot": {
            resources: [
                ...workers,
                {
                    type: "aws:s3/bucketObjectv2:BucketObjectv2",
                    name: "bootstrap",
                    props: { bucket: "shop-nodes", key: "bootstrap.sh", content: "#!/bin/bash\n/etc/eks/bootstrap.sh shop\n" },
                },
                rolePolicy("own", "node", allow("s3:PutObject", "arn:aws:s3:::shop-nodes/*")),
                rolePolicy("logs", "node", allow("s3:PutObject", "arn:aws:s3:::shop-logs/*")),
            ],
            reports: [`policy › Statement[0]: allows s3:PutObject on arn:aws:s3:::shop-nodes/* to ${nodeRole}. ${fix} @own`],
        },
        "nothing but its name says that it is a role of nodes": {
            resources: [
                role("eks-workers", TRUST.ec2),
                attachment("a", "eks-workers", "AdministratorAccess"),
                role("nodejs-app", TRUST.ec2),
                attachment("b", "nodejs-app", "AdministratorAccess"),
            ],
            reports: [
                "(advisory) policyArn: attaches AdministratorAccess, which allows everything on * to " +
                    `role "eks-workers" of EC2 instances. ${fix} @a`,
            ],
        },
        "machines that nothing shows to be nodes": {
            resources: [role("build", TRUST.ec2), attachment("a", "build", "AdministratorAccess")],
            reports: [],
        },
        "after a refresh the role lists what is attached to it": {
            resources: [
                role("node", TRUST.ec2, { managedPolicyArns: [WORKER, managed("AmazonSSMFullAccess")] }),
                attachment("worker", "node", "AmazonEKSWorkerNodePolicy"),
                attachment("ssm", "node", "AmazonSSMFullAccess"),
            ],
            reports: [
                "policyArn: attaches AmazonSSMFullAccess, which allows ssm:StartSession, ssm:ResumeSession, ssm:SendCommand " +
                    `and ssm:CreateAssociation (by ssm:*) on * to ${nodeRole}. ${fix} @ssm`,
            ],
        },
        "a policy of a node that is not known yet": {
            resources: [...workers, { ...rolePolicy("own", "node"), props: { role: "node", policy: UNKNOWN } }],
            reports: [],
            unknown: "policy",
        },
        "a policy of somebody else that is not known yet": {
            resources: [
                ...workers,
                role("web", TRUST.lambda),
                { ...rolePolicy("own", "web"), props: { role: "web", policy: UNKNOWN } },
            ],
            reports: [],
        },
    },
});
