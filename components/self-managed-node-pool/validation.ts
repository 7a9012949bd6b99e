import { checked, faultOfPrincipal, refuse } from "../lib/arguments";
import { faultOfPods, faultOfStaticPodPath, faultOfVolume } from "../hardened-node-group/validation";
import { NodePoolRole, type SelfManagedNodePoolArgs } from "./node-pool-args";

type Name = keyof SelfManagedNodePoolArgs;

/** Arguments that only one of the roles has. */
const OF_CONTROL_PLANES: readonly Name[] = [
    "etcdEndpoints",
    "etcdClientSecretName",
    "targetGroupArns",
    "keyAdministrators",
    "podSubnet",
    "serviceSubnet",
    "trustAnyKubelet",
];
const OF_WORKERS: readonly Name[] = ["joinSecretName", "runStaticPodsFrom"];
const EFFECTS = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"] as const;
/** AuthenticationConfiguration's conditions came with it. */
const OLDEST_MINOR = 32;

/**
 * Refuses what cannot be taken. What is an output is checked when it is known.
 * @throws InputPropertyError naming the argument
 */
export function refuseWrong(args: SelfManagedNodePoolArgs): void {
    const isControlPlane = args.role === NodePoolRole.ControlPlane;
    if (!Object.values(NodePoolRole).includes(args.role))
        refuse("role", `is ${JSON.stringify(args.role)}: give ${Object.values(NodePoolRole).join(" or ")}`);
    if (!/^[a-z0-9][a-z0-9-]{0,31}$/i.test(args.clusterName))
        refuse("clusterName", `is ${JSON.stringify(args.clusterName)}: give up to 32 letters, digits and hyphens`);
    const [, minor] = /^1\.(\d{1,3})\.\d{1,3}$/.exec(args.kubernetesVersion) ?? [];
    if (minor === undefined || Number(minor) < OLDEST_MINOR)
        refuse("kubernetesVersion", `is ${JSON.stringify(args.kubernetesVersion)}: give one like 1.36.3, from 1.32 on`);
    if (Array.isArray(args.securityGroupIds) && args.securityGroupIds.length === 0)
        refuse("securityGroupIds", "is empty, and EC2 would take the VPC's own group: give the id of at least one");
    const isSet = (name: Name) => args[name] !== undefined && args[name] !== false;
    for (const name of isControlPlane ? OF_WORKERS : OF_CONTROL_PLANES)
        if (isSet(name)) refuse(name, `is not for ${isControlPlane ? "a control plane" : "workers"}: leave it out`);
    for (const name of isControlPlane ? (["etcdEndpoints", "etcdClientSecretName"] as const) : (["joinSecretName"] as const))
        if (!isSet(name)) refuse(name, `is missing, and ${isControlPlane ? "a control plane" : "a worker"} needs it`);
    const check = <K extends Name>(name: K, faultOf: (value: NonNullable<SelfManagedNodePoolArgs[K]>) => string | undefined) => {
        const value = args[name];
        if (value === undefined || value === null) return;
        const fault = faultOf(value);
        if (fault !== undefined) refuse(name, fault);
    };
    check("maxPods", faultOfPods);
    check("volumeSize", faultOfVolume);
    check("runStaticPodsFrom", faultOfStaticPodPath);
    check("podSubnet", faultOfRange);
    check("serviceSubnet", faultOfRange);
    check("packageRepositoryUrl", (url) =>
        /^https:\/\/[\w.-]+(?::\d+)?\/(?:[\w.:~+-]+\/)*$/.test(url)
            ? undefined
            : `is ${JSON.stringify(url)}: give an https:// URL that ends in a slash`,
    );
    (args.taints ?? []).forEach(({ effect }, i) => void checked(effect, `taints[${i}].effect`, faultOfEffect));
    (args.keyAdministrators ?? []).forEach((arn, i) => void checked(arn, `keyAdministrators[${i}]`, faultOfPrincipal));
}

/** What is wrong with the host and port of API servers; they go into a script. */
export const faultOfEndpoint = (endpoint: string): string | undefined =>
    /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?:\d{1,5}$/.test(endpoint)
        ? undefined
        : `is ${JSON.stringify(endpoint)}: give a host and a port like api.shop.internal:6443`;

/** What is wrong with the name of a secret, which goes into a script; Secrets Manager takes a few more characters. */
export const faultOfSecret = (name: string): string | undefined =>
    /^[\w/.-]{1,512}$/.test(name)
        ? undefined
        : `is ${JSON.stringify(name)}: give the name of a secret, and not its ARN, like shop/kubernetes/join`;

/** What is wrong with the addresses of etcd. */
export function faultOfEtcd(endpoints: readonly string[]): string | undefined {
    if (endpoints.length === 0) return "is empty: give the addresses of every member";
    const wrong = endpoints.find((one) => !/^https:\/\/[a-z0-9.-]+:\d{1,5}$/.test(one));
    return wrong === undefined
        ? undefined
        : `has ${JSON.stringify(wrong)}: give addresses like https://etcd-0.etcd.shop.internal:2379`;
}

/** What is wrong with labels: they go into one flag of the kubelet. */
export function faultOfLabels(labels: Readonly<Record<string, string>>): string | undefined {
    const wrong = Object.entries(labels).find(([key, value]) => !/^[\w./-]{1,317}$/.test(key) || !/^[\w.-]{0,63}$/.test(value));
    return wrong === undefined ? undefined : `has ${JSON.stringify(wrong.join("="))}, which is no label`;
}

const faultOfEffect = (effect: string): string | undefined =>
    EFFECTS.some((one) => one === effect) ? undefined : `is ${JSON.stringify(effect)}: give ${EFFECTS.join(", ")}`;

const faultOfRange = (range: string): string | undefined =>
    /^[0-9a-f.:]+\/\d{1,3}(?:,[0-9a-f.:]+\/\d{1,3})?$/.test(range)
        ? undefined
        : `is ${JSON.stringify(range)}: give a range like 10.244.0.0/16, or two of them parted by a comma`;
