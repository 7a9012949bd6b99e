import { basename } from "node:path/posix";
import { ifKnown, readAll } from "../lib/read-all";
import { oncePerStack } from "../lib/stack";
import type { Completed, Located, StackResource, StackSubject, Thunk } from "../lib/subject";
import type { EffectiveApiServer } from "../model/effective-api-server";
import type { EffectiveEtcd } from "../model/effective-etcd";
import type { EffectiveKubelet } from "../model/effective-kubelet";
import type { NodeBoot } from "../model/node-boot";
import { effectiveApiServer } from "../node/effective-api-server";
import { effectiveEtcd } from "../node/effective-etcd";
import { startsMember } from "../node/etcd/start-settings";
import { daemonsOf } from "../node/installers";
import type { Invocation } from "../node/invocation";
import type { Container } from "./kubernetes/pods/container";
import { bootOfContainer } from "./kubernetes/pods/container-boot";
import { evidenceOf } from "./kubernetes/pods/effective-etcd";
import { everyPod, type Pod } from "./kubernetes/pods/pod-spec";
import { ObjectsOfPod } from "./kubernetes/pods/referred-objects";
import { inStack } from "./kubernetes/published/services-in-stack";

/**
 * A container of a stack with what it takes from the stack's ConfigMaps and Secrets: configuration files, scripts that it runs, and variables.
 */
interface CompletedContainer {
    readonly container: Container;
    readonly pod: Pod;
    readonly boot: NodeBoot;
    readonly resource: StackResource;
    /** The resource, and those of the objects. */
    readonly madeOf: readonly StackResource[];
}

const PODS = everyPod<Pod>(function* (pod) {
    yield () => pod;
});

/** Every container that refers to ConfigMaps or Secrets, and may start a part of a cluster. */
const containersIn = oncePerStack((stack): readonly CompletedContainer[] =>
    inStack(stack, PODS).all.flatMap((pod) => {
        const read = (container: Container, objects: ObjectsOfPod): CompletedContainer[] => {
            const boot = ifKnown(() => bootOfContainer(container, pod.value));
            if (boot === undefined || !objects.isAsked) return [];
            const { resource, value } = pod;
            return [{ container, pod: value, boot, resource, madeOf: [resource, ...objects.sources] }];
        };
        const objects = new ObjectsOfPod(stack, pod);
        const containers = pod.value.eachContainer((container) => [() => read(container, objects)], objects);
        return readAll(
            () => containers,
            (thunk) => thunk(),
        ).known.flat();
    }),
);

const completed = <V>(viewsOf: (container: CompletedContainer) => Iterable<V>): StackSubject<Completed<V>> =>
    function* (stack): Generator<Thunk<Located<Completed<V>>>> {
        for (const one of containersIn(stack)) {
            for (const view of viewsOf(one)) {
                yield () => ({ urn: one.resource.urn, view: { view, madeOf: one.madeOf } });
            }
        }
    };

/** Whether it starts such a program: a configuration that lies in it alone starts nothing. */
const starts = ({ boot }: CompletedContainer, program: RegExp): boolean =>
    boot.commands.some(({ argv }) => program.test(basename(argv[0]!.text)));

const DISTRIBUTION = /^(?:k3s|rke2)$/;

/** The etcds of such containers. */
export const completedEtcds = completed<EffectiveEtcd>((one) => {
    if (!starts(one, /^(?:etcd|k3s|rke2)$/)) return [];
    const evidence = () => (starts(one, DISTRIBUTION) ? one.boot.evidence : evidenceOf(one.container, one.pod));
    return daemonsOf(one.boot)
        .etcds.filter(startsMember)
        .map((start) => effectiveEtcd({ ...start, environment: placed(start.environment, one.container) }, evidence));
});

/** The variables where the container has them, and not where the program is started. */
function placed(environment: Invocation["environment"], container: Container): Invocation["environment"] {
    const places = new Map([...container.env()].map(({ name, at }) => [name, at]));
    return new Map([...environment].map(([name, argument]) => [name, { ...argument, at: places.get(name) ?? argument.at }]));
}

/** Their API servers. */
export const completedApiServers = completed<EffectiveApiServer>(({ boot }) =>
    daemonsOf(boot).apiServers.map((start) => effectiveApiServer(start)),
);

/** Their kubelets. */
export const completedKubelets = completed<EffectiveKubelet>((one) =>
    starts(one, /^(?:kubelet|hyperkube|k3s|rke2)$/) ? daemonsOf(one.boot).kubelets : [],
);
