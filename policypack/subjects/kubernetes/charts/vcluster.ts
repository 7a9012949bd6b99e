import type { ReleaseArgs } from "@pulumi/kubernetes/helm/v3/release";
import { each, on, type Row, type Thunk } from "../../../lib/subject";
import type { EffectiveApiServer } from "../../../model/effective-api-server";
import type { EffectiveEtcd } from "../../../model/effective-etcd";
import { effectiveApiServer } from "../../../node/effective-api-server";
import { effectiveEtcd } from "../../../node/effective-etcd";
import type { Argument, Invocation } from "../../../node/invocation";
import type { Cursor } from "../../../parse/cursor";
import { word } from "../../../parse/word";
import { ifKnown } from "../../../lib/read-all";
import { wordsOf } from "./arguments";

interface Values {
    controlPlane: {
        distro: { k8s: { enabled: boolean; apiServer: { enabled: boolean; extraArgs: string[] } } };
        backingStore: { etcd: { deploy: { enabled: boolean; statefulSet: { enabled: boolean; extraArgs: string[] } } } };
    };
}

/** `vcluster`, `oci://ghcr.io/loft-sh/charts/vcluster`, `./vcluster-0.24.1.tgz`. */
const CHART = /(?:^|\/)vcluster(?:-[\d.]+\.tgz)?\/?$/;

/** How the chart starts etcd (loft-sh/vcluster, chart/templates/etcd-statefulset.yaml), as far as it is judged: what a user adds comes after. */
const ETCD = [
    "--cert-file=/run/config/pki/etcd-server.crt",
    "--client-cert-auth=true",
    "--listen-client-urls=https://0.0.0.0:2379",
    "--listen-peer-urls=https://0.0.0.0:2380",
    "--key-file=/run/config/pki/etcd-server.key",
    "--peer-cert-file=/run/config/pki/etcd-peer.crt",
    "--peer-client-cert-auth=true",
    "--peer-key-file=/run/config/pki/etcd-peer.key",
    "--peer-trusted-ca-file=/run/config/pki/etcd-ca.crt",
    "--trusted-ca-file=/run/config/pki/etcd-ca.crt",
];

/**
 * In place of what vcluster gives its API server: a tenant's kubelets are vcluster's own proxies, so that its defaults about them are its own
 * affair. Only what a user changes is judged.
 */
const API_SERVER = [
    "--anonymous-auth=false",
    "--authorization-mode=RBAC",
    "--kubelet-certificate-authority=/run/config/pki/ca.crt",
    "--kubelet-client-certificate=/run/config/pki/apiserver-kubelet-client.crt",
    "--kubelet-client-key=/run/config/pki/apiserver-kubelet-client.key",
];

/** The etcds of virtual clusters. */
export const everyVclusterEtcd: Row<EffectiveEtcd> = ofVcluster(function* ({ backingStore }) {
    const deploy = backingStore.field("etcd").field("deploy");
    const args = deploy.field("statefulSet").field("extraArgs");
    const isOff = [deploy, deploy.field("statefulSet")].some((part) => ifKnown(() => part.field("enabled").raw()) === false);
    if (isOff || !isGiven(args)) return;
    yield () => effectiveEtcd(invocationOf(ETCD, args), () => ({ verdict: "node", why: "the store of a virtual cluster" }));
});

/** The API servers of virtual clusters. */
export const everyVclusterApiServer: Row<EffectiveApiServer> = ofVcluster(function* ({ distro }) {
    const k8s = distro.field("k8s");
    const args = k8s.field("apiServer").field("extraArgs");
    const isOff = [k8s, k8s.field("apiServer")].some((part) => ifKnown(() => part.field("enabled").raw()) === false);
    if (!isOff && isGiven(args)) yield () => effectiveApiServer(invocationOf(API_SERVER, args));
});

interface ControlPlane {
    readonly distro: Cursor<Values["controlPlane"]["distro"]>;
    readonly backingStore: Cursor<Values["controlPlane"]["backingStore"]>;
}

function ofVcluster<V>(lens: (controlPlane: ControlPlane) => Iterable<Thunk<V>>): Row<V> {
    return on<ReleaseArgs>()("kubernetes:helm.sh/v3:Release", ({ props }) => {
        if (!CHART.test(ifKnown(() => props.field("chart").text()) ?? "")) return [];
        const place = (props.field("values") as Cursor<unknown> as Cursor<Values>).field("controlPlane");
        return each([place], (one) => lens({ distro: one.field("distro"), backingStore: one.field("backingStore") }));
    });
}

/** Whether the list is there. One that is not known yet is. */
const isGiven = (list: Cursor<unknown>): boolean => ifKnown(() => list.isPresent()) !== false;

const invocationOf = (own: readonly string[], extra: Cursor<readonly string[] | undefined>): Invocation => ({
    at: extra.path,
    args: [...own.map((text): Argument => ({ ...word(text), at: extra.path })), ...wordsOf(extra)],
    environment: new Map(),
});
