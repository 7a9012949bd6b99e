import { Cursor } from "../../../../../policypack/parse/cursor";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { Pod } from "../../../../../policypack/subjects/kubernetes/pods/pod";
import { servedRuntimesOf } from "../../../../../policypack/subjects/kubernetes/pods/served-runtime";

const privileged = { securityContext: { privileged: true } };
const SOCKET = { volumes: [{ name: "run", hostPath: { path: "/var/run/docker.sock" } }] };

/** `at: runtime by door` of each way that a container opens. */
const served = (container: object, spec: object = {}) => {
    const none = Cursor.of(undefined) as unknown as ConstructorParameters<typeof Pod>[1];
    const pod = new Pod(Cursor.of(spec, "spec") as ConstructorParameters<typeof Pod>[0], none, none);
    const ways = servedRuntimesOf(new Container(Cursor.of(container, "c") as Container["spec"]), pod);
    return [...ways].map((thunk) => {
        const { at, runtime, door, evidence } = thunk();
        expect(evidence).toEqual({ verdict: "node", why: "a Pod" });
        return `${at}: ${runtime} by ${door.kind === "tcp" ? door.address : door.kind}`;
    });
};

const TCP = "tcp://0.0.0.0:2375";
const plain = [{ name: "DOCKER_TLS_CERTDIR", value: "" }];

test.each<[string, object, object, readonly string[]]>([
    ["Docker on every address", { command: ["dockerd", "-H", TCP], ...privileged }, {}, [`c.command[2]: dockerd by ${TCP}`]],
    ["Docker that asks for certificates", { command: ["dockerd", "-H", TCP, "--tlsverify"], ...privileged }, {}, []],
    ["Docker by itself, for which that variable is nothing", { command: ["dockerd"], env: plain, ...privileged }, {}, []],
    ["without the node's rights", { command: ["dockerd", "-H", TCP] }, {}, []],
    ["on the Pod's own loopback", { command: ["dockerd", "-H", "tcp://127.0.0.1:2375"], ...privileged }, {}, []],
    [
        "on the node's loopback",
        { command: ["dockerd", "-H", "tcp://127.0.0.1:2375"], ...privileged },
        { hostNetwork: true },
        ["c.command[2]: dockerd by tcp://127.0.0.1:2375"],
    ],
    ["on a socket of its own", { command: ["dockerd", "-H", "unix:///var/run/docker.sock"], ...privileged }, {}, []],
    [
        "Docker's own image without certificates",
        { image: "docker:28-dind", env: [{ name: "OTHER", value: "" }, ...plain], ...privileged },
        {},
        [`c.env[1].value: dockerd by ${TCP}`],
    ],
    [
        "Docker's own image with flags alone",
        { image: "docker:dind", args: ["--debug"], env: plain, ...privileged },
        {},
        [`c.env[0].value: dockerd by ${TCP}`],
    ],
    ["Docker's own image with certificates", { image: "docker:dind", ...privileged }, {}, []],
    [
        "Docker's own image with a folder for them",
        { image: "docker:dind", env: [{ name: "DOCKER_TLS_CERTDIR", value: "/certs" }], ...privileged },
        {},
        [],
    ],
    ["Docker's client", { image: "docker:28-cli", env: plain, ...privileged }, {}, []],
    ["an image that only begins as Docker's", { image: "docker-dind:dind", env: plain, ...privileged }, {}, []],
    ["an image that only ends as Docker's", { image: "not-docker:dind", env: plain, ...privileged }, {}, []],
    [
        "the entrypoint by its name",
        { command: ["dockerd-entrypoint.sh"], env: plain, ...privileged },
        {},
        [`c.env[0].value: dockerd by ${TCP}`],
    ],
    [
        "the entrypoint with a program, which adds nothing",
        { command: ["dockerd-entrypoint.sh", "docker", "info"], env: plain, ...privileged },
        {},
        [],
    ],
    [
        "BuildKit",
        { command: ["buildkitd", "--addr", "tcp://0.0.0.0:1234"], ...privileged },
        {},
        ["c.command[2]: buildkitd by tcp://0.0.0.0:1234"],
    ],
    [
        "BuildKit by its image",
        { image: "moby/buildkit:v0.13", args: ["--addr", "tcp://0.0.0.0:1234"], ...privileged },
        {},
        ["c.args[1]: buildkitd by tcp://0.0.0.0:1234"],
    ],
    ["BuildKit without rights", { command: ["buildkitd", "--addr", "tcp://0.0.0.0:1234"] }, {}, []],
    [
        "an image like BuildKit's",
        { image: "moby/buildkit-client", args: ["--addr", "tcp://0.0.0.0:1234"], ...privileged },
        {},
        [],
    ],
    ["another one like it", { image: "moby/own-buildkit", args: ["--addr", "tcp://0.0.0.0:1234"], ...privileged }, {}, []],
])("%s", (_, container, spec, expected) => expect(served(container, spec)).toEqual(expected));

const relay = ["TCP-LISTEN:2375,fork", "UNIX-CONNECT:/var/run/docker.sock"];

test.each<[string, object, object, number]>([
    ["socat", { command: ["socat", ...relay] }, SOCKET, 1],
    ["socat as an image's entrypoint", { image: "alpine/socat", args: relay }, SOCKET, 1],
    ["nc", { command: ["nc", "-lkU", "/run/docker.sock"] }, SOCKET, 1],
    ["ncat", { command: ["ncat", "--listen", "2375", "--sh-exec", "ncat -U /run/docker.sock"] }, SOCKET, 1],
    ["ncat as an image's entrypoint", { image: "own/ncat", args: ["-l", "2375", "-c", "ncat -U /run/docker.sock"] }, SOCKET, 1],
    ["an image like socat's", { image: "own/socat-tools", args: relay }, SOCKET, 0],
    ["socat without the node's socket", { command: ["socat", ...relay] }, {}, 0],
    [
        "socat with another path of the node",
        { command: ["socat", ...relay] },
        { volumes: [{ name: "a", hostPath: { path: "/srv" } }] },
        0,
    ],
    ["socat's image with another command", { image: "alpine/socat", command: ["sleep"], args: relay }, SOCKET, 0],
])("the node's socket is passed on by %s: %#", (_, container, spec, count) => {
    expect(served(container, spec)).toHaveLength(count);
});
