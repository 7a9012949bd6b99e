import type { Policy } from "../lib/define-policy";
import { etcdPortNotReachable } from "./etcd-api/etcd-port-not-reachable";
import { kubeletPortNotReachable } from "./kubelet-api/kubelet-port-not-reachable";
import { nodeSubresourcesNotGrantedToEveryone } from "./kubelet-api/node-subresources-not-granted-to-everyone";
import { nodeSubresourcesRestricted } from "./kubelet-api/node-subresources-restricted";
import { nodeSubresourcesWildcardIntent } from "./kubelet-api/node-subresources-wildcard-intent";
import { hostPathMountsReadOnly } from "./runtime-socket/host-path-mounts-read-only";
import { runtimeSocketNotMounted } from "./runtime-socket/runtime-socket-not-mounted";

/** Every policy, in the order of the source's chapters; the reference has the same order. */
export const policies: readonly Policy[] = [
    // static-pods
    // kubelet-api
    kubeletPortNotReachable,
    nodeSubresourcesRestricted,
    nodeSubresourcesNotGrantedToEveryone,
    nodeSubresourcesWildcardIntent,
    // etcd-api
    etcdPortNotReachable,
    // runtime-socket
    runtimeSocketNotMounted,
    hostPathMountsReadOnly,
];
