import { BootReader } from "../../../policypack/node/boot-reader";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { HOLE, word } from "../../../policypack/parse/word";

const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "u");
const cloud = (write_files: object[]) => bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files })}`, "u");

test.each<[why: string, lines: string[], distribution: string, verdict: string, reason: string]>([
    ["EKS' script", ["/etc/eks/bootstrap.sh a"], "eks-al2", "node", "user data that runs /etc/eks/bootstrap.sh"],
    ["k3s", ["k3s agent"], "k3s", "node", "user data that runs k3s"],
    ["what installs k3s", ["INSTALL_K3S_EXEC=agent ./install.sh"], "k3s", "node", "user data that runs ./install.sh"],
    [
        "k3s' settings",
        ["echo a > /etc/rancher/k3s/config.yaml"],
        "k3s",
        "node",
        "user data that writes /etc/rancher/k3s/config.yaml",
    ],
    [
        "RKE2's part of the settings",
        ["echo a > /etc/rancher/rke2/config.yaml.d/a.yaml"],
        "k3s",
        "node",
        "user data that writes /etc/rancher/rke2/config.yaml.d/a.yaml",
    ],
    ["settings of something else there", ["echo a > /srv/etc/rancher/k3s/config.yaml"], "unknown", "unsure", ""],
    ["a kubelet", ["kubelet --v=2"], "unknown", "node", "user data that runs kubelet"],
    [
        "the kubelet's variables",
        ["echo A=1 > /etc/default/kubelet"],
        "unknown",
        "node",
        "user data that writes /etc/default/kubelet",
    ],
    ["Red Hat's", ["echo A=1 > /etc/sysconfig/kubelet"], "unknown", "node", "user data that writes /etc/sysconfig/kubelet"],
    ["another's variables", ["echo A=1 > /etc/default/kubelet2"], "unknown", "unsure", ""],
    ["the kubelet's folder", ["echo A=1 > /var/lib/kubelet/a"], "unknown", "node", "user data that writes /var/lib/kubelet/a"],
    ["Rancher's", ["echo A=1 > /var/lib/rancher/a"], "unknown", "node", "user data that writes /var/lib/rancher/a"],
    ["EKS' folder", ["echo A=1 > /etc/eks/a"], "unknown", "node", "user data that writes /etc/eks/a"],
    ["Kubernetes' folder elsewhere", ["echo A=1 > /srv/etc/kubernetes/a"], "unknown", "unsure", ""],
    [
        "a drop-in of the kubelet's",
        ["echo A=1 > /usr/lib/systemd/system/kubelet.service.d/a.conf"],
        "unknown",
        "node",
        "user data that writes /usr/lib/systemd/system/kubelet.service.d/a.conf",
    ],
    [
        "its unit",
        ["echo A=1 > /etc/systemd/system/kubelet.service"],
        "unknown",
        "node",
        "user data that writes /etc/systemd/system/kubelet.service",
    ],
    ["a unit of another name", ["echo A=1 > /etc/systemd/system/kubelet.service.bak"], "unknown", "unsure", ""],
    ["a script that is kept in a variable", ["S=$(curl https://get.k3s.io)"], "unknown", "node", "user data that installs k3s"],
    ["that of RKE2", ["S=$(curl https://get.rke2.io)"], "unknown", "node", "user data that installs rke2"],
    ["none of it", ["apt-get install nginx"], "unknown", "unsure", ""],
])("what a boot is of: %s", (_, lines, distribution, verdict, reason) => {
    const one = boot(...lines);
    expect([one.distribution, one.evidence]).toEqual([distribution, { verdict, why: reason }]);
});

test.each([
    ["nodeadm", "eks-al2023"],
    ["bottlerocket", "bottlerocket"],
    ["kubeadm", "unknown"],
    ["k3s", "k3s"],
    ["talos", "talos"],
    ["kops", "kops"],
] as const)("a document for %s is of %s", (installer, distribution) => {
    const reader = new BootReader();
    reader.document(installer, { a: 1 }, "here");
    const { documents, ...made } = reader.boot();
    expect(documents).toEqual([{ installer, value: { a: 1 }, at: "here" }]);
    expect([made.distribution, made.evidence]).toEqual([distribution, { verdict: "node", why: `user data for ${installer}` }]);
});

test("of several documents the first that tells a distribution counts, before any script", () => {
    const reader = new BootReader();
    reader.document("kubeadm", {}, "a");
    reader.document("talos", {}, "b", "c");
    reader.script("/etc/eks/bootstrap.sh a\n", "d");
    expect(reader.boot()).toMatchObject({ distribution: "talos", documents: [{ at: "a" }, { at: "b", kubeletAt: "c" }] });
});

test("what is known from outside, and what shows a node that could not be read", () => {
    const [one, other] = [new BootReader(), new BootReader()];
    one.isNode = other.isNode = true;
    expect(one.boot().evidence).toEqual({ verdict: "node", why: "user data" });
    expect(other.boot({ verdict: "unsure", why: "a group" }).evidence).toEqual({ verdict: "unsure", why: "a group" });
});

test("what is not read says from where it is fetched, if it is", () => {
    const reader = new BootReader();
    reader.unreadable("a", "why", { urls: ["https://x"], to: "/f" });
    reader.unreadable("b", "why");
    expect(reader.boot().unread).toEqual([
        { at: "a", reason: "why", from: { urls: ["https://x"], to: "/f" } },
        { at: "b", reason: "why" },
    ]);
    expect(Object.keys(reader.boot().unread[1]!)).toEqual(["at", "reason"]);
});

describe("nodeadm's own folder", () => {
    const FOLDER = "/etc/eks/nodeadm.d";
    const planted = (path: string, content = "a: 1") => {
        const { documents, unread } = cloud([{ path, content }]);
        return [...documents.map(({ value, at }) => ({ value, at })), ...unread];
    };
    const at = "u › write_files[0].content";
    test.each([
        [`${FOLDER}/a.yaml`, true],
        [`${FOLDER}/a.YML`, true],
        [`${FOLDER}/a.json`, true],
        [`${FOLDER}/a.yaml.bak`, false],
        [`${FOLDER}/x/a.yaml`, false],
        [`/srv${FOLDER}/a.yaml`, false],
        [`${FOLDER}/a.txt`, false],
    ])("%s", (path, isRead) => expect(planted(path)).toEqual(isRead ? [{ value: { a: 1 }, at }] : []));

    test("is read by name", () => {
        const { documents } = cloud(
            ["b", "a", "c"].map((name) => ({ path: `${FOLDER}/${name}.yaml`, content: `name: ${name}` })),
        );
        expect(documents.map(({ value }) => value)).toEqual([{ name: "a" }, { name: "b" }, { name: "c" }]);
    });

    test("says what of it cannot be read", () => {
        expect(planted(`${FOLDER}/a.yaml`, "a: [")).toEqual([{ at, reason: expect.stringContaining("YAML") as string }]);
        expect(planted(`${FOLDER}/a.yaml`, "")).toEqual([
            { at: "u › write_files[0].content", reason: "depends on what only the machine knows" },
        ]);
        expect(boot(`echo "$UNKNOWN" > ${FOLDER}/a.yaml`).unread).toEqual([
            { at: "u › line 2", reason: "depends on what only the machine knows" },
        ]);
    });
});

test("a file is written with everything said of it, or added to", () => {
    const reader = new BootReader();
    const said = { at: "a", mode: 0o600, owner: "ops", group: "dev" };
    reader.file("/f", word("x"), said);
    reader.file("/g", word(HOLE), { ...said, isAppended: true, isModeDefault: true });
    const sourced = (value: unknown, isDefault = false) => ({ value, at: "a", isDefault });
    const common = { kind: "file", isBase: false, at: "a", owner: sourced("ops"), group: sourced("dev") };
    expect(reader.boot().files).toEqual([
        { ...common, path: "/f", content: word("x"), isAppended: false, mode: sourced(0o600) },
        { ...common, path: "/g", content: word(HOLE), isAppended: true, mode: sourced(0o600, true) },
    ]);
});
