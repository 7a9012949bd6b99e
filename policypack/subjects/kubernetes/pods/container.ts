import type { PodArgs } from "@pulumi/kubernetes/core/v1/pod";
import type { Props } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { HOLE } from "../../../parse/word";

type PodSpec = NonNullable<Props<PodArgs>["spec"]>;
type ContainerSpec = NonNullable<PodSpec["containers"]>[number];

/** The three lists of a Pod in which containers stand. */
export const CONTAINER_LISTS = ["containers", "initContainers", "ephemeralContainers"] as const;

/** One word of a command line, and where it stands. */
export interface Word {
    readonly at: string;
    /** With `$(NAME)` replaced as Kubernetes does. Reading it throws when it is unknown. */
    text(): string;
}

/** A variable of a container's environment. */
export interface Variable {
    readonly name: string;
    readonly at: string;
    /** Undefined when it comes from a Secret, a ConfigMap or a field of the Pod. Reading it throws when it is unknown. */
    value(): string | undefined;
}

/** A container of a Pod. Everything is read when it is asked for. */
export class Container {
    /** @param spec `spec.containers[0]` */
    constructor(readonly spec: Cursor<ContainerSpec>) {}

    get path(): string {
        return this.spec.path;
    }

    get image(): string {
        return this.spec.field("image").text() ?? "";
    }

    get isPrivileged(): boolean {
        return this.spec.field("securityContext").field("privileged").flag() === true;
    }

    /** The capabilities that it asks for beside the runtime's own, as `SYS_ADMIN`, each read by itself. */
    *added(): Generator<{ readonly at: string; name(): string }> {
        for (const place of this.spec.field("securityContext").field("capabilities").field("add").items()) {
            yield { at: place.path, name: () => (place.text() ?? "").toUpperCase().replace(/^CAP_/, "") };
        }
    }

    /** The names of all of them. */
    addedCapabilities(): string[] {
        return [...this.added()].map(({ name }) => name());
    }

    /** `command`, then `args`. Where there is no `command`, the image's own entrypoint stands before it. */
    *argv(): Generator<Word> {
        for (const list of ["command", "args"] as const) {
            for (const word of this.spec.field(list).items()) {
                yield { at: word.path, text: () => this.expand(word.text() ?? "") };
            }
        }
    }

    /** True when `command` is set, so that `argv` begins with the program. */
    get hasCommand(): boolean {
        return !this.spec.field("command").items().next().done;
    }

    /** The variables of `env`; those of `envFrom` cannot be seen here. */
    *env(): Generator<Variable> {
        for (const variable of this.spec.field("env").items()) {
            const value = variable.field("value");
            const name = variable.field("name").text() ?? "";
            yield { name, at: value.path, value: () => this.valueOf(variable) };
        }
    }

    private valueOf(variable: Cursor<{ value: string; valueFrom: unknown }>): string | undefined {
        if (variable.field("valueFrom").isPresent()) return undefined;
        return variable.field("value").text() ?? "";
    }

    /** `$(NAME)` is the variable's value, a `HOLE` where it comes from elsewhere, and stays as it is where there is none; `$$(NAME)` is escaped. */
    expand(word: string): string {
        if (!word.includes("$(")) return word;
        return word.replace(/(\$?)\$\(([^)]*)\)/g, (all, escape: string, name: string) => {
            if (escape !== "") return all.slice(1);
            for (const variable of this.env()) if (variable.name === name) return variable.value() ?? HOLE;
            return all;
        });
    }
}
