import { isUnknown } from "../../../lib/unknown";
import { ifKnown } from "../../../lib/read-all";
import { type InStack, isMadeOf, push } from "./directory";
import type { Pod } from "../pods/pod-spec";
import type { Service } from "./service";

/** The Pods of a stack by their labels, as the templates of workloads have them. */
export class SelectedPods {
    private readonly byLabel = new Map<string, InStack<Pod>[]>();
    /** Those of which a label or the namespace is not known. */
    private readonly uncertain: InStack<Pod>[] = [];

    constructor(private readonly all: readonly InStack<Pod>[]) {
        for (const pod of all) {
            const keys = ifKnown(() => pod.value.labels().map(([name, value]) => keyOf(pod.value.namespace, name, value.text())));
            if (keys === undefined) this.uncertain.push(pod);
            else for (const key of keys) push(this.byLabel, key, pod);
        }
    }

    /** Those that a Service selects; where something is not known, those of which its selector is made. */
    of(service: InStack<Service>): InStack<Pod>[] {
        return this.candidates(service).filter((pod) => isSelected(service, pod));
    }

    private candidates({ value }: InStack<Service>): readonly InStack<Pod>[] {
        const key = ifKnown(() => {
            const [first] = value.selector() ?? [];
            return first && keyOf(value.namespace, first[0], first[1].text());
        });
        return key === undefined ? this.all : [...(this.byLabel.get(key) ?? []), ...this.uncertain];
    }
}

const keyOf = (...parts: readonly (string | undefined)[]): string => parts.join("\0");

function isSelected(service: InStack<Service>, pod: InStack<Pod>): boolean {
    const orIfReferred = (read: () => boolean): boolean => {
        try {
            return read();
        } catch (fault) {
            if (isUnknown(fault)) return isMadeOf(service.resource, "spec", pod.resource);
            throw fault;
        }
    };
    return orIfReferred(() => {
        const selector = service.value.selector() ?? [];
        const [there, here] = [ifKnown(() => pod.value.namespace), ifKnown(() => service.value.namespace)];
        if (selector.length === 0 || (there !== undefined && here !== undefined && there !== here)) return false;
        return selector.every(([name, value]) => orIfReferred(() => value.text() === pod.value.label(name)));
    });
}
