/** The one thing that the internet reaches: a load balancer, which the AWS Load Balancer Controller makes of an Ingress. */
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import { podRole } from "./addons";
import { cluster, firewall } from "./cluster";
import { inCluster } from "./in-cluster";
import { loadBalancerPolicy } from "./load-balancer-policy";
import { vpc } from "./network";
import { clusterName, tagsOf } from "./settings";
import { web } from "./web";

// The cluster does not own it, so it has no cluster tag.
const inFront = new aws.ec2.SecurityGroup("load-balancer", {
    description: "Internet-facing load balancer of the shop",
    vpcId: vpc.id,
    ingress: [
        {
            description: "HTTPS from everywhere",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: ["0.0.0.0/0"],
            ipv6CidrBlocks: ["::/0"],
        },
    ],
    tags: { Name: `${clusterName}-load-balancer` },
});

/** What Pods of the shop listen on; it reaches no other port of a node. */
const port = { ipProtocol: "tcp", fromPort: web.port, toPort: web.port };
new aws.vpc.SecurityGroupEgressRule("load-balancer-to-web", {
    description: "The shop's Pods",
    securityGroupId: inFront.id,
    referencedSecurityGroupId: firewall.nodeSecurityGroupId,
    ...port,
});
new aws.vpc.SecurityGroupIngressRule("load-balancer-to-web", {
    description: "The shop's Pods",
    securityGroupId: firewall.nodeSecurityGroupId,
    referencedSecurityGroupId: inFront.id,
    ...port,
});

const role = podRole("load-balancer-controller");
new aws.iam.RolePolicy("load-balancer-controller", { role: role.name, policy: loadBalancerPolicy });
const identity = new aws.eks.PodIdentityAssociation("load-balancer-controller", {
    clusterName: cluster.clusterName,
    namespace: "kube-system",
    serviceAccount: "aws-load-balancer-controller",
    roleArn: role.arn,
});
const chart = new kubernetes.helm.v3.Release(
    "aws-load-balancer-controller",
    {
        name: "aws-load-balancer-controller",
        namespace: "kube-system",
        chart: "aws-load-balancer-controller",
        version: "1.13.4",
        repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
        // Told, as its Pods reach no metadata. The rules towards nodes are above, so that it writes none.
        values: {
            clusterName,
            vpcId: vpc.id,
            enableBackendSecurityGroup: false,
            serviceAccount: { name: "aws-load-balancer-controller" },
        },
    },
    { ...inCluster, dependsOn: [inCluster.dependsOn, identity] },
);

new kubernetes.networking.v1.Ingress(
    "web",
    {
        metadata: {
            name: "web",
            namespace: web.namespace,
            annotations: {
                "alb.ingress.kubernetes.io/scheme": "internet-facing",
                "alb.ingress.kubernetes.io/target-type": "ip",
                "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]',
                "alb.ingress.kubernetes.io/security-groups": inFront.id,
                "alb.ingress.kubernetes.io/tags": Object.entries(tagsOf("web"))
                    .map((tag) => tag.join("="))
                    .join(","),
            },
        },
        spec: {
            ingressClassName: "alb",
            rules: [
                {
                    host: "shop.example.com",
                    http: {
                        paths: [
                            { path: "/", pathType: "Prefix", backend: { service: { name: web.service, port: { number: 80 } } } },
                        ],
                    },
                },
            ],
        },
    },
    { ...inCluster, dependsOn: chart },
);
