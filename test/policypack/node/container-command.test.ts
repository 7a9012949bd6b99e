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
    ["docker rm -f run-me", undefined],
    ["docker pull scan", undefined],
    ["dockerd", undefined],
    ["/opt/agent run -v /a:/b", undefined],
])("%s", (command, expected) => expect(started(command)).toBe(expected));
