import { nodeConfigurationWritersRestricted } from "../../../../policypack/policies/static-pods/node-configuration-writers-restricted";
import { allow, attachment, document, nodes, role, rolePolicy, TRUST, workers } from "../../iams";
import { type GivenInStack, UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const fix =
    "Take the actions away, limit them to things that are no nodes', or name who publishes node configuration in the setting publishers.";
const TEMPLATE = "arn:aws:ec2:us-west-2:123456789012:launch-template/lt-0nodes";
const writes = ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"];
const both = writes.join(" and ");
const at = "policy › Statement[0]";
const publishers = [{ name: "ci-nodes", reason: "publishes node images" }];
const configured = { ...role("other", TRUST.lambda), config: { publishers } };
/** Somebody with one policy, in a stack with nodes. */
const having = (name: string, trust: string, ...statements: object[]) => [
    ...workers,
    ...nodes,
    role(name, trust),
    rolePolicy("own", name, ...statements),
];
const bootstrap: GivenInStack = {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "bootstrap",
    props: { bucket: "shop-nodes", key: "boot/al2023.sh", content: "#!/bin/bash\n/etc/eks/bootstrap.sh shop\n" },
};
const instance = (userData: string): GivenInStack => ({
    type: "aws:ec2/instance:Instance",
    name: "gpu",
    props: { id: "i-0gpu", userData: `#!/bin/bash\n${userData}\n/etc/eks/bootstrap.sh shop\n` },
});

policyTable(nodeConfigurationWritersRestricted, {
    stacks: {
        "Pods that write every launch template write the nodes'": {
            resources: having("bot", TRUST.pods, allow([...writes, "ec2:DescribeLaunchTemplates"])),
            reports: [`${at}: allows ${both} on * to role "bot" of Pods, which reaches launch template "nodes". ${fix} @own`],
        },
        "a function that writes the nodes' launch template": {
            resources: having("updater", TRUST.lambda, allow(writes, TEMPLATE)),
            reports: [
                `${at}: allows ${both} on ${TEMPLATE} to role "updater" of lambda.amazonaws.com, which reaches launch template "nodes". ${fix} @own`,
            ],
        },
        "a deployer may be the publisher, until publishers are named": {
            resources: having("ci", TRUST.ci, allow(writes, TEMPLATE)),
            reports: [
                `(advisory) [medium] ${at}: allows ${both} on ${TEMPLATE} to role "ci", which reaches launch template "nodes". ${fix} @own`,
            ],
        },
        "a deployer who is not among the publishers": {
            resources: [configured, ...having("ci", TRUST.ci, allow(writes, TEMPLATE))],
            reports: [`${at}: allows ${both} on ${TEMPLATE} to role "ci", which reaches launch template "nodes". ${fix} @own`],
        },
        "a deployer who may do it everywhere is advised": {
            resources: [configured, ...having("ci", TRUST.ci, allow("ec2:CreateLaunchTemplateVersion"))],
            reports: [
                `(advisory) [medium] ${at}: allows ec2:CreateLaunchTemplateVersion on * to role "ci", which reaches launch template "nodes". ${fix} @own`,
            ],
        },
        "a node group, by its name in the program": {
            resources: having(
                "rotate",
                TRUST.lambda,
                allow("eks:UpdateNodegroupVersion", "arn:aws:eks:us-west-2:123456789012:nodegroup/shop/workers/*"),
            ),
            reports: [
                `${at}: allows eks:UpdateNodegroupVersion on arn:aws:eks:us-west-2:123456789012:nodegroup/shop/workers/* to role "rotate" of lambda.amazonaws.com, which reaches node group "workers". ${fix} @own`,
            ],
        },
        "a tag that only a cluster's things carry": {
            resources: [
                role("fn", TRUST.lambda),
                rolePolicy(
                    "own",
                    "fn",
                    allow(writes, "*", { StringLike: { "aws:ResourceTag/kubernetes.io/cluster/shop": "*" } }),
                ),
            ],
            reports: [
                `${at}: allows ${both} on * with tag kubernetes.io/cluster/shop to role "fn" of lambda.amazonaws.com. ${fix} @own`,
            ],
        },
        "the script that nodes fetch, stored by the program": {
            resources: [...having("web", TRUST.lambda, allow("s3:PutObject", "arn:aws:s3:::shop-nodes/*")), bootstrap],
            reports: [
                `${at}: allows s3:PutObject on arn:aws:s3:::shop-nodes/* to role "web" of lambda.amazonaws.com, which reaches object "bootstrap". ${fix} @own`,
            ],
        },
        "the script that a node's user data fetches": {
            resources: [
                instance("aws s3 cp s3://shop-assets/node/setup.sh /tmp/setup.sh\nbash /tmp/setup.sh"),
                role("web", TRUST.lambda),
                rolePolicy("own", "web", allow("s3:*", "arn:aws:s3:::shop-assets/node/*")),
            ],
            reports: [
                `${at}: allows s3:PutObject (by s3:*) on arn:aws:s3:::shop-assets/node/* to role "web" of lambda.amazonaws.com, ` +
                    `which reaches object s3://shop-assets/node/setup.sh that instance "gpu" reads. ${fix} @own`,
            ],
        },
        "the parameter that a node's user data reads": {
            resources: [
                instance(
                    "aws ssm get-parameter --name /shop/kubelet --query Parameter.Value > /etc/kubernetes/kubelet/config.json",
                ),
                role("web", TRUST.pods),
                rolePolicy("own", "web", allow("ssm:PutParameter", "arn:aws:ssm:us-west-2:123456789012:parameter/shop/*")),
            ],
            reports: [
                `${at}: allows ssm:PutParameter on arn:aws:ssm:us-west-2:123456789012:parameter/shop/* to role "web" of Pods, ` +
                    `which reaches parameter /shop/kubelet that instance "gpu" reads. ${fix} @own`,
            ],
        },
        "templates, machines and groups of AWS's own provider": {
            resources: [
                {
                    type: "aws-native:ec2:LaunchTemplate",
                    name: "own",
                    props: {
                        id: "lt-0own",
                        launchTemplateData: { tagSpecifications: [{ tags: [{ key: "eks:cluster-name", value: "shop" }] }] },
                    },
                },
                {
                    type: "aws-native:autoscaling:AutoScalingGroup",
                    name: "group",
                    props: { autoScalingGroupName: "shop-nodes", tags: [{ key: "kubernetes.io/cluster/shop", value: "owned" }] },
                },
                role("fn", TRUST.lambda),
                rolePolicy(
                    "own",
                    "fn",
                    allow("ec2:ModifyLaunchTemplate", "arn:aws:ec2:*:*:launch-template/lt-0own"),
                    allow(
                        "autoscaling:UpdateAutoScalingGroup",
                        "arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:*:autoScalingGroupName/shop-*",
                    ),
                    allow("ec2:RunInstances"),
                ),
            ],
            reports: [
                `${at}: allows ec2:ModifyLaunchTemplate on arn:aws:ec2:*:*:launch-template/lt-0own to role "fn" of lambda.amazonaws.com, ` +
                    `which reaches launch template "own". ${fix} @own`,
                "policy › Statement[1]: allows autoscaling:UpdateAutoScalingGroup on " +
                    'arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:*:autoScalingGroupName/shop-* to role "fn" of ' +
                    `lambda.amazonaws.com, which reaches auto scaling group "group". ${fix} @own`,
            ],
        },
        "the pipeline that builds the image of nodes": {
            resources: [
                {
                    type: "aws:imagebuilder/imageRecipe:ImageRecipe",
                    name: "node",
                    props: {
                        parentImage:
                            "ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
                    },
                },
                {
                    type: "aws:imagebuilder/imagePipeline:ImagePipeline",
                    name: "nodes",
                    props: { name: "Nodes", imageRecipeArn: UNKNOWN },
                    propertyDependencies: { imageRecipeArn: ["node"] },
                },
                role("fn", TRUST.lambda),
                rolePolicy(
                    "own",
                    "fn",
                    allow("imagebuilder:*", "arn:aws:imagebuilder:us-west-2:123456789012:image-pipeline/nodes"),
                ),
            ],
            reports: [
                `${at}: allows imagebuilder:UpdateImagePipeline (by imagebuilder:*) on arn:aws:imagebuilder:us-west-2:123456789012:image-pipeline/nodes ` +
                    `to role "fn" of lambda.amazonaws.com, which reaches image pipeline "nodes". ${fix} @own`,
            ],
        },
        "a command to one node": {
            resources: [
                instance("true"),
                role("fn", TRUST.lambda),
                rolePolicy(
                    "own",
                    "fn",
                    allow("ssm:SendCommand", ["arn:aws:ec2:*:*:instance/i-0gpu", "arn:aws:ssm:*:*:document/*"]),
                ),
            ],
            reports: [
                `${at}: allows ssm:SendCommand on arn:aws:ec2:*:*:instance/i-0gpu and arn:aws:ssm:*:*:document/* to role "fn" of lambda.amazonaws.com, ` +
                    `which reaches instance "gpu". ${fix} @own`,
            ],
        },
        "an administrator's role that Pods have": {
            resources: [...nodes, role("crossplane", TRUST.irsa), attachment("admin", "crossplane", "AdministratorAccess")],
            reports: [
                'policyArn: attaches AdministratorAccess, which allows everything on * to role "crossplane" of Pods, ' +
                    `which reaches launch template "nodes" and node group "workers". ${fix} @admin`,
            ],
        },
        "templates of a stack without nodes may be anybody's": {
            resources: [role("ci", TRUST.ci), rolePolicy("own", "ci", allow(writes))],
            reports: [`(advisory) [medium] ${at}: allows ${both} on * to role "ci". ${fix} @own`],
        },
        "a condition on who it is may be enough": {
            resources: having(
                "bot",
                TRUST.pods,
                allow(writes, "*", { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": "nodes" } }),
            ),
            reports: [
                `(advisory) [medium] ${at}: allows ${both} on * to role "bot" of Pods, which reaches launch template "nodes". ${fix} @own`,
            ],
        },
        "publishers that are named, by role or ARN": {
            resources: [
                configured,
                ...having("ci-nodes", TRUST.lambda, allow(writes, TEMPLATE)),
                { ...role("pipeline", TRUST.lambda, { arn: "arn:aws:iam::123456789012:role/ci-nodes" }) },
            ],
            reports: [],
        },
        "administrators, power users and the whole of EC2": {
            resources: [
                ...nodes,
                role("ops", TRUST.account),
                attachment("a", "ops", "AdministratorAccess"),
                attachment("b", "ops", "PowerUserAccess"),
                attachment("c", "ops", "AmazonEC2FullAccess"),
                attachment("d", "ops", "job-function/SystemAdministrator"),
            ],
            reports: [],
        },
        "a template that nothing shows to be a node's": {
            resources: [
                role("ci", TRUST.lambda),
                rolePolicy("own", "ci", allow(writes, TEMPLATE)),
                role("bot", TRUST.pods),
                rolePolicy("pods", "bot", allow(writes, TEMPLATE)),
            ],
            reports: [`(advisory) [medium] ${at}: allows ${both} on ${TEMPLATE} to role "bot" of Pods. ${fix} @pods`],
        },
        "all of EC2, and all but IAM, where the program writes it": {
            resources: [
                {
                    type: "aws:iam/groupPolicy:GroupPolicy",
                    name: "web",
                    props: { group: "web", policy: document(allow("ec2:*")) },
                },
                {
                    type: "aws:iam/policy:Policy",
                    name: "power",
                    props: { policy: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
                },
                role("ci", TRUST.ci),
                rolePolicy("deploys", "ci", allow("*")),
            ],
            reports: [
                `(advisory) [medium] ${at}: allows ec2:CreateLaunchTemplateVersion, ec2:ModifyLaunchTemplate, ec2:ModifyInstanceAttribute and 2 more (by NotAction) on * to whoever has policy "power". ${fix} @power`,
                `(advisory) [medium] ${at}: allows ec2:CreateLaunchTemplateVersion, ec2:ModifyLaunchTemplate and ec2:ModifyInstanceAttribute (by ec2:*) on * to group "web". ${fix} @web`,
            ],
        },
        "templates with a tag of one's own": {
            resources: having("ci", TRUST.lambda, allow(writes, "*", { StringEquals: { "aws:ResourceTag/team": "web" } })),
            reports: [],
        },
        "objects and parameters that no node is seen to read": {
            resources: [
                ...workers,
                ...nodes,
                role("ci", TRUST.lambda),
                rolePolicy("own", "ci", allow("s3:PutObject"), allow("ssm:PutParameter")),
            ],
            reports: [],
        },
        "what Karpenter does": {
            resources: having(
                "karpenter",
                TRUST.irsa,
                allow([
                    "ec2:CreateFleet",
                    "ec2:CreateLaunchTemplate",
                    "ec2:DeleteLaunchTemplate",
                    "ec2:RunInstances",
                    "ec2:CreateTags",
                ]),
                allow([
                    "ec2:TerminateInstances",
                    "iam:PassRole",
                    "ssm:GetParameter",
                    "pricing:GetProducts",
                    "eks:DescribeCluster",
                ]),
            ),
            reports: [],
        },
        "what the cluster autoscaler does": {
            resources: having(
                "autoscaler",
                TRUST.irsa,
                allow(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]),
                allow("autoscaling:UpdateAutoScalingGroup", "*", {
                    StringEquals: { "autoscaling:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true" },
                }),
            ),
            reports: [],
        },
        "EKS's own role": {
            resources: [
                ...nodes,
                role("cluster", TRUST.eks),
                attachment("a", "cluster", "AmazonEKSClusterPolicy"),
                attachment("b", "cluster", "AmazonEC2FullAccess"),
            ],
            reports: [],
        },
        "nodes, whose role is judged by itself": {
            resources: [...workers, ...nodes, rolePolicy("own", "node", allow(writes))],
            reports: [],
        },
        "a policy of Pods that is not known yet": {
            resources: [
                ...nodes,
                role("bot", TRUST.pods),
                { ...rolePolicy("own", "bot"), props: { role: "bot", policy: UNKNOWN } },
            ],
            reports: [],
            unknown: "policy",
        },
        "a policy that is no policy, which AWS refuses": {
            resources: [role("ci", TRUST.ci), { ...rolePolicy("own", "ci"), props: { role: "ci", policy: "{" } }],
            reports: [],
        },
        "a denial takes it back": {
            resources: having("bot", TRUST.pods, allow(writes), { Effect: "Deny", Action: writes, Resource: "*" }),
            reports: [],
        },
        "a policy of the stack that nobody of the stack has": {
            resources: [{ type: "aws:iam/policy:Policy", name: "templates", props: { policy: document(allow(writes)) } }],
            reports: [`(advisory) [medium] ${at}: allows ${both} on * to whoever has policy "templates". ${fix} @templates`],
        },
    },
});
