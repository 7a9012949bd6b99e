import type { Way } from "../way";
import { etcdWays } from "./etcd-api";
import { kubeletWays } from "./kubelet-api";
import { runtimeWays } from "./runtime-socket";
import { staticPodWays } from "./static-pods";

/** All of them, in the order in which they are told. */
export const WAYS: readonly Way[] = [...staticPodWays, ...kubeletWays, ...etcdWays, ...runtimeWays];
