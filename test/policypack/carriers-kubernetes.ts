import type { Policy } from "../../policypack/lib/define-policy";
import type { Carrier } from "./carriers";
import type { PolicyTable } from "./table";

type Fails = PolicyTable["fails"];

/** A setting of the kubelet in the three ways in which people write it. */
export interface KubeletExample {
    readonly config: object;
    /** Where it stands in `config`. */
    readonly path: string;
    /** The same as flags; the last is the one that is told. */
    readonly flags: readonly string[];
}

/** A Kubernetes object from which nodes are made. */
interface KubernetesCarrier {
    readonly type: RegExp;
    /** An object with that setting, and where it is told to stand. */
    kubelet(example: KubeletExample, type: string): { readonly props: object; readonly at: string };
    /** An object whose nodes run a script, and where each line of it is told to stand. */
    script(
        text: string,
        type: string,
    ): {
        readonly props: object;
        readonly line: (number: number) => string;
        /** Where the node itself is told to stand, if not at the first command that shows it. */
        readonly node?: string;
    };
}

const pairOf = (flag: string): readonly [string, string] => {
    const [name, ...value] = flag.slice(2).split("=");
    return [name!, value.length === 0 ? "true" : value.join("=")];
};

/** Puts a KubeadmConfigSpec where the kind has it. */
function clusterApiSpec(type: string, spec: object): { props: object; at: string } {
    switch (type.split(":")[2]!.replace(/Patch$/, "")) {
        case "KubeadmConfig":
            return { props: { spec }, at: "spec" };
        case "KubeadmConfigTemplate":
            return { props: { spec: { template: { spec } } }, at: "spec.template.spec" };
        case "KubeadmControlPlane":
            return { props: { spec: { kubeadmConfigSpec: spec } }, at: "spec.kubeadmConfigSpec" };
        default:
            return {
                props: { spec: { template: { spec: { kubeadmConfigSpec: spec } } } },
                at: "spec.template.spec.kubeadmConfigSpec",
            };
    }
}

const clusterApi: KubernetesCarrier = {
    type: /\.cluster\.x-k8s\.io\/\w+:Kubeadm/,
    kubelet({ flags }, type) {
        const isList = type.includes("/v1beta2:");
        const args = flags.map(pairOf);
        const kubeletExtraArgs = isList ? args.map(([name, value]) => ({ name, value })) : Object.fromEntries(args);
        const { props, at } = clusterApiSpec(type, { joinConfiguration: { nodeRegistration: { kubeletExtraArgs } } });
        const [name] = args.at(-1)!;
        const own = isList ? `[${args.length - 1}].value` : `.${name}`;
        const quoted = /^[\w$-]+$/.test(name) ? own : `[${JSON.stringify(name)}]`;
        return { props, at: `${at}.joinConfiguration.nodeRegistration.kubeletExtraArgs${isList ? own : quoted}` };
    },
    script(text, type) {
        const { props, at } = clusterApiSpec(type, { preKubeadmCommands: [text] });
        return { props, line: () => `${at}.preKubeadmCommands[0]`, node: at };
    },
};

/** Puts the specification of a node of EKS where the kind has it. */
const eksSpec = (type: string, spec: object): { props: object; at: string } =>
    /Template(?:Patch)?$/.test(type)
        ? { props: { spec: { template: { spec } } }, at: "spec.template.spec" }
        : { props: { spec }, at: "spec" };

const eksConfig: KubernetesCarrier = {
    type: /\.cluster\.x-k8s\.io\/\w+:EKSConfig/,
    kubelet({ flags }, type) {
        const { props, at } = eksSpec(type, { kubeletExtraArgs: Object.fromEntries(flags.map(pairOf)) });
        return { props, at: `${at}.kubeletExtraArgs › --kubelet-extra-args` };
    },
    script(text, type) {
        const { props, at } = eksSpec(type, { preBootstrapCommands: [text] });
        return { props, line: () => `${at}.preBootstrapCommands[0]` };
    },
};

const nodeadmConfig: KubernetesCarrier = {
    type: /\.cluster\.x-k8s\.io\/\w+:NodeadmConfig/,
    kubelet({ config, path }, type) {
        const { props, at } = eksSpec(type, { kubelet: { config } });
        return { props, at: `${at}.kubelet.config › ${path}` };
    },
    script(text, type) {
        const { props, at } = eksSpec(type, { preNodeadmCommands: [text] });
        return { props, line: () => `${at}.preNodeadmCommands[0]`, node: at };
    },
};

const karpenter: KubernetesCarrier = {
    type: /:EC2NodeClass/,
    kubelet: ({ config, path }) => ({ props: { spec: { amiFamily: "AL2023", kubelet: config } }, at: `spec.kubelet › ${path}` }),
    script: (text) => ({
        props: { spec: { amiSelectorTerms: [{ id: "ami-1" }], userData: text } },
        line: (number) => `spec.userData › line ${number}`,
    }),
};

const kops: KubernetesCarrier = {
    type: /^kubernetes:kops\.k8s\.io\//,
    kubelet({ config, path }) {
        const content = JSON.stringify({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...config });
        return {
            props: { spec: { fileAssets: [{ name: "kubelet", path: "/etc/kubernetes/kubelet.yaml", content }] } },
            at: `spec.fileAssets[0].content › ${path}`,
        };
    },
    script: (content) => ({
        props: { spec: { role: "Node", additionalUserData: [{ name: "own.sh", type: "text/x-shellscript", content }] } },
        line: (number) => `spec.additionalUserData[0].content › line ${number}`,
        node: "spec",
    }),
};

/** A Secret or ConfigMap that holds a text, in all its forms. */
function holder(kind: "Secret" | "ConfigMap", property: string): KubernetesCarrier {
    const made = (type: string, text: string) => {
        const object = { metadata: { name: "worker-bootstrap" }, [property]: { value: text } };
        const isList = type.endsWith("List");
        return { props: isList ? { items: [object] } : object, at: `${isList ? "items[0]." : ""}${property}.value` };
    };
    return {
        type: new RegExp(`^kubernetes:core/v1:${kind}(?:Patch|List)?$`),
        kubelet({ config, path }, type) {
            const { props, at } = made(type, nodeConfig({ config }));
            return { props, at: `${at} › NodeConfig › spec.kubelet.config › ${path}` };
        },
        script(text, type) {
            const { props, at } = made(type, text);
            return { props, line: (number) => `${at} › line ${number}` };
        },
    };
}

/** nodeadm's document: what stands below `spec.kubelet`, as JSON, which is YAML. */
export const nodeConfig = (kubelet: object): string =>
    [
        "apiVersion: node.eks.aws/v1alpha1",
        "kind: NodeConfig",
        "spec:",
        "  cluster: { name: prod }",
        `  kubelet: ${JSON.stringify(kubelet)}`,
    ].join("\n");

/** Every carrier that is a Kubernetes object; the next one goes here. */
const CARRIERS: readonly KubernetesCarrier[] = [
    clusterApi,
    eksConfig,
    nodeadmConfig,
    karpenter,
    kops,
    holder("Secret", "stringData"),
    holder("ConfigMap", "data"),
];

const rowsFor = (policy: Policy, row: (carrier: KubernetesCarrier, type: string) => Fails[string]): Fails =>
    Object.fromEntries(
        policy.reads.flatMap((type) =>
            CARRIERS.filter((carrier) => carrier.type.test(type)).map((carrier) => [`nodes of ${type}`, row(carrier, type)]),
        ),
    );

/** Concrete types and properties for the test of wrappings: what takes user data, and what takes a script. */
export const KUBERNETES_CARRIERS: readonly Carrier[] = [
    ...["", "Patch"].flatMap((form) => [
        inObject(`kubernetes:core/v1:Secret${form}`, "data.value", (text) => ({
            data: { value: Buffer.from(text as string).toString("base64") },
        })),
        inObject(`kubernetes:core/v1:ConfigMap${form}`, "binaryData.value", (text) => ({
            binaryData: { value: Buffer.from(text as string).toString("base64") },
        })),
    ]),
    inObject("kubernetes:core/v1:Secret", "stringData.value", (text) => ({ stringData: { value: textOf(text) } })),
    inObject("kubernetes:core/v1:ConfigMap", "data.value", (text) => ({ data: { value: textOf(text) } })),
    ...["karpenter.k8s.aws/v1", "karpenter.k8s.aws/v1beta1"].map((version) =>
        inObject(`kubernetes:${version}:EC2NodeClass`, "spec.userData", (text) => ({
            spec: { amiSelectorTerms: [{ id: "ami-1" }], userData: textOf(text) },
        })),
    ),
    inObject(
        "kubernetes:kops.k8s.io/v1alpha2:InstanceGroup",
        "spec.additionalUserData[0].content",
        (content) => ({
            spec: {
                role: "Node",
                additionalUserData: [{ name: "own.sh", type: "text/x-shellscript", content: textOf(content) }],
            },
        }),
        "script",
    ),
    ...["KubeadmConfig", "KubeadmConfigTemplate"].flatMap((kind) =>
        ["v1beta1", "v1beta2"].map((version): Carrier => {
            const type = `kubernetes:bootstrap.cluster.x-k8s.io/${version}:${kind}`;
            const { at } = clusterApiSpec(type, {});
            // kubeadm starts a kubelet beside the one of the script: with no static Pods, and a certificate that is signed.
            const own = { "pod-manifest-path": "", "rotate-server-certificates": "true" };
            const kubeletExtraArgs = version === "v1beta1" ? own : Object.entries(own).map(([name, value]) => ({ name, value }));
            const joinConfiguration = { nodeRegistration: { kubeletExtraArgs } };
            const props = (text: string | Buffer) =>
                clusterApiSpec(type, { joinConfiguration, preKubeadmCommands: [textOf(text)] }).props;
            return inObject(type, `${at}.preKubeadmCommands[0]`, props, "script");
        }),
    ),
];

/** What takes text takes bytes in base64. */
function textOf(text: string | Buffer): string {
    return typeof text === "string" ? text : text.toString("base64");
}

function inObject(
    type: string,
    at: string,
    object: (text: string | Buffer) => object,
    admits: Carrier["admits"] = "user data",
): Carrier {
    return {
        type,
        at,
        admits,
        line: (number) => `${at} › line ${number}`,
        props: (text) => ({ metadata: { name: "worker-bootstrap" }, ...object(text) }),
    };
}

/** Kinds that make control planes alone. */
export const CONTROL_PLANES = /:KubeadmControlPlane/;

/** A failing row for every Kubernetes carrier that the policy reads, with a kubelet. */
export const everyKubernetesKubelet = (policy: Policy, example: KubeletExample, says: string): Fails =>
    rowsFor(policy, (carrier, type) => {
        const { props, at } = carrier.kubelet(example, type);
        return { type, props, reports: [`${at}: ${says}`] };
    });

/**
 * The same with a script.
 * @param reports whole lines; `AT › line 2` stands for the path of the script's second line
 * @param isOfNode whether they are about the node as a whole
 */
export const everyKubernetesScript = (policy: Policy, text: string, reports: readonly string[], isOfNode = false): Fails =>
    rowsFor(policy, (carrier, type) => {
        const { props, line, node } = carrier.script(text, type);
        const place = (number: string) => (isOfNode ? node : undefined) ?? line(Number(number));
        return { type, props, reports: reports.map((one) => one.replace(/AT › line (\d+)/g, (_, n: string) => place(n))) };
    });
