import { daemonsOf } from "../../../../policypack/node/installers";
import { mandatory } from "../../findings";
import { instance } from "../../kubelets";
import { apiServers, bootOf, etcds, kubelets, shown, unreadOf } from "./read";

const script = (...lines: string[]) => `#!/bin/bash\n${lines.join("\n")}\n`;
const GET = "curl -sfL https://get.k3s.io |";
const file = (path: string, ...lines: string[]) => `cat > ${path} <<'EOF'\n${lines.join("\n")}\nEOF`;
const CONFIG = "/etc/rancher/k3s/config.yaml";

test.each([
    ["a server", script(`${GET} sh -`), "control-plane"],
    ["an agent", script(`${GET} K3S_URL=https://server:6443 K3S_TOKEN=t sh -`), "worker"],
    ["an agent whose variables are exported", script("export K3S_URL=https://server:6443", `${GET} sh -s -`), "worker"],
    [
        "by the variable of the installer",
        script(`${GET} INSTALL_K3S_EXEC='agent --server https://server:6443' sh -s -`),
        "worker",
    ],
    ["by the installer's arguments", script(`${GET} sh -s - server --cluster-init`), "control-plane"],
    ["by a file without a name", script("bash <(curl -sfL https://get.k3s.io) agent --server https://server:6443"), "worker"],
    ["the program itself", script("k3s agent --server https://server:6443 &"), "worker"],
    ["RKE2's agent", script("curl -sfL https://get.rke2.io | sh -", "systemctl enable --now rke2-agent.service"), "worker"],
    ["RKE2's server", script("curl -sfL https://get.rke2.io | INSTALL_RKE2_TYPE=server sh -"), "control-plane"],
    ["a configuration alone", script(file(CONFIG, "write-kubeconfig-mode: '0600'")), "control-plane"],
])("an ordinary node has its installer's settings and stops no deployment: %s", (_, userData, role) => {
    const boot = bootOf(userData);
    expect(kubelets(boot, "anonymousAuth", "webhookAuth", "authorizationMode")).toEqual([["false", "true", "Webhook"]]);
    expect(daemonsOf(boot).kubelets.map(({ readOnlyPort, role: own }) => [readOnlyPort.value, own])).toEqual([[0, role]]);
    expect([boot.evidence.verdict, boot.distribution]).toEqual(["node", "k3s"]);
    expect(unreadOf(boot)).toEqual([]);
    expect(mandatory(instance(userData))).toEqual([]);
});

test("an installer within another shell's text shows a node, though its settings are not read", () => {
    const { evidence, unread } = bootOf(script('sh -c "$(curl -sfL https://get.k3s.io)"'));
    expect(evidence).toEqual({ verdict: "node", why: "user data that installs k3s" });
    expect(unread.map(({ reason }) => reason)).toEqual(["runs a script in line 2 that is not in the text"]);
});

describe("kubelet-arg", () => {
    const PORT = (at: string) => [[`10255 (${at})`]];
    test.each([
        [
            "in the variable",
            script(`${GET} INSTALL_K3S_EXEC='server --kubelet-arg=read-only-port=10255' sh -`),
            "userData › line 2",
        ],
        ["in two words", script(`${GET} sh -s - agent --kubelet-arg read-only-port=10255`), "userData › line 2"],
        [
            "of an installer in a file without a name",
            script("sudo bash <(curl -sfL https://get.k3s.io) server --kubelet-arg=read-only-port=10255"),
            "userData › line 2",
        ],
        ["with dashes", script("k3s server --kubelet-arg=--read-only-port=10255"), "userData › line 2"],
        ["a list", script(file(CONFIG, "kubelet-arg:", "- v=2", "- read-only-port=10255")), "userData › line 2 › kubelet-arg[1]"],
        ["a text", script(file(CONFIG, "kubelet-arg: read-only-port=10255")), "userData › line 2 › kubelet-arg"],
        [
            "in a unit",
            script(
                file(
                    "/etc/systemd/system/k3s.service",
                    "[Service]",
                    "ExecStart=/usr/local/bin/k3s server \\",
                    "  --kubelet-arg=read-only-port=10255",
                ),
            ),
            "userData › line 4",
        ],
    ])("%s", (_, userData, at) => {
        const places = kubelets(bootOf(userData), "readOnlyPort");
        expect(places.map(([one]) => [one!.replace(/ › line \d+\)$/, ")")])).toEqual(
            PORT(at).map(([one]) => [one!.replace(/ › line \d+\)$/, ")")]),
        );
    });

    test("a later file replaces a key, and a key with a plus adds to it", () => {
        const base = file(CONFIG, "kubelet-arg: [read-only-port=10255]");
        const replaced = script(base, file(`${CONFIG}.d/10.yaml`, "kubelet-arg: [v=2]"));
        const added = script(base, file(`${CONFIG}.d/10.yaml`, "kubelet-arg+: [v=2]"));
        expect(daemonsOf(bootOf(replaced)).kubelets[0]!.readOnlyPort.value).toBe(0);
        expect(daemonsOf(bootOf(added)).kubelets[0]!.readOnlyPort.value).toBe(10255);
    });

    test("the command line comes after the file, and the last counts", () => {
        const userData = script(
            file(CONFIG, "kubelet-arg: [anonymous-auth=true]"),
            "k3s server --kubelet-arg=anonymous-auth=false",
        );
        expect(kubelets(bootOf(userData), "anonymousAuth")).toEqual([["false (userData › line 5)"]]);
    });

    test("what only the machine knows is said", () => {
        expect(unreadOf(bootOf(script("k3s server $(cat /opt/args)")))).toEqual([
            "userData › line 2: gives k3s arguments that only the machine knows",
        ]);
    });
});

describe("the control plane", () => {
    test("the API server denies anonymous requests and verifies kubelets, unless it is told otherwise", () => {
        const [own] = apiServers(bootOf(script("k3s server")));
        expect([own!.anonymousAuth.value, own!.kubeletCertificateAuthority.value]).toEqual([
            false,
            "/var/lib/rancher/k3s/server/tls/server-ca.crt",
        ]);
        const [told] = apiServers(
            bootOf(script(file("/etc/rancher/rke2/config.yaml", "kube-apiserver-arg: [anonymous-auth=true]"))),
        );
        expect(shown(told!.anonymousAuth)).toBe("true (userData › line 2 › kube-apiserver-arg[0])");
    });

    test.each([
        ["an agent has neither", script("k3s agent --server https://server:6443"), 0, 0],
        ["a server has SQLite", script("k3s server"), 1, 0],
        ["the first of several servers", script("k3s server --cluster-init"), 1, 1],
        ["RKE2", script("rke2 server"), 1, 1],
        ["another database", script("k3s server --cluster-init --datastore-endpoint=mysql://db"), 1, 0],
    ])("%s", (_, userData, servers, stores) => {
        const { apiServers: api, etcds: etcd } = daemonsOf(bootOf(userData));
        expect([api.length, etcd.length]).toEqual([servers, stores]);
    });

    test("etcd demands certificates, and what it is told counts", () => {
        expect(etcds(bootOf(script("rke2 server")))[0]!.clientAuthentication.value).toBe("authority");
        const [etcd] = etcds(bootOf(script("k3s server --cluster-init --etcd-arg=listen-client-urls=http://0.0.0.0:2379")));
        expect(etcd!.clientListeners.map(({ url, at }) => [url, at])).toEqual([["http://0.0.0.0:2379", "userData › line 2"]]);
    });

    test("what etcd's file has in a section of its own is not changed by an argument, which lands at its top", () => {
        const userData = script("k3s server --cluster-init --etcd-arg=trusted-ca-file= --etcd-arg=client-cert-auth=false");
        expect(etcds(bootOf(userData))[0]!.clientAuthentication.value).toBe("authority");
    });
});
