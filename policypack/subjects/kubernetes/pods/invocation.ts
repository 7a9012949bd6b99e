import { isUnknownWhen } from "../../../lib/unknown";
import { basename } from "node:path/posix";
import { settle } from "../../../lib/settle";
import { imageRepository } from "../../../model/image-repository";
import type { Argument, Invocation } from "../../../node/invocation";
import { once } from "../../../parse/once";
import { readShell } from "../../../parse/shell";
import { unwrapped } from "../../../parse/shell-wrappers";
import { HOLE, word } from "../../../parse/word";
import { Container } from "./container";

/** A program to look for in containers. */
export interface Program {
    /** The name of its file: `etcd`. */
    readonly name: string;
    /** Of images that start it themselves, the last part of the repository. */
    readonly image: RegExp;
    /** What such an image takes as its first word, beside flags: `server`. */
    readonly subcommands?: readonly string[];
}

/**
 * Every start of a program in a container: by the command line, by the image, through `sh -c`, `env`, `tini` or `hyperkube`.
 * @throws what kept the program's own name from being read
 */
export function invocationsOf(container: Container, program: Program): readonly Invocation[] {
    const argv = wordsOf(container);
    const start = (at: string, args: readonly Argument[], own: Invocation["environment"] = new Map()): Invocation => {
        const envFrom = container.spec.field("envFrom");
        const unseen = settle(envFrom.items(), () => envFrom.path).values[0];
        return {
            at,
            args,
            environment: new Map([...environmentOf(container), ...own]),
            ...(unseen !== undefined && { unseen }),
        };
    };

    const [first] = argv;
    if (
        !container.hasCommand &&
        (first === undefined || first.text.startsWith("-") || program.subcommands?.includes(first.text))
    ) {
        if (first === undefined && isUnknownWhen(() => container.image) && !isConfigured(container, program)) return [];
        const image = basename(imageRepository(container.image));
        return program.image.test(image) ? [start(container.path, argv)] : [];
    }
    const assigned = new Map<string, string>();
    const inner = unwrapped(
        argv.map(({ text }) => text),
        assigned,
        undefined,
    );
    if (inner.kind === "command") {
        const rest = withoutRunner(argv.slice(argv.length - inner.argv.length));
        const found = rest[0];
        if (found === undefined) return [];
        if (found.text === HOLE && found.failure !== undefined) throw found.failure;
        if (basename(found.text) !== program.name) return [];
        return [start(found.at, rest.slice(1), asArguments(assigned, found.at))];
    }
    const script = argv.find(({ text }) => text === inner.script);
    if (script?.failure !== undefined) throw script.failure;
    const at = script?.at ?? container.path;
    const { commands } = readShell(inner.script, {
        variables: new Map([...environmentOf(container)].map(([name, { text }]) => [name, text])),
        positional: inner.positional ?? [],
    });
    return commands
        .filter((command) => basename(command.argv[0]!.text) === program.name)
        .map((command) =>
            start(
                at,
                command.argv.slice(1).map((argument) => ({ ...argument, at })),
                new Map([...command.environment].map(([name, value]) => [name, { ...value, at }])),
            ),
        );
}

/**
 * Whether the environment has variables of the program's (`ETCD_LISTEN_CLIENT_URLS`). Without them and without flags the daemons serve their
 * own machine alone, so that an image which is not known yet, as every image is that a program builds, is not worth a line.
 */
const isConfigured = (container: Container, { name }: Program): boolean =>
    container.spec.field("envFrom").isPresent() ||
    [...container.env()].some((variable) => variable.name.startsWith(`${name.toUpperCase()}_`));

/** `go-runner` of Kubernetes' own images and the old `hyperkube` start one daemon and pass its flags on. */
function withoutRunner(argv: readonly Argument[]): readonly Argument[] {
    const [first, ...rest] = argv;
    switch (basename(first?.text ?? "")) {
        case "hyperkube": {
            const daemon = rest[0];
            return daemon === undefined
                ? rest
                : [{ ...daemon, text: daemon.text.replace(/^(?!kubelet$)(kube-)?/, "kube-") }, ...rest.slice(1)];
        }
        case "go-runner": {
            // Of its flags one takes the word after it (kubernetes/release, images/build/go-runner, as Go's flag package reads it).
            const isValue = (at: number) => /^--?log-file$/.test(rest[at - 1]?.text ?? "");
            const daemon = rest.findIndex(({ text }, at) => !text.startsWith("-") && !isValue(at));
            return daemon < 0 ? [] : rest.slice(daemon);
        }
        default:
            return argv;
    }
}

/** Every program is looked for in the same words. */
const wordsOf = (container: Container): readonly Argument[] =>
    container.objects === undefined ? wordsAlone(container.spec) : wordsSeen(container);
const wordsAlone = once((spec: Container["spec"]) => wordsSeen(new Container(spec)));

function wordsSeen(container: Container): readonly Argument[] {
    const words: Argument[] = [];
    try {
        for (const { at, text } of container.argv()) words.push(argument(at, text));
    } catch (failure) {
        // A whole list that is not known: the words before it are.
        words.push({ at: container.path, text: HOLE, isLiteral: false, failure });
    }
    return words;
}

function environmentOf(container: Container): Map<string, Argument> {
    const { values } = settle(container.env(), ({ name, at, value }) => [name, argument(at, () => value() ?? HOLE)] as const);
    return new Map(values);
}

function argument(at: string, text: () => string): Argument {
    try {
        return { ...word(text()), at };
    } catch (failure) {
        return { at, text: HOLE, isLiteral: false, failure };
    }
}

const asArguments = (assigned: ReadonlyMap<string, string>, at: string) =>
    new Map([...assigned].map(([name, text]) => [name, { ...word(text), at }]));
