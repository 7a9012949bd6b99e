import { execFileSync } from "node:child_process";
import { parse } from "yaml";
import { parse as parseToml } from "smol-toml";
import {
    controlPlaneUserData,
    type ControlPlaneBoot,
    workerUserData,
    type WorkerBoot,
} from "../../../components/self-managed-node-pool/user-data";

const common = { region: "eu-west-1", logGroup: "/shop/nodes", joinSecret: "shop/kubernetes/join" };
const plain = { isSelfSigned: false, servesJournal: false };
const controlPlane: ControlPlaneBoot = {
    ...common,
    keysSecret: "shop/kubernetes/control-plane",
    etcdSecret: "shop/etcd/apiserver-etcd-client",
    controlPlane: {
        labels: {},
        clusterName: "shop",
        endpoint: "api.shop.internal:6443",
        version: "1.36.3",
        etcdEndpoints: [0, 1, 2, 3, 4].map((i) => `https://etcd-${i}.etcd.shop.internal:2379`),
        trustsAnyKubelet: false,
        kubelet: plain,
    },
};
const worker: WorkerBoot = { ...common, registration: { labels: {} }, kubelet: plain };
const packages = { repository: "https://packages.example.com/v1.36/rpm/", version: "1.36.3" };
const BOTH: readonly (readonly [string, string])[] = [
    ["a control plane", controlPlaneUserData({ ...controlPlane, packages })],
    ["a worker", workerUserData({ ...worker, packages })],
];

interface Written {
    readonly path: string;
    readonly permissions: string;
    readonly owner: string;
    readonly content: string;
}
const filesOf = (text: string): Map<string, Written> =>
    new Map((parse(text).write_files as Written[]).map((file) => [file.path, file]));
const setupOf = (text: string): string[] => filesOf(text).get("/usr/local/sbin/kubernetes-setup")!.content.split("\n");

/** Where each step stands in a script. */
function expectInOrder(lines: readonly string[], steps: readonly (string | RegExp)[]): void {
    const places = steps.map((step) =>
        lines.findIndex((line) => (typeof step === "string" ? line.startsWith(step) : step.test(line))),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
}

test.each(BOTH)("%s has a cloud-config of root's files, of which scripts and what kubeadm reads are root's alone", (_, text) => {
    expect(text).toMatch(/^#cloud-config\n/);
    for (const { path, owner, permissions } of filesOf(text).values()) {
        expect([path, owner]).toEqual([path, "root:root"]);
        const isScript = path.startsWith("/usr/local/sbin/");
        const own = path.startsWith("/etc/kubernetes/") ? "0600" : path.includes("/audit/rules.d/") ? "0640" : "0644";
        expect([path, permissions]).toEqual([path, isScript ? "0700" : own]);
    }
});

test.each(BOTH)("%s leaves something of EC2's limit of 16 KiB", (_, text) => {
    expect(text.length).toBeLessThan(14_500);
});

test.each(BOTH)("the scripts of %s are bash's", (_, text) => {
    const scripts = [...filesOf(text).values()].filter(({ path }) => path.startsWith("/usr/local/sbin/"));
    expect(scripts.length).toBeGreaterThan(0);
    for (const { content } of scripts) execFileSync("bash", ["-n"], { input: content });
});

test.each(BOTH)("on %s the audit runs before there is a runtime, a key or a kubelet", (_, text) => {
    expectInOrder(setupOf(text), [
        "dnf install",
        "mkdir -p /etc/kubernetes/manifests",
        "chmod 0700 /etc/kubernetes/manifests",
        "augenrules --load",
        /amazon-cloudwatch-agent-ctl/,
        "systemctl restart containerd.service",
        /cluster-keys|get-secret-value/,
        /^kubeadm (?:init|join)/,
    ]);
});

test.each(BOTH)("the kubelet of %s does not start while nothing keeps or sends the record", (_, text) => {
    const gate = filesOf(text).get("/etc/systemd/system/kubelet.service.d/50-audited.conf")!.content;
    expect(gate).toContain("is-active --quiet auditd.service");
    expect(gate).toContain("is-active --quiet amazon-cloudwatch-agent.service");
});

test.each(BOTH)("every folder that rules watch is there on %s before they are loaded", (_, text) => {
    const rules = filesOf(text).get("/etc/audit/rules.d/audit.rules")!.content;
    const watched = [...rules.matchAll(/^-w (\S+)/gm)].map(([, path]) => path!);
    const made = setupOf(text)
        .find((line) => line.startsWith("mkdir -p "))!
        .split(" ");
    for (const path of watched) {
        const folder = /\.\w+$|\/sysconfig\/kubelet$/.test(path) ? path.slice(0, path.lastIndexOf("/")) : path;
        expect(made).toContain(folder);
    }
});

test("packages are checked with a key, and of one version", () => {
    const setup = setupOf(workerUserData({ ...worker, packages }));
    expectInOrder(setup, ["baseurl=https://packages.example.com/v1.36/rpm/", "gpgcheck=1", "gpgkey=", "dnf install"]);
    expect(setup.find((line) => line.startsWith("dnf install"))).toMatch(
        / kubeadm-1\.36\.3 kubelet-1\.36\.3 kubectl-1\.36\.3 containerd /,
    );
});

test("an image that has them installs none, and asks no repository", () => {
    const setup = setupOf(workerUserData(worker));
    expect(setup.find((line) => line.startsWith("dnf install"))).toBe("dnf install -y amazon-cloudwatch-agent audit jq");
    expect(setup.join("\n")).not.toContain("yum.repos.d");
});

test("a folder of static Pods is root's, watched and there", () => {
    const text = workerUserData({ ...worker, kubelet: { ...plain, staticPodPath: "/srv/pods" } });
    expect(filesOf(text).get("/etc/audit/rules.d/audit.rules")!.content).toContain("\n-w /srv/pods -p rwa -k static-pods\n");
    expectInOrder(setupOf(text), [/^mkdir -p .* \/srv\/pods\b/, /^chmod 0700 .* \/srv\/pods$/, "augenrules"]);
});

test("what joins is gone once a worker has, and what nobody stops is gone on a control plane", () => {
    expectInOrder(setupOf(workerUserData(worker)), ["kubeadm join", "rm -f /etc/kubernetes/discovery.conf"]);
    expectInOrder(setupOf(controlPlaneUserData(controlPlane)), [
        "kubeadm init --config /etc/kubernetes/kubeadm.yaml --skip-token-print",
        "rm -f /etc/kubernetes/super-admin.conf",
    ]);
});

test("containerd has one socket of root's and nothing on a network", () => {
    const config = parseToml(filesOf(workerUserData(worker)).get("/etc/containerd/config.toml")!.content);
    expect(config).toMatchObject({
        grpc: { address: "/run/containerd/containerd.sock", tcp_address: "", uid: 0, gid: 0 },
        debug: { address: "" },
        metrics: { address: "" },
    });
});

test("nobody is anonymous but who asks for the API server's health", () => {
    const file = filesOf(controlPlaneUserData(controlPlane)).get("/etc/kubernetes/authentication.yaml")!.content;
    expect(parse(file).anonymous).toEqual({
        enabled: true,
        conditions: [{ path: "/livez" }, { path: "/readyz" }, { path: "/healthz" }],
    });
});

test("a control plane's timers have a service each, and are started", () => {
    const files = filesOf(controlPlaneUserData(controlPlane));
    for (const name of ["etcd-client-keys", "join-token"]) {
        const service = files.get(`/etc/systemd/system/${name}.service`)!.content;
        expect(files.has(/^ExecStart=(\S+)$/m.exec(service)![1]!)).toBe(true);
        expect(files.get(`/etc/systemd/system/${name}.timer`)!.content).toMatch(/^OnCalendar=(?:daily|hourly)$/m);
        expect(setupOf(controlPlaneUserData(controlPlane)).join("\n")).toContain(`${name}.timer`);
    }
});
