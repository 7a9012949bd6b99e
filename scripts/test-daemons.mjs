#!/usr/bin/env node
// `npm run test:daemons`: our reading of a configuration against what the real daemons make of it. Builds the kubelet once from its Go
// module, and installs containerd from the distribution where it is missing. Linux and root, for the network and mount namespaces that the tests make.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { findAudit } from "./debian.mjs";
import {
    findApiServer,
    findControllerManager,
    findEtcd,
    findKubeadm,
    findKubelet,
    findNodeadm,
    findPodProgram,
    onPath,
} from "./tools.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const fail = (reason) => {
    console.error(`test:daemons: ${reason}`);
    process.exit(2);
};

/** Programs that come from the distribution, with their Debian packages. */
const PROGRAMS = {
    containerd: "containerd",
    runc: "runc",
    openssl: "openssl",
    unshare: "util-linux",
    nsenter: "util-linux",
    setpriv: "util-linux",
    ip: "iproute2",
    jq: "jq",
};

if (process.platform !== "linux") fail("the daemons run on Linux only");
if (process.getuid() !== 0) fail("needs root, for mount namespaces and containerd");
const missing = Object.keys(PROGRAMS).filter((name) => onPath(name) === undefined);
if (missing.length > 0) {
    const packages = missing.map((name) => PROGRAMS[name]);
    if (onPath("apt-get") === undefined) fail(`${missing.join(", ")} missing: install ${packages.join(", ")}`);
    console.error(`test:daemons: installing ${packages.join(", ")}`);
    const apt = (...args) => spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
    if (!apt("update") || !apt("install", "-y", "--no-install-recommends", ...packages))
        fail(`${packages.join(", ")} could not be installed`);
}
/** The variable that tells the tests where each program is. */
const DAEMONS = {
    KUBELET: findKubelet,
    KUBEADM: findKubeadm,
    ETCD: findEtcd,
    KUBE_APISERVER: findApiServer,
    KUBE_CONTROLLER_MANAGER: findControllerManager,
    NODEADM: findNodeadm,
    POD_PROGRAM: findPodProgram,
    AUDIT: findAudit,
};
const paths = {};
for (const [variable, find] of Object.entries(DAEMONS)) {
    const found = await find();
    if (!found.ok) fail(`${variable.toLowerCase().replaceAll("_", "-")} is missing: ${found.reason}`);
    paths[variable] = found.value.path;
}

const { status } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/jest/bin/jest.js"), ...process.argv.slice(2), "--selectProjects", "daemons"],
    {
        cwd: ROOT,
        stdio: "inherit",
        env: { ...process.env, ...paths },
    },
);
process.exit(status ?? 1);
