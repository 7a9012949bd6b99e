import { PACK, program, project, ROOT } from "./engine";

/** What the components make, together, as the engine and its stand-in providers see it. */
const components = program(`
    import * as guard from "${ROOT}/components";
    const firewall = new guard.NodeFirewall("shop", { vpcId: "vpc-0a", clusterName: "shop" });
    const publisher = "arn:aws:iam::123456789012:role/publisher";
    const nodes = "arn:aws:iam::123456789012:role/shop-nodes";
    const store = new guard.ManifestStore("shop", { bucketName: "shop-manifests", publisher, nodeRoles: [nodes], alarmTopics: ["arn:aws:sns:us-west-2:123456789012:oncall"] });
    new guard.HardenedCluster("shop", {
        subnetIds: ["subnet-0a", "subnet-0b"],
        securityGroupIds: [firewall.controlPlaneSecurityGroupId],
        nodeSecurityGroupIds: [firewall.nodeSecurityGroupId],
        nodeGroups: [{ name: "web" }, { name: "edge", system: guard.NodeSystem.Bottlerocket }],
    });
    const etcd = new guard.EtcdCluster("store", {
        clusterName: "self",
        vpcId: "vpc-0a",
        subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
        domain: "etcd.self.internal",
        amiId: "ami-0123456789abcdef0",
        auditLogGroupName: "/self/nodes",
        apiServerRole: "arn:aws:iam::123456789012:role/self-api-server",
        apiServerSecurityGroupIds: ["sg-0123456789abcdef0"],
    });
    const machines = {
        clusterName: "self",
        clusterEndpoint: "api.self.internal:6443",
        kubernetesVersion: "1.36.3",
        subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
        securityGroupIds: [firewall.nodeSecurityGroupId],
        amiId: "ami-0123456789abcdef0",
        auditLogGroupName: "/self/nodes",
    };
    const controlPlane = new guard.SelfManagedNodePool("self", {
        ...machines,
        role: guard.NodePoolRole.ControlPlane,
        roleArn: "arn:aws:iam::123456789012:role/self-api-server",
        etcdEndpoints: etcd.endpoints,
        etcdClientSecretName: etcd.apiServerSecretName,
    });
    new guard.SelfManagedNodePool("workers", { ...machines, role: guard.NodePoolRole.Worker, joinSecretName: controlPlane.joinSecretName });
    new guard.KubeletReadAccess("metrics", { serviceAccounts: [{ namespace: "kube-system", name: "metrics-server" }] });
    new guard.RestrictedNamespace("shop", { namespaceName: "shop" });
    new guard.BypassAdmissionPolicy("shop", {});
`);

test("the components pass the pack on the engine, are created, and change nothing when they are deployed again", async () => {
    const stack = await project(components);
    const up = await stack.up({ packs: [PACK] });
    expect([up.exitCode, up.violations.map(({ level, policy, urn }) => `${level} ${policy} ${urn.split("::").at(-1)}`)]).toEqual([
        0,
        [],
    ]);
    expect(up.created.length).toBeGreaterThan(100);
    const again = await stack.up({ packs: [PACK] });
    expect([again.exitCode, again.created, again.violations]).toEqual([0, [], []]);
    expect(again.output).not.toMatch(/to (?:update|create|replace|delete)|\d+ (?:updated|created|replaced|deleted)/);
});
