// Where the real programs come from: the Pulumi CLI (a released one on PATH, else built) and others (built), each from its Go module
// and kept outside the tree. Loads nothing but Node's own modules, so that it runs before anything is installed.
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { CACHE } from "./nodes.mjs";

/**
 * A program that is built from a Go module: the folder whose go.mod pins it, its package, and the variable that takes its version.
 * @typedef {{ name: string, title: string, module: string, pin: RegExp, package: string, versionVariable: string, minutes: number }} GoTool
 */

/** @type {GoTool} */
const PULUMI = {
    name: "pulumi",
    title: "the Pulumi CLI",
    module: resolve(import.meta.dirname, "../test/tools"),
    pin: /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/,
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    // The Automation API, and so `requiredPulumiVersion`, refuse a CLI without a version.
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
    minutes: 5,
};
/** @type {GoTool} Ours, of Pulumi's own generator. */
const GEN_SDK = {
    ...PULUMI,
    name: "gen-sdk",
    title: "the generator of SDKs",
    package: "./gen-sdk",
    minutes: 2,
};
/** @type {GoTool} Ours, of the CLI's own library. */
const INSTALL_HOST = {
    ...PULUMI,
    name: "install-host",
    title: "the installer of packs",
    package: "./install-host",
    minutes: 1,
};
/** @type {GoTool} */
const KUBELET = {
    name: "kubelet",
    title: "the kubelet",
    module: resolve(import.meta.dirname, "../test/tools/kubernetes"),
    pin: /k8s\.io\/kubernetes v(\S+)/,
    package: "k8s.io/kubernetes/cmd/kubelet",
    versionVariable: "k8s.io/component-base/version.gitVersion",
    minutes: 5,
};
/**
 * A program of Kubernetes' control plane, of the same module and version as the kubelet.
 * @returns {GoTool}
 */
const ofKubernetes = (name, title) => ({ ...KUBELET, name, title, package: `k8s.io/kubernetes/cmd/${name}` });
const KUBE_APISERVER = ofKubernetes("kube-apiserver", "kube-apiserver");
const KUBE_CONTROLLER_MANAGER = ofKubernetes("kube-controller-manager", "kube-controller-manager");
const KUBEADM = { ...ofKubernetes("kubeadm", "kubeadm"), minutes: 3 };
/** What the containers of the exploit proofs run; it speaks to container runtimes in the kubelet's own words. @type {GoTool} */
const POD_PROGRAM = {
    ...ofKubernetes("program", "the program of the proofs' Pods"),
    package: "./program",
    minutes: 1,
};
/** @type {GoTool} */
const ETCD = {
    name: "etcd",
    title: "etcd",
    module: resolve(import.meta.dirname, "../test/tools/etcd"),
    pin: /go\.etcd\.io\/etcd\/server\/v3 v(\S+)/,
    package: "go.etcd.io/etcd/server/v3",
    versionVariable: "go.etcd.io/etcd/api/v3/version.GitSHA",
    minutes: 3,
};
/**
 * The last version that module proxies have whole.
 * @type {GoTool}
 */
const NODEADM = {
    name: "nodeadm",
    title: "nodeadm",
    module: resolve(import.meta.dirname, "../test/tools/nodeadm"),
    pin: /github\.com\/awslabs\/amazon-eks-ami\/nodeadm v(\S+)/,
    package: "github.com/awslabs/amazon-eks-ami/nodeadm/cmd/nodeadm",
    versionVariable: "main.version",
    minutes: 3,
};
/** `pulumi policy analyze` came with 3.229; `--file` with 3.249. */
const OLDEST = [3, 249];
const OLDEST_GO = [1, 26];
const BUILD_LIMIT_MS = 40 * 60_000;
const INSTALL = "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/), or Go 1.26 or newer to have it built here";

const exec = promisify(execFile);

/**
 * @typedef {{ path: string, version: string, languageHost: boolean }} Cli the binary; whether its own language host is on PATH, which then
 *   runs programs and packs
 */

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options] `progress` gets a line when something takes long
 * @returns {Promise<{ ok: true, value: Cli } | { ok: false, reason: string }>} the reason says how to get a CLI
 */
export async function findPulumi({ env = process.env, progress = (line) => console.error(line) } = {}) {
    const released = await releasedCli(env);
    if (released.ok) return released;

    const go = await goVersion(env);
    if (!go.ok) return { ok: false, reason: `${released.reason} and ${go.reason}. ${INSTALL}` };
    try {
        const { path, version } = await built(PULUMI, go.value, env, progress);
        return { ok: true, value: { path, version, languageHost: hasLanguageHost(env) } };
    } catch (error) {
        return {
            ok: false,
            reason: `${released.reason}, and its build with Go failed (${error.message}). ${INSTALL}`,
        };
    }
}

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} what writes the SDK of a package:
 *   the schema on stdin, a folder as argument
 */
export const findSdkGenerator = (options = {}) => findBuilt(GEN_SDK, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} what installs the dependencies of
 *   an organisation's packs where there is no language host: it prints its port, and ends when its stdin does
 */
export const findInstallHost = (options = {}) => findBuilt(INSTALL_HOST, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} a kubelet built from its module
 */
export const findKubelet = (options = {}) => findBuilt(KUBELET, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} a kubeadm built from its module
 */
export const findKubeadm = (options = {}) => findBuilt(KUBEADM, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} an etcd built from its module
 */
export const findEtcd = (options = {}) => findBuilt(ETCD, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} a kube-apiserver built from its module
 */
export const findApiServer = (options = {}) => findBuilt(KUBE_APISERVER, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} a kube-controller-manager built
 *   from its module
 */
export const findControllerManager = (options = {}) => findBuilt(KUBE_CONTROLLER_MANAGER, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} a nodeadm built from its module
 */
export const findNodeadm = (options = {}) => findBuilt(NODEADM, options);

/**
 * @param {{ env?: NodeJS.ProcessEnv, progress?: (line: string) => void }} [options]
 * @returns {Promise<{ ok: true, value: { path: string, version: string } } | { ok: false, reason: string }>} the program of the proofs' Pods
 */
export const findPodProgram = (options = {}) => findBuilt(POD_PROGRAM, options);

async function findBuilt(tool, { env = process.env, progress = (line) => console.error(line) }) {
    const go = await goVersion(env);
    if (!go.ok) return { ok: false, reason: `${go.reason}. Install Go 1.26 or newer` };
    try {
        return { ok: true, value: await built(tool, go.value, env, progress) };
    } catch (error) {
        return { ok: false, reason: `its build with Go failed (${error.message})` };
    }
}

async function releasedCli(env) {
    const path = onPath("pulumi", env);
    if (path === undefined) return { ok: false, reason: "there is no pulumi on PATH" };
    const version = await firstLine(path, ["version"], { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" });
    if (!atLeast(version, OLDEST)) {
        return { ok: false, reason: `the pulumi on PATH is ${version || "of no known version"}, older than ${OLDEST.join(".")}` };
    }
    return { ok: true, value: { path, version, languageHost: hasLanguageHost(env) } };
}

const hasLanguageHost = (env) => onPath("pulumi-language-nodejs", env) !== undefined;

async function goVersion(env) {
    const go = onPath("go", env);
    if (go === undefined) return { ok: false, reason: "no Go to build it with" };
    const version = await firstLine(go, ["version"], env, PULUMI.module);
    if (!atLeast(/go(\d+\.\d+)/.exec(version)?.[1] ?? "", OLDEST_GO)) {
        return { ok: false, reason: `Go is older than ${OLDEST_GO.join(".")} (${version || "no version"})` };
    }
    return { ok: true, value: { path: go, version } };
}

/** Builds into a folder of its own and renames it, so that two builds at once do no harm. */
async function built(tool, go, env, progress) {
    const sums = readFileSync(join(tool.module, "go.sum"), "utf8");
    const pin = tool.pin.exec(readFileSync(join(tool.module, "go.mod"), "utf8"));
    if (pin === null) throw new Error(`its go.mod does not pin ${tool.title}`);
    const version = pin[1];
    const stamped = tool.module === KUBELET.module ? `v${version}` : version;
    const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w -X ${tool.versionVariable}=${stamped}`];
    const key = createHash("sha256")
        .update(JSON.stringify([sums, go.version, flags, tool.package, ...sourceOf(tool)]))
        .digest("hex")
        .slice(0, 20);
    const tools = join(CACHE, "tools");
    const home = join(tools, key);
    const binary = { path: join(home, tool.name), version: `v${version}` };
    if (existsSync(binary.path)) return binary;

    mkdirSync(tools, { recursive: true });
    const fresh = mkdtempSync(`${home}-`);
    try {
        progress(
            `building ${tool.title} ${version} with Go into ${tools}: about ${tool.minutes} minutes the first time, never again`,
        );
        const start = Date.now();
        const tick = setInterval(() => progress(`still building (${Math.round((Date.now() - start) / 1000)} s)`), 30_000);
        try {
            // What stands alone in an image finds no libraries there.
            const own = tool.package === POD_PROGRAM.package ? { ...env, CGO_ENABLED: "0" } : env;
            await goBuild(go.path, ["build", ...flags, "-o", join(fresh, tool.name), tool.package], {
                cwd: tool.module,
                env: own,
            });
        } finally {
            clearInterval(tick);
        }
        try {
            renameSync(fresh, home);
        } catch (error) {
            // Somebody else's build was first: theirs is the same.
            if (!existsSync(binary.path)) throw error;
        }
        progress(`built in ${Math.round((Date.now() - start) / 1000)} s`);
        return binary;
    } finally {
        rmSync(fresh, { recursive: true, force: true });
    }
}

/** The text of a tool that is ours. */
const sourceOf = (tool) =>
    tool.package.startsWith("./") ? [readFileSync(join(tool.module, tool.package, "main.go"), "utf8")] : [];

function goBuild(go, args, { cwd, env }) {
    return new Promise((done, fail) => {
        const child = spawn(go, args, {
            cwd,
            env: { ...env, GOFLAGS: "-mod=readonly", GOWORK: "off" },
            stdio: ["ignore", "ignore", "pipe"],
            timeout: BUILD_LIMIT_MS,
        });
        let last = "";
        child.stderr.on("data", (chunk) => (last = `${last}${chunk}`.slice(-2000)));
        child.on("error", fail);
        const late = `it was not done in ${BUILD_LIMIT_MS / 60_000} minutes. What Go has compiled it keeps: start it again`;
        child.on("close", (code, signal) => {
            if (code === 0) return done();
            fail(new Error(child.killed ? late : last.trim().split("\n").at(-1) || `it ended with ${code ?? signal}`));
        });
    });
}

/** The first executable of that name on PATH. */
export function onPath(name, env = process.env) {
    return (env.PATH ?? "")
        .split(delimiter)
        .filter((dir) => dir !== "")
        .map((dir) => join(dir, name))
        .find((path) => {
            try {
                accessSync(path, constants.X_OK);
                return statSync(path).isFile();
            } catch {
                return false;
            }
        });
}

async function firstLine(command, args, env, cwd = dirname(command)) {
    try {
        const { stdout } = await exec(command, args, { env, cwd, timeout: 60_000 });
        return stdout.split("\n")[0].trim();
    } catch {
        return "";
    }
}

function atLeast(version, [major, minor]) {
    const found = /^v?(\d+)\.(\d+)/.exec(version);
    if (found === null) return false;
    const [, a, b] = found.map(Number);
    return a > major || (a === major && b >= minor);
}
