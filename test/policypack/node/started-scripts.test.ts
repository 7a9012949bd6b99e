import { kubeletsOf } from "../../../policypack/node/installers";
import { bootOfUserData } from "../../../policypack/node/user-data";

const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "userData");
const START = "kubelet --config=/etc/kubelet.yaml --read-only-port=$1";
const written = (path: string, text = `#!/bin/bash\n${START}`) => [`cat > ${path} <<'EOF'`, text, "EOF"];

test.each<[why: string, lines: string[]]>([
    ["a shell runs a file", [...written("/opt/start.sh"), "bash /opt/start.sh 10255"]],
    ["a file runs itself", [...written("/opt/start"), "chmod +x /opt/start", "/opt/start 10255"]],
    ["a relative path begins at the folder", [...written("/opt/start"), "cd /opt", "./start 10255"]],
    ["a shell runs a file without a first line", [...written("/opt/start.sh", START), "sudo sh -x /opt/start.sh 10255"]],
    ["a file is sourced", [...written("/opt/start.sh", START.replace("$1", "10255")), ". /opt/start.sh"]],
    ["one file runs another", [...written("/a.sh"), ...written("/b.sh", "#!/bin/sh\n/a.sh 10255"), "/b.sh"]],
    ["a text is piped into a shell", [`echo '${START}' | bash -s 10255`]],
    ["a file is piped into a shell", [...written("/opt/start.sh"), "cat /opt/start.sh | sudo bash -s -- 10255"]],
    [
        "cloud-init runs it at every boot",
        written("/var/lib/cloud/scripts/per-boot/a.sh", `#!/bin/sh\n${START.replace("$1", "10255")}`),
    ],
])("what a script runs is seen where %s", (_, lines) => {
    expect(kubeletsOf(boot(...lines)).map(({ readOnlyPort }) => readOnlyPort.value)).toEqual([10255]);
});

test("a file that runs itself comes to an end", () => {
    const { unread, commands } = boot(...written("/a.sh", "#!/bin/bash\n/a.sh\n/a.sh"), "/a.sh");
    expect(commands.length).toBeLessThan(1_000);
    expect(unread.map(({ reason }) => reason)).toContain("runs scripts in scripts, too many to follow");
});

test.each<[why: string, lines: string[], unread: string[]]>([
    [
        "fetched and piped",
        ["curl -fsSL https://example.com/x | sudo bash"],
        ["userData › line 2: runs a script that it fetches from elsewhere"],
    ],
    [
        "fetched and run",
        ["aws s3 cp s3://shop/x.sh /tmp/x.sh && bash /tmp/x.sh"],
        ["userData › line 2: runs /tmp/x.sh, and fetches it from elsewhere"],
    ],
    [
        "fetched and sourced",
        ["curl -o /tmp/x.sh https://example.com/x", "source /tmp/x.sh"],
        ["userData › line 3: runs /tmp/x.sh, and fetches it from elsewhere"],
    ],
    [
        "fetched into a file without a name",
        ["sudo bash <(curl -fsSL https://example.com/x) prod"],
        ["userData › line 2: runs a script that it fetches from elsewhere"],
    ],
    [
        "fetched so and sourced",
        ["source <(aws s3 cp s3://shop/x.sh -)"],
        ["userData › line 2: runs a script that it fetches from elsewhere"],
    ],
    ["completions of a program of the image", ["source <(kubectl completion bash)"], []],
    ["fetched to be compared", ["diff <(curl https://example.com/x) /etc/motd"], []],
    ["made by a command", ["make-script | sh"], ["userData › line 2: runs a script that is not in the text"]],
    ["k3s' own, which says nothing of its own", ["curl -sfL https://get.k3s.io | sh -s - agent"], []],
    ["of the image", ["source /etc/profile", "/opt/setup.sh"], []],
    ["fetched and left alone", ["curl -o /tmp/x.sh https://example.com/x"], []],
    [
        "a fetched kubelet configuration",
        ["curl -o /etc/kubernetes/kubelet.yaml https://example.com/x"],
        ["userData › line 2: fetches /etc/kubernetes/kubelet.yaml from elsewhere"],
    ],
    ["a fetched certificate", ["curl -o /etc/kubernetes/pki/ca.crt https://example.com/ca"], []],
    [
        "a kubelet from anywhere",
        ["curl -Lo /usr/bin/kubelet https://example.com/kubelet"],
        ["userData › line 2: replaces the kubelet by one from elsewhere, which may have other defaults"],
    ],
    ["the project's kubelet", ["curl -Lo /usr/bin/kubelet https://dl.k8s.io/v1.34.1/bin/linux/amd64/kubelet"], []],
])("a script that is %s", (_, lines, expected) =>
    expect(boot(...lines).unread.map(({ at, reason }) => `${at}: ${reason}`)).toEqual(expected),
);
