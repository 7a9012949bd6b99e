import { basename } from "node:path/posix";

/** A container that a command line starts. */
export interface StartedContainer {
    /** The last part of its image's name, without tag: `inventory`. */
    readonly image: string;
    /** Folders and files of the node that it gets. */
    readonly mounts: readonly string[];
    /** Options that take the wall to the node away: `--privileged`, `--pid=host`. */
    readonly shares: readonly string[];
}

const CLIENTS = new Set(["docker", "podman", "nerdctl", "ctr", "finch"]);
/** Options of `run` that take no value; every other long option without `=` takes the next word. */
const SWITCHES = new Set([
    ...["--privileged", "--rm", "--init", "--detach", "--interactive", "--tty", "--read-only", "--net-host", "--no-healthcheck"],
    ...["--oom-kill-disable", "--publish-all", "--sig-proxy", "--replace", "--rootfs", "--null-io", "--tls-verify", "--quiet"],
    ...["--no-hosts", "--no-pivot", "--cni", "--seccomp", "--disable-content-trust", "--use-api-socket", "--no-hostname"],
    ...["--rmi", "--env-host", "--http-proxy", "--passwd", "--read-only-tmpfs", "--allow-new-privs"],
]);
/** One letter with a value, which follows it or is the next word; letters that take none may stand in front: `-itv /a:/b`, `-v/a:/b`. */
const SHORT_VALUED = /^-[ditPq]*([vepuwmhlca])=?(.*)$/s;
/** Docker's `--use-api-socket` mounts its own socket. */
const SHARES =
    /^--(?:privileged(?:=true)?|use-api-socket(?:=true)?|(?:pid|userns)=host|cap-add=(?:ALL|SYS_ADMIN|CAP_SYS_ADMIN)|with-ns=pid:.*)$/i;

/** `docker run -v /var/lib/kubelet:/kubelet IMAGE`, as a container; undefined for every other command of a runtime's client. */
export function startedContainer(words: readonly string[]): StartedContainer | undefined {
    if (!CLIENTS.has(basename(words[0] ?? ""))) return undefined;
    const run = words.findIndex((word, i) => (word === "run" || word === "create") && !words[i - 1]!.startsWith("--"));
    if (run < 0) return undefined;
    const mounts: string[] = [];
    const shares: string[] = [];
    let i = run + 1;
    for (; i < words.length; i++) {
        const option = words[i]!;
        if (!option.startsWith("-")) break;
        const [, letter, attached] = SHORT_VALUED.exec(option) ?? [];
        const takesNext = letter === undefined ? /^--[^=]+$/.test(option) && !SWITCHES.has(option) : attached === "";
        const name = letter === undefined ? option.replace(/=.*/s, "") : `-${letter}`;
        const value = takesNext ? (words[++i] ?? "") : (attached ?? option.slice(name.length + 1));
        if (name === "-v" || name === "--volume") mounts.push(...(value.startsWith("/") ? [value.split(":")[0]!] : []));
        if (name === "--mount") mounts.push(...sourceOf(value));
        const whole = value === "" ? name : `${name}=${value}`;
        if (SHARES.test(whole)) shares.push(whole);
    }
    const image = basename(words[i] ?? "").replace(/[:@][^]*/, "");
    return { image, mounts, shares };
}

/** Of `type=bind,source=/run,target=/run` the source. */
function sourceOf(value: string): string[] {
    const source = value.split(",").find((part) => /^(?:source|src)=\//.test(part));
    return source === undefined ? [] : [source.slice(source.indexOf("=") + 1)];
}
