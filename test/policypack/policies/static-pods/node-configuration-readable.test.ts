import { nodeConfigurationReadable } from "../../../../policypack/policies/static-pods/node-configuration-readable";
import { everyCarrier } from "../../carriers";
import { everyKubernetesScript } from "../../carriers-kubernetes";
import { UNKNOWN } from "../../judge";
import { bootstrap, instance, mime, nodeConfig, template } from "../../kubelets";
import { policyTable, type PolicyTable } from "../../table";
import { everyWorkload } from "../../workloads";

const fix = "Write it out where the node is declared, with literal values: nodeadm's NodeConfig, cloud-config or a shell script.";
const not = `so that part of the node's configuration is not judged. ${fix}`;
const flags = `gives the kubelet flags that only the machine knows, ${not}`;
const NODEADM = "application/node.eks.aws";
const nodeWith = (type: string, body: string) => template(mime([NODEADM, nodeConfig({})], [type, body]));
const part = (type: string, says: string) => `userData › part 2 (${type}): ${says}, ${not}`;

const machines = everyCarrier(nodeConfigurationReadable, "arguments from a command", ({ line }) => ({
    text: bootstrap('"$(cat /opt/args)"'),
    reports: [`${line(3)} › --kubelet-extra-args: ${flags}`],
}));
/** A KubeletConfiguration that is no YAML keeps everything in it from being judged. */
const maps: PolicyTable["fails"] = Object.fromEntries(
    nodeConfigurationReadable.reads
        .filter((type) => /:ConfigMap(Patch|List)?$/.test(type))
        .map((type) => {
            const map = {
                metadata: { namespace: "kube-system" },
                data: { kubelet: "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: [" },
            };
            const inList = type.endsWith("List");
            const at = inList ? "items[0].data.kubelet" : "data.kubelet";
            return [
                `broken YAML in ${type}`,
                {
                    type,
                    props: inList ? { items: [map] } : map,
                    reports: [`${at}: is no valid YAML (line 2), so it could not be judged. Correct it.`],
                },
            ];
        }),
);

const OWNED = { "kubernetes.io/cluster/prod": "owned" };
const JOINS = "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n";
const base64 = (text: string) => Buffer.from(text).toString("base64");
/** Machines, and the property in which each has its image. */
const IMAGES = [
    ["aws:ec2/instance:Instance", "ami"],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "ami"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "imageId"],
    ["aws:ec2/launchConfiguration:LaunchConfiguration", "imageId"],
] as const;

policyTable(nodeConfigurationReadable, {
    fails: {
        ...machines,
        ...maps,
        ...everyKubernetesScript(nodeConfigurationReadable, "#!/bin/bash\nkubelet --config=/opt/kubelet.yaml\n", [
            `AT › line 2: takes the kubelet's configuration from a file that is not here, ${not}`,
        ]),
        ...everyWorkload(
            nodeConfigurationReadable,
            { spec: { containers: [{ name: "kubelet", command: ["kubelet", "--config=/var/lib/kubelet/config.yaml"] }] } },
            [`containers[0].command[1]: takes the kubelet's configuration from a file that is not here, ${not}`],
        ),
        ...Object.fromEntries(
            ["Cluster", "ClusterPatch"].map((kind) => [
                `a file of all machines that is no text in kops' ${kind}`,
                {
                    type: `kubernetes:kops.k8s.io/v1alpha2:${kind}`,
                    props: { spec: { fileAssets: [{ name: "kubelet", path: "/etc/kubelet.yaml", content: [] }] } },
                    reports: [`spec.fileAssets[0].content: is a list where text was expected, ${not}`],
                },
            ]),
        ),
        "a drop-in of the kubelet's unit takes flags from a file that is not here": {
            ...nodeWith(
                "text/cloud-config",
                "#cloud-config\nwrite_files:\n- path: /etc/systemd/system/kubelet.service.d/40-flags.conf\n" +
                    "  content: |\n    [Service]\n    EnvironmentFile=/opt/flags\n    ExecStart=\n    ExecStart=/usr/bin/kubelet $FLAGS\n",
            ),
            reports: [
                `userData › part 2 (text/cloud-config) › write_files[0].content › line 2: gives the kubelet flags that only the machine knows, ${not}`,
            ],
        },
        "a unit that starts the kubelet by a program of its own": {
            ...nodeWith(
                "text/x-shellscript",
                "#!/bin/bash\nprintf '[Service]\\nExecStart=/opt/shop/start-node\\n' > /etc/systemd/system/kubelet.service\n",
            ),
            reports: [
                part("text/x-shellscript", "starts the kubelet by a program that is not here").replace("): ", ") › line 2: "),
            ],
        },
        "a unit that systemd does not load": {
            ...nodeWith(
                "text/x-shellscript",
                `#!/bin/bash\nprintf '[Service]\\nExecStart=bin/kubelet\\n' > /etc/systemd/system/kubelet.service\n`,
            ),
            reports: [
                part("text/x-shellscript", "names no executable, which keeps systemd from loading kubelet.service").replace(
                    "): ",
                    ") › line 2: ",
                ),
            ],
        },
        "the script that starts the kubelet is changed": {
            ...instance("#!/bin/bash\necho 'KUBELET_EXTRA_ARGS+=--v=4' >> /etc/eks/bootstrap.sh\n"),
            reports: [`userData › line 2: changes the script that starts the kubelet, ${not}`],
        },
        "an address is fetched on the machine": {
            ...nodeWith("text/x-include-url", "https://example.com/boot.sh"),
            reports: [part("text/x-include-url", "fetches what it runs from elsewhere")],
        },
        "a part handler is a program": {
            ...nodeWith("text/part-handler", "def handle_part(): pass"),
            reports: [part("text/part-handler", "is a Python program that reads other parts")],
        },
        "a template is filled in on the machine": {
            ...nodeWith("text/plain", "## template: jinja\n#cloud-config\n"),
            reports: [part("text/plain", "is a template that is filled in on the machine")],
        },
        "a script of another language": {
            ...nodeWith("text/x-shellscript", "#!/usr/bin/env python3\nprint(1)"),
            reports: [part("text/x-shellscript", "is a python3 program, not a shell script")],
        },
        "a script with a syntax error": {
            ...nodeWith("text/x-shellscript", "#!/bin/bash\necho 'x"),
            reports: [part("text/x-shellscript", "has a syntax error in line 2")],
        },
        "a NodeConfig that is no YAML": {
            ...nodeWith(NODEADM, "apiVersion: node.eks.aws/v1alpha1\nspec: {"),
            reports: [part(NODEADM, "is no valid YAML (line 2)")],
        },
        "a NodeConfig of the wrong shape": {
            ...instance(nodeConfig({ flags: "--v=2" })),
            reports: [
                `userData › NodeConfig › spec.kubelet.flags: is a string where a list was expected, which keeps nodeadm from starting the node, ${not}`,
            ],
        },
        "Bottlerocket's settings in broken TOML": {
            ...instance('[settings.kubernetes]\napi-server = "https://x\n'),
            reports: [`userData: is no valid TOML (line 2), which keeps Bottlerocket from taking its settings, ${not}`],
        },
        "a container that Bottlerocket runs before the kubelet": {
            ...instance(
                '[settings.kubernetes]\napi-server = "https://x"\n[settings.bootstrap-containers.prepare]\nmode = "always"\n',
            ),
            reports: [
                `userData › settings.bootstrap-containers.prepare: runs a container as root before the node starts, which may change its settings, ${not}`,
            ],
        },
        "a Windows node whose script is fetched": {
            ...instance(
                "<powershell>\niwr https://example.com/x.ps1 | iex\n" +
                    "& $env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1 -EKSClusterName prod\n</powershell>",
            ),
            reports: [`userData › line 2: runs a script that it fetches from elsewhere, ${not}`],
        },
        "a script that is fetched and run": {
            ...nodeWith("text/x-shellscript", "#!/bin/bash\ncurl -fsSL https://example.com/setup.sh | bash\n"),
            reports: [`userData › part 2 (text/x-shellscript) › line 2: runs a script that it fetches from elsewhere, ${not}`],
        },
        "a script that is copied from a bucket and run": {
            ...nodeWith("text/x-shellscript", "#!/bin/bash\naws s3 cp s3://shop/x.sh /tmp/x.sh && bash /tmp/x.sh\n"),
            reports: [`userData › part 2 (text/x-shellscript) › line 2: runs /tmp/x.sh, and fetches it from elsewhere, ${not}`],
        },
        "a manifest that is fetched": {
            ...nodeWith(
                "text/x-shellscript",
                "#!/bin/bash\ncurl -o /etc/kubernetes/manifests/agent.yaml https://example.com/agent.yaml\n",
            ),
            reports: [
                `userData › part 2 (text/x-shellscript) › line 2: fetches /etc/kubernetes/manifests/agent.yaml from elsewhere, ${not}`,
            ],
        },
        "a kubelet from anywhere": {
            ...nodeWith("text/x-shellscript", "#!/bin/bash\ncurl -Lo /usr/bin/kubelet https://example.com/kubelet\n"),
            reports: [
                `userData › part 2 (text/x-shellscript) › line 2: replaces the kubelet by one from elsewhere, which may have other defaults, ${not}`,
            ],
        },
        "tags tell that it is a node": {
            type: "aws:ec2/instance:Instance",
            props: { tags: { "kubernetes.io/cluster/prod": "owned" }, userData: "#include\nhttps://example.com/boot" },
            reports: [`userData: fetches what it runs from elsewhere, ${not}`],
        },
        "an image of the node's own": {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: { imageId: "ami-0123", tags: { "kubernetes.io/cluster/prod": "owned" } },
            reports: [`imageId: starts the node with what its image has, without user data, ${not}`],
        },
        ...Object.fromEntries(
            IMAGES.map(([type, image]) => [
                `an image of the node's own, in ${type}`,
                {
                    type,
                    props: { [image]: "ami-0123", tags: OWNED, userData: "" },
                    reports: [`${image}: starts the node with what its image has, without user data, ${not}`],
                },
            ]),
        ),
        "a file of the node that is copied to it": {
            type: "command:remote:CopyFile",
            props: { localPath: "kubelet.yaml", remotePath: "/var/lib/kubelet/config.yaml" },
            reports: [`localPath: copies /var/lib/kubelet/config.yaml from a file that is not here, ${not}`],
        },
        "the same from an asset": {
            type: "command:remote:CopyToRemote",
            props: { source: {}, remotePath: "/etc/kubernetes/manifests" },
            reports: [`source: copies /etc/kubernetes/manifests from a file that is not here, ${not}`],
        },
        "hybrid nodes": {
            type: "aws:eks/cluster:Cluster",
            props: { remoteNetworkConfig: { remoteNodeNetworks: { cidrs: ["10.200.0.0/16"] } } },
            reports: [`remoteNetworkConfig.remoteNodeNetworks: has hybrid nodes, which are configured where they stand, ${not}`],
        },
        "an edit of what the image's file has beside the settings that are known": {
            ...instance(
                "#!/bin/bash\nsed -i '/maxPods/d' /etc/kubernetes/kubelet/kubelet-config.json\n/etc/eks/bootstrap.sh prod",
            ),
            reports: [`userData › line 2: changes /etc/kubernetes/kubelet/kubelet-config.json by a command, ${not}`],
        },
        "an argument that the kubelet does not take": {
            ...instance(nodeConfig({ flags: ["-read-only-port=0"] })),
            reports: [
                `userData › NodeConfig › spec.kubelet.flags[0]: is no flag: long names need two dashes, which keeps the kubelet from starting, ${not}`,
            ],
        },
    },
    passes: {
        "a machine that may be anything": instance("#include\nhttps://example.com/boot"),
        "a drop-in of the kubelet's unit gives it flags that are there": nodeWith(
            "text/cloud-config",
            "#cloud-config\nwrite_files:\n- path: /etc/systemd/system/kubelet.service.d/40-flags.conf\n  content: '[Service]'\n",
        ),
        "a file of variables that this image's kubelet does not read": instance(
            "#!/bin/bash\necho KUBELET_EXTRA_ARGS=--v=4 > /etc/sysconfig/kubelet\n/etc/eks/bootstrap.sh prod\n",
        ),
        "Bottlerocket's settings for Kubernetes": instance('[settings.kubernetes]\napi-server = "https://x"\n'),
        "a Windows node": instance(
            "<powershell>\n& $env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1 -EKSClusterName prod\n</powershell>",
        ),
        "everything is there": nodeWith("text/x-shellscript", "#!/bin/bash\necho hi"),
        "an image of one's own that may be anything": {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: { imageId: "ami-0123", tags: { Name: "web" } },
        },
        ...Object.fromEntries(
            IMAGES.flatMap(([type, image]) =>
                [
                    ["userData", type.includes("Template") ? base64(JOINS) : JOINS] as const,
                    ["userDataBase64", base64(JOINS)] as const,
                ]
                    .filter(([property]) => property === "userData" || !type.includes("Template"))
                    .map(([property, text]) => [
                        `an image of one's own in ${type} with ${property}`,
                        { type, props: { [image]: "ami-0123", tags: OWNED, [property]: text } },
                    ]),
            ),
        ),
        "an image of EKS for a managed node group": {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: {
                imageId: "resolve:ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
                tags: { "kubernetes.io/cluster/prod": "owned" },
            },
        },
        "an ordinary cluster": { type: "aws:eks/cluster:Cluster", props: { vpcConfig: {}, computeConfig: { enabled: true } } },
        "a file of an application that is copied": {
            type: "command:remote:CopyFile",
            props: { localPath: "app.conf", remotePath: "/etc/app/app.conf" },
        },
        "kubectl runs on the operator's machine": {
            type: "command:local:Command",
            props: { create: "kubectl apply -f kubelet.yaml && curl -O https://example.com/kubectl | sh" },
        },
        "a script for Windows that starts no node": instance("<powershell>\nWrite-Host hi\n</powershell>"),
    },
    unknowns: {
        "user data is not known yet": { type: "aws:ec2/instance:Instance", props: { userData: UNKNOWN }, unknown: "userData" },
    },
});
