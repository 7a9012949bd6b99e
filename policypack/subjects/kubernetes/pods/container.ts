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
    /** With `$(NAME)` replaced. Undefined when it comes from what cannot be seen here. Reading it throws when it is unknown. */
    value(): string | undefined;
}

/** A key of a ConfigMap or Secret. */
export interface ReferredEntry {
    /** Below the reference to its object: `spec.volumes[0].configMap › data["etcd.yml"]`. */
    readonly at: string;
    /** Reading it throws when it is unknown. */
    text(): string;
}

export type ReferredKind = "ConfigMap" | "Secret";

/** The ConfigMaps and Secrets that a container may refer to, where they can be seen. */
export interface ReferredObjects {
    /**
     * The keys of an object, by name; none where it is not seen.
     * @param reference where it is referred to
     */
    entriesOf(
        kind: ReferredKind,
        name: Cursor<string | undefined>,
        reference: Cursor<unknown>,
    ): ReadonlyMap<string, ReferredEntry>;
}

interface KeyReference {
    readonly name: string;
    readonly key: string;
}
type EnvVar = NonNullable<ContainerSpec["env"]>[number];

/** A container of a Pod. Everything is read when it is asked for. */
export class Container {
    /**
     * @param spec `spec.containers[0]`
     * @param objects what it refers to; absent where only the Pod itself is seen
     */
    constructor(
        readonly spec: Cursor<ContainerSpec>,
        readonly objects?: ReferredObjects,
    ) {}

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

    /** The variables of `envFrom`, as far as they are seen, then those of `env`. Of two of one name the last counts. */
    *env(): Generator<Variable> {
        const before: Variable[] = [];
        for (const variable of this.written()) {
            const count = before.length;
            const own: Variable = {
                ...variable,
                value: () => {
                    const value = variable.value();
                    return value?.includes("$(") === true ? this.expandWith(value, before.slice(0, count)) : value;
                },
            };
            // What comes from an object is taken as it is.
            before.push(variable.isReferred ? variable : own);
            yield before.at(-1)!;
        }
    }

    private *written(): Generator<Variable & { readonly isReferred: boolean }> {
        for (const source of this.objects === undefined ? [] : this.spec.field("envFrom").items()) {
            const prefix = source.field("prefix").text() ?? "";
            for (const [kind, field] of [["ConfigMap", "configMapRef"] as const, ["Secret", "secretRef"] as const]) {
                const reference = source.field(field);
                if (!reference.isPresent()) continue;
                for (const [key, { at, text }] of this.entriesOf(kind, reference as Cursor<KeyReference>))
                    yield { name: prefix + key, at, value: text, isReferred: true };
            }
        }
        for (const variable of this.spec.field("env").items()) {
            const name = variable.field("name").text() ?? "";
            const referred = this.referredBy(variable as Cursor<EnvVar>);
            if (referred !== undefined) yield { name, at: referred.at, value: () => referred.text(), isReferred: true };
            else
                yield {
                    name,
                    at: variable.field("value").path,
                    value: () => (variable.field("valueFrom").isPresent() ? undefined : (variable.field("value").text() ?? "")),
                    isReferred: false,
                };
        }
    }

    private referredBy(variable: Cursor<EnvVar>): ReferredEntry | undefined {
        if (this.objects === undefined) return undefined;
        const source = variable.field("valueFrom");
        for (const [kind, field] of [["ConfigMap", "configMapKeyRef"] as const, ["Secret", "secretKeyRef"] as const]) {
            const reference = source.field(field) as Cursor<KeyReference>;
            if (reference.isPresent()) return this.entriesOf(kind, reference).get(reference.field("key").text() ?? "");
        }
        return undefined;
    }

    private entriesOf(kind: ReferredKind, reference: Cursor<KeyReference>): ReadonlyMap<string, ReferredEntry> {
        return this.objects?.entriesOf(kind, reference.field("name"), reference) ?? new Map<string, ReferredEntry>();
    }

    /**
     * `$(NAME)` is the variable's value, a `HOLE` where that is not seen, and stays as it is where there is none; `$$(NAME)` is escaped
     * (third_party/forked/golang/expansion of Kubernetes). Any may be among those of `envFrom`.
     */
    expand(word: string): string {
        return word.includes("$(") ? this.expandWith(word, [...this.env()]) : word;
    }

    private expandWith(word: string, variables: readonly Variable[]): string {
        const other = this.spec.field("envFrom").isPresent() ? HOLE : undefined;
        return word.replace(/(\$?)\$\(([^)]{0,255})\)/g, (all, escape: string, name: string) => {
            if (escape !== "") return all.slice(1);
            const variable = variables.findLast((one) => one.name === name);
            return variable === undefined ? (other ?? all) : (variable.value() ?? HOLE);
        });
    }
}
