import { each, subject, type Subject, type Thunk } from "../lib/subject";
import type { EffectiveApiServer } from "../model/effective-api-server";
import type { EffectiveEtcd } from "../model/effective-etcd";
import type { NodeBoot } from "../model/node-boot";
import { effectiveApiServer as apiServerOf } from "../node/effective-api-server";
import { effectiveEtcd as etcdOf } from "../node/effective-etcd";
import { startsMember } from "../node/etcd/start-settings";
import { daemonsOf } from "../node/installers";
import { completedApiServers, completedEtcds } from "./completed-daemons";
import { everyBitnamiEtcd } from "./kubernetes/charts/bitnami-etcd";
import { everyVclusterApiServer, everyVclusterEtcd } from "./kubernetes/charts/vcluster";
import { apiServersOf } from "./kubernetes/pods/effective-api-server";
import { etcdsOf, etcdsOfPod } from "./kubernetes/pods/effective-etcd";
import { everyEtcdConfigMap } from "./kubernetes/pods/etcd-config-map";
import { k3sBootsOf } from "./kubernetes/pods/k3s-pod";
import { everyContainer } from "./kubernetes/pods/pod-spec";
import { everyNodeBoot } from "./node-boot";
import { everyWrittenContainer } from "./written-pods";

const etcdOfBoots = everyNodeBoot(startedEtcds);

/** Every etcd: in containers of Pods, of static Pods on nodes and of manifests in ConfigMaps, of charts, and started on a node itself. */
export const effectiveEtcd: Subject<EffectiveEtcd> = {
    ...subject<EffectiveEtcd>(
        ...everyContainer(etcdsOfPod),
        ...everyWrittenContainer(etcdsOf),
        ...everyEtcdConfigMap,
        ...everyContainer<EffectiveEtcd>(function* (container) {
            for (const boot of k3sBootsOf(container)) yield* startedEtcds(boot);
        }),
        everyBitnamiEtcd,
        everyVclusterEtcd,
        ...etcdOfBoots,
    ),
    completed: completedEtcds,
};

/** Those whose loopback is a machine's: started on it, or in a Pod of its network. The loopback of any other Pod is for its own containers. */
export const etcdOfMachine = subject<EffectiveEtcd>(
    ...everyContainer(onNetworkOfNode),
    ...everyWrittenContainer(onNetworkOfNode),
    ...etcdOfBoots,
);

function* onNetworkOfNode(...[container, pod, evidence]: Parameters<typeof etcdsOf>): Generator<Thunk<EffectiveEtcd>> {
    const etcds = [...etcdsOf(container, pod, evidence)];
    if (etcds.length > 0 && pod.spec.field("hostNetwork").flag() === true) yield* etcds;
}

/** Every kube-apiserver, from the same places. */
export const effectiveApiServer: Subject<EffectiveApiServer> = {
    ...subject<EffectiveApiServer>(
        ...everyContainer(apiServersOf),
        ...everyWrittenContainer(apiServersOf),
        ...everyContainer<EffectiveApiServer>(function* (container) {
            for (const boot of k3sBootsOf(container)) yield* startedApiServers(boot);
        }),
        everyVclusterApiServer,
        ...everyNodeBoot(startedApiServers),
    ),
    completed: completedApiServers,
};

/** Those that have an etcd behind them: in Pods all, as they start with none else, and on nodes those that name it. */
export const apiServerOfEtcd = subject<EffectiveApiServer>(
    ...everyContainer(apiServersOf),
    ...everyWrittenContainer(apiServersOf),
    ...everyNodeBoot(function* (boot): Generator<Thunk<EffectiveApiServer>> {
        for (const start of daemonsOf(boot).apiServers) {
            const apiServer = apiServerOf(start);
            yield* each([apiServer], ({ etcdServers }) => (etcdServers.value === "" ? [] : [() => apiServer]));
        }
    }),
);

function* startedEtcds(boot: NodeBoot): Generator<Thunk<EffectiveEtcd>> {
    for (const start of daemonsOf(boot).etcds) if (startsMember(start)) yield () => etcdOf(start, () => boot.evidence);
}

function* startedApiServers(boot: NodeBoot): Generator<Thunk<EffectiveApiServer>> {
    for (const start of daemonsOf(boot).apiServers) yield () => apiServerOf(start);
}
