import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { join } from "node:path";
import { RootFolder, Unreached } from "../../../policypack/cli/inputs/root-folder";
import { kubeletConfiguration } from "../kubelets";
import { audited, called, temporaryFolder } from "./command";
import { CONTROL_PLANE, EKS_NODE, IS_ROOT, lostOwners, nodeRoot, PRIVATE_KEY, staticPod } from "./node-roots";

const folder = temporaryFolder();
const INSECURE = kubeletConfiguration({ authentication: { anonymous: { enabled: true } } });
/** What is this machine's, and none of the node's. */
const OUTSIDE = nodeRoot(join(folder.path, "outside"), {
    "kubelet.json": INSECURE,
    "drop-ins/10-open.conf": INSECURE,
    "pods/own.yaml": staticPod("own", [], "  hostPID: true"),
    environment: 'NODEADM_KUBELET_ARGS="--anonymous-auth=true"\n',
    "start.sh": "#!/bin/sh\nexec /usr/bin/kubelet --anonymous-auth=true\n",
    ".ssh/authorized_keys": "ssh-ed25519 AAAA mine\n",
    rules: "ops ALL=(ALL) NOPASSWD: ALL\n",
});
/** More steps up than there are. */
const UP = "../".repeat(40);

/** Every file that was opened, and every folder that was listed, while something is done. */
async function opened<T>(step: () => Promise<T>): Promise<{ readonly result: T; readonly paths: readonly string[] }> {
    const files = jest.spyOn(fs, "openSync");
    const folders = jest.spyOn(fs, "opendirSync");
    try {
        const result = await step();
        return { result, paths: [...files.mock.calls, ...folders.mock.calls].map(([path]) => String(path)) };
    } finally {
        files.mockRestore();
        folders.mockRestore();
    }
}

test("nothing leads out of the folder: absolute links, links that climb, paths in files, homes", async () => {
    const root = nodeRoot(join(folder.path, "hostile"), {
        ...EKS_NODE,
        "/etc/passwd": `root:x:0:0::/root:/bin/sh\nops:x:1001:1001::/..${"/..".repeat(40)}${OUTSIDE}:/bin/sh\n`,
        "/etc/kubernetes/kubelet/config.json.d/50-absolute.conf": { link: join(OUTSIDE, "kubelet.json") },
        "/etc/kubernetes/kubelet/config.json.d/51-climbs.conf": { link: UP + join(OUTSIDE, "kubelet.json").slice(1) },
        "/etc/kubernetes/kubelet/config.json.d/more": { link: join(OUTSIDE, "drop-ins") },
        "/etc/kubernetes/manifests": { link: UP + join(OUTSIDE, "pods").slice(1) },
        "/etc/kubernetes/kubelet/config.json.d/60-pods.conf": kubeletConfiguration({
            staticPodPath: `/srv/${UP}${OUTSIDE.slice(1)}/pods`,
        }),
        "/etc/sudoers.d/ops": { link: join(OUTSIDE, "rules") },
        "/etc/systemd/system/kubelet.service.d/10-own.conf": `[Service]\nEnvironmentFile=-${OUTSIDE}/environment\nExecStartPre=${OUTSIDE}/start.sh\n`,
        "/etc/systemd/system/multi-user.target.wants/own.service": { link: join(OUTSIDE, "own.service") },
        "/root/.ssh/authorized_keys2": { link: join(OUTSIDE, ".ssh/authorized_keys") },
    });
    const { result, paths } = await opened(() => audited("--node-root", root));
    expect(result.unreadable).toEqual(lostOwners(root));
    const policies = [...new Set(result.violations.map(({ policy }) => policy))];
    // Its own words alone, about a folder that it does not have.
    expect(policies).toEqual(["node-audit-covers-kubernetes-files", "kubelet-static-pods-disabled"]);
    const real = fs.realpathSync(root);
    expect(paths.filter((path) => path.startsWith(folder.path) && !`${path}/`.startsWith(`${real}/`))).toEqual([]);
    expect(paths.filter((path) => path.startsWith(real)).length).toBeGreaterThan(20);
});

test("what an absolute link leads to inside the folder is read, under the name that the node has for it", async () => {
    const root = nodeRoot(join(folder.path, "linked"), {
        ...EKS_NODE,
        "/etc/kubernetes/kubelet/config.json": { link: "/opt/kubelet/current" },
        "/opt/kubelet/current": { link: "v2.json" },
        "/opt/kubelet/v2.json": INSECURE,
    });
    const { violations } = await audited("--node-root", root);
    const found = violations.filter(({ policy }) => policy === "kubelet-anonymous-auth-disabled");
    expect(found.map(({ at, file }) => [at, file])).toEqual([
        [
            "/etc/kubernetes/kubelet/config.json › authentication.anonymous.enabled",
            join(root, "etc/kubernetes/kubelet/config.json"),
        ],
    ]);
});

test("private keys are not opened, and stand nowhere in a report", async () => {
    const root = nodeRoot(join(folder.path, "keys"), {
        ...CONTROL_PLANE,
        "/etc/kubernetes/pki/ca.key": { text: PRIVATE_KEY, mode: 0o644 },
        // Another name does not tell that it is one.
        "/etc/kubernetes/pki/authority": { text: PRIVATE_KEY, mode: 0o644 },
    });
    const { result, paths } = await opened(() => called("audit", "--node-root", root, "--format", "json"));
    expect(paths.filter((path) => path.endsWith(".key"))).toEqual([]);
    expect(result.out).not.toContain("MIGH");
    const said = (JSON.parse(result.out) as { violations: { policy: string; at: string }[] }).violations;
    expect(said.map(({ policy, at }) => `${policy} ${at}`)).toEqual([
        "private-key-files-protected /etc/kubernetes/pki/authority",
        "private-key-files-protected /etc/kubernetes/pki/ca.key",
    ]);
});

describe("what is there and cannot be read is named, and the rest is judged", () => {
    const insecure = { ...EKS_NODE, "/etc/kubernetes/kubelet/config.json": INSECURE };
    const judged = async (name: string, change: (root: string) => void) => {
        const root = nodeRoot(join(folder.path, name), insecure);
        change(root);
        const { code, unreadable, violations } = await audited("--node-root", root);
        expect(code).toBe(2);
        expect(violations.map(({ policy }) => policy)).toContain("kubelet-anonymous-auth-disabled");
        return unreadable
            .filter(({ file }) => file !== join(root, "etc"))
            .map(({ file, reason }) => [file.slice(root.length), reason]);
    };

    test("a pipe is not opened, which would wait for whoever writes it", async () => {
        const said = await judged("pipe", (root) => execFileSync("mkfifo", [join(root, "etc/kubernetes/own.conf")]));
        expect(said).toEqual([["/etc/kubernetes/own.conf", "is no file, and was not opened. Remove it, or put a file there"]]);
    });

    test("links that lead round in a circle", async () => {
        const said = await judged("circle", (root) => {
            fs.symlinkSync("b.conf", join(root, "etc/kubernetes/a.conf"));
            fs.symlinkSync("a.conf", join(root, "etc/kubernetes/b.conf"));
            // These end: what is above or below is read once.
            fs.symlinkSync("..", join(root, "etc/kubernetes/kubelet/up"));
            fs.symlinkSync(".", join(root, "etc/kubernetes/self"));
        });
        const reason = "is a link that leads round in a circle. Remove it";
        expect(said).toEqual([
            ["/etc/kubernetes/a.conf", reason],
            ["/etc/kubernetes/b.conf", reason],
        ]);
    });

    test("a file that is too large", async () => {
        const said = await judged("large", (root) =>
            fs.writeFileSync(join(root, "etc/kubernetes/large.conf"), Buffer.alloc((1 << 20) + 1, "a")),
        );
        expect(said).toEqual([
            ["/etc/kubernetes/large.conf", "is larger than 1024 KiB, which nothing of a node's configuration is"],
        ]);
    });

    test("more files than are read", async () => {
        const said = await judged("many", (root) => {
            fs.mkdirSync(join(root, "usr/local/lib/systemd/system"), { recursive: true });
            for (let i = 0; i < 1_600; i++)
                fs.writeFileSync(join(root, `usr/local/lib/systemd/system/own-${i}.service`), "[Service]\n");
        });
        expect(said).toEqual([
            [
                "",
                expect.stringMatching(
                    /^has more in the places of a node's configuration than is read: 1500 files and 32 MiB\. What comes after \/usr\/local\/lib\/systemd\/system\/own-\d+\.service was left out$/,
                ),
            ],
        ]);
    }, 60_000);

    test("a folder that another user may not enter, once", async () => {
        const root = nodeRoot(join(folder.path, "shut"), insecure);
        fs.chmodSync(folder.path, 0o755);
        fs.chmodSync(join(root, "etc"), 0);
        const { code, violations, unreadable } = await asNobody(() => audited("--node-root", root));
        fs.chmodSync(join(root, "etc"), 0o755);
        // Which units are started stands there too, so that any may be.
        expect([code, violations.map(({ at }) => at)]).toEqual([2, ["/usr/lib/systemd/system/docker.service › line 2"]]);
        expect(unreadable.filter(({ reason }) => !reason.startsWith("belongs"))).toEqual([
            { file: join(root, "etc"), reason: "may not be read. Run as somebody who may" },
        ]);
    });

    test("what another user may not read", async () => {
        const root = nodeRoot(join(folder.path, "closed"), {
            ...insecure,
            "/etc/audit": { folder: 0 },
            "/etc/shadow": { text: "root:*:19000::::::\n", mode: 0 },
            "/etc/ssh/sshd_config": "UsePAM yes\n",
            "/etc/sudoers": "root ALL=(ALL) ALL\n",
            "/etc/sudoers.d/90-cloud-init-users": { text: "", mode: 0 },
        });
        fs.chmodSync(folder.path, 0o755);
        const { code, unreadable, violations } = await asNobody(() => audited("--node-root", root));
        fs.chmodSync(join(root, "etc/audit"), 0o755);
        expect(code).toBe(2);
        expect(unreadable.filter(({ file }) => file !== join(root, "etc"))).toEqual(
            ["etc/shadow", "etc/sudoers.d/90-cloud-init-users", "etc/audit"].map((path) => ({
                file: join(root, path),
                reason: "may not be read. Run as somebody who may",
            })),
        );
        expect(violations.map(({ policy }) => policy)).toContain("kubelet-anonymous-auth-disabled");
    });
});

/** Root may read everything. */
async function asNobody<T>(step: () => Promise<T>): Promise<T> {
    if (!IS_ROOT) return step();
    process.seteuid!(65_534);
    try {
        return await step();
    } finally {
        process.seteuid!(0);
    }
}

describe("a folder that changes under one's hands", () => {
    const root = nodeRoot(join(folder.path, "changing"), { "/etc/a": "a", "/etc/b": "b" });
    const reasonOf = (change: () => void): string => {
        const own = new RootFolder(root);
        const found = own.find("/etc/a")!;
        change();
        try {
            return own.bytesOf(found, 100).toString();
        } catch (error) {
            return (error as Unreached).reason;
        }
    };

    test("a link in the place of a file is not followed", () => {
        expect(
            reasonOf(() => {
                fs.rmSync(join(root, "etc/a"));
                fs.symlinkSync(join(OUTSIDE, "kubelet.json"), join(root, "etc/a"));
            }),
        ).toBe("cannot be read (ELOOP)");
    });

    test("another file is not taken for it", () => {
        fs.rmSync(join(root, "etc/a"));
        fs.writeFileSync(join(root, "etc/a"), "a");
        expect(reasonOf(() => fs.renameSync(join(root, "etc/b"), join(root, "etc/a")))).toBe(
            "was changed while it was read. Read a copy",
        );
    });
});
