import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLUSTER_FILES, ETCD_FILES } from "../../../components/self-managed-node-pool/places";
import { clusterKeysScript, etcdKeysScript } from "../../../components/self-managed-node-pool/scripts";

const place = { region: "eu-west-1", secret: "shop/keys" };
const text = (name: string) => `-----BEGIN ${name}-----\nAA"B'$HOME\n-----END-----\n`;
const partsOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, text(name)]));

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "kubernetes-keys-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs a script on this machine, with stand-ins for the AWS CLI, sleep and, where the machine has none, jq. */
function run(script: string, secret: string, refusals = 0): string {
    const [bin, keys] = [join(home, "bin"), join(home, "pki")];
    mkdirSync(bin, { recursive: true });
    const program = (name: string, lines: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    writeFileSync(join(home, "secret"), secret);
    program("aws", `echo "$@" >> ${home}/asked; [ $(wc -l < ${home}/asked) -gt ${refusals} ] && cat ${home}/secret`);
    program("sleep", `echo "$@" >> ${home}/slept`);
    const js =
        'const s=JSON.parse(require("fs").readFileSync(0))[JSON.parse(process.argv[1].slice(1))];if(s==null)process.exit(1);console.log(s)';
    program("jq", `exec ${process.execPath} -e '${js}' "$2"`);
    execFileSync("bash", {
        input: script.replaceAll("/etc/kubernetes/pki", keys),
        env: { PATH: `${bin}:${process.env["PATH"]}` },
        stdio: ["pipe", "ignore", "pipe"],
    });
    return keys;
}

test("the cluster's keys are files that nobody else reads, in a folder that nobody else enters", () => {
    const keys = run(clusterKeysScript(place), JSON.stringify(partsOf(CLUSTER_FILES)));
    expect(statSync(keys).mode & 0o777).toBe(0o700);
    for (const file of CLUSTER_FILES) {
        expect(readFileSync(join(keys, file), "utf8").trim()).toBe(text(file).trim());
        expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
    }
});

test("etcd's client has its parts where kubeadm looks for them", () => {
    const keys = run(etcdKeysScript(place), JSON.stringify(partsOf(Object.keys(ETCD_FILES))));
    for (const [part, file] of Object.entries(ETCD_FILES)) {
        expect(readFileSync(join(keys, file), "utf8").trim()).toBe(text(part).trim());
        expect(statSync(join(keys, file)).mode & 0o777).toBe(0o600);
    }
});

test("a secret that is not there yet is waited for", () => {
    const keys = run(etcdKeysScript(place), JSON.stringify(partsOf(Object.keys(ETCD_FILES))), 2);
    expect(readFileSync(join(home, "asked"), "utf8").trim().split("\n")).toEqual(
        Array(3).fill(
            "secretsmanager get-secret-value --region eu-west-1 --secret-id shop/keys --query SecretString --output text",
        ),
    );
    expect(readFileSync(join(home, "slept"), "utf8")).toBe("15\n15\n");
    expect(existsSync(join(keys, "apiserver-etcd-client.key"))).toBe(true);
});

test("where a part is missing it fails, and replaces nothing", () => {
    const { "sa.key": _, ...others } = partsOf(CLUSTER_FILES);
    expect(() => run(clusterKeysScript(place), JSON.stringify(others))).toThrow();
    expect(readdirSync(join(home, "pki"))).toEqual(["etcd"]);
});
