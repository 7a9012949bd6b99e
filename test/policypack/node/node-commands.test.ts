import { isEksBootstrap } from "../../../policypack/node/installers/eks-bootstrap-command";
import { k3sOf } from "../../../policypack/node/installers/k3s-command";
import { isWindowsBootstrap, parameter } from "../../../policypack/node/installers/windows-bootstrap-command";
import { isNodeCommand } from "../../../policypack/node/node-commands";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { word } from "../../../policypack/parse/word";

const commands = (script: string) => bootOfUserData(`#!/bin/sh\n${script}\n`, "u").commands;

test.each<[script: string, is: boolean]>([
    ["kubelet", true],
    ["/usr/bin/kubelet --v=2", true],
    ["nodeadm init -c file:///a", true],
    ["kubeadm join a:6443", true],
    ["rke2 server", true],
    ["k3s agent", true],
    ["etcd --name a", true],
    ["kube-apiserver --v=2", true],
    ["kubeadm version", false],
    ["kubelet --version", false],
    ["k3s -v", false],
    ["kubeadm help init", false],
    ["kubeadm --help", false],
    ["kubeadm -h", false],
    ["kubeadm completion bash", false],
    ["kubeadm init version", true],
    ["kubeadm versions", true],
    ["kubectl get nodes", false],
    ["/etc/eks/bootstrap.sh a", true],
    ["systemctl enable --now kubelet", true],
    ["systemctl start kubelet.service", true],
    ["service k3s restart", true],
    ["systemctl start k3s-agent", true],
    ["systemctl start rke2-server.service", true],
    ["systemctl start rke2-agent", true],
    ["systemctl start snap.microk8s.daemon-kubelite", true],
    ["systemctl start kubelet2 my-kubelet nginx", false],
    ["echo kubelet", false],
    ["curl -sfL https://get.k3s.io", true],
    ["wget http://files.internal/RKE2/install.sh", true],
    ["curl https://example.com/ak3s ftp://get.k3s.io", false],
    ["curl x-https://get.k3s.io", false],
    ["open https://get.k3s.io", false],
    ["INSTALL_K3S_EXEC=a ./x", true],
    ["RKE2_TOKEN=a ./x", true],
    ["MY_K3S_TOKEN=a ./x", false],
    ["INSTALL_NGINX_X=a ./x", false],
])("%s: whether it is a node's command", (script, is) => expect(commands(script).some(isNodeCommand)).toBe(is));

test.each<[script: string, which: "k3s" | "rke2" | undefined]>([
    ["k3s server", "k3s"],
    ["/usr/local/bin/rke2 agent", "rke2"],
    ["k3s kubectl get nodes", undefined],
    ["server k3s", undefined],
    ["curl -sfL https://get.k3s.io | sh -", "k3s"],
    ["curl -sfL https://get.rke2.io | sh -", "rke2"],
    ["wget -qO- https://rancher-mirror.rancher.cn/K3S/install.sh | bash", "k3s"],
    ["curl https://example.com/k3s | sh -", undefined],
    ["curl https://get.k3s.io > /x", undefined],
    ["INSTALL_K3S_VERSION=1 sh -", "k3s"],
    ["INSTALL_RKE2_TYPE=agent ./install.sh", "rke2"],
    ["K3S_TOKEN=a /opt/install-node", "k3s"],
    ["K3S_TOKEN=a /opt/setup.sh", "k3s"],
    ["K3S_TOKEN=a /opt/setup", undefined],
    ["K3S_TOKEN=a systemctl restart install", undefined],
    ["/opt/install-k3s.sh", "k3s"],
    ["/opt/install-RKE2", "rke2"],
    ["/opt/k3s.sh", undefined],
    ["/opt/install.sh", undefined],
    ["chmod +x /opt/install-k3s.sh", undefined],
    ["cat install-k3s.sh", undefined],
])("%s: which of the two it starts or installs", (script, which) => expect(k3sOf(commands(script))).toBe(which));

test.each<[argv: string, is: boolean]>([
    ["/etc/eks/bootstrap.sh", true],
    ["./bootstrap.sh prod --kubelet-extra-args x", true],
    ["/opt/bootstrap.sh prod --use-max-pods false", true],
    ["bootstrap.sh prod", false],
    ["/opt/my-bootstrap.sh --kubelet-extra-args x", false],
])("%s: whether it is EKS' script", (argv, is) => expect(isEksBootstrap(argv.split(" ").map(word))).toBe(is));

test("no command is no script", () => expect([isEksBootstrap([]), isWindowsBootstrap([])]).toEqual([false, false]));

test.each<[program: string, is: boolean]>([
    ["C:\\EKS\\Start-EKSBootstrap.ps1", true],
    ["/eks/start-eksbootstrap.PS1", true],
    ["Start-EKSBootstrap.ps1", true],
    ["Restart-EKSBootstrap.ps1", false],
    ["Start-EKSBootstrap.ps1.bak", false],
])("%s: whether it is EKS' script of Windows", (program, is) => expect(isWindowsBootstrap([word(program)])).toBe(is));

test.each<[argv: string, value: string | undefined]>([
    ["-Name a", "a"],
    ["-NAME:b", "b"],
    ["-name a -Name:b:c", "b:c"],
    ["-Name:a -Name b", "b"],
    ["-Names a", undefined],
    ["Name a", undefined],
    ["-Name", undefined],
    ["-Name:", ""],
])("PowerShell's parameter in %s", (argv, value) => expect(parameter(argv.split(" ").map(word), "name")?.text).toBe(value));
