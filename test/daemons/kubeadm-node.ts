import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { program } from "./programs";
import type { Daemon, Machine } from "./proofs/machine";

/** A machine that boots with user data: its files are where they say, and its scripts run. */
export interface KubeadmNode {
    /** The files of the user data, by path. */
    readonly files: ReadonlyMap<string, string>;
    /** Runs a program with the stand-ins first on its PATH. @throws Error with what it wrote when it fails */
    run(...words: readonly string[]): Promise<string>;
    /** Starts a program that goes on. */
    start(...words: readonly string[]): Promise<Daemon>;
    read(path: string): Promise<string>;
    /** Writes a file of root's, as the shell does. */
    write(path: string, text: string): Promise<void>;
    /** Mode, owner and group: `700 root root`. */
    modeOf(path: string): Promise<string>;
}

interface Written {
    readonly path: string;
    readonly permissions: string;
    readonly content: string;
}

/**
 * What a machine of the tests has in place of AWS, its packages and systemd: the AWS CLI keeps secrets in a folder, and what changes the kernel or
 * the machine does nothing. kubeadm is real, but a whole run of `init` and `join` is the steps alone that need no containers.
 */
const stand = (secrets: string, kubeadm: string): Readonly<Record<string, string>> => ({
    aws: [
        `name=$(printf '%s' "$*" | sed 's/.*--secret-id \\([^ ]*\\).*/\\1/; s,/,_,g')`,
        'case "$2" in',
        `get-secret-value) cat ${secrets}/$name ;;`,
        `put-secret-value) cp "$(printf '%s' "$*" | sed 's,.*file://,,')" ${secrets}/$name ;;`,
        "esac",
    ].join("\n"),
    kubeadm: [
        'case "$1 $2" in',
        '"init --config") for phase in "certs all" "kubeconfig all" "kubelet-start" "control-plane all"; do',
        `  ${kubeadm} init phase $phase --config "$3" || exit 1`,
        "done",
        // By now the API server starts.
        'for phase in "upload-config kubeadm" "upload-config kubelet" "bootstrap-token --skip-token-print"; do',
        `  until ${kubeadm} init phase $phase --config "$3"; do sleep 1; done`,
        "done ;;",
        `"join --config") ${kubeadm} join phase kubelet-start --config "$3" ;;`,
        `*) exec ${kubeadm} "$@" ;;`,
        "esac",
    ].join("\n"),
    ...Object.fromEntries(
        ["dnf", "augenrules", "modprobe", "sysctl", "systemctl", "amazon-cloudwatch-agent-ctl"].map((name) => [name, "exit 0"]),
    ),
});

/**
 * Writes the files of user data onto a machine.
 * @param secrets a folder in which each secret is a file, `/` in its name written as `_`
 */
export async function kubeadmNode(machine: Machine, folder: string, userData: string, secrets: string): Promise<KubeadmNode> {
    const home = mkdtempSync(join(folder, "node-"));
    const bin = join(home, "bin");
    mkdirSync(bin);
    for (const [name, text] of Object.entries(stand(secrets, program("KUBEADM"))))
        writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    const written = (parse(userData) as { write_files: Written[] }).write_files;
    const local = join(home, "sbin");
    mkdirSync(local);
    for (const [i, { path, permissions, content }] of written.entries()) {
        const staged = join(home, `file-${i}`);
        writeFileSync(staged, content.replaceAll("/opt/aws/amazon-cloudwatch-agent/bin/", ""));
        // The machine's /usr is that of the test's.
        if (path.startsWith("/usr/local/sbin/")) {
            cpSync(staged, path.replace("/usr/local/sbin", local));
            chmodSync(path.replace("/usr/local/sbin", local), 0o700);
        } else await machine.output("install", "-D", "-m", permissions, "-o", "root", "-g", "root", staged, path);
    }
    for (const { path } of written.filter(({ path: one }) => one.startsWith("/usr/local/sbin/"))) {
        const script = path.replace("/usr/local/sbin", local);
        writeFileSync(script, readFileSync(script, "utf8").replaceAll("/usr/local/sbin", local));
    }
    const environment = ["env", `PATH=${bin}:${local}:/usr/sbin:/usr/bin:/sbin:/bin`];
    return {
        files: new Map(written.map(({ path, content }) => [path, content])),
        run: (...words) => machine.output(environment[0]!, environment[1]!, ...words),
        start: (...words) => machine.start(environment[0]!, environment[1]!, ...words),
        read: (path) => machine.output("cat", path),
        async write(path, text) {
            const staged = join(mkdtempSync(join(home, "written-")), "file");
            writeFileSync(staged, text);
            await machine.output("install", "-D", "-m", "600", staged, path);
        },
        modeOf: async (path) => (await machine.output("stat", "-c", "%a %U %G", path)).trim(),
    };
}
