import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { KEY_FILES, membersOf } from "../../../components/etcd-cluster/member";
import { memberUserData } from "../../../components/etcd-cluster/member-user-data";

const all = membersOf(3, "etcd.shop.internal");
const boot = {
    member: all[1]!,
    all,
    token: "shop",
    region: "eu-west-1",
    secret: "shop/etcd/etcd-1",
    device: "/dev/sdf",
    logGroup: "/shop/nodes",
};
interface Written {
    readonly path: string;
    readonly permissions: string;
    readonly owner: string;
    readonly content: string;
}
const filesOf = (text: string): Map<string, Written> =>
    new Map((parse(text).write_files as Written[]).map((file) => [file.path, file]));
const contentOf = (path: string, text = memberUserData(boot)): string => filesOf(text).get(path)!.content;

test("it is a cloud-config of root's files, and scripts are root's alone", () => {
    const text = memberUserData(boot);
    expect(text).toMatch(/^#cloud-config\n/);
    for (const { path, owner, permissions } of filesOf(text).values()) {
        expect([path, owner]).toEqual([path, "root:root"]);
        expect(permissions).toBe(
            path.startsWith("/usr/local/sbin/") ? "0700" : path.includes("/audit/rules.d/") ? "0640" : "0644",
        );
    }
    // Of EC2's limit of 16 KiB there is enough left.
    expect(text.length).toBeLessThan(12_000);
});

test("etcd listens with TLS of both sides, and its metrics on the machine alone", () => {
    expect(parse(contentOf("/etc/etcd/etcd.yaml"))).toEqual({
        name: "etcd-1",
        "data-dir": "/var/lib/etcd/data",
        "listen-client-urls": "https://0.0.0.0:2379",
        "advertise-client-urls": "https://etcd-1.etcd.shop.internal:2379",
        "listen-peer-urls": "https://0.0.0.0:2380",
        "initial-advertise-peer-urls": "https://etcd-1.etcd.shop.internal:2380",
        "listen-metrics-urls": "http://127.0.0.1:2381",
        "initial-cluster":
            "etcd-0=https://etcd-0.etcd.shop.internal:2380,etcd-1=https://etcd-1.etcd.shop.internal:2380,etcd-2=https://etcd-2.etcd.shop.internal:2380",
        "initial-cluster-token": "shop",
        "initial-cluster-state": "new",
        "strict-reconfig-check": true,
        "client-transport-security": {
            "cert-file": "/etc/etcd/pki/server.crt",
            "key-file": "/etc/etcd/pki/server.key",
            "trusted-ca-file": "/etc/etcd/pki/ca.crt",
            "client-cert-auth": true,
        },
        "peer-transport-security": {
            "cert-file": "/etc/etcd/pki/peer.crt",
            "key-file": "/etc/etcd/pki/peer.key",
            "trusted-ca-file": "/etc/etcd/pki/peer-ca.crt",
            "client-cert-auth": true,
        },
        "log-level": "info",
    });
});

test("the scripts are bash's, with and without an archive", () => {
    const archive = { url: "https://example.com/etcd.tar.gz", sha256: "0f".repeat(32) };
    for (const text of [memberUserData(boot), memberUserData({ ...boot, archive })]) {
        for (const path of ["/usr/local/sbin/etcd-keys", "/usr/local/sbin/etcd-setup"])
            execFileSync("bash", ["-n"], { input: contentOf(path, text) });
    }
});

test("an archive is checked before anything of it is unpacked", () => {
    const setup = contentOf(
        "/usr/local/sbin/etcd-setup",
        memberUserData({ ...boot, archive: { url: "https://example.com/etcd.tar.gz", sha256: "0f".repeat(32) } }),
    );
    const [check, unpack] = [setup.indexOf("sha256sum -c"), setup.indexOf("tar -xzf")];
    expect(check).toBeGreaterThan(0);
    expect(unpack).toBeGreaterThan(check);
});

test("the volume is mounted before the audit watches it, and the audit runs before there are keys or an etcd", () => {
    const lines = contentOf("/usr/local/sbin/etcd-setup").split("\n");
    const steps = [
        "mount /var/lib/etcd",
        "augenrules --load",
        "/usr/local/sbin/etcd-keys",
        "systemctl enable --now etcd-keys.timer etcd.service",
    ];
    const places = steps.map((step) => lines.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(lines.find((line) => line.includes("/etc/fstab"))).toContain("x-systemd.before=auditd.service");
});

describe("what fetches the keys", () => {
    const parts: Record<string, string> = Object.fromEntries(
        KEY_FILES.map((file) => [file, `-----BEGIN ${file}-----\nAA"B'$HOME\n-----END-----\n`]),
    );
    let home: string;
    beforeEach(() => (home = mkdtempSync(join(tmpdir(), "etcd-keys-"))));
    afterEach(() => rmSync(home, { recursive: true, force: true }));

    /** Runs the script on this machine, with stand-ins for the AWS CLI, chown and, where the machine has none, jq. */
    function run(secret: string): string[] {
        const [bin, keys] = [join(home, "bin"), join(home, "pki")];
        mkdirSync(bin);
        mkdirSync(keys);
        const program = (name: string, text: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        writeFileSync(join(home, "secret"), secret);
        program("aws", `echo "$@" > ${home}/asked; cat ${home}/secret`);
        program("chown", `echo "$@" >> ${home}/owned`);
        const js =
            'const s=JSON.parse(require("fs").readFileSync(0))[JSON.parse(process.argv[1].slice(1))];if(s==null)process.exit(1);console.log(s)';
        program("jq", `exec ${process.execPath} -e '${js}' "$2"`);
        const script = contentOf("/usr/local/sbin/etcd-keys").replaceAll("/etc/etcd/pki", keys);
        execFileSync("bash", {
            input: script,
            env: { PATH: `${bin}:${process.env["PATH"]}` },
            stdio: ["pipe", "ignore", "pipe"],
        });
        return readdirSync(keys).sort();
    }

    test("asks for the member's own secret, and leaves its parts in files of etcd's that nobody else reads", () => {
        expect(run(JSON.stringify(parts))).toEqual([...KEY_FILES].sort());
        expect(readFileSync(join(home, "asked"), "utf8").trim()).toBe(
            "secretsmanager get-secret-value --region eu-west-1 --secret-id shop/etcd/etcd-1 --query SecretString --output text",
        );
        for (const file of KEY_FILES) {
            expect(readFileSync(join(home, "pki", file), "utf8").trim()).toBe(parts[file]!.trim());
            expect(statSync(join(home, "pki", file)).mode & 0o777).toBe(0o600);
        }
        const owned = readFileSync(join(home, "owned"), "utf8").trim().split("\n");
        expect(owned).toEqual(KEY_FILES.map((file) => `etcd:etcd ${join(home, "pki.new", file)}`));
    });

    test("fails where a part is missing, and replaces nothing then", () => {
        const { "peer.key": _, ...others } = parts;
        expect(() => run(JSON.stringify(others))).toThrow();
        expect(readdirSync(join(home, "pki"))).toEqual([]);
    });
});
