import { kubeletConfiguration } from "../../../components/hardened-node-group/kubelet-configuration";

const plain = { isSelfSigned: false, servesJournal: false };

test("who gets past the API server is written out, defaults too", () => {
    expect(kubeletConfiguration(plain)).toMatchObject({
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
        },
        authorization: { mode: "Webhook" },
        readOnlyPort: 0,
        staticPodPath: "",
        staticPodURL: "",
        serverTLSBootstrap: true,
    });
});

test("logs and exec stay, whatever else debugging handlers serve does not", () => {
    expect(kubeletConfiguration(plain)).toMatchObject({
        enableDebuggingHandlers: true,
        enableProfilingHandler: false,
        enableDebugFlagsHandler: false,
        enableContentionProfiling: false,
        enableSystemLogHandler: false,
        enableSystemLogQuery: false,
    });
});

test("the journal is served with everything that it needs", () => {
    expect(kubeletConfiguration({ ...plain, servesJournal: true })).toMatchObject({
        enableSystemLogHandler: true,
        enableSystemLogQuery: true,
        featureGates: { NodeLogQuery: true },
    });
});

test("each choice changes what it is named for and nothing else", () => {
    const base = kubeletConfiguration(plain);
    expect(kubeletConfiguration({ ...plain, isSelfSigned: true })).toEqual({ ...base, serverTLSBootstrap: false });
    expect(kubeletConfiguration({ ...plain, staticPodPath: "/srv/pods" })).toEqual({ ...base, staticPodPath: "/srv/pods" });
    expect(kubeletConfiguration({ ...plain, maxPods: 58 })).toEqual({ ...base, maxPods: 58 });
});
