import type { Written } from "../corpora/written";

/** How a container mounts a path of its node. */
type Mounted = "read-only" | "writable";
type SecurityContext = Readonly<Record<string, unknown>>;

export interface ContainerFacts {
    readonly image: string;
    /** Whether it runs before the others. */
    readonly init?: boolean;
    /** Its security context, without capabilities. */
    readonly as?: SecurityContext;
    /** The capabilities that it adds. */
    readonly capabilities?: readonly string[];
    /** TCP ports by name. */
    readonly ports?: Readonly<Record<string, number>>;
    /** Command and arguments, where a policy reads them: those of a control plane. */
    readonly command?: readonly string[];
    readonly mounts?: Readonly<Record<string, Mounted>>;
}

export interface PodFacts {
    readonly kind: "DaemonSet" | "Deployment" | "StatefulSet" | "Job" | "CronJob" | "Pod";
    readonly name: string;
    readonly namespace: string;
    readonly serviceAccount?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly shares?: readonly ("hostNetwork" | "hostPID" | "hostIPC")[];
    readonly hostUsers?: boolean;
    /** The Pod's security context. */
    readonly as?: SecurityContext;
    readonly containers: readonly ContainerFacts[];
    /** Paths of the node that are volumes of the Pod and mounted by no container. */
    readonly unmounted?: readonly string[];
}

export interface RoleFacts {
    readonly kind: "ClusterRole" | "Role";
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly aggregationRule?: object;
    readonly rules?: readonly {
        readonly groups?: readonly string[];
        readonly resources?: readonly string[];
        readonly names?: readonly string[];
        readonly nonResourceURLs?: readonly string[];
        readonly verbs: readonly string[];
    }[];
}

export interface BindingFacts {
    readonly kind: "ClusterRoleBinding" | "RoleBinding";
    readonly name: string;
    readonly namespace?: string;
    /** `ClusterRole cluster-admin` */
    readonly role: string;
    /** `ServiceAccount kube-system/aws-node`, `Group system:nodes` */
    readonly to: readonly string[];
}

export interface ServiceFacts {
    readonly name: string;
    readonly namespace: string;
    readonly type?: string;
    readonly headless?: boolean;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly name?: string; readonly port: number; readonly targetPort?: number | string }[];
}

export interface SecretFacts {
    readonly name: string;
    readonly namespace: string;
    readonly type?: string;
    readonly keys: readonly string[];
}

/** What one chart or add-on runs, mounts and asks for, as far as it concerns a node. */
export interface Workload {
    readonly name: string;
    /** The project, the chart with its version, and the commit that it was read at. */
    readonly source: string;
    /** What it does, and values that differ from the chart's own. */
    readonly why: string;
    /** Every mandatory finding, as `policy @resource`, with the reason why it is meant. */
    readonly mandatory?: Readonly<Record<string, string>>;
    /** Every advisory finding. */
    readonly advises?: readonly string[];
    /** The configuration by policy with which it is deployed all the same, where something is mandatory. */
    readonly exemptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /** The command that installs the node which starts the Pods by itself, out of manifests that its user data writes. */
    readonly staticOn?: string;
    readonly pods?: readonly PodFacts[];
    readonly roles?: readonly RoleFacts[];
    readonly bindings?: readonly BindingFacts[];
    readonly services?: readonly ServiceFacts[];
    readonly secrets?: readonly SecretFacts[];
}

/** The Pulumi resources of a workload, each named by kind and name (`DaemonSet aws-node`); of static Pods, the `Instance node` that starts them. */
export const resourcesOf = ({
    pods = [],
    roles = [],
    bindings = [],
    services = [],
    secrets = [],
    staticOn,
}: Workload): Written[] => [
    ...(staticOn === undefined ? pods.map(podResource) : [nodeOf(pods.map(podResource), staticOn)]),
    ...roles.map(roleResource),
    ...bindings.map(bindingResource),
    ...services.map(serviceResource),
    ...secrets.map(secretResource),
];

const GROUP_VERSIONS: Readonly<Record<string, string>> = {
    ...{ DaemonSet: "apps/v1", Deployment: "apps/v1", StatefulSet: "apps/v1", Job: "batch/v1", CronJob: "batch/v1" },
    ...{ Pod: "core/v1", Service: "core/v1", Secret: "core/v1" },
};
const RBAC = "rbac.authorization.k8s.io/v1";

function resource(
    kind: string,
    metadata: { name: string; namespace?: string | undefined; labels?: object },
    body: object,
): Written {
    const groupVersion = GROUP_VERSIONS[kind] ?? RBAC;
    const apiVersion = groupVersion.replace(/^core\//, "");
    const props = { apiVersion, kind, metadata, ...body };
    return { type: `kubernetes:${groupVersion}:${kind}`, name: `${kind} ${metadata.name}`, props };
}

function podResource(pod: PodFacts): Written {
    const { kind, name, namespace, labels } = pod;
    const spec = podSpec(pod);
    const template = { metadata: { ...(labels && { labels }) }, spec };
    switch (kind) {
        case "Pod":
            return resource(kind, { name, namespace, ...(labels && { labels }) }, { spec });
        case "CronJob":
            return resource(kind, { name, namespace }, { spec: { jobTemplate: { spec: { template } } } });
        default:
            return resource(kind, { name, namespace }, { spec: { template } });
    }
}

/** An instance that starts Pods by itself. */
const nodeOf = (pods: readonly Written[], command: string): Written => ({
    type: "aws:ec2/instance:Instance",
    name: "Instance node",
    props: {},
    userData: `#cloud-config\n${JSON.stringify({
        write_files: pods.map(({ props }, i) => ({
            path: `/etc/kubernetes/manifests/${i}.yaml`,
            content: JSON.stringify(props),
        })),
        runcmd: [command],
    })}`,
});

/** The specification of a Pod, every path of the node being one volume. */
export function podSpec({ serviceAccount, shares = [], hostUsers, as, containers, unmounted = [] }: PodFacts): object {
    const paths = [...new Set([...containers.flatMap(({ mounts = {} }) => Object.keys(mounts)), ...unmounted])];
    const container = ({ image, as, capabilities, ports, command, mounts = {} }: ContainerFacts, i: number) => ({
        name: `c${i}`,
        image,
        ...(command && { command }),
        ...((as ?? capabilities) && { securityContext: { ...as, ...(capabilities && { capabilities: { add: capabilities } }) } }),
        ...(ports && { ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })) }),
        volumeMounts: Object.entries(mounts).map(([path, how]) => {
            const i = paths.indexOf(path);
            return { name: `host-${i}`, mountPath: `/node/${i}`, ...(how === "read-only" && { readOnly: true }) };
        }),
    });
    const all = containers.map(container);
    return {
        ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
        ...Object.fromEntries(shares.map((share) => [share, true])),
        ...(hostUsers !== undefined && { hostUsers }),
        ...(as && { securityContext: as }),
        initContainers: all.filter((_, i) => containers[i]!.init === true),
        containers: all.filter((_, i) => containers[i]!.init !== true),
        volumes: paths.map((path, i) => ({ name: `host-${i}`, hostPath: { path } })),
    };
}

const roleResource = ({ kind, name, namespace, labels, aggregationRule, rules = [] }: RoleFacts): Written =>
    resource(
        kind,
        { name, namespace, ...(labels && { labels }) },
        {
            ...(aggregationRule && { aggregationRule }),
            rules: rules.map(({ groups, names, ...rule }) => ({
                ...(groups && { apiGroups: groups }),
                ...(names && { resourceNames: names }),
                ...rule,
            })),
        },
    );

function bindingResource({ kind, name, namespace, role, to }: BindingFacts): Written {
    const apiGroup = "rbac.authorization.k8s.io";
    const [roleKind, roleName] = role.split(" ");
    return resource(
        kind,
        { name, namespace },
        {
            roleRef: { apiGroup, kind: roleKind, name: roleName },
            subjects: to.map((subject) => {
                const [kind, full = ""] = subject.split(" ");
                const [namespace, name] = full.split("/");
                return kind === "ServiceAccount" ? { kind, namespace, name } : { apiGroup, kind, name: full };
            }),
        },
    );
}

const serviceResource = ({ name, namespace, type, headless, ...spec }: ServiceFacts): Written =>
    resource(
        "Service",
        { name, namespace },
        { spec: { ...spec, ...(type !== undefined && { type }), ...(headless === true && { clusterIP: "None" }) } },
    );

/** What a chart makes anew for each installation: certificates with their keys, and words. */
const FILES: readonly (readonly [RegExp, string])[] = [
    [/\.key$|key\.pem$/, "-----BEGIN PRIVATE KEY-----\nRFVNTVk=\n-----END PRIVATE KEY-----\n"],
    [/\.crt$|\.pem$/, "-----BEGIN CERTIFICATE-----\nRFVNTVk=\n-----END CERTIFICATE-----\n"],
];

const secretResource = ({ name, namespace, type, keys }: SecretFacts): Written =>
    resource(
        "Secret",
        { name, namespace },
        {
            ...(type !== undefined && { type }),
            stringData: Object.fromEntries(keys.map((key) => [key, FILES.find(([file]) => file.test(key))?.[1] ?? "word"])),
        },
    );
