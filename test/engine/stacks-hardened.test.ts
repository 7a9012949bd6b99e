import { readFileSync } from "node:fs";
import { PACK, ROOT } from "./engine";
import type { PackConfig, Project } from "./project";
import { lives } from "./stack-life";

const settings = (name: string) => JSON.parse(readFileSync(`${ROOT}/stacks/${name}/guard.json`, "utf8")) as PackConfig;

/** What is there is judged as what is to come is. */
const passesAnalysis = (guard: PackConfig) => async (stack: Project) => {
    const { exitCode, output } = await stack.analyze(await stack.exportStack(), [{ dir: PACK, config: guard }]);
    expect(output).not.toContain("[mandatory]");
    expect(exitCode).toBe(0);
};

lives(
    "hardened-eks",
    {
        guard: settings("hardened-eks"),
        change: {
            kubernetesVersion: "1.34",
            operatorRanges: ["10.8.0.0/24"],
            nodeGroups: [
                { name: "system", system: "Bottlerocket", processor: "arm64", minSize: 2, maxSize: 3 },
                { name: "web", minSize: 3, maxSize: 6, labels: { workload: "web" }, maxPods: 60 },
                { name: "batch", system: "Bottlerocket", labels: { workload: "batch" } },
            ],
        },
        creates: [
            "aws:ec2/launchTemplate:LaunchTemplate::shop-batch-template",
            "aws:eks/nodeGroup:NodeGroup::shop-batch-nodes",
            "aws:iam/role:Role::shop-batch-role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-batch-AmazonEC2ContainerRegistryPullOnly",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-batch-AmazonEKSWorkerNodeMinimalPolicy",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::shop-apiServerClients-0",
        ],
        updates: [
            "aws:ec2/launchTemplate:LaunchTemplate::shop-web-template",
            "aws:eks/cluster:Cluster::shop-cluster",
            // It takes the next version of its template.
            "aws:eks/nodeGroup:NodeGroup::shop-web-nodes",
        ],
    },
    true,
    passesAnalysis(settings("hardened-eks")),
);

lives(
    "hardened-self-managed",
    {
        change: { kubernetesVersion: "1.36.4", workers: 4, operatorRanges: ["10.8.0.0/24"] },
        creates: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::api-from-operators-0"],
        updates: [
            "aws:autoscaling/group:Group::depot-control-plane-nodes",
            "aws:autoscaling/group:Group::depot-workers-nodes",
            "aws:ec2/launchTemplate:LaunchTemplate::depot-control-plane-template",
        ],
    },
    true,
    passesAnalysis({}),
);

lives(
    "workloads",
    {
        change: { release: "4.13.0", replicas: 5 },
        creates: [],
        updates: [
            "kubernetes:apps/v1:Deployment::web",
            // It never scales below what is deployed.
            "kubernetes:autoscaling/v2:HorizontalPodAutoscaler::web",
        ],
    },
    true,
    passesAnalysis({}),
);
