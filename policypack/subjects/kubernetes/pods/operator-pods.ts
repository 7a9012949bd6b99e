import { each, type Thunk } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { Container, type ReferredObjects, type Word } from "./container";
import { Pod } from "./pod";

interface StepTemplate {
    readonly container: unknown;
    readonly script: unknown;
    readonly containerSet: { readonly containers: unknown[] };
    readonly initContainers: unknown[];
    readonly sidecars: unknown[];
    readonly volumes: unknown[];
}

/** The Pods of an Argo Workflow: one for each template, which all have the volumes, the account and the network of its `spec`. */
export class WorkflowPod extends Pod {
    private get templates(): Cursor<readonly StepTemplate[]> {
        return (this.spec as Cursor<unknown> as Cursor<{ templates: readonly StepTemplate[] }>).field("templates");
    }

    protected override containers() {
        const { templates } = this;
        return [() => containersOf(templates)];
    }

    override *volumes() {
        yield* super.volumes();
        for (const template of this.templates.items()) yield template.field("volumes");
    }
}

/**
 * The Pods of an OpenTelemetryCollector: its `spec` is that of the Pod and of its first container in one. Their arguments are the
 * collector's own and no command line.
 */
export class CollectorPod extends Pod {
    override *eachContainer<V>(
        lens: (container: Container) => Iterable<Thunk<V>>,
        objects?: ReferredObjects,
    ): Generator<Thunk<V>> {
        yield* each([this.spec], (spec) => lens(new CollectorContainer(spec as Cursor<unknown> as Container["spec"])));
        yield* super.eachContainer(lens, objects);
    }

    protected override containers() {
        const spec = this.spec as Cursor<unknown> as Cursor<Record<"initContainers" | "additionalContainers", unknown[]>>;
        return [() => spec.field("additionalContainers").items(), () => spec.field("initContainers").items()];
    }
}

class CollectorContainer extends Container {
    override *argv(): Generator<Word> {
        // A map of settings stands where others have arguments.
    }

    override get hasCommand(): boolean {
        return true;
    }
}

function* containersOf(templates: Cursor<readonly StepTemplate[]>): Generator<Cursor<unknown>> {
    for (const template of templates.items()) {
        for (const one of ["container", "script"] as const) {
            const place = template.field(one);
            if (place.isPresent()) yield place as Cursor<unknown>;
        }
        yield* template.field("containerSet").field("containers").items();
        yield* template.field("initContainers").items();
        yield* template.field("sidecars").items();
    }
}

/** The Pods of a task of Tekton: its steps and sidecars are containers. */
export class StepsPod extends Pod {
    protected override containers() {
        const spec = this.spec as Cursor<unknown> as Cursor<Record<"steps" | "sidecars", unknown[]>>;
        return (["steps", "sidecars"] as const).map((list) => () => spec.field(list).items());
    }
}

interface SparkRole {
    readonly initContainers: unknown[];
    readonly sidecars: unknown[];
}

/** The Pods of a Spark application: what it says of driver and executor is partly a container and partly a Pod; the volumes are for both. */
export class SparkPod extends Pod {
    protected override containers() {
        const spec = this.spec as Cursor<unknown> as Cursor<Record<"driver" | "executor", SparkRole>>;
        return (["driver", "executor"] as const).map((name) => () => containersOfRole(spec.field(name)));
    }
}

function* containersOfRole(role: Cursor<SparkRole>): Generator<Cursor<unknown>> {
    if (role.isPresent()) yield role as Cursor<unknown>;
    yield* role.field("initContainers").items();
    yield* role.field("sidecars").items();
}
