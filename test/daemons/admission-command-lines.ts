import fc from "fast-check";
import type { Given } from "../policypack/judge";

/** How a program of a control plane may be started: flags with the values that they are tried with. */
interface Tried {
    readonly image: string;
    readonly name: string;
    readonly dash: readonly string[];
    readonly booleans: readonly string[];
    readonly values: Readonly<Record<string, readonly string[]>>;
    /** Of variables that set flags. */
    readonly prefix?: string;
}

const FILES = ["", "/pki/a.crt", "/etc/kubernetes/pki/ca.crt", "/srv/kubernetes/../kubernetes/ca.crt", "$(FIELD)/ca.crt"];
const URLS = [
    ...["http://0.0.0.0:2379", "https://0.0.0.0:2379", "http://127.0.0.1:2379", "https://[::1]:2379", "http://localhost:2379"],
    ...["HTTPS://10.0.0.4:2379,http://10.0.0.4:2378", "unix:///run/etcd.sock", "http://$(FIELD):2379", "$(FIELD)", "$(OWN)", ""],
    ...["http://root:pw@127.0.0.1:2379", " http://10.0.0.4:2379 , https://127.0.0.1:2379", "https://10.0.0.4:2379"],
];
const ETCD: Tried = {
    image: "registry.k8s.io/etcd:3.6.4-0",
    name: "etcd",
    dash: ["--", "--", "-"],
    booleans: ["client-cert-auth", "peer-client-cert-auth", "auto-tls", "peer-auto-tls", "enable-pprof", "pre-vote"],
    values: {
        "listen-client-urls": URLS,
        "listen-peer-urls": URLS,
        "listen-metrics-urls": URLS,
        "listen-client-http-urls": URLS,
        "trusted-ca-file": FILES,
        "peer-trusted-ca-file": FILES,
        "cert-file": FILES,
        "peer-key-file": FILES,
        "log-level": ["debug", "info", "DEBUG"],
        "config-file": ["", "/etc/etcd.yaml"],
        name: ["a", "--b"],
    },
    prefix: "ETCD_",
};
const API_SERVER: Tried = {
    image: "example.com/kube-apiserver:v1.36.0",
    name: "kube-apiserver",
    dash: ["--"],
    booleans: ["anonymous-auth", "kubelet-https", "profiling"],
    values: {
        "authorization-mode": ["Node,RBAC", "AlwaysAllow", "RBAC, AlwaysAllow", "", "$(FIELD)"],
        "authorization-config": ["", "/etc/a.yaml"],
        "authentication-config": ["", "/etc/a.yaml"],
        "kubelet-certificate-authority": FILES,
        "kubelet-client-certificate": FILES,
        "kubelet-client-key": FILES,
        "etcd-servers": ["https://10.0.0.4:2379", "unix:///run/kine.sock", "unix:///a,https://b", ""],
        "etcd-cafile": FILES,
        "etcd-certfile": FILES,
        "etcd-keyfile": FILES,
        "client-ca-file": FILES,
    },
};
const KUBELET: Tried = {
    image: "example.com/kubelet:1",
    name: "kubelet",
    dash: ["--"],
    booleans: [
        ...["anonymous-auth", "authentication-token-webhook", "rotate-server-certificates", "contention-profiling"],
        ...["enable-debugging-handlers", "fail-swap-on"],
    ],
    values: {
        config: ["", "/k.yaml"],
        "config-dir": ["/k.d"],
        "authorization-mode": ["Webhook", "AlwaysAllow", "RBAC", "$(FIELD)"],
        "read-only-port": ["0", "10255", "0x0", "many", "$(FIELD)"],
        "healthz-bind-address": ["0.0.0.0", "127.0.0.1", "127.000.0.1", "::1", "::", "nowhere", ""],
        "healthz-port": ["0", "10248"],
        "client-ca-file": FILES,
        "tls-cert-file": FILES,
        "tls-private-key-file": FILES,
        "pod-manifest-path": ["", "/etc/kubernetes/manifests", 'a"b\\c', "$(FIELD)"],
        "manifest-url": [
            ...["", "http://Pods.example:80/a", "https://u:p@pods.example/a?x=1&api_key=2#c", "http://127.0.0.1:1/", "ftp://a/b"],
            ...["pods.example/a", "https://pods.example:443", "http://[::1]:80/?a"],
        ],
        "manifest-url-header": ["Authorization:Basic a", "X-Kind:pod,Cookie: a=b", "X-Kind:Bearer x", "Token:"],
        "node-labels": ["a=b,node-role.kubernetes.io/master=", "a=b"],
    },
};
const METRICS_SERVER: Tried = {
    image: "registry.k8s.io/metrics-server/metrics-server:v0.8.0",
    name: "metrics-server",
    dash: ["--"],
    booleans: ["kubelet-insecure-tls", "deprecated-kubelet-completely-insecure", "kubelet-use-node-status-port"],
    values: { "kubelet-certificate-authority": FILES, "secure-port": ["10250"] },
};

const ODD = [
    ["--version"],
    ["help"],
    ["--"],
    ["stray"],
    ["-v", "5"],
    ["-v=5"],
    ["$(FIELD)"],
    ["$(NOBODYS)"],
    ["$$(OWN)"],
    ["---"],
    ["--=x"],
    [""],
];

/** The words of one flag, in one of the ways to write it. */
function words({ dash, booleans, values }: Tried): fc.Arbitrary<readonly string[]> {
    const boolean = fc
        .tuple(fc.constantFrom(...booleans), fc.constantFrom("", "=true", "=false", "=T", "=0", "=maybe", "=$(FIELD)", "=$(OWN)"))
        .map(([name, value]) => ({ name, value: undefined, after: value }));
    const valued = fc
        .constantFrom(...Object.keys(values))
        .chain((name) => fc.constantFrom(...values[name]!).map((value) => ({ name, value, after: "" })));
    const flag = fc
        .tuple(
            fc.constantFrom(...dash),
            fc.oneof({ weight: 1, arbitrary: boolean }, { weight: 3, arbitrary: valued }),
            fc.boolean(),
            fc.boolean(),
        )
        .map(([dashes, { name, value, after }, isDetached, isUnderscored]) => {
            const written = dashes + (isUnderscored && dash.length === 1 ? name.replaceAll("-", "_") : name);
            if (value === undefined) return [written + after];
            return isDetached ? [written, value] : [`${written}=${value}`];
        });
    return fc.oneof({ weight: 12, arbitrary: flag }, { weight: 1, arbitrary: fc.constantFrom(...ODD) });
}

const STARTS = [[], [], [], ["tini", "--"], ["/sbin/dumb-init"], ["exec", "nohup"], ["/go-runner", "--log-file=/a"]];

/** Pods that start one program with flags of any kind, as the pack is given them. */
export const podOfCommandLine: fc.Arbitrary<Given> = fc
    .constantFrom(ETCD, ETCD, API_SERVER, KUBELET, METRICS_SERVER)
    .chain((tried) => {
        const { name, image, values, booleans, prefix } = tried;
        const variables =
            prefix === undefined
                ? fc.constant([])
                : fc.array(
                      fc.constantFrom(...Object.keys(values), ...booleans).chain((flag) =>
                          fc.constantFrom(...(values[flag] ?? ["true", "false", ""])).map((value) => ({
                              name: prefix + flag.toUpperCase().replaceAll("-", "_"),
                              value,
                          })),
                      ),
                      { maxLength: 2 },
                  );
        return fc
            .record({
                line: fc.array(words(tried), { maxLength: 6 }).map((all) => all.flat()),
                start: fc.constantFrom(...STARTS),
                isByImage: fc.nat({ max: 5 }).map((n) => n === 0),
                own: fc.constantFrom("true", "http://10.0.0.4:2379", "$(FIELD)", "$(OLDER)", "$$(FIELD)"),
                variables,
                hasMore: fc.nat({ max: 7 }).map((n) => n === 0),
                hostNetwork: fc.nat({ max: 3 }).map((n) => n === 0),
                isLabelled: fc.nat({ max: 5 }).map((n) => n === 0),
                namespace: fc.constantFrom("default", "kube-system"),
                isOwnImage: fc.boolean(),
            })
            .map(({ line, start, isByImage, own, variables, hasMore, hostNetwork, isLabelled, namespace, isOwnImage }) => ({
                type: "kubernetes:core/v1:Pod",
                props: {
                    metadata: { name: "tried", namespace, ...(isLabelled && { labels: { component: "etcd" } }) },
                    spec: {
                        ...(hostNetwork && { hostNetwork }),
                        containers: [
                            { name: "beside", image: "example.com/beside:1" },
                            {
                                name: "tried",
                                image: isOwnImage && !isByImage ? "example.com/own:1" : image,
                                ...(isByImage ? { args: line } : { command: [...start, `/usr/bin/${name}`], args: line }),
                                env: [
                                    { name: "FIELD", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
                                    { name: "OLDER", value: "false" },
                                    { name: "OWN", value: own },
                                    ...variables,
                                ],
                                ...(hasMore && { envFrom: [{ configMapRef: { name: "more" } }] }),
                            },
                        ],
                    },
                },
            }));
    });
