import { runtimeSocketRootOnly } from "../../../../policypack/policies/runtime-socket/runtime-socket-root-only";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance, nodeConfig } from "../../kubelets";
import { policyTable } from "../../table";
import { everyWorkload } from "../../workloads";

const FIX =
    "Let the runtime listen on its socket alone, leave that to root (gid 0, mode 0660), and put nobody into the runtime's group.";
const NODE = "/etc/eks/bootstrap.sh prod";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines, NODE, ""].join("\n"));
const written = (path: string, ...content: string[]) => script(`cat > ${path} <<'EOF'`, ...content, "EOF");
const containerd = (...content: string[]) => written("/etc/containerd/config.toml", ...content);
const UNIT = "/etc/systemd/system/docker.service";
const line = (place: string, fact: string, severity = "") => `${severity && `[${severity}] `}userData${place}: ${fact}. ${FIX}`;
const MEMBER = 'puts "ec2-user" into group docker, which dockerd\'s socket belongs to';
const OPEN = (runtime: string, mode = "0666") => `opens ${runtime}'s socket to every user of the node (mode ${mode})`;
const NETWORK = (runtime: string, address: string) => `serves ${runtime}'s API on ${address} to the network`;

const privileged = { securityContext: { privileged: true } };
const pod = (container: object, spec: object = {}) => ({
    type: "kubernetes:core/v1:Pod",
    props: { spec: { containers: [{ ...privileged, ...container }], ...spec } },
});
const served = (place: string, fact: string, severity = "[critical] ") =>
    `${severity}spec.containers[0].${place}: ${fact}. ${FIX}`;
const DIND = "docker:28-dind";
const WITHOUT_TLS = { image: DIND, env: [{ name: "DOCKER_TLS_CERTDIR", value: "" }] };
const socket = { volumes: [{ name: "docker", hostPath: { path: "/var/run/docker.sock" } }] };
const SOCAT = ["TCP-LISTEN:2375,fork", "UNIX-CONNECT:/var/run/docker.sock"];

policyTable(runtimeSocketRootOnly, {
    fails: {
        ...everyWorkload(
            runtimeSocketRootOnly,
            { spec: { containers: [{ ...privileged, command: ["dockerd", "-H", "tcp://0.0.0.0:2375"] }] } },
            [`[critical] containers[0].command[2]: ${NETWORK("dockerd", "tcp://0.0.0.0:2375")}. ${FIX}`],
        ),
        "Docker's image without certificates": {
            ...pod(WITHOUT_TLS),
            reports: [served("env[0].value", NETWORK("dockerd", "tcp://0.0.0.0:2375"))],
        },
        "its entrypoint by name, with a flag": {
            ...pod({ ...WITHOUT_TLS, image: "example.com/build:1", command: ["dockerd-entrypoint.sh", "--debug"] }),
            reports: [served("env[0].value", NETWORK("dockerd", "tcp://0.0.0.0:2375"))],
        },
        "flags that its entrypoint passes on": {
            ...pod({ image: DIND, args: ["--host=tcp://:2375"] }),
            reports: [served("args[0]", NETWORK("dockerd", "tcp://0.0.0.0:2375"))],
        },
        "dockerd beside something else in a shell": {
            ...pod({ command: ["sh", "-c", "dockerd -H tcp://0.0.0.0:2375 & exec make"] }),
            reports: [served("command[2]", NETWORK("dockerd", "tcp://0.0.0.0:2375"))],
        },
        "the loopback of the node": {
            ...pod({ command: ["dockerd", "-H", "tcp://127.0.0.1:2375"] }, { hostNetwork: true }),
            reports: [served("command[2]", "serves dockerd's API on tcp://127.0.0.1:2375 to every process of the node", "")],
        },
        "BuildKit on TCP": {
            ...pod({
                image: "moby/buildkit:v0.18.2",
                args: ["--addr", "unix:///run/buildkit/buildkitd.sock", "--addr=tcp://0.0.0.0:1234"],
            }),
            reports: [served("args[2]", NETWORK("buildkitd", "tcp://0.0.0.0:1234"))],
        },
        "the node's socket passed on by the image's own program": {
            ...pod({ image: "alpine/socat", args: SOCAT, securityContext: {} }, socket),
            reports: [`spec.containers[0]: passes Docker's socket on through socat. ${FIX}`],
        },
        "the node's socket passed on by a command": {
            ...pod({ command: ["socat", ...SOCAT], securityContext: {} }, socket),
            reports: [`spec.containers[0].command[0]: passes Docker's socket on through socat. ${FIX}`],
        },
        ...everyBoot(runtimeSocketRootOnly, `#!/bin/bash\nusermod -aG docker ec2-user\n${NODE}\n`, [
            `AT › line 2: ${MEMBER}. ${FIX}`,
        ]),
        "containerd gives its socket to a group": {
            ...containerd("version = 3", "[grpc]", "gid = 1001"),
            reports: [line(" › line 2 › grpc.gid", "gives containerd's socket to group 1001")],
        },
        "in version 4 by its plugin": {
            ...containerd("version = 4", "[plugins.'io.containerd.server.v1.grpc']", "uid = 1000"),
            reports: [line(' › line 2 › plugins."io.containerd.server.v1.grpc".uid', "gives containerd's socket to user 1000")],
        },
        "containerd on TCP": {
            ...containerd("[grpc]", 'tcp_address = "0.0.0.0:10257"'),
            reports: [line(" › line 2 › grpc.tcp_address", NETWORK("containerd", "0.0.0.0:10257"), "critical")],
        },
        "containerd on TCP by its plugin": {
            ...containerd("version = 4", "[plugins.'io.containerd.server.v1.grpc-tcp']", 'address = "10.0.0.9:10257"'),
            reports: [
                line(
                    ' › line 2 › plugins."io.containerd.server.v1.grpc-tcp".address',
                    NETWORK("containerd", "10.0.0.9:10257"),
                    "critical",
                ),
            ],
        },
        "client certificates on TCP leave their holders": {
            ...containerd("[grpc]", 'tcp_address = "0.0.0.0:10257"', 'tcp_tls_ca = "/etc/ca.pem"'),
            reports: [
                `(advisory) ${line(" › line 2 › grpc.tcp_address", "serves containerd's API on 0.0.0.0:10257 to whoever has a client certificate", "medium")}`,
            ],
        },
        "nodeadm merges its own text into containerd's file": {
            ...instance(`${nodeConfig({})}\n  containerd: { config: "[grpc]\\ngid = 1000" }\n`),
            reports: [line(" › NodeConfig › spec.containerd.config › grpc.gid", "gives containerd's socket to group 1000")],
        },
        "dockerd's hosts": {
            ...written("/etc/docker/daemon.json", '{"hosts":["fd://","tcp://0.0.0.0:2375"]}'),
            reports: [line(" › line 2 › hosts", NETWORK("dockerd", "tcp://0.0.0.0:2375"), "critical")],
        },
        "dockerd's group": {
            ...written("/etc/docker/daemon.json", '{"group":"developers"}'),
            reports: [line(" › line 2 › group", "gives dockerd's socket to group developers")],
        },
        "bootstrap.sh writes daemon.json": {
            ...instance(`#!/bin/bash\n${NODE} --docker-config-json '{"hosts":["tcp://:2375"]}'\n`),
            reports: [line(" › line 2 › --docker-config-json › hosts", NETWORK("dockerd", "tcp://0.0.0.0:2375"), "critical")],
        },
        "a drop-in of dockerd with TCP on loopback": {
            ...written(
                `${UNIT}.d/hosts.conf`,
                "[Service]",
                "ExecStart=",
                "ExecStart=/usr/bin/dockerd -H fd:// -H tcp://127.0.0.1:2375",
            ),
            reports: [line(" › line 2", "serves dockerd's API on tcp://127.0.0.1:2375 to every process of the node")],
        },
        "a variable of a unit is its words": {
            ...script(
                `echo 'DOCKER_OPTS="--log-level=warn --host=tcp://0.0.0.0:2375"' > /etc/default/docker`,
                `printf '[Service]\\nEnvironmentFile=/etc/default/docker\\nExecStart=/usr/bin/dockerd $DOCKER_OPTS\\n' > ${UNIT}`,
            ),
            reports: [line(" › line 2", NETWORK("dockerd", "tcp://0.0.0.0:2375"), "critical")],
        },
        "the options of the image's own unit": {
            ...script(`echo 'OPTIONS="-H tcp://0.0.0.0:2375"' > /etc/sysconfig/docker`),
            reports: [line(" › line 2", NETWORK("dockerd", "tcp://0.0.0.0:2375"), "critical")],
        },
        "CRI-O's streams on every address": {
            ...written("/etc/crio/crio.conf.d/10.conf", "[crio.api]", 'stream_address = "0.0.0.0"'),
            reports: [line(" › line 2 › crio.api.stream_address", NETWORK("CRI-O", "0.0.0.0"), "critical")],
        },
        "CRI-O by a flag": {
            ...written("/etc/systemd/system/crio.service", "[Service]", "ExecStart=/usr/bin/crio --listen tcp://0.0.0.0:4000"),
            reports: [line(" › line 2", NETWORK("CRI-O", "tcp://0.0.0.0:4000"), "critical")],
        },
        "a socket that is moved and opened by its unit": {
            ...script(
                `printf '[crio.api]\\nlisten = "/srv/crio.sock"\\n' > /etc/crio/crio.conf`,
                `printf '[Service]\\nExecStartPost=/bin/sh -c "chmod 0666 /srv/crio.sock"\\n' > /etc/systemd/system/crio.service.d/m.conf`,
            ),
            reports: [line(" › line 3", OPEN("CRI-O"))],
        },
        "a mode by hand": {
            ...script("chmod o+w /run/containerd/containerd.sock"),
            reports: [line(" › line 2", OPEN("containerd", "0662"))],
        },
        "an owner by hand, the path by a variable": {
            ...script("RUN=/run/k3s/containerd", 'chown deploy:deploy "$RUN/containerd.sock"'),
            reports: [
                line(" › line 3", "gives k3s' containerd's socket to user deploy"),
                line(" › line 3", "gives k3s' containerd's socket to group deploy"),
            ],
        },
        "an access list": {
            ...script("setfacl -m u:agent:rw /run/containerd/containerd.sock"),
            reports: [line(" › line 2", "gives containerd's socket to the access list u:agent:rw")],
        },
        "a line of tmpfiles.d": {
            ...written("/etc/tmpfiles.d/c.conf", "# opens", "z /run/containerd/containerd.sock 0666 root root -"),
            reports: [line(" › line 2", OPEN("containerd"))],
        },
        "a folder of tmpfiles.d with everything in it": {
            ...written("/etc/tmpfiles.d/c.conf", "Z /run/containerd - agent - -"),
            reports: [line(" › line 2", "gives containerd's socket to user agent")],
        },
        "an access list of tmpfiles.d": {
            ...written("/etc/tmpfiles.d/c.conf", "a+ /run/docker.sock - - - - u:agent:rw"),
            reports: [line(" › line 2", "gives Docker's socket to the access list u:agent:rw")],
        },
        "a socket unit for all": {
            ...written("/etc/systemd/system/docker.socket.d/o.conf", "[Socket]", "SocketMode=0666"),
            reports: [line(" › line 2", OPEN("dockerd"))],
        },
        "a socket unit without a mode": {
            ...written("/etc/systemd/system/docker.socket", "[Socket]", "ListenStream=/run/docker.sock"),
            reports: [line(" › line 2", OPEN("dockerd"))],
        },
        "a socket unit on a port": {
            ...written("/etc/systemd/system/docker.socket.d/o.conf", "[Socket]", "ListenStream=2375"),
            reports: [line(" › line 2", NETWORK("dockerd", "0.0.0.0:2375"), "critical")],
        },
        "a socket unit for a group": {
            ...written("/etc/systemd/system/docker.socket.d/o.conf", "[Socket]", "SocketGroup=dev"),
            reports: [line(" › line 2", "gives dockerd's socket to group dev")],
        },
        "a unit that passes the socket on": {
            ...written(
                "/etc/systemd/system/debug.service",
                "[Service]",
                "ExecStart=/usr/bin/socat TCP-LISTEN:2376,fork UNIX-CONNECT:/run/containerd/containerd.sock",
            ),
            reports: [line(" › line 2", "passes containerd's socket on through socat")],
        },
        "nginx passes the socket on": {
            ...written(
                "/etc/nginx/conf.d/d.conf",
                "server {",
                "  location / { proxy_pass http://unix:/var/run/docker.sock:/; }",
                "}",
            ),
            reports: [line(" › line 2", "passes Docker's socket on through nginx")],
        },
        "haproxy passes the socket on": {
            ...written("/etc/haproxy/haproxy.cfg", "backend docker", "  server one unix@/var/run/docker.sock"),
            reports: [line(" › line 2", "passes Docker's socket on through haproxy")],
        },
        "cloud-init puts members into the group": {
            ...instance(`#cloud-config\ngroups:\n  - docker: [ubuntu]\nruncmd:\n  - ${NODE}\n`),
            reports: [line(" › groups", 'puts "ubuntu" into group docker, which dockerd\'s socket belongs to')],
        },
        "cloud-init gives a user the group": {
            ...instance(`#cloud-config\nusers:\n  - { name: ci, groups: "adm, docker" }\nruncmd:\n  - ${NODE}\n`),
            reports: [line(" › users[0].groups", 'puts "ci" into group docker, which dockerd\'s socket belongs to')],
        },
    },
    passes: {
        "Docker's image as it comes asks for certificates": pod({ image: DIND }),
        "Docker's image with its folder of certificates": pod({
            image: DIND,
            env: [{ name: "DOCKER_TLS_CERTDIR", value: "/certs" }],
        }),
        "another image of Docker's is a client": pod({ ...WITHOUT_TLS, image: "docker:28-cli" }),
        "dockerd on its socket alone": pod({ ...WITHOUT_TLS, args: ["dockerd", "--host=unix:///run/docker.sock"] }),
        "dockerd for the containers of its own Pod": pod({ command: ["dockerd", "-H", "tcp://127.0.0.1:2375"] }),
        "dockerd that asks for certificates": pod({ command: ["dockerd", "-H", "tcp://0.0.0.0:2376", "--tlsverify"] }),
        "dockerd without the node's rights": pod({ command: ["dockerd", "-H", "tcp://0.0.0.0:2375"], securityContext: {} }),
        "BuildKit that asks for certificates": pod({
            image: "moby/buildkit",
            args: ["--addr=tcp://0.0.0.0:1234", "--tlscacert=/certs/ca.pem"],
        }),
        "BuildKit on its socket": pod({ image: "moby/buildkit" }),
        "a socket of the Pod's own passed on": pod({ image: "alpine/socat", args: SOCAT }),
        "an ordinary node": script(),
        "a machine that runs containers and no Kubernetes": instance("#!/bin/bash\nusermod -aG docker runner\n"),
        "containerd as it prints its defaults": containerd("[grpc]", "gid = 0", 'tcp_address = ""', "uid = 0"),
        "a comment of containerd's": containerd("[grpc]", "# gid = 1000"),
        "a group of something else's file": written("/etc/telegraf/grpc.toml", "[grpc]", "gid = 1000"),
        "dockerd on the socket of systemd": written(
            `${UNIT}.d/l.conf`,
            "[Service]",
            "ExecStart=",
            "ExecStart=/usr/bin/dockerd -H fd://",
        ),
        "a drop-in that takes TCP away": script(
            `printf '[Service]\\nExecStart=/usr/bin/dockerd -H tcp://0.0.0.0:2375\\n' > ${UNIT}`,
            `printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/dockerd -H fd://\\n' > ${UNIT}.d/10.conf`,
        ),
        "a socket that is opened and closed again": script(
            "chmod 0666 /run/containerd/containerd.sock",
            "chmod 0600 /run/containerd/containerd.sock",
        ),
        "a socket that is given to root": script("chown root:root /run/containerd/containerd.sock"),
        "an access list that takes away": script("setfacl -x u:agent /run/containerd/containerd.sock"),
        "an access list to read alone, which connects to nothing": script("setfacl -m u:agent:r /run/docker.sock"),
        "tmpfiles.d makes the folder of the socket": written("/etc/tmpfiles.d/c.conf", "d /run/containerd 0711 root root -"),
        "a proxy to another socket": written(
            "/etc/nginx/conf.d/a.conf",
            "server { location / { proxy_pass http://unix:/run/app.sock; } }",
        ),
        "a proxy's line that is a comment": written("/etc/nginx/conf.d/a.conf", "# proxy_pass http://unix:/run/docker.sock;"),
        "a client of the socket that does not listen": script("socat - UNIX-CONNECT:/run/containerd/containerd.sock"),
        "a client of another machine's dockerd": script("docker -H tcp://build.internal:2376 --tlsverify pull app:1"),
        "the group without members": instance(`#cloud-config\ngroups: [docker]\nruncmd:\n  - ${NODE}\n`),
        "another group": script("usermod -aG adm,systemd-journal ec2-user"),
    },
    unknowns: {
        "a variable that only a deployment knows": {
            ...pod({ image: DIND, env: [{ name: "DOCKER_TLS_CERTDIR", value: UNKNOWN }] }),
            unknown: "spec.containers.0.env.0.value",
        },
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
