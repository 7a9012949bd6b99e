import { effectiveApiServer } from "../../../../policypack/node/effective-api-server";
import { effectiveEtcd } from "../../../../policypack/node/effective-etcd";
import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOfUserData } from "../../../../policypack/node/user-data";
import type { KubeletSettings } from "../../../../policypack/model/kubelet-settings";
import type { NodeBoot } from "../../../../policypack/model/node-boot";

/** A setting as tests compare it: its value and, where a line sets it, that line. */
export const shown = <T>({ value, at, isDefault }: { value: T; at: string; isDefault: boolean }): string =>
    isDefault ? String(value) : `${String(value)} (${at})`;

/** Some settings of the kubelets of a boot. */
export const kubelets = (boot: NodeBoot, ...names: readonly (keyof KubeletSettings)[]): string[][] =>
    daemonsOf(boot).kubelets.map((kubelet) => names.map((name) => shown<unknown>(kubelet[name])));

export const bootOf = (userData: string): NodeBoot => bootOfUserData(userData, "userData");

export const apiServers = (boot: NodeBoot) => daemonsOf(boot).apiServers.map(effectiveApiServer);

export const etcds = (boot: NodeBoot) =>
    daemonsOf(boot).etcds.map((start) => effectiveEtcd(start, () => ({ verdict: "node", why: "test" })));

export const unreadOf = (boot: NodeBoot): string[] =>
    [...boot.unread, ...daemonsOf(boot).unread].map(({ at, reason }) => `${at}: ${reason}`);
