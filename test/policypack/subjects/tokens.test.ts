import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { policies } from "../../../policypack/policies";

/**
 * The pack loads no provider SDK, so its type tokens are text. Each is compared here with the class that it names.
 */

/** Kinds that @pulumi/kubernetes has no class for, because they are no part of Kubernetes. */
const CUSTOM_RESOURCES: Readonly<Record<string, string>> = {
    "apps.openshift.io/v1:DeploymentConfig": "OpenShift's Deployment",
    "argoproj.io/v1alpha1:Rollout": "Argo Rollouts' Deployment",
    "apps.kruise.io/v1alpha1:CloneSet": "OpenKruise's Deployment",
    "apps.kruise.io/v1alpha1:DaemonSet": "OpenKruise's DaemonSet",
    "apps.kruise.io/v1alpha1:BroadcastJob": "OpenKruise's Job of every node",
    "jobset.x-k8s.io/v1alpha2:JobSet": "JobSet's Jobs",
    "argoproj.io/v1alpha1:Workflow": "Argo Workflows' Pods",
    "argoproj.io/v1alpha1:WorkflowTemplate": "Argo Workflows' Pods",
    "argoproj.io/v1alpha1:ClusterWorkflowTemplate": "Argo Workflows' Pods",
    "opentelemetry.io/v1beta1:OpenTelemetryCollector": "a collector of OpenTelemetry's operator",
    "opentelemetry.io/v1alpha1:OpenTelemetryCollector": "a collector of OpenTelemetry's operator",
    "kops.k8s.io/v1alpha2:Cluster": "kops' cluster",
    "kops.k8s.io/v1alpha2:InstanceGroup": "kops' group of machines",
    "karpenter.k8s.aws/v1:EC2NodeClass": "Karpenter's nodes on EC2",
    "karpenter.k8s.aws/v1beta1:EC2NodeClass": "Karpenter's nodes on EC2",
    "infrastructure.cluster.x-k8s.io/v1beta1:AWSMachineTemplate": "Cluster API's machines on EC2",
    "infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate": "Cluster API's machines on EC2",
    "bootstrap.cluster.x-k8s.io/v1beta1:KubeadmConfig": "Cluster API's configuration of a machine",
    "bootstrap.cluster.x-k8s.io/v1beta2:KubeadmConfig": "Cluster API's configuration of a machine",
    "bootstrap.cluster.x-k8s.io/v1beta1:KubeadmConfigTemplate": "Cluster API's configuration of machines",
    "bootstrap.cluster.x-k8s.io/v1beta2:KubeadmConfigTemplate": "Cluster API's configuration of machines",
    "controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlane": "Cluster API's control plane",
    "controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane": "Cluster API's control plane",
    "controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlaneTemplate": "Cluster API's control planes",
    "controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlaneTemplate": "Cluster API's control planes",
};

const rootOf = (sdk: string) => dirname(require.resolve(`${sdk}/package.json`));
const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** The leaf module of a token: `aws:ec2/securityGroup:SecurityGroup` → `@pulumi/aws/ec2/securityGroup.js`. */
function moduleOf(token: string): string {
    const [provider, module = "", kind = ""] = token.split(":");
    switch (provider) {
        case "aws":
            return join(rootOf("@pulumi/aws"), `${module}.js`);
        case "aws-native":
        case "command":
        case "eks":
            return join(rootOf(`@pulumi/${provider}`), module === "index" ? "" : module, `${lowered(kind)}.js`);
        case "kubernetes": {
            const group = module.replace(/^([^./]+)\.[^/]*\//, "$1/");
            return join(rootOf("@pulumi/kubernetes"), group, `${lowered(kind)}.js`);
        }
        default:
            throw new Error(`no SDK of the tests has ${token}`);
    }
}

const tokens = [...new Set(policies.flatMap(({ reads }) => reads))];
const custom = tokens.filter((token) =>
    Object.keys(CUSTOM_RESOURCES).some((kind) => token.replace(/(Patch|List)$/, "") === `kubernetes:${kind}`),
);
// What no SDK makes: files that the command was given.
const files = tokens.filter((token) => token.startsWith("kube-bypass-guard:audit:"));
const known = tokens.filter((token) => !custom.includes(token) && !files.includes(token));

test.each(known)("%s names the class that its SDK registers under it", (token) => {
    const module = moduleOf(token);
    expect(existsSync(module)).toBe(true);
    const kind = token.split(":").at(-1)!;
    expect(require(module)[kind].__pulumiType).toBe(token);
});

test("no custom resource is listed for nothing", () => {
    expect(Object.keys(CUSTOM_RESOURCES).filter((kind) => !custom.includes(`kubernetes:${kind}`))).toEqual([]);
});
