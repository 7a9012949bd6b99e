import { Cursor } from "../../../../../policypack/parse/cursor";
import { hintsOfUserData } from "../../../../../policypack/subjects/aws/machines/user-data-hints";

const told = (props: object) => hintsOfUserData({ props: Cursor.of(props) }).map(({ role, why }) => `${role}: ${why}`);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const lines = (...all: string[]) => [...all, ""].join("\n");

const NODEADM = "worker: user data for nodeadm";
const BOOTSTRAP = "worker: user data that runs the EKS bootstrap script";
const BOTTLEROCKET = "worker: user data for Bottlerocket";
const INIT = "control plane: user data that runs kubeadm init";
const JOINS = "worker: user data that runs kubeadm join";
const JOINS_AS_MASTER = "control plane: user data that runs kubeadm join";

test.each<[reason: string, userData: string, hint: string]>([
    [
        "a MIME part for nodeadm",
        lines(
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed; boundary="//"',
            "",
            "--//",
            "Content-Type: application/node.eks.aws",
            "",
        ),
        NODEADM,
    ],
    ["the header without a blank", lines("--//", "content-type:application/node.eks.aws"), NODEADM],
    ["a NodeConfig", lines("---", "apiVersion: node.eks.aws/v1alpha1", "kind: NodeConfig"), NODEADM],
    ["a NodeConfig that is indented", lines("---", "\t  apiVersion: node.eks.aws/v1alpha1"), NODEADM],
    ["a NodeConfig in JSON", lines("{", '  "apiVersion": "node.eks.aws/v1alpha1",', "}"), NODEADM],
    ["a NodeConfig in YAML with quotes", lines("'apiVersion':'node.eks.aws/v1alpha1'"), NODEADM],
    ["the script of EKS' older images", lines("#!/bin/bash", "set -ex", "/etc/eks/bootstrap.sh shop"), BOOTSTRAP],
    ["the script with sudo", lines("#!/bin/bash", "  sudo /etc/eks/bootstrap.sh shop --b64-cluster-ca A"), BOOTSTRAP],
    [
        "Bottlerocket's settings",
        lines("[settings.host-containers.admin]", "enabled = true", "[settings.kubernetes]"),
        BOTTLEROCKET,
    ],
    ["a table within Bottlerocket's settings", lines("[settings.kubernetes.node-labels]"), BOTTLEROCKET],
    ["Bottlerocket's settings in dotted keys", lines('settings.kubernetes.cluster-name = "main"'), BOTTLEROCKET],
    ["Bottlerocket's settings, indented", lines("\t [settings.kubernetes]"), BOTTLEROCKET],
    ["a first control plane", lines("#!/bin/sh", "sudo kubeadm  init --pod-network-cidr 10.0.0.0/16"), INIT],
    [
        "another control plane",
        lines("#!/bin/sh", "kubeadm\tjoin 10.0.0.4:6443 --token a.b --control-plane --certificate-key x"),
        JOINS_AS_MASTER,
    ],
    ["another control plane, with blanks", lines("#!/bin/sh", "kubeadm  \tjoin 10.0.0.4:6443 --control-plane"), JOINS_AS_MASTER],
    ["a worker of kubeadm, with blanks", lines("#!/bin/sh", "kubeadm \t join 10.0.0.4:6443"), JOINS],
    ["a worker of kubeadm", lines("#!/bin/sh", "kubeadm join 10.0.0.4:6443 --token a.b"), JOINS],
    ["a worker, whatever a comment says", lines("#!/bin/sh", "kubeadm join 10.0.0.4:6443 # not --control-plane"), JOINS],
])("%s", (_, userData, hint) => {
    expect(told({ userData })).toEqual([hint]);
    expect(told({ userData: base64(userData) })).toEqual([hint]);
    expect(told({ userDataBase64: base64(userData) })).toEqual([hint]);
    expect(told({ launchTemplateData: { userData: base64(userData) } })).toEqual([hint]);
});

test.each<[reason: string, userData: string]>([
    ["another part", lines("Content-Type: text/x-shellscript", "", "echo application/node.eks.aws")],
    ["a header in the middle of a line", lines("echo Content-Type: application/node.eks.aws")],
    ["an object of something else", lines("apiVersion: apps/v1", "kind: Deployment")],
    ["an API version in the middle of a line", lines("echo 'apiVersion: node.eks.aws/v1alpha1'")],
    ["a script that is commented out", lines("#!/bin/bash", "# /etc/eks/bootstrap.sh shop", "echo done")],
    ["another script of that folder", lines("#!/bin/bash", "/etc/eks/bootstrap.shell shop")],
    ["a table of that name within a line", lines("echo '[settings.kubernetes]'")],
    ["settings of something else", lines("[settings.kubernetesque]")],
    ["settings of something that begins so", lines("[settings.kubernetes-x]")],
    ["a version of kubeadm", lines("#!/bin/sh", "kubeadm version")],
    ["kubeadm's other words", lines("#!/bin/sh", "kubeadm initialise", "mykubeadm init", "kubeadm joined", "mykubeadm join x")],
    ["kubeadm in comments", lines("#!/bin/sh", "# kubeadm init", "#kubeadm join 10.0.0.4:6443 --control-plane")],
    ["nothing", ""],
])("%s says nothing", (_, userData) => {
    expect(told({ userData })).toEqual([]);
    expect(told({ userData: base64(userData) })).toEqual([]);
});

test("a marker beyond what EC2 takes is not looked for", () => {
    const filled = (length: number) => `#!/bin/sh\n# ${"x".repeat(length)}\nkubeadm init\n`;
    expect(told({ userData: filled(16_000) })).toEqual([INIT]);
    expect(told({ userData: filled(65_536) })).toEqual([]);
});

test("base64 may have line breaks, and none, one or two signs at its end", () => {
    for (const end of ["", " ", "  "]) expect(told({ userData: base64(`kubeadm init${end}`) })).toEqual([INIT]);
    expect(told({ userData: `${base64("kubeadm init --v 5").replace(/(.{5})/g, "$1\n")}\n` })).toEqual([INIT]);
});

test("each place of a machine's user data says its own", () => {
    const [init, join] = ["#!/bin/sh\nkubeadm init\n", "#!/bin/sh\nkubeadm join x\n"];
    expect(told({ userData: init, launchTemplateData: { userData: join } })).toEqual([INIT, JOINS]);
    expect(told({ user_data: init })).toEqual([]);
});
