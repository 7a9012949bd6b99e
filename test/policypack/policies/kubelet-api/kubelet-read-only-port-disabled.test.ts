import { gzipSync } from "node:zlib";
import { kubeletReadOnlyPortDisabled } from "../../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { UNKNOWN } from "../../judge";
import {
    base64,
    bootstrap,
    everyKubelet,
    instance,
    kubeletConfig,
    kubeletConfiguration,
    kubeletPod,
    mime,
    nodeConfig,
    template,
} from "../../kubelets";
import { policyTable } from "../../table";

const fix = "Set readOnlyPort to 0, and remove --read-only-port or set it to 0.";
const serves = (port = 10255) => `makes the kubelet serve its read-only port on ${port}. ${fix}`;
const config = (value: unknown) => nodeConfig({ config: { readOnlyPort: value } });
const NODEADM = "application/node.eks.aws";
const BOOTSTRAP = "userData › line 3 › --kubelet-extra-args";

policyTable(kubeletReadOnlyPortDisabled, {
    fails: {
        ...everyKubelet(
            kubeletReadOnlyPortDisabled,
            { config: { readOnlyPort: 10255 }, path: "readOnlyPort", flag: "--read-only-port=10255", others: [] },
            serves(),
        ),
        "a flag beats a file that is not here, and the last one counts": {
            ...kubeletPod("--config=/k.yaml", "--read_only_port=0", "--read-only-port", "10250"),
            reports: [`spec.containers[0].command[4]: ${serves(10250)}`],
        },
        "a MIME part is named by its number and type": {
            ...template(mime(["text/x-shellscript", "#!/bin/sh\nyum update"], [NODEADM, config(10255)])),
            reports: [`userData › part 2 (application/node.eks.aws) › spec.kubelet.config › readOnlyPort: ${serves()}`],
        },
        "of several NodeConfigs the last that sets it counts": {
            ...template(mime([NODEADM, config(10255)], [NODEADM, nodeConfig({ config: { maxPods: 10 } })])),
            reports: [`userData › part 1 (application/node.eks.aws) › spec.kubelet.config › readOnlyPort: ${serves()}`],
        },
        "flags beat the file, and those of all NodeConfigs are joined": {
            ...template(mime([NODEADM, nodeConfig({ flags: ["--read_only_port=0x280f"] })], [NODEADM, config(0)])),
            reports: [`userData › part 1 (application/node.eks.aws) › spec.kubelet.flags[0]: ${serves()}`],
        },
        "a flag and its value may be two words of one text": {
            ...instance(nodeConfig({ flags: ["--v=2 --read-only-port 10255"] })),
            reports: [`userData › NodeConfig › spec.kubelet.flags[0]: ${serves()}`],
        },
        "gzip in base64 is what a large node has": {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: { userData: gzipSync(config(10255)).toString("base64") },
            reports: [`userData › NodeConfig › spec.kubelet.config › readOnlyPort: ${serves()}`],
        },
        "base64 twice is what a careless caller makes": {
            ...template(base64(config(10255))),
            reports: [`userData › NodeConfig › spec.kubelet.config › readOnlyPort: ${serves()}`],
        },
        "bootstrap.sh from its own folder is the same script": {
            ...instance(
                "#!/bin/bash\ncd /etc/eks\nsudo bash -x ./bootstrap.sh prod --kubelet-extra-args --read-only-port=10255\n",
            ),
            reports: [`${BOOTSTRAP}: ${serves()}`],
        },
        "bootstrap.sh in a function gets the function's arguments": {
            ...instance(
                '#!/bin/bash\njoin() { /etc/eks/bootstrap.sh prod "$@"; }\njoin --kubelet-extra-args --read-only-port=10255\n',
            ),
            reports: [`${BOOTSTRAP}: ${serves()}`],
        },
        "bootstrap.sh appends its extra arguments after --config": {
            ...template(bootstrap("'--node-labels=a=b --read-only-port=10255'")),
            reports: [`${BOOTSTRAP}: ${serves()}`],
        },
        "the last of two occurrences counts": {
            ...template(bootstrap("'--read-only-port=0 --read-only-port=1234'")),
            reports: [`${BOOTSTRAP}: ${serves(1234)}`],
        },
        "a variable of the script is put in": {
            ...instance(`#!/bin/bash\nARGS="--read-only-port=10255"\n/etc/eks/bootstrap.sh prod --kubelet-extra-args "$ARGS"`),
            reports: [`userData › line 3 › --kubelet-extra-args: ${serves()}`],
        },
        "what only the machine knows beside it hides nothing": {
            ...instance(bootstrap('"--node-labels=id=$(curl -s http://169.254.169.254/id) --read-only-port=10255"')),
            reports: [`${BOOTSTRAP}: ${serves()}`],
        },
        "a value that only the machine knows is no pass": {
            ...instance(bootstrap('"--read-only-port=$PORT"')),
            reports: [`${BOOTSTRAP}: depends on what only the machine knows, so it could not be judged. Correct it.`],
        },
        "cloud-config runs the same script": {
            ...instance(
                "#cloud-config\nruncmd:\n  - yum update\n  - [/etc/eks/bootstrap.sh, prod, --kubelet-extra-args, --read-only-port=10255]\n",
            ),
            reports: [`userData › runcmd[1] › --kubelet-extra-args: ${serves()}`],
        },
        "a file planted for nodeadm overrides the user data": {
            ...template(
                mime(
                    [NODEADM, config(0)],
                    [
                        "text/cloud-config",
                        `#cloud-config\nwrite_files:\n- path: /etc/eks/nodeadm.d/x.yaml\n  encoding: gz+b64\n  content: ${gzipSync(config(10255)).toString("base64")}`,
                    ],
                ),
            ),
            reports: [
                `userData › part 2 (text/cloud-config) › write_files[0].content › spec.kubelet.config › readOnlyPort: ${serves()}`,
            ],
        },
        "a drop-in beside nodeadm's own is read after it": {
            ...template(
                mime(
                    [NODEADM, config(0)],
                    [
                        "text/x-shellscript",
                        `#!/bin/bash\ncat <<'EOF' > /etc/kubernetes/kubelet/config.json.d/90-x.conf\n${kubeletConfiguration({ readOnlyPort: 10255 })}\nEOF`,
                    ],
                ),
            ),
            reports: [`userData › part 2 (text/x-shellscript) › line 2 › readOnlyPort: ${serves()}`],
        },
        "a file that replaces the image's own is the base": {
            ...instance(
                `#!/bin/bash\necho '${kubeletConfiguration({ readOnlyPort: 10255 })}' > /etc/kubernetes/kubelet/kubelet-config.json\n/etc/eks/bootstrap.sh prod`,
            ),
            reports: [`userData › line 2 › readOnlyPort: ${serves()}`],
        },
        "without --config the kubelet's own default is 10255": {
            ...kubeletPod("--anonymous-auth=false"),
            reports: [
                `spec.containers[0].command[0]: starts a kubelet without --config, which then serves its read-only port on 10255. ${fix}`,
            ],
        },
        "a wrong type keeps the kubelet from starting": {
            ...instance(config("10255")),
            reports: [
                "userData › NodeConfig › spec.kubelet.config › readOnlyPort: is not a whole number and keeps the kubelet from starting, so it could not be judged. Correct it.",
            ],
        },
        "another namespace's ConfigMap may be no node's": {
            type: "kubernetes:core/v1:ConfigMap",
            props: {
                metadata: { name: "x", namespace: "dev" },
                data: { "a.yaml": kubeletConfiguration({ readOnlyPort: 10255 }) },
            },
            reports: [`(advisory) data["a.yaml"] › readOnlyPort: ${serves()}`],
        },
    },
    passes: {
        "another script of that name": instance("#!/bin/bash\n./bootstrap.sh --read-only-port=10255\n"),
        "an unknown value where nothing speaks of a kubelet": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { metadata: { name: "kube-proxy", namespace: "kube-system" }, data: { kubeconfig: UNKNOWN } },
        },
        "nodeadm's own base serves none": instance(nodeConfig({})),
        "a later NodeConfig sets it back": template(mime([NODEADM, config(10255)], [NODEADM, config(0)])),
        "null deletes what came before": template(mime([NODEADM, config(10255)], [NODEADM, config(null)])),
        "a comment is no command": instance(
            "#!/bin/bash\n# /etc/eks/bootstrap.sh prod --kubelet-extra-args --read-only-port=10255\necho hi",
        ),
        "a text that is only printed starts nothing": instance(
            "#!/bin/bash\necho /etc/eks/bootstrap.sh --kubelet-extra-args --read-only-port=10255",
        ),
        "a web server's user data": instance("#!/bin/bash\nyum install -y nginx\n"),
        "no user data": { type: "aws:ec2/instance:Instance", props: { ami: "ami-1" } },
        "a drop-in is not read where nodeadm passes no folder": template(
            mime(
                [NODEADM, nodeConfig({})],
                [
                    "text/x-shellscript",
                    `#!/bin/bash\necho '${kubeletConfiguration({ readOnlyPort: 10255 })}' > /etc/kubernetes/kubelet/config.json.d/90-x.conf`,
                ],
            ),
        ),
        "a configuration file keeps the default at 0": kubeletPod("--config=/var/lib/kubelet/config.yaml"),
        "kubeadm's file with nothing set": kubeletConfig({}),
        "a ConfigMap of something else": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { data: { "app.yaml": "readOnlyPort: 10255" } },
        },
        "--version starts no kubelet": kubeletPod("--version"),
    },
    unknowns: {
        "kubeadm's configuration is not known yet": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { metadata: { name: "kubelet-config", namespace: "kube-system" }, data: { kubelet: UNKNOWN } },
            unknown: "data.kubelet",
        },
        "a value whose key speaks of a kubelet is not known yet": {
            type: "kubernetes:core/v1:ConfigMap",
            props: { metadata: { name: "node-settings" }, data: { "kubelet.yaml": UNKNOWN, other: UNKNOWN } },
            unknown: "data.kubelet.yaml",
        },
        "user data that has an output of the cluster in it": {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
        "one unknown property hides no other": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN, userDataBase64: base64(config(10255)) },
            unknown: "userData",
            reports: [`userDataBase64 › NodeConfig › spec.kubelet.config › readOnlyPort: ${serves()}`],
        },
        "an unknown word may be this flag": {
            type: "kubernetes:core/v1:Pod",
            props: { spec: { containers: [{ name: "k", command: ["kubelet", UNKNOWN] }] } },
            unknown: "spec.containers.0.command.1",
        },
    },
});
