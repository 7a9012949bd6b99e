import { startedContainer } from "../../../policypack/node/container-command";

const started = (command: string) => {
    const container = startedContainer(command.split(" "));
    return container && `${container.image} ${container.mounts.join("|")} ${container.shares.join("|")}`;
};

test.each<[command: string, started: string | undefined]>([
    ["/usr/bin/docker run scan", "scan  "],
    ["docker run --rm -d --name a -e B=c -v /a:/b:ro -v data:/d example.com:5000/x/scan:1@sha256:0 --root /e", "scan /a "],
    ["docker --config /x run -it --volume=/a:/b scan", "scan /a "],
    ["docker container run --privileged scan", "scan  --privileged"],
    ["docker run --privileged=false scan", "scan  "],
    ["docker create --pid host --cap-add SYS_ADMIN scan", "scan  --pid=host|--cap-add=SYS_ADMIN"],
    ["podman run --mount type=bind,source=/a,target=/b --pid=container:x scan", "scan /a "],
    ["nerdctl -n k8s.io run --pid=host scan", "scan  --pid=host"],
    ["ctr -n k8s.io run --mount type=bind,src=/a,dst=/b,options=rbind example.com/scan:1 id", "scan /a "],
    ["docker run --mount type=tmpfs,target=/a scan", "scan  "],
    ["docker run -itv /a:/b scan", "scan /a "],
    ["docker run -v/a:/b -v=/c:/d -eA=b scan", "scan /a|/c "],
    ["docker run -w /app --env-file /etc/agent.env -e OPTIONS=a,src=/c scan", "scan  "],
    ["docker run --mount type=volume,volume-opt=src=/a,target=/b scan", "scan  "],
    ["docker run --label --privileged scan", "scan  "],
    ["docker run --userns=host --cap-add=all scan", "scan  --userns=host|--cap-add=all"],
    ["docker run --cap-add CAP_SYS_ADMIN --privileged=true scan", "scan  --cap-add=CAP_SYS_ADMIN|--privileged=true"],
    ["docker run --pid=hosted --cap-add=SYS_ADMINS --privileged=truely scan", "scan  "],
    ["docker run --use-api-socket scan", "scan  --use-api-socket"],
    ["ctr run --with-ns pid:/proc/1/ns/pid example.com/scan:1 id", "scan  --with-ns=pid:/proc/1/ns/pid"],
    ["docker --context run run -v /a:/b scan", "scan /a "],
    ["finch run -v /a:/b scan", "scan /a "],
    ["docker run --rm", "  "],
    ["docker run --name", "  "],
    ["", undefined],
    ["docker rm -f run-me", undefined],
    ["docker pull scan", undefined],
    ["dockerd", undefined],
    ["/opt/agent run -v /a:/b", undefined],
])("%s", (command, expected) => expect(started(command)).toBe(expected));

/** Options without a value: `docker run --help`, `podman run --help`, `ctr run --help`. */
const SWITCHES: Readonly<Record<string, readonly string[]>> = {
    docker: [
        ...["--detach", "--disable-content-trust", "--init", "--interactive", "--no-healthcheck", "--oom-kill-disable"],
        ...[
            "--publish-all",
            "--quiet",
            "--read-only",
            "--rm",
            "--sig-proxy",
            "--tty",
            "-d",
            "-i",
            "-t",
            "-P",
            "-q",
            "-it",
            "-dit",
        ],
    ],
    podman: [
        ...["--env-host", "--http-proxy", "--no-hostname", "--no-hosts", "--passwd", "--read-only-tmpfs", "--replace", "--rmi"],
        ...["--rootfs", "--tls-verify"],
    ],
    ctr: ["--allow-new-privs", "--cni", "--net-host", "--no-pivot", "--null-io", "--seccomp", "-d", "-t"],
};
const rows = Object.entries(SWITCHES).flatMap(([client, options]) => options.map((option): [string, string] => [client, option]));

test.each(rows)("%s run %s takes no value: the next option is one", (client, option) =>
    expect(started(`${client} run ${option} --volume /a:/b scan`)).toBe("scan /a "),
);

test.each(["-a", "-c", "-e", "-h", "-l", "-m", "-p", "-u", "-w"])("docker run %s takes a value, which is no image", (option) =>
    expect(started(`docker run ${option} other -v /a:/b scan`)).toBe("scan /a "),
);
