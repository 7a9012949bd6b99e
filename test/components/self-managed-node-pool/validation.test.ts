import { NodePoolRole, SelfManagedNodePool, type SelfManagedNodePoolArgs } from "../../../components";
import { registered } from "../registered";
import { LEAST } from "../self-managed-cases";

const { ControlPlane, Worker } = NodePoolRole;

const without = (role: NodePoolRole, name: keyof SelfManagedNodePoolArgs) => {
    const { [name]: _, ...rest } = LEAST[role];
    return rest as SelfManagedNodePoolArgs;
};

test.each<[string, SelfManagedNodePoolArgs, { propertyPath: string; reason: string }]>([
    [
        "a role that is none",
        { ...LEAST[Worker], role: "worker" as NodePoolRole },
        { propertyPath: "role", reason: 'is "worker": give ControlPlane or Worker' },
    ],
    [
        "a name that a script would read otherwise",
        { ...LEAST[Worker], clusterName: "shop; id" },
        { propertyPath: "clusterName", reason: 'is "shop; id": give up to 32 letters, digits and hyphens' },
    ],
    [
        "an address without a port",
        { ...LEAST[ControlPlane], clusterEndpoint: "api.shop.internal" },
        {
            propertyPath: "clusterEndpoint",
            reason: 'is "api.shop.internal": give a host and a port like api.shop.internal:6443',
        },
    ],
    [
        "a version before anonymous requests could be told apart",
        { ...LEAST[Worker], kubernetesVersion: "1.31.4" },
        { propertyPath: "kubernetesVersion", reason: 'is "1.31.4": give one like 1.36.3, from 1.32 on' },
    ],
    [
        "a version that may be any",
        { ...LEAST[Worker], kubernetesVersion: "1.36" },
        { propertyPath: "kubernetesVersion", reason: 'is "1.36": give one like 1.36.3, from 1.32 on' },
    ],
    [
        "no security group",
        { ...LEAST[Worker], securityGroupIds: [] },
        {
            propertyPath: "securityGroupIds",
            reason: "is empty, and EC2 would take the VPC's own group: give the id of at least one",
        },
    ],
    [
        "a control plane without an etcd",
        without(ControlPlane, "etcdEndpoints"),
        { propertyPath: "etcdEndpoints", reason: "is missing, and a control plane needs it" },
    ],
    [
        "a worker without a token",
        without(Worker, "joinSecretName"),
        { propertyPath: "joinSecretName", reason: "is missing, and a worker needs it" },
    ],
    [
        "a secret by its ARN",
        { ...LEAST[Worker], joinSecretName: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf" },
        {
            propertyPath: "joinSecretName",
            reason: 'is "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf": give the name of a secret, and not its ARN, like shop/kubernetes/join',
        },
    ],
    [
        "an etcd without TLS",
        { ...LEAST[ControlPlane], etcdEndpoints: ["http://etcd-0.etcd.shop.internal:2379"] },
        {
            propertyPath: "etcdEndpoints",
            reason: 'has "http://etcd-0.etcd.shop.internal:2379": give addresses like https://etcd-0.etcd.shop.internal:2379',
        },
    ],
    [
        "static Pods of one's own on a control plane",
        { ...LEAST[ControlPlane], runStaticPodsFrom: "/srv/pods" },
        { propertyPath: "runStaticPodsFrom", reason: "is not for a control plane: leave it out" },
    ],
    [
        "administrators of keys that a worker has none of",
        { ...LEAST[Worker], keyAdministrators: ["arn:aws:iam::123456789012:role/deploy"] },
        { propertyPath: "keyAdministrators", reason: "is not for workers: leave it out" },
    ],
    [
        "an account for a role",
        { ...LEAST[Worker], roleArn: "123456789012" },
        {
            propertyPath: "roleArn",
            reason: 'is "123456789012", which names no one role or user: give an ARN like arn:aws:iam::123456789012:role/publisher',
        },
    ],
    [
        "packages over plain HTTP",
        { ...LEAST[Worker], packageRepositoryUrl: "http://packages.example.com/rpm/" },
        {
            propertyPath: "packageRepositoryUrl",
            reason: 'is "http://packages.example.com/rpm/": give an https:// URL that ends in a slash',
        },
    ],
    [
        "a taint of another kind",
        { ...LEAST[Worker], taints: [{ key: "a", effect: "NoSchedule" }] },
        {
            propertyPath: "taints[0].effect",
            reason: 'is "NoSchedule": give NO_SCHEDULE, NO_EXECUTE, PREFER_NO_SCHEDULE',
        },
    ],
    [
        "a label that would be two",
        { ...LEAST[Worker], labels: { tier: "web,admin=true" } },
        { propertyPath: "labels", reason: 'has "tier=web,admin=true", which is no label' },
    ],
    [
        "what is no range",
        { ...LEAST[ControlPlane], podSubnet: "10.244.0.0" },
        {
            propertyPath: "podSubnet",
            reason: 'is "10.244.0.0": give a range like 10.244.0.0/16, or two of them parted by a comma',
        },
    ],
    [
        "half a GiB",
        { ...LEAST[Worker], volumeSize: 0.5 },
        { propertyPath: "volumeSize", reason: "is 0.5: give a whole number of GiB from 20 to 16384" },
    ],
])("%s is refused, with the argument's name", async (_, args, error) => {
    await expect(registered(() => new SelfManagedNodePool("pool", args))).rejects.toMatchObject(error);
});
