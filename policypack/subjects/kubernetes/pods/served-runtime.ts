import { basename } from "node:path/posix";
import { imageRepository } from "../../../model/image-repository";
import { settle } from "../../../lib/settle";
import { each, type Thunk } from "../../../lib/subject";
import type { RuntimeAccess, RuntimeDoor } from "../../../model/runtime-access";
import type { Argument, Invocation } from "../../../node/invocation";
import { doorsOfBuildkit } from "../../../node/runtime/buildkitd";
import { doorsOfDockerArguments } from "../../../node/runtime/dockerd";
import { named, type RuntimeOpening } from "../../../node/runtime/opening";
import { relayedBy } from "../../../node/runtime/relays";
import { runtimeSockets } from "../../../node/runtime/sockets";
import type { Container } from "./container";
import { hostPathsOf } from "./host-path";
import { invocationsOf, type Program } from "./invocation";
import type { Pod } from "./pod";

/**
 * The ways to a runtime with the node's rights that one container opens: a daemon in a privileged container that listens on TCP (Docker in
 * Docker, BuildKit), and a program that passes the node's own socket on.
 */
export function* servedRuntimesOf(container: Container, pod: Pod): Generator<Thunk<RuntimeAccess>> {
    yield* each([dockerOf, buildkitOf, relaysOf], (read) => reachedOf(read(container, pod), pod));
}

function* reachedOf(all: Iterable<RuntimeOpening>, pod: Pod): Generator<Thunk<RuntimeAccess>> {
    for (const served of all) {
        const evidence = { verdict: "node", why: "a Pod" } as const;
        if (isReached(served.door, pod)) yield () => ({ ...served, evidence });
    }
}

/** The loopback of a Pod is for its own containers, unless it is the node's. */
const isReached = (door: RuntimeDoor, pod: Pod): boolean =>
    door.kind === "relay" ||
    (door.kind === "tcp" && !door.isVerified && (!door.isLocal || pod.spec.field("hostNetwork").flag() === true));

const DOCKERD = { name: "dockerd", image: /^(?!)/ };

function* dockerOf(container: Container): Generator<RuntimeOpening> {
    const invocations = [...invocationsOf(container, DOCKERD), ...byEntrypoint(container)];
    if (invocations.length === 0 || !container.isPrivileged) return;
    for (const { args } of invocations) yield* named("dockerd", doorsOfDockerArguments(args));
    if (byEntrypoint(container).length === 0) return;
    for (const { name, at, value } of container.env()) {
        if (name !== "DOCKER_TLS_CERTDIR" || value() !== "") continue;
        yield { at, runtime: "dockerd", door: { kind: "tcp", address: "tcp://0.0.0.0:2375", isLocal: false, isVerified: false } };
    }
}

/**
 * The entrypoint of Docker's own image, which adds a TCP address where it is given no program: on 2376 with certificates, or on 2375 without
 * any where DOCKER_TLS_CERTDIR is empty (docker-library/docker, dockerd-entrypoint.sh).
 */
function byEntrypoint(container: Container): readonly Pick<Invocation, "args">[] {
    const ENTRYPOINT = { name: "dockerd-entrypoint.sh", image: /^docker$/ };
    const isFlagged = ({ args }: Pick<Invocation, "args">) => args[0] === undefined || args[0].text.startsWith("-");
    const started = invocationsOf(container, ENTRYPOINT).filter(isFlagged);
    return container.hasCommand || /:[^/@:]*dind/.test(container.image) ? started : [];
}

function* buildkitOf(container: Container): Generator<RuntimeOpening> {
    const invocations = invocationsOf(container, { name: "buildkitd", image: /^buildkit$/ });
    if (invocations.length === 0 || !container.isPrivileged) return;
    for (const { args } of invocations) yield* named("buildkitd", doorsOfBuildkit(args));
}

const RELAYS = ["socat", "nc", "ncat"].map((name) => ({ name, image: new RegExp(`^${name}$`) }));

function* relaysOf(container: Container, pod: Pod): Generator<RuntimeOpening> {
    const sockets = runtimeSockets({ files: [] });
    for (const program of RELAYS) {
        for (const { args, at } of relayStarts(container, program)) {
            const command = { program: program.name, words: args.map(({ text }) => text), at };
            for (const relay of relayedBy(command, sockets)) if (hasSocket(pod)) yield relay;
        }
    }
}

/** Their arguments look like programs where the image's entrypoint is the program itself. */
function relayStarts(container: Container, program: Program): readonly Pick<Invocation, "args" | "at">[] {
    if (container.hasCommand || !program.image.test(basename(imageRepository(container.image)))) {
        return invocationsOf(container, program);
    }
    const args = [...container.argv()].map(({ at, text }): Argument => ({ text: text(), isLiteral: true, at }));
    return [{ args, at: container.path }];
}

const hasSocket = (pod: Pod): boolean => settle(hostPathsOf(pod), (thunk) => thunk().reach !== undefined).values.includes(true);
