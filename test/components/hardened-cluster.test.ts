import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
    HardenedCluster,
    type HardenedClusterArgs,
    NamespaceRole,
    NodeAuditTrail,
    NodeFirewall,
    NodeSystem,
    RestrictedNamespace,
} from "../../components";
import { safeOptions, UNAUDITED } from "./node-group-cases";
import { ACCOUNT, CLUSTER_GROUP, type Registered, REGION, registered } from "./registered";
import { atTheStrictest, raised } from "./strictest";

const RUNS = Number(process.env["COMPONENT_CASES"] ?? "20");
const REQUIRED = { subnetIds: ["subnet-0a", "subnet-0b"] };
const who = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
const KEY = "arn:aws:kms:us-west-2:111122223333:key/0c0ffee0";

type Options = Omit<HardenedClusterArgs, "subnetIds">;
const made = (options: Options = {}, when: "preview" | "up" = "up") =>
    registered(() => new HardenedCluster("shop", { ...REQUIRED, ...options }), when);
const all = (resources: readonly Registered[], type: string) => resources.filter((resource) => resource.type === type);
const clusterOf = (resources: readonly Registered[]) => all(resources, "aws:eks/cluster:Cluster")[0]!.props;

test("a private endpoint, every log, encrypted Secrets, and nobody inside", async () => {
    const resources = await made();
    expect(clusterOf(resources)).toMatchObject({
        name: "shop",
        vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds: REQUIRED.subnetIds },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        encryptionConfig: { provider: { keyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/shop-secrets` }, resources: ["secrets"] },
    });
    expect(all(resources, "aws:eks/accessEntry:AccessEntry")).toEqual([]);
    expect(all(resources, "aws:kms/key:Key")[0]!.props).toMatchObject({ enableKeyRotation: true });
});

test("a key of one's own is used, and no other made", async () => {
    const resources = await made({ secretsKeyArn: KEY });
    expect(clusterOf(resources)["encryptionConfig"].provider).toEqual({ keyArn: KEY });
    expect(all(resources, "aws:kms/key:Key")).toEqual([]);
});

test("the network plugin has its role, and nodes have none of its rights", async () => {
    const resources = await made({ nodeGroups: [{ name: "web" }] });
    const plugin = all(resources, "aws:eks/addon:Addon").find(({ props }) => props["addonName"] === "vpc-cni")!;
    expect(plugin.props["podIdentityAssociations"]).toEqual([
        { serviceAccount: "aws-node", roleArn: `arn:aws:iam::${ACCOUNT}:role/shop-network-plugin` },
    ]);
    const attached = all(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
        ({ props }) => `${props["role"]} ${props["policyArn"].split("/").at(-1)}`,
    );
    expect(attached.sort()).toEqual([
        "shop-control-plane AmazonEKSClusterPolicy",
        "shop-network-plugin AmazonEKS_CNI_Policy",
        "shop-web-role AmazonEC2ContainerRegistryPullOnly",
        "shop-web-role AmazonEKSWorkerNodeMinimalPolicy",
    ]);
});

test("nodes are in the group that EKS makes, or in those that are named", async () => {
    const groupsOf = async (options: Options) => {
        const [template] = all(
            await made({ ...options, nodeGroups: [{ name: "web" }] }),
            "aws:ec2/launchTemplate:LaunchTemplate",
        );
        return template!.props["networkInterfaces"][0].securityGroups;
    };
    expect(await groupsOf({})).toEqual([CLUSTER_GROUP]);
    expect(await groupsOf({ nodeSecurityGroupIds: ["sg-0a", "sg-0b"] })).toEqual(["sg-0a", "sg-0b"]);
});

test("who works where has an entry and a policy of EKS for that", async () => {
    const resources = await made({
        namespaceAccess: [{ principalArn: who("web"), role: NamespaceRole.Edit, namespaces: ["shop-*"] }],
        viewers: [who("support")],
    });
    const entries = all(resources, "aws:eks/accessEntry:AccessEntry").map(({ props }) => props["principalArn"]);
    expect(entries).toEqual([who("web"), who("support")]);
    expect(all(resources, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").map(({ props }) => props)).toMatchObject([
        {
            principalArn: who("web"),
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
            accessScope: { type: "namespace", namespaces: ["shop-*"] },
        },
        {
            principalArn: who("support"),
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            accessScope: { type: "cluster" },
        },
    ]);
});

test("outputs lead into the cluster, and name what is not audited", async () => {
    let cluster: HardenedCluster | undefined;
    const nodeGroups = [{ name: "web" }, { name: "edge", system: NodeSystem.Bottlerocket }];
    await registered(() => (cluster = new HardenedCluster("shop", { ...REQUIRED, nodeGroups })));
    const value = <T>(output: pulumi.Output<T>) => new Promise<T>((done) => void output.apply(done));
    expect(await value(cluster!.clusterName)).toBe("shop");
    expect(await value(cluster!.unauditedNodeGroups)).toEqual(["edge"]);
    expect(JSON.parse(await value(cluster!.kubeconfig)).clusters[0].cluster).toEqual({
        server: "https://shop-cluster.eks",
        "certificate-authority-data": "Y2VydGlmaWNhdGU=",
    });
    expect(await value(cluster!.nodeRoleArns)).toEqual(
        ["shop-web-role", "shop-edge-role"].map((role) => `arn:aws:iam::${ACCOUNT}:role/${role}`),
    );
});

test("a preview knows whatever is judged", async () => {
    const verdict = atTheStrictest(await made({ nodeGroups: [{ name: "web" }], viewers: [who("support")] }, "preview"));
    expect(verdict).toEqual({ violations: [], unknown: [] });
});

test.each(["preview", "up"] as const)(
    "with a firewall and an audit trail beside it nothing is reported and nothing unknown (%s)",
    async (when) => {
        const program = () => {
            const firewall = new NodeFirewall("network", { vpcId: "vpc-0c0ffee", clusterName: "shop" });
            const trail = new NodeAuditTrail("trail", {
                buckets: ["boot"],
                publisher: who("publisher"),
                alarmTopics: [`arn:aws:sns:${REGION}:${ACCOUNT}:alarms`],
            });
            new HardenedCluster("shop", {
                ...REQUIRED,
                securityGroupIds: [firewall.controlPlaneSecurityGroupId],
                nodeSecurityGroupIds: [firewall.nodeSecurityGroupId],
                nodeGroups: [{ name: "web", sendAuditRecordTo: trail.nodeLogGroupName, sessions: true }],
                namespaceAccess: [{ principalArn: who("web"), role: NamespaceRole.Edit, namespaces: ["web"] }],
            });
            new RestrictedNamespace("web", {});
        };
        expect(atTheStrictest(await registered(program, when))).toEqual({ violations: [], unknown: [] });
    },
);

describe("what cannot be taken is refused by name", () => {
    const access = (role: NamespaceRole, ...namespaces: string[]): Options => ({
        namespaceAccess: [{ principalArn: who("web"), role, namespaces }],
    });
    const refusals: readonly (readonly [Options, string, string])[] = [
        [{ clusterName: "-shop" }, "clusterName", 'is "-shop", which EKS does not take'],
        [{ controlPlaneLogDays: 2 }, "controlPlaneLogDays", "is 2, which CloudWatch does not take"],
        [{ exposeApiServerTo: ["198.51.100.7"] }, "exposeApiServerTo[0]", 'is "198.51.100.7": give a range'],
        [{ exposeApiServerTo: ["198.51.100.0/24", "2001:db8::/32"] }, "exposeApiServerTo[1]", 'is "2001:db8::/32"'],
        [access("Owner" as NamespaceRole, "shop"), "namespaceAccess[0].role", 'is "Owner": give Admin, Edit, View'],
        [access(NamespaceRole.View), "namespaceAccess[0].namespaces", "names none: give one at least"],
        [access(NamespaceRole.View, "shop", "*"), "namespaceAccess[0].namespaces[1]", 'is "*", which is no namespace'],
        [access(NamespaceRole.Edit, "kube-system"), "namespaceAccess[0].namespaces[0]", "covers kube-system"],
        [access(NamespaceRole.Admin, "kube-*"), "namespaceAccess[0].namespaces[0]", "covers kube-system"],
        [{ nodeGroups: [{ name: "Web" }] }, "nodeGroups[0].name", 'is "Web": give small letters, digits and dashes'],
        [{ nodeGroups: [{ name: "a" }, { name: "a" }] }, "nodeGroups[1].name", 'is "a", which another group has'],
        [{ nodeGroups: [{ name: "a", maxPods: -1 }] }, "nodeGroups[0].maxPods", "is -1: give a whole number"],
    ];
    test.each(refusals)("%j", async (options, propertyPath, reason) => {
        await expect(made(options)).rejects.toMatchObject({ propertyPath, reason: expect.stringContaining(reason) });
    });
    test("kube-system may be read", async () => {
        expect(raised(atTheStrictest(await made(access(NamespaceRole.View, "kube-system"))))).toEqual([]);
    });
});

/** An option that gives something away, the one policy that its comment names, and the settings with which that allows it. */
interface Unsafe {
    readonly policy: string;
    readonly options: Options;
    readonly allowing: Readonly<Record<string, unknown>>;
}
const UNSAFE: readonly Unsafe[] = [
    {
        policy: "cluster-endpoint-restricted",
        options: { exposeApiServerTo: ["198.51.100.0/24"] },
        allowing: { requirePrivateEndpoint: false, clientCidrs: ["198.51.100.0/24"] },
    },
    {
        policy: "cluster-administrators-named",
        options: { giveWholeClusterTo: [who("ops")] },
        allowing: { clusterAdministrators: [who("ops")] },
    },
    {
        policy: "cluster-view-restricted",
        options: { letReadEverything: [who("auditor")] },
        allowing: { clusterReaders: [who("auditor")] },
    },
];

test.each(UNSAFE)("$policy alone reports $options, and not where it is allowed", async ({ policy, options, allowing }) => {
    const resources = await made(options);
    const verdict = atTheStrictest(resources);
    expect([raised(verdict), verdict.unknown]).toEqual([[policy], []]);
    expect(raised(atTheStrictest(resources, { [policy]: allowing }))).toEqual([]);
});

test("an unsafe option of a node group is reported as that of a node group by itself", async () => {
    const nodeGroups = [{ name: "web", exposeMetadataToPods: true }, { name: "jobs" }];
    expect(atTheStrictest(await made({ nodeGroups })).violations).toMatchObject([
        { policy: "node-metadata-hops-limited", resource: "shop-web-template" },
    ]);
});

const options: fc.Arbitrary<Options> = fc.record(
    {
        clusterName: fc.constantFrom("shop", "Shop_2"),
        kubernetesVersion: fc.constantFrom("1.32", "1.34"),
        securityGroupIds: fc.constantFrom([], ["sg-0c"]),
        nodeSecurityGroupIds: fc.constant(["sg-0d", "sg-0e"]),
        nodeGroups: fc
            .array(safeOptions, { maxLength: 2 })
            .map((groups) => groups.map((group, i) => ({ name: `group-${i}`, ...group }))),
        namespaceAccess: fc.array(
            fc
                .record({ role: fc.constantFrom(...Object.values(NamespaceRole)), name: fc.constantFrom("shop", "shop-*") })
                .map(({ role, name }) => ({ principalArn: who(role), role, namespaces: [name] })),
            { maxLength: 2 },
        ),
        viewers: fc.constantFrom([], [who("support")]),
        secretsKeyArn: fc.constant(KEY),
        controlPlaneLogDays: fc.constantFrom(0, 365),
        controlPlaneLogKeyArn: fc.constant(KEY),
        tags: fc.constant({ team: "web" }),
        exposeApiServerTo: fc.constant([]),
    },
    { requiredKeys: [], noNullPrototype: true },
);

test(`${RUNS} option sets with whatever they give away: the policies that say so, and no other`, async () => {
    await fc.assert(
        fc.asyncProperty(options, fc.subarray([...UNSAFE]), fc.constantFrom("preview", "up"), async (safe, chosen, when) => {
            const given: Options = Object.assign({}, safe, ...chosen.map((one) => one.options));
            const hasUnaudited = (safe.nodeGroups ?? []).some(({ system }) => system === NodeSystem.Bottlerocket);
            const verdict = atTheStrictest(await made(given, when));
            expect(verdict.unknown).toEqual([]);
            const expected = [...chosen.map(({ policy }) => policy), ...(hasUnaudited ? [UNAUDITED] : [])];
            expect(raised(verdict)).toEqual(expected.sort());
        }),
        { numRuns: RUNS },
    );
    process.stdout.write(
        `components: ${RUNS} option sets of HardenedCluster, 0 violations beside those that options are named for\n`,
    );
}, 240_000);
