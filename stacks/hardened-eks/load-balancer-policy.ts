/**
 * What the AWS Load Balancer Controller does. It changes nothing that it has not made, and no security group of nodes, as the program has written
 * their rules itself.
 */
const elb = (...actions: string[]) => actions.map((action) => `elasticloadbalancing:${action}`);
const arn = (resource: string) => `arn:aws:elasticloadbalancing:*:*:${resource}`;
const BALANCERS = [arn("targetgroup/*/*"), arn("loadbalancer/net/*/*"), arn("loadbalancer/app/*/*")];
const LISTENERS = ["listener/net/*/*/*", "listener/app/*/*/*", "listener-rule/net/*/*/*", "listener-rule/app/*/*/*"].map(arn);
const isOwn = { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } };
const becomesOwn = { Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } };

export const loadBalancerPolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Action: "iam:CreateServiceLinkedRole",
            Resource: "*",
            Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
        },
        {
            Effect: "Allow",
            Action: [
                ...[
                    "AccountAttributes",
                    "Addresses",
                    "AvailabilityZones",
                    "InternetGateways",
                    "Vpcs",
                    "VpcPeeringConnections",
                    "Subnets",
                    "SecurityGroups",
                    "Instances",
                    "NetworkInterfaces",
                    "Tags",
                    "CoipPools",
                    "RouteTables",
                ].map((what) => `ec2:Describe${what}`),
                "ec2:GetCoipPoolUsage",
                "elasticloadbalancing:Describe*",
                "acm:ListCertificates",
                "acm:DescribeCertificate",
                "iam:ListServerCertificates",
                "iam:GetServerCertificate",
            ],
            Resource: "*",
        },
        { Effect: "Allow", Action: elb("CreateLoadBalancer", "CreateTargetGroup"), Resource: "*", Condition: becomesOwn },
        { Effect: "Allow", Action: elb("CreateListener", "DeleteListener", "CreateRule", "DeleteRule"), Resource: "*" },
        {
            Effect: "Allow",
            Action: elb("AddTags"),
            Resource: BALANCERS,
            Condition: {
                ...becomesOwn,
                StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
            },
        },
        {
            Effect: "Allow",
            Action: elb("AddTags", "RemoveTags"),
            Resource: BALANCERS,
            Condition: {
                Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "true", "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" },
            },
        },
        { Effect: "Allow", Action: elb("AddTags", "RemoveTags"), Resource: LISTENERS },
        {
            Effect: "Allow",
            Action: elb(
                "ModifyLoadBalancerAttributes",
                "SetIpAddressType",
                "SetSecurityGroups",
                "SetSubnets",
                "DeleteLoadBalancer",
                "ModifyTargetGroup",
                "ModifyTargetGroupAttributes",
                "DeleteTargetGroup",
                "ModifyListenerAttributes",
                "ModifyCapacityReservation",
            ),
            Resource: "*",
            Condition: isOwn,
        },
        { Effect: "Allow", Action: elb("RegisterTargets", "DeregisterTargets"), Resource: arn("targetgroup/*/*") },
        {
            Effect: "Allow",
            Action: elb(
                "ModifyListener",
                "AddListenerCertificates",
                "RemoveListenerCertificates",
                "ModifyRule",
                "SetRulePriorities",
            ),
            Resource: "*",
        },
    ],
});
