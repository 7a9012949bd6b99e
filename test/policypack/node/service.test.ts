import type { NodeBoot } from "../../../policypack/model/node-boot";
import { kubeadmService } from "../../../policypack/node/installers/kubeadm-service";
import type { Argument } from "../../../policypack/node/invocation";
import { startsOfUnit } from "../../../policypack/node/service";
import { bootOfUserData } from "../../../policypack/node/user-data";

/** A cloud-config that writes these files, and what follows them. */
const cloudConfig = (files: Readonly<Record<string, string>>, rest: object = {}): string =>
    `#cloud-config\n${JSON.stringify({ write_files: Object.entries(files).map(([path, content]) => ({ path, content })), ...rest })}`;

const words = (userData: string, unit = "kubelet.service"): string[] =>
    startsOfUnit(bootOfUserData(userData, "userData"), unit).flatMap(({ argv }) => argv.map(({ text }) => text));

const unit = (...lines: string[]): string => ["[Service]", ...lines, ""].join("\n");
const OWN = "/etc/systemd/system/kubelet.service";
const EXEC = "ExecStart=/usr/bin/kubelet $ARGS";

test.each<[why: string, files: Record<string, string>, words: string[]]>([
    ["a variable of the unit", { [OWN]: unit("Environment=ARGS=--v=2", EXEC) }, ["/usr/bin/kubelet", "--v=2"]],
    [
        "a drop-in in /usr/lib/ counts as one in /etc does",
        { [OWN]: unit(EXEC), "/lib/systemd/system/kubelet.service.d/a.conf": unit('Environment="ARGS=--v=2 --port=1"') },
        ["/usr/bin/kubelet", "--v=2", "--port=1"],
    ],
    [
        "drop-ins are taken by name, whatever folder they are in",
        {
            [OWN]: unit(EXEC),
            "/etc/systemd/system/kubelet.service.d/10.conf": unit("Environment=ARGS=--v=1"),
            "/usr/lib/systemd/system/kubelet.service.d/20.conf": unit("Environment=ARGS=--v=2"),
        },
        ["/usr/bin/kubelet", "--v=2"],
    ],
    [
        "a drop-in in /etc hides one of its name in /usr/lib",
        {
            [OWN]: unit(EXEC),
            "/usr/lib/systemd/system/kubelet.service.d/10.conf": unit("Environment=ARGS=--v=2"),
            "/etc/systemd/system/kubelet.service.d/10.conf": unit("Environment=ARGS=--v=1"),
        },
        ["/usr/bin/kubelet", "--v=1"],
    ],
    [
        "a unit in /etc hides that in /run",
        { "/run/systemd/system/kubelet.service": unit("ExecStart=/opt/old"), [OWN]: unit("ExecStart=/opt/new") },
        ["/opt/new"],
    ],
    ["an empty unit is masked", { [OWN]: "", "/usr/lib/systemd/system/kubelet.service": unit("ExecStart=/opt/old") }, []],
    [
        "a file of variables counts more than the unit",
        { [OWN]: unit("EnvironmentFile=/etc/kubelet.env", "Environment=ARGS=--v=1", EXEC), "/etc/kubelet.env": "ARGS=--v=2" },
        ["/usr/bin/kubelet", "--v=2"],
    ],
    ["one that need not be there sets nothing", { [OWN]: unit("EnvironmentFile=-/etc/kubelet.env", EXEC) }, ["/usr/bin/kubelet"]],
    [
        "one of the image may set anything",
        { [OWN]: unit("EnvironmentFile=/etc/kubelet.env", EXEC) },
        ["/usr/bin/kubelet", "\uFFF9"],
    ],
    [
        "but not what the command does not use",
        { [OWN]: unit("EnvironmentFile=/etc/kubelet.env", "ExecStart=/usr/bin/kubelet --v=1") },
        ["/usr/bin/kubelet", "--v=1"],
    ],
    [
        "an empty ExecStart takes the commands before it away",
        {
            [OWN]: unit("ExecStart=/opt/a"),
            "/etc/systemd/system/kubelet.service.d/a.conf": unit("ExecStart=", "ExecStart=/opt/b"),
        },
        ["/opt/b"],
    ],
    [
        "a drop-in for every service is one for this one",
        { [OWN]: unit(EXEC), "/etc/systemd/system/service.d/a.conf": unit("Environment=ARGS=--v=3") },
        ["/usr/bin/kubelet", "--v=3"],
    ],
])("%s", (_, files, expected) => expect(words(cloudConfig(files))).toEqual(expected));

test("a link to /dev/null masks a unit", () => {
    const script = `#!/bin/bash\ncat > /usr${OWN.replace("/etc", "/lib")} <<'EOF'\n${unit("ExecStart=/opt/a")}EOF\n`;
    expect(words(script)).toEqual(["/opt/a"]);
    expect(words(`${script}ln -s /dev/null ${OWN}\n`)).toEqual([]);
});

test("each word tells the line that set it", () => {
    const files = {
        [OWN]: unit("Environment=A=--v=1", "EnvironmentFile=/etc/kubelet.env", "ExecStart=/usr/bin/kubelet --x $A ${B}"),
        "/etc/kubelet.env": "B=--v=2",
    };
    const [start] = startsOfUnit(bootOfUserData(cloudConfig(files), "userData"), "kubelet.service");
    expect(start?.argv.map(({ text, at }) => `${text} (${at})`)).toEqual([
        "/usr/bin/kubelet (userData › write_files[0].content › line 4)",
        "--x (userData › write_files[0].content › line 4)",
        "--v=1 (userData › write_files[0].content › line 2)",
        "--v=2 (userData › write_files[1].content)",
    ]);
});

/** The words after the kubelet's name. */
function kubeadmArguments(boot: NodeBoot, own: readonly Argument[] = []): readonly Argument[] {
    const [start] = startsOfUnit(boot, "kubelet.service", kubeadmService("userData", own));
    return start?.argv.slice(1) ?? [];
}

test("a line that a later command adds is that command's", () => {
    const script = "#!/bin/bash\necho A=--v=1 > /etc/default/kubelet\necho 'KUBELET_EXTRA_ARGS=--v=2' >> /etc/default/kubelet\n";
    const found = kubeadmArguments(bootOfUserData(script, "userData"));
    expect(found.map(({ text, at }) => `${text} (${at})`)).toEqual([
        "--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf (userData)",
        "--kubeconfig=/etc/kubernetes/kubelet.conf (userData)",
        "--config=/var/lib/kubelet/config.yaml (userData)",
        "--v=2 (userData › line 3)",
    ]);
});

test("kubeadm's own arguments come before those of the node's files", () => {
    const boot = bootOfUserData(cloudConfig({ "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--port=2" }), "userData");
    const own = [{ text: "--port=1", isLiteral: true, at: "spec.kubeletExtraArgs" }];
    const found = kubeadmArguments(boot, own);
    expect(found.slice(3).map(({ text, at }) => `${text} (${at})`)).toEqual([
        "--port=1 (spec.kubeletExtraArgs)",
        "--port=2 (userData › write_files[0].content)",
    ]);
});
