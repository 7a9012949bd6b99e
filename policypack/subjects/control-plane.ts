import { subject } from "../lib/subject";
import type { EffectiveApiServer } from "../model/effective-api-server";
import type { EffectiveEtcd } from "../model/effective-etcd";
import { apiServersOf } from "./kubernetes/effective-api-server";
import { etcdsOf } from "./kubernetes/effective-etcd";
import { everyContainer } from "./kubernetes/pod-spec";
import { everyWrittenContainer } from "./written-pods";

/** Every etcd in a container: of Pods, of static Pods in user data, and of manifests in ConfigMaps. */
export const effectiveEtcd = subject<EffectiveEtcd>(...everyContainer(etcdsOf), ...everyWrittenContainer(etcdsOf));

/** Every kube-apiserver in a container, from the same places. */
export const effectiveApiServer = subject<EffectiveApiServer>(
    ...everyContainer(apiServersOf),
    ...everyWrittenContainer(apiServersOf),
);
