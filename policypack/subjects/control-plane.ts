import { subject, type Thunk } from "../lib/subject";
import type { EffectiveApiServer } from "../model/effective-api-server";
import type { EffectiveEtcd } from "../model/effective-etcd";
import type { NodeBoot } from "../model/node-boot";
import { effectiveApiServer as apiServerOf } from "../node/effective-api-server";
import { effectiveEtcd as etcdOf } from "../node/effective-etcd";
import { startsMember } from "../node/etcd/start-settings";
import { daemonsOf } from "../node/installers";
import { everyBitnamiEtcd } from "./kubernetes/charts/bitnami-etcd";
import { everyVclusterApiServer, everyVclusterEtcd } from "./kubernetes/charts/vcluster";
import { apiServersOf } from "./kubernetes/pods/effective-api-server";
import { etcdsOf } from "./kubernetes/pods/effective-etcd";
import { everyEtcdConfigMap } from "./kubernetes/pods/etcd-config-map";
import { k3sBootsOf } from "./kubernetes/pods/k3s-pod";
import { everyContainer } from "./kubernetes/pods/pod-spec";
import { everyNodeBoot } from "./node-boot";
import { everyWrittenContainer } from "./written-pods";

/** Every etcd: in containers of Pods, of static Pods on nodes and of manifests in ConfigMaps, of charts, and started on a node itself. */
export const effectiveEtcd = subject<EffectiveEtcd>(
    ...everyContainer(etcdsOf),
    ...everyWrittenContainer(etcdsOf),
    ...everyEtcdConfigMap,
    ...everyContainer<EffectiveEtcd>(function* (container) {
        for (const boot of k3sBootsOf(container)) yield* startedEtcds(boot);
    }),
    everyBitnamiEtcd,
    everyVclusterEtcd,
    ...everyNodeBoot(startedEtcds),
);

/** Every kube-apiserver, from the same places. */
export const effectiveApiServer = subject<EffectiveApiServer>(
    ...everyContainer(apiServersOf),
    ...everyWrittenContainer(apiServersOf),
    ...everyContainer<EffectiveApiServer>(function* (container) {
        for (const boot of k3sBootsOf(container)) yield* startedApiServers(boot);
    }),
    everyVclusterApiServer,
    ...everyNodeBoot(startedApiServers),
);

function* startedEtcds(boot: NodeBoot): Generator<Thunk<EffectiveEtcd>> {
    for (const start of daemonsOf(boot).etcds) if (startsMember(start)) yield () => etcdOf(start, () => boot.evidence);
}

function* startedApiServers(boot: NodeBoot): Generator<Thunk<EffectiveApiServer>> {
    for (const start of daemonsOf(boot).apiServers) yield () => apiServerOf(start);
}
